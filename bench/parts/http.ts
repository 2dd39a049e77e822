import { startNginx } from '../targets/nginx.ts';
import { autocannon } from '../tools/autocannon.ts';
import { fortio } from '../tools/fortio.ts';
import { hey } from '../tools/hey.ts';
import { k6 } from '../tools/k6.ts';
import { oha } from '../tools/oha.ts';
import { vegeta } from '../tools/vegeta.ts';
import { wrk } from '../tools/wrk.ts';
import type { Rival } from './beside.ts';
import { measureBeside } from './beside.ts';
import type { Part } from './part.ts';

const RIVALS: readonly Rival[] = [
  { tool: wrk, least: 0.4 },
  { tool: autocannon, least: 0.9 },
  { tool: hey, least: 1.3 },
  { tool: fortio },
  { tool: oha },
  { tool: k6 },
  { tool: vegeta },
];

const REQUESTS = 300_000;

/** HTTP/1.1 on kept connections, beside other load generators on one thread. */
export const http: Part = async (setting) => {
  const nginx = await startNginx();
  try {
    return await measureBeside(setting, nginx, RIVALS, setting.options.requests ?? REQUESTS);
  } finally {
    await nginx[Symbol.asyncDispose]();
  }
};
