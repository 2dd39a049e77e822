import { startEnvoy } from './envoy.ts';
import { weighGateway } from './weigh.ts';

weighGateway('envoy', [
  { name: 'Envoy TCP, weighted clusters', scheme: 'tcp', start: (split) => startEnvoy('tcp', split) },
  { name: 'Envoy HTTP, weighted clusters', scheme: 'http', start: (split) => startEnvoy('http', split) },
]);
