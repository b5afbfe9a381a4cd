#!/usr/bin/env bash
# Both commands of the README in a fresh clone, with an empty home and a bare PATH; prints the times.
# Of the environment only what reaches the package indexes is kept (proxy, certificates, pip's, npm's).
# Usage: rehearse.sh [--no-test]        PYTHON=… chooses another Python
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
demo=

stop_demo() {
  [ -z "$demo" ] && return
  kill -TERM -- "-$demo" 2>/dev/null || true
  wait "$demo" 2>/dev/null || true
  demo=
}
trap 'stop_demo; rm -rf "$folder"' EXIT

kept=()
while IFS= read -r pair; do kept+=("$pair"); done < <(
  env | grep -iE '^(pip_[a-z_]+|npm_config_[a-z_]+|https?_proxy|no_proxy|ssl_cert_(file|dir)|node_extra_ca_certs|chromium)=' || true
)
bare() {
  env -i HOME="$folder/home" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 TERM=dumb \
    ${kept[@]+"${kept[@]}"} "$@"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

answers() {
  python3 - "$1" <<'PYTHON' 2>/dev/null
import sys, urllib.request
urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/gezond", timeout=2).read()
PYTHON
}

# Runs "make demo" until it answers, stops it, and prints how long that took.
time_demo() {
  local title=$1 port start
  shift
  port=$(free_port)
  start=$EPOCHREALTIME
  set -m
  bare "$@" make ${PYTHON:+PYTHON="$PYTHON"} demo PORT="$port" >"$folder/demo.log" 2>&1 &
  demo=$!
  set +m
  until answers "$port"; do
    kill -0 "$demo" 2>/dev/null || { cat "$folder/demo.log"; echo "make demo ended early" >&2; exit 1; }
    sleep 0.2
  done
  echo "$title: $(seconds_since "$start") s"
  stop_demo
}

seconds_since() {
  awk -v start="$1" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.1f", end - start }'
}

mkdir "$folder/home"
git clone --quiet "$root" "$folder/clone"
cd "$folder/clone"
echo "Fresh clone of $(git rev-parse --short HEAD), $(bare "${PYTHON:-python3}" --version), empty home"

time_demo "make demo, first time (installs)"
cat "$folder/demo.log"
time_demo "make demo, again, without the network for pip and npm" PIP_NO_INDEX=1 npm_config_offline=true
rm -rf var
time_demo "make demo, filling again" PIP_NO_INDEX=1

if [ "${1:-}" != "--no-test" ]; then
  start=$EPOCHREALTIME
  bare make ${PYTHON:+PYTHON="$PYTHON"} test | tail -n 5
  echo "make test, first time (installs): $(seconds_since "$start") s"
fi
left=$(git status --porcelain)
[ -z "$left" ] || { echo "left in the checkout: $left" >&2; exit 1; }
