# Three images: `docker build .` makes tcp-echo; `--target http-hello` and `--target weighbridge` make the others.
#
# Every image is the Node binary, the libraries it is linked with and the sources, which Node runs as they are: no shell,
# no package manager, nothing that writes. The legacy builder builds every stage above its target, so the stages that
# install packages are few and small. Without an image registry, tests/lab/offline-images.sh makes NODE_IMAGE.
ARG NODE_IMAGE=node:24-bookworm-slim

# What Node needs to run and no more. nsswitch.conf makes /etc/hosts win over DNS, as everybody expects.
FROM ${NODE_IMAGE} AS node-alone
RUN mkdir -p /alone/etc \
 && cp --parents "$(command -v node)" /alone \
 && ldd "$(command -v node)" | grep -o '/[^ ]*' | xargs cp --parents --dereference --target-directory=/alone \
 && echo 'hosts: files dns' > /alone/etc/nsswitch.conf \
 && echo 'nonroot:x:65532:65532::/:/sbin/nologin' > /alone/etc/passwd \
 && echo 'nonroot:x:65532:' > /alone/etc/group

# `npm ci` compares every workspace with the lock file, whichever of them it installs. The optional dependencies of the
# root are other copies of Node.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY harness/package.json harness/
COPY services/tcp-echo/package.json services/tcp-echo/
COPY services/http-hello/package.json services/http-hello/

FROM manifests AS http-hello-modules
RUN npm ci --workspace @weighbridge/http-hello --omit dev --omit optional --ignore-scripts --no-audit --no-fund

FROM manifests AS weighbridge-modules
RUN npm ci --workspace weighbridge --omit dev --omit optional --ignore-scripts --no-audit --no-fund

FROM scratch AS runtime
COPY --from=node-alone /alone /
ENV PATH=/usr/local/bin NODE_ENV=production
WORKDIR /app
USER 65532:65532
STOPSIGNAL SIGTERM
ARG VERSION=0.1.0
LABEL org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM runtime AS http-hello
LABEL org.opencontainers.image.title="http-hello" \
      org.opencontainers.image.description="A chained greeting service that names itself in every answer"
COPY --from=http-hello-modules /app/node_modules /app/node_modules
COPY services/http-hello /app/services/http-hello
EXPOSE 8001 8002
HEALTHCHECK --interval=5s --timeout=3s --retries=3 CMD ["node", "-e", "\
  fetch(`http://localhost:${process.env.PORT || 8001}/healthz`).then( \
    (answer) => process.exit(answer.ok ? 0 : 1), \
    () => process.exit(1))"]
ENTRYPOINT ["node", "/app/services/http-hello/main.ts"]

# The driver, with the workloads that its embedded lab starts.
FROM runtime AS weighbridge
LABEL org.opencontainers.image.title="weighbridge" \
      org.opencontainers.image.description="Proves that a gateway or mesh splits traffic the way its routes promise"
COPY --from=weighbridge-modules /app /app
COPY services /app/services
COPY harness /app/harness
ENTRYPOINT ["node", "/app/harness/bin.js"]
CMD ["--help"]

FROM runtime AS tcp-echo
LABEL org.opencontainers.image.title="tcp-echo" \
      org.opencontainers.image.description="A TCP echo server that names itself in every answer"
COPY services/tcp-echo /app/services/tcp-echo
EXPOSE 9000
# The port is an argument, so it is read off the command line of process 1. Healthy: the server takes a connection that
# says nothing and closes it in turn. A line to echo would leave a request in the log every few seconds.
HEALTHCHECK --interval=5s --timeout=3s --retries=3 CMD ["node", "-e", "\
  const words = require('node:fs').readFileSync('/proc/1/cmdline', 'utf8').split('\\0'); \
  const given = words.slice(words.findIndex((word) => word.endsWith('/main.ts')) + 1); \
  const port = parseInt(given.find((word) => /^[0-9,]+$/.test(word)), 10); \
  require('node:net').connect(port, 'localhost') \
    .on('error', () => process.exit(1)).on('close', () => process.exit(0)) \
    .resume().end()"]
ENTRYPOINT ["node", "/app/services/tcp-echo/main.ts"]
CMD ["9000", "hello"]
