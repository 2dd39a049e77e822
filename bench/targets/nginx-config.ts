/** One word, 79 bytes and a line break: the label is the same whether a rule reads the word or the line. */
export const ANSWER_LABEL = 'v1'.padEnd(79, '.');

export const SERVED_PATH = '/served';

/**
 * A configuration in which nginx does as little as it can: one process, no log, one fixed line. `keepalive_requests` is 1,000 by
 * default, after which nginx closes: every tool would then pay for connections that this is not about.
 */
export function nginxConfig(port: number, folder: string): string {
  return `daemon off;
master_process off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = ${SERVED_PATH} { stub_status; }
    location / { default_type text/plain; return 200 "${ANSWER_LABEL}\\n"; }
  }
}
`;
}

/** The number of requests in nginx's status page (ngx_http_stub_status_module), the one that asked for the page included. */
export function readServed(page: string): number {
  const served = /^\s*\d+\s+\d+\s+(\d+)\s*$/m.exec(page)?.[1];
  if (served === undefined) throw new RangeError(`not a status page of nginx: ${JSON.stringify(page.slice(0, 200))}`);
  return Number(served);
}
