#!/usr/bin/env node
// The repository runs the TypeScript sources; the published package holds only dist/, because Node refuses to strip
// types under node_modules. Which of the two this is, is decided by which file is there.
import { existsSync } from 'node:fs';
// The default export: a name that an old Node does not know would end it here, before it can be told what it needs.
import module from 'node:module';

/** The tool itself is broken. Node's own exit code for that is 1, which must never be read as a FAIL of the gateway. */
const INTERNAL_FAULT = 70;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(`weighbridge: Node ${process.versions.node} is too old; use Node 22.22 or newer\n`);
  process.exitCode = INTERNAL_FAULT;
} else {
  // Compiled code is kept in the system's temporary folder: later starts take half the time. Without such a folder nothing is lost.
  module.enableCompileCache();
  const source = new URL('./main.ts', import.meta.url);
  try {
    await import(existsSync(source) ? source.href : new URL('./dist/harness/main.js', import.meta.url).href);
  } catch (error) {
    process.stderr.write(`weighbridge: internal fault: ${error?.stack ?? error}\n`);
    process.exitCode = INTERNAL_FAULT;
  }
}
