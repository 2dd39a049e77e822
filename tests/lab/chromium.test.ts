import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { CASES } from '../harness/report/cases.ts';
import { pageOf, REPORTS, withCourse } from '../harness/report/html/reports.ts';
import { chromiumProgram, skipWithout } from './parts.ts';

const SHOWN = ['rich', 'hops', 'sixty-versions', 'several', 'comparison', 'hostile'];

/** Where texts of one picture lie on each other, as far as they can be seen; marks piled on a letter, which reach far up, left aside. */
const OVERLAPS = `[...document.querySelectorAll('svg')].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([text, box]) => box.width > 0 && !/\\p{M}{2}/u.test(text));
  return boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
    .map(([other]) => one + ' / ' + other));
})`;
/** What sticks out of the page at the right. */
const OVERFLOW = `document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && element.closest('.scroll') === null).map((element) => element.outerHTML.slice(0, 120))
  : []`;
const STRICT_XML = `new DOMParser().parseFromString(SOURCE, 'application/xhtml+xml').querySelector('parsererror')?.textContent ?? null`;
const VIOLATIONS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, help, nodes }) => id + ': ' + help + ' ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' ')))`;

describe('the page in Chromium', { skip: skipWithout('chromium'), concurrency: false }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'weighbridge-page-'));
  let browser: Browser;
  before(async () => {
    browser = await puppeteer.launch({ executablePath: chromiumProgram(), args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A page opened from its file, and what it said and asked for while it was. */
  async function opened(name: string, text: string): Promise<{ page: Page; said: string[]; asked: string[]; url: string }> {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, text);
    const [said, asked]: [string[], string[]] = [[], []];
    const page = await browser.newPage();
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('dialog', (dialog) => said.push(dialog.message()));
    page.on('request', (request) => asked.push(request.url()));
    const url = pathToFileURL(file).href;
    await page.goto(url, { waitUntil: 'networkidle0' });
    return { page, said, asked: asked.filter((address) => !address.startsWith('data:')), url };
  }

  for (const name of SHOWN)
    it(`${name}: opens in silence, fits a phone in light and a desk in dark, and axe finds nothing`, async () => {
      const text = await pageOf(REPORTS[name]!());
      const { page, said, asked, url } = await opened(name, text);
      assert.equal(await page.evaluate(STRICT_XML.replace('SOURCE', () => JSON.stringify(text))), null);
      await page.evaluate(axe.source);
      for (const [scheme, width] of [
        ['light', 390],
        ['dark', 1280],
      ] as const) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await page.setViewport({ width, height: 900 });
        assert.deepEqual(await page.evaluate(OVERFLOW), [], `${width} pixels`);
        assert.deepEqual(await page.evaluate(OVERLAPS), [], `${width} pixels`);
        assert.deepEqual(await page.evaluate(VIOLATIONS), [], `${width} pixels, ${scheme}`);
      }
      assert.deepEqual([said, asked], [[], [url]]);
      await page.close();
    });

  it('is dark where somebody asks for dark, and light on paper all the same', async () => {
    const { page } = await opened('colours', await pageOf(REPORTS.rich!()));
    const back = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    assert.equal(await back(), 'rgb(255, 255, 255)');
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    assert.equal(await back(), 'rgb(19, 24, 30)');
    await page.emulateMediaType('print');
    assert.equal(await back(), 'rgb(255, 255, 255)');
    await page.close();
  });

  it('fits an A4 sheet in print, with the wide pictures', async () => {
    const { page } = await opened('print', await pageOf(REPORTS.rich!()));
    await page.emulateMediaType('print');
    // 210 mm less two margins of 14 mm, at 96 pixels per inch.
    await page.setViewport({ width: 688, height: 1000 });
    assert.deepEqual(await page.evaluate(OVERFLOW), []);
    assert.deepEqual(
      await page.evaluate(`[...document.querySelectorAll('.wide, .narrow')].map((svg) => svg.getBoundingClientRect().width > 0)`),
      [true, false],
    );
    assert.equal(
      Buffer.from(await page.pdf({ format: 'a4' }))
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    );
    await page.close();
  });

  it('would not run a script, nor load a picture, even if one were in it', async (t) => {
    let hits = 0;
    const server = createServer((_request, response) => {
      hits += 1;
      response.end();
    });
    t.after(() => server.close().closeAllConnections());
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const text = await pageOf(withCourse(CASES.pass!));
    const more = `<script>document.title = "run"</script><img src="http://127.0.0.1:${port}/x.png" alt="" />`;
    const planted = text.replace('</main>', `${more}</main>`);
    const { page, said } = await opened('planted', planted);
    assert.equal(await page.evaluate('document.images.length'), 1);
    assert.notEqual(await page.title(), 'run');
    assert.equal(hits, 0);
    assert.ok(said.length >= 2 && said.every((line) => line.includes('Content Security Policy')), said.join('\n'));
    await page.close();
    // Without the policy both happen: the test can tell.
    const bare = await opened('bare', planted.replace(/<meta http-equiv="Content-Security-Policy".*\n/, ''));
    assert.deepEqual([await bare.page.title(), hits], ['run', 1]);
    await bare.page.close();
  });
});
