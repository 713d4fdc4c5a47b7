# shellcheck shell=bash
# status: one line for each machine.

for folder in "$machines"/*/; do
  [[ -d $folder ]] || continue
  folder=${folder%/}
  if machine_runs "${folder##*/}"; then state=running; else state=stopped; fi
  printf '%-20s %-8s %6s  %s\n' "${folder##*/}" "$state" \
    "$(du -sh "$folder/upper" 2>/dev/null | cut -f1)" "$folder"
done
