#!/usr/bin/env bash
# Runs what other people wrote against the emulator: Amazon's SDK for Node, the exported code of each
# language that is there, and a fuzzer of OpenAPI.
# As root on Debian or Ubuntu it installs Node when it is missing; otherwise it names the command.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'interop: %s\n' "$*" >&2; }

has() { command -v "$1" >/dev/null 2>&1; }

# The buyer of the day uses fetch, which Node has since 18.
has_node() { has npm && node -e 'process.exit(typeof fetch === "function" ? 0 : 1)' 2>/dev/null; }

install_node() (
    # dpkg calls ldconfig and start-stop-daemon by name.
    export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >&2 || say "apt-get update failed; trying with the lists that are there"
    apt-get -qq install -y --no-install-recommends nodejs npm </dev/null >&2
)

if ! has_node && has apt-get && [ "$(id -u)" = 0 ]; then
    say "installing Node"
    install_node || true
fi
if ! has_node; then
    say "Node 18 or newer and npm are missing; on Debian and Ubuntu bring them with:"
    say "sudo apt-get install --no-install-recommends nodejs npm"
    exit 1
fi
exec .venv/bin/python -m tests.interop "$@"
