#!/usr/bin/env bash
# checks every shell program of the repository, and counts them.
set -euo pipefail
cd "$(dirname "$0")/../.."

mapfile -t files < <(
  {
    find . \( -name target -o -name .git -o -name node_modules \) -prune -o \
      -type f \( -name '*.sh' -o -name '*.bash' -o -name '*.bats' \) -print
    find . \( -name target -o -name .git -o -name node_modules \) -prune -o -type f \
      -exec grep -lIE -m 1 -e '^#!.*[/ ](ba|da)?sh( |$)|^# shellcheck shell=' {} +
  } | sort -u
)
bad=0
for file in "${files[@]}"; do
  shellcheck --external-sources --source-path=SCRIPTDIR "$file" || bad=$((bad + 1))
done
printf 'checked %d files, %d with findings\n' "${#files[@]}" "$bad"
((bad == 0))
