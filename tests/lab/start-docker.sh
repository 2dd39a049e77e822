#!/usr/bin/env bash
# Makes sure that a Docker Engine answers on this machine: uses the one that runs, or starts dockerd by hand (as root,
# without systemd) and leaves it running. Prints one line about what it found; exits 1 with the reason when it cannot.
#
#   WEIGHBRIDGE_DOCKERD_LOG      where dockerd writes its log (default /var/log/weighbridge-dockerd.log)
#   WEIGHBRIDGE_DOCKERD_LIMIT_S  longest wait for the first answer, in seconds (default 90)
set -euo pipefail

log=${WEIGHBRIDGE_DOCKERD_LOG:-/var/log/weighbridge-dockerd.log}
limit_s=${WEIGHBRIDGE_DOCKERD_LIMIT_S:-90}
run_dir=/var/run

fail() {
  printf 'start-docker: %s\n' "$1" >&2
  if [ -s "$log" ]; then
    printf 'last lines of %s:\n' "$log" >&2
    tail -n 15 "$log" >&2
  fi
  exit 1
}

engine_version() {
  # A socket that accepts and never answers must not hang the caller.
  timeout 20 docker version --format '{{.Server.Version}}' 2>/dev/null
}

pid_is() {
  local file=$1 name=$2 pid
  pid=$(cat "$file" 2>/dev/null) || return 1
  # A zombie keeps its name but has no program file any more.
  [ -n "$pid" ] && [ -e "/proc/$pid/exe" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$name" ]
}

# A killed engine leaves its pid files behind. After a reboot the same number may belong to another program, and dockerd
# then refuses to start: so a file goes unless the process behind it really is the daemon it speaks of.
remove_stale_pid_files() {
  local file
  pid_is "$run_dir/docker.pid" dockerd || rm -f "$run_dir/docker.pid" "$run_dir/docker.sock"
  # A containerd that outlived its killed dockerd keeps the lock on its database; the new dockerd takes such a process over
  # by its pid file, so only files of dead ones are removed.
  for file in "$run_dir"/docker/containerd/*.pid; do
    [ -e "$file" ] || continue
    pid_is "$file" containerd || rm -f "$file"
  done
}

start_engine() {
  mkdir -p "$(dirname "$log")"
  : >"$log"
  # Its own session and no inherited descriptors: the engine outlives this script and never holds the caller's pipe open.
  setsid dockerd </dev/null >>"$log" 2>&1 &
  engine_pid=$!
}

wait_for_engine() {
  local deadline=$((SECONDS + limit_s))
  while ! version=$(engine_version); do
    if [ -n "${engine_pid:-}" ] && ! kill -0 "$engine_pid" 2>/dev/null; then fail 'dockerd ended by itself'; fi
    if [ "$SECONDS" -ge "$deadline" ]; then fail "the Docker Engine did not answer within $limit_s s"; fi
    sleep 0.3
  done
}

command -v docker >/dev/null || fail 'no docker command on PATH; on Debian: apt-get install docker.io'

if version=$(engine_version); then
  printf 'Docker Engine %s was running already\n' "$version"
  exit 0
fi

if [ -n "${DOCKER_HOST:-}" ]; then
  fail "the engine at DOCKER_HOST=$DOCKER_HOST does not answer; start it, or unset DOCKER_HOST to start one here"
fi
command -v dockerd >/dev/null || fail 'no dockerd on PATH; on Debian: apt-get install docker.io iptables'
[ "$(id -u)" -eq 0 ] || fail 'no Docker Engine answers, and only root can start one'

if pid_is "$run_dir/docker.pid" dockerd; then
  engine_pid= # someone else's engine is on its way up: wait for it
else
  remove_stale_pid_files
  start_engine
fi
wait_for_engine
printf 'Docker Engine %s started, log in %s\n' "$version" "$log"
