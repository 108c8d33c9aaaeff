#!/usr/bin/env bash
# Writes requirements*.txt anew: exact versions with their hashes, and no address of any index.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
.venv/bin/python -m venv "$tool"
"$tool/bin/python" -m pip install -qq uv

pin() {
    "$tool/bin/uv" pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@"
}
pin pyproject.toml --group dev -o packaging/requirements-dev.txt
# The others choose what the first one chose.
pin pyproject.toml -c packaging/requirements-dev.txt -o packaging/requirements.txt
pin --group package -c packaging/requirements-dev.txt -o packaging/requirements-package.txt
pin --group mutants -c packaging/requirements-dev.txt -o packaging/requirements-mutants.txt
