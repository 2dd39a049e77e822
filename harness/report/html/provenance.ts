import type { Look } from '../look.ts';
import { printable } from '../printable.ts';
import { html, type Markup } from './markup.ts';

/** A command that is longer is cut. */
const COMMAND_COLUMNS = 1900;

/** The command that made the report, to be typed again, and the versions of what ran it. Headers that carry secrets are masked in it already. */
export function provenance({ command, made }: Look): Markup {
  return html`<footer aria-labelledby="made">
<h2 id="made">How this was made</h2>
${
  command === undefined
    ? null
    : html`<pre><code>${printable(command, COMMAND_COLUMNS)}</code></pre>
`
}<p>${made === undefined ? 'weighbridge' : made}. The verdict is the same for the same counts: it was computed from counts and weights alone.</p>
</footer>
`;
}
