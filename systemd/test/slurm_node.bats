#!/usr/bin/env bats
# What makes the machine a node of a cluster, and takes it out, before a cluster of fakes (fake/slurm.bash).
bats_require_minimum_version 1.5.0
load helpers
load fake/slurm

setup() {
  setup_helpers
  slurm_begins
}

serve() { run "$libexec/serve-slurm-node"; }

# Awaited by a slurmd that lives.
await() {
  MAINPID=$$ DUBNIUM_SLURM_JOIN_SECONDS=${1-1} run "$libexec/await-slurm-node"
}

@test "the node declares its memory, its GPUs and whose it is" {
  serve
  [[ $status -eq 0 ]]
  [[ $output == *$'\n-D\n-Z\n-N\nws\n--conf\nRealMemory=15680 Gres=gpu:2 Feature=dubnium,dubnium-0123456789ab\n'* ]]
}

@test "without GPUs for jobs there is no Gres, which must not be empty" {
  DUBNIUM_SLURM_GPUS=none serve
  [[ $status -eq 0 && $output != *Gres* ]]
}

@test "the GPUs are those that the mode controller gives to compute" {
  fake busctl <<'BUS'
gpu() { echo "{\"org.dubnium.ModeController.Gpu\": {\"Present\": {\"data\": $2}, \"Role\": {\"data\": \"$1\"}}}"; }
echo "{\"data\": [{\"/a\": $(gpu compute true), \"/b\": $(gpu shared true), \"/c\": $(gpu display true),
  \"/d\": $(gpu compute false), \"/job\": {\"org.dubnium.ModeController.Job\": {}}}]}"
BUS
  DUBNIUM_SLURM_GPUS=compute serve
  [[ $status -eq 0 && $output == *'Gres=gpu:2 '* ]]
  fake busctl <<<'exit 1'
  DUBNIUM_SLURM_GPUS=compute serve
  [[ $status -eq 1 && $output == *'systemctl status mode-controller'* ]]
}

@test "what the administrator declares is added, or counts instead" {
  DUBNIUM_SLURM_CONF='Weight=7 Feature=nvlink Gres=gpu:h100:1 RealMemory=1000' serve
  [[ $output == *$'\nRealMemory=1000 Gres=gpu:h100:1 Feature=dubnium,dubnium-0123456789ab,nvlink Weight=7\n'* ]]
}

@test "what cannot be declared is refused, and another try would not help" {
  local word
  for word in NodeName=x State=DRAIN 'Weight=' 'Gres' 'X=a"b' 'Feature=*;'; do
    DUBNIUM_SLURM_CONF=$word serve
    [[ $status -eq 78 && $output == *DUBNIUM_SLURM_CONF* ]]
  done
  DUBNIUM_SLURM_GPUS=some serve
  [[ $status -eq 78 ]]
  DUBNIUM_SLURM_SERVER='a b' serve
  [[ $status -eq 78 ]]
}

@test "a controller that is named is where the configuration comes from, and whom the commands ask" {
  fake sinfo <<<'cat "$SLURM_CONF" >"$cluster/conf"'
  DUBNIUM_SLURM_SERVER=one:7000,two serve
  [[ $status -eq 0 && $output == *$'\n--conf-server\none:7000,two\n'*SLURM_CONF=none* ]]
  [[ $(<"$cluster/conf") == *$'SlurmctldHost=one\nSlurmctldHost=two\nSlurmctldPort=7000\n'* ]]
}

@test "of several runtime directories the first is used, as systemd lists them" {
  fake sinfo <<<'echo "$SLURM_CONF" >"$cluster/conf"'
  RUNTIME_DIRECTORY=$RUNTIME_DIRECTORY:/run/slurm DUBNIUM_SLURM_SERVER=one serve
  [[ $status -eq 0 && $(<"$cluster/conf") == "$RUNTIME_DIRECTORY/slurm.conf" ]]
}

@test "a former record of this machine's is deleted, since slurmd's words would be ignored" {
  node DOWN +NOT_RESPONDING+
  serve
  [[ $status -eq 0 && ! -e $cluster/record ]]
}

@test "what may have to be deleted is written down before slurmd starts" {
  serve
  [[ $status -eq 0 && $(<"$STATE_DIRECTORY/leftover") == ws ]]
}

@test "a record of somebody else's is left alone" {
  node IDLE + 'dubnium,dubnium-ffffffffffff'
  serve
  [[ $status -eq 78 && $output == *'scontrol delete nodename=ws'* && -e $cluster/record ]]
  [[ ! -e $STATE_DIRECTORY/leftover ]]
  node IDLE + '(null)'
  serve
  [[ $status -eq 78 && -e $cluster/record ]]
}

@test "a record with jobs is left as it is" {
  node IDLE
  job 7 alice 1 1
  serve
  [[ $status -eq 0 && -e $cluster/record ]]
}

@test "without a controller there is nothing to join" {
  touch "$cluster/away"
  serve
  [[ $status -eq 1 && $output == *'does not answer'* ]]
}

@test "the node is there when the controller would give it jobs" {
  node IDLE
  await
  [[ $status -eq 0 && $output == 'node ws is IDLE: jobs may come' ]]
  node 'MIXED'
  await
  [[ $status -eq 0 ]]
}

