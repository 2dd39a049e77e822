import { html, type Markup, trusted } from './markup.ts';
import { STYLE } from './style.ts';

/** Nothing may be loaded and nothing may run, whatever the page holds; styles stand in the page itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A whole page. It is well-formed XML too, so that a strict reader finds what a browser finds. */
export function page({
  title,
  made,
  content,
}: {
  readonly title: string;
  readonly made: string | null;
  readonly content: Markup;
}): string {
  const document = html`<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="generator" content="${made ?? 'weighbridge'}" />
<link rel="icon" href="data:," />
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${content}</body>
</html>
`;
  return `<!DOCTYPE html>\n${document}`;
}
