import { nginxStreamLine } from '../parts.ts';
import { type RunningGateway, startGateway } from './running-gateway.ts';
import { type Split, totalWeight } from './split.ts';

/** How nginx spreads the weights: a hash of something that differs every time, or its smooth rotation over an upstream. */
export type NginxBalance = 'split_clients' | 'weighted-upstream';

/** Starts nginx in front of the destinations: its `http` module, or `stream` for plain TCP. */
export function startNginx(module: 'http' | 'stream', balance: NginxBalance, split: Split): Promise<RunningGateway> {
  return startGateway(
    {
      program: 'nginx',
      fileName: 'nginx.conf',
      configuration: (folder) => nginxConfiguration(module, balance, split, folder),
      args: (folder, file) => ['-p', folder, '-e', 'stderr', '-c', file],
    },
    split.listenPort,
  );
}

function nginxConfiguration(module: 'http' | 'stream', balance: NginxBalance, split: Split, folder: string): string {
  const chosen = balance === 'split_clients' ? '$version' : 'weighted';
  return `
${module === 'stream' ? nginxStreamLine() : ''}
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
${module} {
${module === 'http' ? httpSettings(folder) : ''}
${balance === 'split_clients' ? hashed(module, split) : rotation(split)}
  server {
    listen 127.0.0.1:${split.listenPort};
    ${module === 'http' ? `location / { proxy_pass http://${chosen}; }` : `proxy_pass ${chosen};`}
  }
}
`;
}

/** The paths compiled into nginx belong to root; ours is a folder that anybody who runs the tests can write. */
function httpSettings(folder: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${folder}/${kind};`);
  return `  access_log off;\n${paths.join('\n')}`;
}

/** The key must differ from one connection (stream) or request (http) to the next, or everybody gets the same version. */
function hashed(module: 'http' | 'stream', { destinations }: Split): string {
  const key = module === 'http' ? '$request_id' : '$remote_port $connection $msec';
  const total = totalWeight(destinations);
  const shares = destinations.map(({ name, weight }, index) => {
    const part = index === destinations.length - 1 ? '*' : `${((100 * weight) / total).toFixed(2)}%`;
    return `    ${part} ${name};`;
  });
  const upstreams = destinations.map(({ name, port }) => `  upstream ${name} { server 127.0.0.1:${port}; }`);
  return `${upstreams.join('\n')}\n  split_clients "${key}" $version {\n${shares.join('\n')}\n  }`;
}

/** With `master_process off` there is one worker, so one rotation. */
function rotation({ destinations }: Split): string {
  const servers = destinations.map(({ port, weight }) => `    server 127.0.0.1:${port} weight=${weight};`);
  return `  upstream weighted {\n${servers.join('\n')}\n  }`;
}
