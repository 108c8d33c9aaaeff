#!/usr/bin/env bash
# Opens the window; where there is no display, plays the tour and says where its pictures are.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    exec .venv/bin/apay-console "$@"
fi
echo "No display here: playing a checkout off screen."
folder=build/tour number=1
while [ -e "$folder" ]; do
    number=$((number + 1)) # the tour deletes nothing
    folder=build/tour-$number
done
.venv/bin/apay-console --tour "$folder" "$@"
echo "The pictures are in $PWD/$folder, with tour.json beside them."
