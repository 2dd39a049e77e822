import type { Command } from '../measure/command.ts';
import type { Target } from '../targets/target.ts';

/** What every tool is asked to do. */
export interface Load {
  readonly target: Pick<Target, 'url' | 'label'>;
  readonly connections: number;
  readonly requests: number;
  /** For tools that end after a time and not after a number of requests; about as long as `requests` take. */
  readonly seconds: number;
}

/** What a tool says it has done. */
export interface Reading {
  readonly requests: number;
  /** Among them: no answer, or not the right one. */
  readonly failures: number;
  /** By the tool's own clock, from its first request to its last answer. */
  readonly perSecond: number;
}

/** A load generator: how to start it and how to read what it prints. */
export interface LoadTool {
  readonly name: string;
  /** How to get it on Debian. */
  readonly hint: string;
  /** Prints the version; a tool whose command fails is not installed. */
  readonly version: Command;
  readonly command: (load: Load) => Command;
  /** Reads standard output. Throws a BenchError when it is not what this tool prints. */
  readonly read: (stdout: string) => Reading;
}
