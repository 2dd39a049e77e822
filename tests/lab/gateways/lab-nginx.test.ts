import { followRules } from './follow-rules.ts';

followRules('nginx', [{ nginxBalance: 'split_clients' }, { nginxBalance: 'random' }, { nginxBalance: 'rotation' }]);
