import { COMPLETION } from './completion.ts';
import { JUDGE } from './judge.ts';
import { LAB } from './lab.ts';
import { PLAN } from './plan.ts';
import { ROUTES } from './routes.ts';
import { VERIFY } from './verify.ts';

/** Every verb, in the order that `--help` shows them. */
export const COMMANDS = [VERIFY, JUDGE, PLAN, ROUTES, LAB, COMPLETION] as const;
