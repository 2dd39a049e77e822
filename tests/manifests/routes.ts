import assert from 'node:assert/strict';
import type { RoutesReport } from '../../harness/model/routes-report.ts';
import { inProcess } from '../cli/command.ts';

/** What `weighbridge routes` prints as JSON, whatever it thinks of the manifests. */
export async function reportOfRoutes(args: readonly string[], stdin?: string): Promise<RoutesReport> {
  const { stdout, stderr } = await inProcess(['routes', ...args, '--report', 'json'], stdin === undefined ? {} : { stdin });
  assert.match(stdout, /^\{/, stderr);
  return JSON.parse(stdout) as RoutesReport;
}
