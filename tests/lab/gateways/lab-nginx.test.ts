import { followRules } from './follow-rules.ts';
import { meetEdges } from './meet-edges.ts';
import { weighChoices } from './weigh-choice.ts';

followRules('nginx', [{ nginxBalance: 'split_clients' }, { nginxBalance: 'random' }, { nginxBalance: 'rotation' }]);
weighChoices('nginx', ['nginx:split_clients', 'nginx:random', 'nginx:rotation']);
meetEdges('nginx', ['nginx:split_clients', 'nginx:random', 'nginx:rotation']);
