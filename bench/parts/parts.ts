import type { PartName } from '../options.ts';
import { http } from './http.ts';
import { memory } from './memory.ts';
import type { Part } from './part.ts';
import { start } from './start.ts';
import { tcp } from './tcp.ts';
import { verdict } from './verdict.ts';

export const PART: Readonly<Record<PartName, Part>> = { http, tcp, memory, verdict, start };
