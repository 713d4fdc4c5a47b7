# A cluster as its commands show it, for the programs that ask it. Its state is in $cluster: `record`, the node's
# (BASE FLAGS FEATURES CPUS REASON, a line each), `jobs` (ID USER REQUEUE BATCH STATE NAME, a line each), `away`
# while no controller answers; `resumed`, the flags of a node that was resumed; `steps`, processes of slurmstepd, of which 98 has no children; `calls` has what was asked to be changed.
# shellcheck shell=bash

slurm_begins() {
  export cluster=$BATS_TEST_TMPDIR/cluster DUBNIUM_SLURM_NODE=ws STATE_DIRECTORY=$BATS_TEST_TMPDIR/state
  export DUBNIUM_SLURM_ORDER=$cluster/order DUBNIUM_SLURM_GPUS=2
  mkdir "$cluster" "$STATE_DIRECTORY"
  : >"$cluster/calls"
  : >"$cluster/jobs"
  fake systemd-id128 <<<'echo 0123456789abcdef0123456789abcdef'
  fake sleep <<<'exec /bin/sleep 0.02'
  fake sinfo <<<'[[ ! -e $cluster/away ]]'
  fake systemctl <<<'echo "systemctl $*" >>"$cluster/calls"; [[ $1 != show ]] || echo inactive'
  fake pgrep <<<'if [[ $1 == --parent ]]; then [[ $2 != 98 ]]; else cat "$cluster/steps" 2>/dev/null; fi'
  fake scontrol <"$BATS_TEST_DIRNAME/fake/scontrol"
  fake squeue <"$BATS_TEST_DIRNAME/fake/squeue"
  fake scancel <<'CANCEL'
echo "scancel $*" >>"$cluster/calls"
[[ -e $cluster/stubborn ]] || sed -i "/^$1 /d" "$cluster/jobs"
CANCEL
  fake slurmd <<'SLURMD'
if [[ $1 == -C ]]; then echo "NodeName=ws CPUs=8 RealMemory=16000"; exit; fi
printf '%s\n' "$@"
echo "SLURM_CONF=${SLURM_CONF-none}"
SLURMD
}

# node BASE [FLAGS [FEATURES [REASON]]]: the controller has this record.
node() {
  printf '%s\n' "$1" "${2-+}" "${3-dubnium,dubnium-0123456789ab}" 0 "${4-}" >"$cluster/record"
}

# job ID USER REQUEUE BATCH [NAME]: it runs on the node.
job() { echo "$1 $2 $3 $4 R ${5-work}" >>"$cluster/jobs"; }

# order POLICY SECONDS [JOB...]: what the mode controller wants.
order() {
  printf '%s\n' "policy $1" "seconds $2" 'uid 0' 'from compute' 'to desktop' >"$cluster/order"
  shift 2
  (($# == 0)) || printf 'job %s\n' "$@" >>"$cluster/order"
}

calls() { run cat "$cluster/calls"; }
