import type { Problem } from '../../model/routes-report.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ManifestObject } from '../manifest-object.ts';
import type { PolicyBook } from './policies/policy-book.ts';
import type { Suggest } from './suggestions.ts';

/** Where faults go; each is reported once, while its field is read. */
export type Report = (problem: Problem) => void;

/** What a rule may refer to. */
export interface Surroundings {
  readonly objects: readonly ManifestObject[];
  readonly cluster: Cluster;
  readonly policies: PolicyBook;
  readonly report: Report;
  readonly suggest: Suggest;
}
