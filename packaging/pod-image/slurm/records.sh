# What the controller knows of nodes, as scontrol's text says. Sourced. Source of the states: sinfo(1), "NODE STATE
# CODES".
# shellcheck shell=bash

# Slurm's commands need no more than the controller's name to ask it; slurmd fetches a configuration of its own.
# shellcheck disable=SC2034 # slurm/node and slurm/leave use it
readonly CLIENT_CONF=/run/dubnium-pod/slurm.conf

# abandoned_nodes: of the answer of `scontrol --oneliner show node` on standard input, the names of dynamic nodes
# that do not answer, are down for that alone, and have no job. What a person drained or took down is not among them.
abandoned_nodes() {
  local line name state
  while IFS= read -r line; do
    [[ $line =~ ^NodeName=([a-z0-9-]+)' ' ]] || continue
    name=${BASH_REMATCH[1]}
    [[ $line =~ ' State='([A-Z_+*]+)' ' ]] || continue
    state=+${BASH_REMATCH[1]//\*/+NOT_RESPONDING}+
    [[ $state == +DOWN+* && $state == *+DYNAMIC_NORM+* && $state == *+NOT_RESPONDING+* ]] || continue
    [[ $state != *+DRAIN+* && $state != *+FAIL+* && $state != *+COMPLETING+* ]] || continue
    [[ $line == *' CPUAlloc=0 '* && $line == *' Reason=Not responding '* ]] || continue
    printf '%s\n' "$name"
  done
}

# ask_slurm SECONDS COMMAND...: for no longer than that; the commands' own patience is minutes.
ask_slurm() {
  LC_ALL=C timeout --kill-after=1 "$@" </dev/null
}
