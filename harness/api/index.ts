// The programmatic API: what `import … from 'weighbridge'` gives. docs/api.md explains it.
export { CannotMeasureError, UsageError } from '../cli/usage-error.ts';
export type { Estimate, Need } from '../model/estimate.ts';
export type { Place } from '../model/place.ts';
export type { GateReport, Measurement, Report } from '../model/report.ts';
export type { Tally } from '../model/tally.ts';
export type { Message, Reason, Verdict } from '../model/verdict.ts';
export type { Manifests, ManifestText, RoutesExpectation } from './expectation-from-routes.ts';
export { expectationFromRoutes } from './expectation-from-routes.ts';
export type { Counts, Evidence } from './judge.ts';
export { judge } from './judge.ts';
export type { JudgeOptions, PlanOptions, RoutesOptions, VerifyOptions } from './options.ts';
export { plan } from './plan.ts';
export { verify } from './verify.ts';
export type { Weights } from './weights.ts';
