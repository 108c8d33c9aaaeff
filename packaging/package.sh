#!/usr/bin/env bash
# Builds dist/apay-console, a folder that needs no Python, and the wheel; then plays the tour in it.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly python=.venv/bin/python
"$python" -m pip install -qq --disable-pip-version-check --require-hashes \
    -r packaging/requirements-package.txt
"$python" -m hatchling build -t wheel -d dist
"$python" -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller \
    packaging/apay-console.spec
cp packaging/apay-console.desktop packaging/apay-console.svg LICENSE dist/apay-console/
cp -r packaging/apparmor dist/apay-console/
# What is in it, for who keeps a list of that: CycloneDX, with the hashes of the pins.
"$python" -W ignore -m cyclonedx_py requirements --output-reproducible --of JSON \
    --pyproject pyproject.toml -o dist/apay-console.cdx.json packaging/requirements.txt
"$python" packaging/selftest.py
