import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openScreen } from '../../../harness/cli/live-screen.ts';
import { Terminal } from '../../cli/terminal.ts';

describe('a block on a terminal', () => {
  it('is drawn over itself, whatever its height, and wiped at the end', async () => {
    const terminal = new Terminal(20);
    terminal.write('$ weighbridge\n');
    const screen = await openScreen(terminal);
    screen.draw(['a', 'b', 'c']);
    assert.equal(terminal.screen, '$ weighbridge\na\nb\nc');
    screen.draw(['a', 'x']);
    assert.equal(terminal.screen, '$ weighbridge\na\nx');
    screen.draw(['a', 'x', 'y', 'z']);
    assert.equal(terminal.screen, '$ weighbridge\na\nx\ny\nz');
    screen.close();
    assert.equal(terminal.screen, '$ weighbridge');
    terminal.write('report\n');
    assert.equal(terminal.screen, '$ weighbridge\nreport');
  });

  it('gives way to what others write, and goes on below', async () => {
    const terminal = new Terminal(20);
    const screen = await openScreen(terminal);
    screen.draw(['a', 'b']);
    terminal.write('a word\n');
    assert.equal(terminal.screen, 'a word');
    screen.draw(['a', 'c']);
    assert.equal(terminal.screen, 'a word\na\nc');
    terminal.write('half a line');
    screen.draw(['d']);
    assert.equal(terminal.screen, 'a word\nhalf a line\nd');
    screen.close();
    assert.equal(terminal.screen, 'a word\nhalf a line');
  });

  it('leaves only what others wrote, whatever was drawn', async () => {
    const step = fc.oneof(
      fc.record({
        draw: fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '日', '●', ' '), maxLength: 9 }), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
      fc.record({ say: fc.stringMatching(/^[a-z]{1,9}$/) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const terminal = new Terminal(20);
        const screen = await openScreen(terminal);
        for (const one of steps) {
          if ('draw' in one) screen.draw(one.draw);
          else terminal.write(`${one.say}\n`);
        }
        screen.close();
        assert.equal(terminal.screen, steps.flatMap((one) => ('say' in one ? [one.say] : [])).join('\n'));
        assert.ok(!Object.hasOwn(terminal, 'write'), 'the stream is as it was');
      }),
    );
  });

  it('follows the width, and wipes the lines that a narrower terminal has broken', async () => {
    const terminal = new Terminal(20);
    terminal.write('before\n');
    const screen = await openScreen(terminal);
    assert.equal(screen.columns, 20);
    screen.draw(['1234567890123', '12', '\u001b[2m123456789012345\u001b[22m']);
    // What a terminal makes of these lines when it becomes narrower: 2 + 1 + 2 rows.
    const narrow = new Terminal(10);
    narrow.feed('before\n1234567890123\n12\n123456789012345\n');
    const from = terminal.text.length;
    terminal.columns = 10;
    assert.equal(screen.columns, 10);
    screen.draw(['new', 'block']);
    narrow.feed(terminal.text.slice(from));
    assert.equal(narrow.screen, 'before\nnew\nblock');
    screen.close();
  });

  it('is cut to the height, from its end', async () => {
    const terminal = new Terminal(20);
    terminal.rows = 4;
    const screen = await openScreen(terminal);
    screen.draw(['a', 'b', 'c', 'd', 'e', 'f']);
    assert.equal(terminal.screen, 'a\nb\nc');
    screen.close();
    assert.equal(terminal.screen, '');
  });

  it('takes a terminal without a size for a usual one', async () => {
    const terminal = Object.assign(new Terminal(80), { columns: 0, rows: 0 });
    const screen = await openScreen(terminal);
    assert.equal(screen.columns, 80);
    terminal.columns = 80;
    screen.draw(['a']);
    assert.equal(terminal.screen, 'a');
    screen.close();
  });

  it('is drawn no more once the terminal has gone', async () => {
    const terminal = new Terminal(20);
    const screen = await openScreen(terminal);
    screen.draw(['a']);
    terminal.emit('error', Object.assign(new Error('write EIO'), { code: 'EIO' }));
    const { text } = terminal;
    screen.draw(['b']);
    screen.close();
    assert.equal(terminal.text, text);
    assert.equal(terminal.listenerCount('error'), 0);
  });

  it('gives back a stream that had a write of its own', async () => {
    const written: string[] = [];
    const write = (text: string) => written.push(text) > 0;
    const terminal = Object.assign(new Terminal(20), { write: write as Terminal['write'] });
    const screen = await openScreen(terminal);
    screen.draw(['a']);
    screen.close();
    assert.equal(terminal.write, write);
    assert.ok(written.length > 0);
  });
});
