#!/usr/bin/env bash
# Runs the tests of all rows of promises.toml, and writes docs/promises.md with what came of them.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

told=$(mktemp)
trap 'rm -f "$told"' EXIT
mapfile -t tests < <(.venv/bin/python packaging/promises.py tests)
code=0
packaging/run-tests.sh -q --tell "$told" -m "not alone" -n auto --dist loadfile "${tests[@]}" || code=$?
packaging/run-tests.sh -q --tell "$told" -m alone "${tests[@]}" || code=$?
.venv/bin/python packaging/promises.py "$told" >docs/promises.md
exit "$code"
