# shellcheck shell=bash
# hostile: clients of the bus that mean harm, on a machine of their own.

. "$testbed/lib/drill.sh"
number_options "--seed --calls" "$@"
drill hostile run "$@"
