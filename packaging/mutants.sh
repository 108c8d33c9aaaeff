#!/usr/bin/env bash
# Breaks what must never break, one small change at a time, and says which change no test noticed; 1
# when that is more than one in ten. What and with which tests stands in pyproject.toml. It changes a
# copy, mutants/, and leaves it there to look into: .venv/bin/mutmut show NAME.
# A pattern tries a part: packaging/mutants.sh 'apay_console.api.retry.*'
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
    -r packaging/requirements-mutants.txt
rm -rf mutants
# Most of the tests of sending wait for a clock, so more of them than cores get on at a time.
QT_QPA_PLATFORM=offscreen nice -n 10 .venv/bin/mutmut run --max-children "$((2 * $(nproc)))" "$@"
.venv/bin/mutmut results --all true | awk -F: '
    / / && $2 !~ /killed|not checked/ { print }
    / / && $2 !~ /not checked/ {
        sub(/^ +/, "", $1)
        sub(/\.x[^.]*$/, "", $1)
        tried[$1]++
        noticed[$1] += $2 ~ /killed|timeout/
    }
    END {
        for (name in tried) {
            printf "%s: %d of %d noticed\n", name, noticed[name], tried[name]
            all += tried[name]
            good += noticed[name]
        }
        printf "%d of %d noticed\n", good, all
        exit !all || good < 0.9 * all
    }'
