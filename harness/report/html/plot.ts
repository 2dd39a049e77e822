import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Markup, trusted } from './markup.ts';

export { areaY, barX, lineY, ruleX, ruleY, text, tickX } from '@observablehq/plot';

/** What a picture is called, and what it shows in words for somebody who does not see it. */
export interface Legend {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Attributes that hold coordinates. */
const COORDINATES = ['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height'];

/**
 * Draws a picture with Observable Plot on a document of its own, without a browser. The one place where both libraries are loaded: they
 * take 200 ms, so everything that imports this file is itself imported only when a page is made.
 *
 * Colours are variables of the page's style sheet; marks with clips, patterns or markers are not to be used, as Plot numbers those anew
 * in every picture and two pages of one report would differ.
 */
export function draw({ id, title, description }: Legend, className: string, options: PlotOptions): Markup {
  const { document } = parseHTML('<html><body></body></html>');
  const svg = plot({ ...options, document, style: { fontSize: '12px' } });
  svg.querySelector('style')?.remove();
  for (const element of svg.querySelectorAll('*')) {
    // Parts of one picture are not read out one by one; its title and description are.
    element.removeAttribute('aria-label');
    for (const name of COORDINATES) {
      const value = element.getAttribute(name);
      if (value !== null)
        element.setAttribute(
          name,
          value.replace(/\d+\.\d{2,}/g, (digits: string) => String(Number(Number(digits).toFixed(1)))),
        );
    }
  }
  svg.setAttribute('class', className);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title`);
  svg.setAttribute('aria-describedby', `${id}-desc`);
  for (const [tag, text] of [
    ['desc', description],
    ['title', title],
  ] as const) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    element.setAttribute('id', `${id}-${tag}`);
    element.textContent = text;
    svg.prepend(element);
  }
  return trusted(`${svg.outerHTML}\n`);
}
