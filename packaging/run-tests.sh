#!/usr/bin/env bash
# Runs the tests as on an ordinary person's machine: not as root, with a home and a session bus of
# their own, and no display. What is given goes on to pytest. A run that does not end is ended, with
# the stacks of all its processes, after TEST_LIMIT_S seconds.
set -euo pipefail

readonly limit=${TEST_LIMIT_S:-2400}

cd "$(dirname "${BASH_SOURCE[0]}")/.."

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"

run=()
if [ "$(id -u)" = 0 ]; then
    # Chromium has no sandbox as root, and files that may not be written would be written anyway.
    unshare=(unshare --user --map-user=1000 --map-group=1000)
    if "${unshare[@]}" true 2>/dev/null; then
        run+=("${unshare[@]}")
    else
        echo "User namespaces are forbidden here: running as root, without the sandbox tests." >&2
    fi
fi
if command -v dbus-run-session >/dev/null; then
    run+=(dbus-run-session --)
else
    echo "dbus-run-session is missing here: running without the keyring tests." >&2
fi

# SIGABRT lets each Python write its stacks; what that does not end is killed. At a terminal, Ctrl+C
# must reach the tests, so there only pytest itself is signalled, and its workers follow it.
if command -v timeout >/dev/null; then
    run+=(timeout --signal=ABRT --kill-after=30)
    if [ -t 0 ]; then run+=(--foreground); fi
    run+=("$limit")
else
    echo "timeout is missing here: a run that hangs is not ended." >&2
fi

env -u DISPLAY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS -u XDG_DATA_DIRS -u XDG_CONFIG_DIRS \
    HOME="$home" TMPDIR="$home" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home/config" \
    XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" XDG_CACHE_HOME="$home/cache" \
    LC_ALL=C.UTF-8 TZ=UTC PYTHONFAULTHANDLER=1 \
    QT_QPA_PLATFORM=offscreen MESA_SHADER_CACHE_DISABLE=true \
    "${run[@]}" .venv/bin/python -m pytest --max-worker-restart=0 "$@" || code=$?
if [ "${code:-0}" = 124 ] || [ "${code:-0}" = 137 ]; then
    echo "The tests did not end within $limit seconds; the stacks above show where they stood." >&2
fi
exit "${code:-0}"