@test "a registration that is not accepted says why" {
  node IDLE +DRAIN+INVALID_REG+ dubnium 'gres/gpu count reported lower than configured (0 < 2)'
  await 100
  [[ $status -eq 1 && $output == *'(0 < 2) (of GPUs, gres.conf'* ]]
}

@test "a node that somebody drained is not taken for ready, and nobody undoes that" {
  node IDLE +DRAIN+ dubnium 'new fan'
  await 100
  [[ $status -eq 1 && $output == *'drained: new fan; resume it'* ]]
  calls
  [[ ! $output ]]
}

@test "a drain that a switch left is taken back" {
  node IDLE +DRAIN+ dubnium,dubnium-0123456789ab 'dubnium: alice leaves compute for desktop'
  await 100
  [[ $status -eq 0 ]]
}

@test "what is not there in time is said" {
  local state
  for state in 'DOWN*' UNKNOWN FUTURE; do
    node "$state"
    await
    [[ $status -eq 1 && $output == *'has not registered node ws'* ]]
  done
  rm "$cluster/record"
  await
  [[ $status -eq 1 ]]
  touch "$cluster/away"
  await
  [[ $status -eq 1 && $output == *'does not answer'* ]]
}

@test "a slurmd that ended is not waited for" {
  MAINPID=4194305 DUBNIUM_SLURM_JOIN_SECONDS=1000 run "$libexec/await-slurm-node"
  [[ $status -eq 1 && $output == *'slurmd ended'* ]]
}

@test "who stops the unit by hand has the jobs requeued that can be" {
  node IDLE
  job 7 alice 1 1
  job 8 bob 0 1
  job 9 carol 1 0
  run "$libexec/leave-slurm-node"
  [[ $status -eq 0 ]]
  calls
  [[ $output == *'reason=dubnium: slurm-node.service is stopped'* ]]
  [[ $output == *$'requeue 7\nscancel 8\nscancel 9' ]]
}

@test "a node without jobs is left at once" {
  node IDLE +DRAIN+ dubnium-0123456789ab 'dubnium: x'
  run "$libexec/leave-slurm-node"
  [[ $status -eq 0 && ! -s $cluster/calls ]]
  touch "$cluster/away"
  run "$libexec/leave-slurm-node"
  [[ $status -eq 0 && $output == *'slurmd stops without it'* ]]
}

@test "slurmd is not stopped over a job that the controller has forgotten" {
  node IDLE +DRAIN+ dubnium-0123456789ab 'dubnium: x'
  echo '99 slurmstepd: [7.batch]' >"$cluster/steps"
  fake sleep <<<': >"$cluster/steps"; touch "$cluster/waited"'
  run "$libexec/leave-slurm-node"
  [[ $status -eq 0 && -e $cluster/waited ]]
}

@test "the record is gone when slurmd is, and looked for once more" {
  node IDLE +DRAIN+
  run "$libexec/forget-slurm-node"
  [[ $status -eq 0 && ! -e $cluster/record && $(<"$STATE_DIRECTORY/leftover") == ws ]]
  grep -q 'start --no-block slurm-cleanup.service' "$cluster/calls"
  # The controller died, and has it again.
  fake sleep <<<'printf "%s\n" DOWN + dubnium,dubnium-0123456789ab 0 "" >"$cluster/record"'
  run "$libexec/forget-slurm-node" again
  [[ $status -eq 0 && ! -e $cluster/record && ! -e $STATE_DIRECTORY/leftover ]]
}

@test "what the controller keeps is written down, and deleted when it is back" {
  node IDLE
  touch "$cluster/away"
  run "$libexec/forget-slurm-node"
  [[ $status -eq 0 && $(<"$STATE_DIRECTORY/leftover") == ws ]]
  grep -q 'start --no-block slurm-cleanup.service' "$cluster/calls"
  DUBNIUM_SLURM_NODE=renamed run "$libexec/forget-slurm-node" again
  [[ $status -eq 1 && $output == *'does not answer'* && -e $STATE_DIRECTORY/leftover ]]
  rm "$cluster/away"
  DUBNIUM_SLURM_NODE=renamed run "$libexec/forget-slurm-node" again
  [[ $status -eq 0 && ! -e $cluster/record && ! -e $STATE_DIRECTORY/leftover ]]
}

@test "a node with jobs is not given up, and one that is there again is not deleted" {
  node IDLE
  job 7 alice 1 1
  run "$libexec/forget-slurm-node"
  [[ $status -eq 0 && -e $cluster/record && -e $STATE_DIRECTORY/leftover ]]
  : >"$cluster/jobs"
  for state in active activating reloading; do
    fake systemctl <<<"echo $state"
    run "$libexec/forget-slurm-node" again
    [[ $status -eq 0 && -e $cluster/record && -e $STATE_DIRECTORY/leftover ]]
  done
  for state in inactive failed deactivating; do
    node IDLE
    echo ws >"$STATE_DIRECTORY/leftover"
    fake systemctl <<<"echo $state"
    run "$libexec/forget-slurm-node" again
    [[ $status -eq 0 && ! -e $cluster/record && ! -e $STATE_DIRECTORY/leftover ]]
  done
}

@test "nobody else's record is deleted" {
  node DOWN + dubnium,dubnium-ffffffffffff
  run "$libexec/forget-slurm-node"
  [[ $status -eq 0 && -e $cluster/record ]]
}
