import { followRules } from './follow-rules.ts';

followRules('haproxy', [{ haproxyBalance: 'random-draw' }, { haproxyBalance: 'roundrobin' }]);
