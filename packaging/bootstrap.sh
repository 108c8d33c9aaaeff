#!/usr/bin/env bash
# Makes .venv ready: the newest Python that works, the pinned packages, this project; and, as root on
# Debian or Ubuntu, what the system lacks. Safe to repeat: with nothing changed it ends at once.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly requirements=packaging/requirements-dev.txt
readonly stamp=.venv/.ready
readonly python=.venv/bin/python

say() { printf 'setup: %s\n' "$*" >&2; }

has() { command -v "$1" >/dev/null 2>&1; }

# What the environment was made from. The folder counts too: a .venv that was moved is broken.
inputs() { pwd && cksum "$requirements" packaging/bootstrap.sh packaging/system* pyproject.toml; }

is_ready() {
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(inputs)" ] && "$python" -c '' 2>/dev/null
}

# A name on the PATH proves nothing: it may be a shim for a version that is not active, or a Debian
# Python without its venv.
works() {
    "$1" -c 'import sys, ctypes, ensurepip, sqlite3, ssl, venv; sys.exit(sys.version_info < (3, 11))' \
        >/dev/null 2>&1
}

newest_python() {
    local name candidate
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        while read -r candidate; do
            if works "$candidate"; then
                echo "$candidate"
                return
            fi
        done < <(type -aP "$name")
    done
    return 1
}

# The newest package that brings a Python with its venv here, by Debian's naming.
python_package() {
    local name
    for name in python3.14-venv python3.13-venv python3.12-venv python3.11-venv; do
        if apt-cache show "$name" 2>/dev/null | grep -q '^Version:'; then
            echo "$name"
            return
        fi
    done
    echo python3-venv
}

install_python() {
    has apt-get || return 0
    if [ "$(id -u)" != 0 ]; then
        say "bring one with: sudo apt-get install $(python_package)"
        return
    fi
    # dpkg calls ldconfig and start-stop-daemon by name.
    export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >&2 || say "apt-get update failed; trying with the lists that are there"
    apt-get -qq install -y --no-install-recommends "$(python_package)" </dev/null >&2
}

find_python() {
    newest_python && return
    say "no Python 3.11 or newer that can make a virtual environment"
    install_python
    newest_python
}

make_environment() {
    # One that was moved with its folder would start programs from where it was.
    grep -qsF "$PWD/.venv" .venv/bin/activate && "$python" -m pip --version >/dev/null 2>&1 && return
    local found
    found=$(find_python)
    say "making .venv with $("$found" --version) ($found)"
    "$found" -m venv --clear .venv
}

install_packages() {
    say "installing the pinned packages (half a minute, more on a slow line)"
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
    "$python" -m pip install -qq --require-hashes -r "$requirements"
    "$python" -m pip install -qq --no-index --no-deps --no-build-isolation -e .
}

if is_ready; then exit; fi
# Two set-ups at a time would spoil each other's work; the second finds the first one's done.
if has flock; then
    exec 9<packaging/bootstrap.sh
    flock 9
    if is_ready; then exit; fi
fi
make_environment
install_packages
"$python" packaging/system.py
inputs >"$stamp"
say "ready"
