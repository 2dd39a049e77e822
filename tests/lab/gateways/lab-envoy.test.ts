import { followRules } from './follow-rules.ts';

followRules('envoy', [{}]);
