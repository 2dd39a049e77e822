import { followRules } from './follow-rules.ts';

followRules('haproxy', [{ haproxyBalance: 'random' }, { haproxyBalance: 'rotation' }]);
