# shellcheck shell=bash
# soak: round trips with people in the way, on a machine of their own.

. "$testbed/lib/drill.sh"
number_options "--seed --rounds" "$@"
drill soak "$@"
