# shellcheck shell=bash
# list: the scenarios and what each proves.

no_more_arguments "$@"
for scenario in "$testbed"/scenarios/*.sh; do
  proves=$(sed -n 's/^# Proves: //p' "$scenario")
  printf '%-26s %s\n' "$(basename "$scenario" .sh)" "$proves"
done
