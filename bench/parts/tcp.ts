import { startEcho } from '../targets/echo.ts';
import { bareLoop } from '../tools/bare-loop.ts';
import { measureBeside } from './beside.ts';
import type { Part } from './part.ts';

const REQUESTS = 100_000;

/** One TCP connection per request, beside a loop that does nothing with the answers. */
export const tcp: Part = async (setting) => {
  const echo = await startEcho();
  try {
    return await measureBeside(setting, echo, [{ tool: bareLoop, least: 0.9 }], setting.options.requests ?? REQUESTS);
  } finally {
    await echo[Symbol.asyncDispose]();
  }
};
