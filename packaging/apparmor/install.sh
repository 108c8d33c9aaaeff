#!/usr/bin/env bash
# Lets Apay Console sandbox the pages it shows, on Ubuntu since 23.10:
#     sudo packaging/apparmor/install.sh [PROGRAM]
# PROGRAM, unless given, is the packed program beside this folder or that of this checkout.
# Undo it with:
#     sudo apparmor_parser -R /etc/apparmor.d/apay-console && sudo rm /etc/apparmor.d/apay-console
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
packed=$here/../apay-console
installed=$here/../../.venv/bin/apay-console
program=$(realpath "${1:-$([ -x "$packed" ] && echo "$packed" || echo "$installed")}")
readonly program profile=/etc/apparmor.d/apay-console

[ -x "$program" ] || { echo "There is no program at $program." >&2; exit 1; }
case $program in
    *['"\@{}[]*?^']*) echo "AppArmor cannot take this path as it is: $program" >&2; exit 1 ;;
esac

text=$(<"$here/apay-console.in")
printf '%s\n' "${text/@PROGRAM@/"$program"}" >"$profile"
chmod 644 "$profile"
apparmor_parser -r "$profile"
echo "Pages of $program are sandboxed from its next start on."
