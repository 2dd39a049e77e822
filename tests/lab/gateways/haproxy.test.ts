import { startHaproxy } from './haproxy.ts';
import { weighGateway } from './weigh.ts';

weighGateway('haproxy', [
  { name: 'HAProxy TCP, a draw per connection', scheme: 'tcp', start: (split) => startHaproxy('tcp', 'random-draw', split) },
  { name: 'HAProxy TCP, rotation', scheme: 'tcp', start: (split) => startHaproxy('tcp', 'roundrobin', split) },
  { name: 'HAProxy HTTP, a draw per request', scheme: 'http', start: (split) => startHaproxy('http', 'random-draw', split) },
  { name: 'HAProxy HTTP, rotation', scheme: 'http', start: (split) => startHaproxy('http', 'roundrobin', split) },
]);
