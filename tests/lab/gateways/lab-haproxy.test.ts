import { followRules } from './follow-rules.ts';
import { meetEdges } from './meet-edges.ts';
import { weighChoices } from './weigh-choice.ts';

followRules('haproxy', [{ haproxyBalance: 'random' }, { haproxyBalance: 'rotation' }]);
weighChoices('haproxy', ['haproxy:random', 'haproxy:rotation']);
meetEdges('haproxy', ['haproxy:random', 'haproxy:rotation']);
