import { startNginx } from './nginx.ts';
import { weighGateway } from './weigh.ts';

weighGateway('nginx', [
  { name: 'nginx stream, split_clients', scheme: 'tcp', start: (split) => startNginx('stream', 'split_clients', split) },
  { name: 'nginx stream, upstream weights', scheme: 'tcp', start: (split) => startNginx('stream', 'weighted-upstream', split) },
  { name: 'nginx HTTP, split_clients', scheme: 'http', start: (split) => startNginx('http', 'split_clients', split) },
  { name: 'nginx HTTP, upstream weights', scheme: 'http', start: (split) => startNginx('http', 'weighted-upstream', split) },
]);
