# What a node declares of itself. Sourced, after environment.sh.
# shellcheck shell=bash

# memory_limit: of the container, in MiB, in REPLY; nothing where it has none. Its processes see the memory of the
# whole host.
memory_limit() {
  local file bytes
  REPLY=
  for file in "${DUBNIUM_CGROUP:-/sys/fs/cgroup}"/{memory.max,memory/memory.limit_in_bytes}; do
    bytes=$(cat "$file" 2>/dev/null) || continue
    # cgroup v1 says "no limit" as a number that no machine has.
    if [[ $bytes =~ ^[0-9]{7,15}$ ]]; then REPLY=$((bytes / 1048576)); fi
    return 0
  done
}

# node_memory: in MiB, in REPLY: a little less than there is, as one that registers with less than it declared
# before is drained, and a host does not find the same at every start.
node_memory() {
  local said memory
  said=$(slurmd -C 2>/dev/null) || true
  [[ $said =~ RealMemory=([0-9]+) ]] || fail 'find how much memory there is; see what "slurmd -C" says'
  memory=${BASH_REMATCH[1]}
  memory_limit
  if [[ $REPLY ]] && ((REPLY < memory)); then memory=$REPLY; fi
  REPLY=$((memory * 98 / 100))
}

# node_declaration GPUS: what slurmd's --conf says, in REPLY. Never a key without a value, which slurmd refuses.
# Processors are counted only where RunPod says how many of the host's the pod may use.
node_declaration() {
  local words
  node_memory
  words="RealMemory=$REPLY"
  [[ ! ${RUNPOD_CPU_COUNT-} =~ ^[1-9][0-9]{0,3}$ ]] || words="CPUs=$RUNPOD_CPU_COUNT $words"
  (($1 == 0)) || words+=" Gres=gpu:$1"
  REPLY="$words Feature=dubnium"
}
