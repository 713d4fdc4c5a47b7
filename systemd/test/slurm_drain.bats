#!/usr/bin/env bats
# How jobs are taken off a node for a switch, and told of, before a cluster of fakes (fake/slurm.bash).
bats_require_minimum_version 1.5.0
load helpers
load fake/slurm

setup() {
  setup_helpers
  slurm_begins
  node IDLE
  export DUBNIUM_SLURM_END_SECONDS=60 DUBNIUM_SLURM_AWAY_SECONDS=1
}

drain() { run "$libexec/slurm-drain"; }

@test "an idle node is drained with the person's name, and done" {
  order wait 0
  drain
  [[ $status -eq 0 ]]
  calls
  [[ $output == 'update nodename=ws state=drain reason=dubnium: root leaves compute for desktop' ]]
}

@test "jobs are waited for as long as the order says" {
  job 7 alice 1 1
  order wait 1 7
  drain
  [[ $status -eq 1 && $output == *'jobs are still on node ws: 7 of alice'* ]]
  calls
  [[ $output != *requeue* && $output != *scancel* ]]
}

@test "jobs that end meanwhile are enough" {
  job 7 alice 1 1
  order wait 60
  fake sleep <<<': >"$cluster/jobs"'
  drain
  [[ $status -eq 0 ]]
}

@test "the jobs of the order are requeued, each once" {
  job 7 alice 1 1
  job 8 bob 1 1
  order requeue 0 7 8
  drain
  [[ $status -eq 0 && $(grep -c requeue "$cluster/calls") == 2 ]]
}

@test "where a job began that the order does not name, none is touched" {
  job 17 alice 1 1
  job 18 carol 1 1
  order cancel 0 17
  export DUBNIUM_SLURM_END_SECONDS=600
  drain
  [[ $status -eq 1 && $output == *'they began meanwhile: 18 of carol; ask again' ]]
  calls
  [[ $output != *scancel* ]]
}

@test "a job that the order does not name is waited for as any other, where jobs are" {
  job 18 carol 1 1
  order wait 1
  drain
  [[ $status -eq 1 && $output == *'jobs are still on node ws: 18 of carol' ]]
}

@test "a job that does not end is told of in time" {
  job 17 alice 1 1
  touch "$cluster/stubborn"
  order cancel 0 17
  DUBNIUM_SLURM_END_SECONDS=1 drain
  [[ $status -eq 1 && $output == *'17 of alice'* && $(grep -c scancel "$cluster/calls") == 1 ]]
}

@test "jobs may go on for a while before they are ended" {
  job 17 alice 1 1
  order cancel 60 17
  fake sleep <<<': >"$cluster/jobs"'
  drain
  [[ $status -eq 0 ]]
  calls
  [[ $output != *scancel* ]]
}

@test "whoever drained the node before keeps his reason" {
  node IDLE +DRAIN+ dubnium-0123456789ab 'new fan'
  order wait 0
  drain
  [[ $status -eq 0 && ! -s $cluster/calls ]]
}

@test "a controller that refuses is said" {
  touch "$cluster/refuses"
  order wait 0
  drain
  [[ $status -eq 1 && $output == *'on rights'* ]]
}

@test "a controller that is away keeps nobody whose node is empty" {
  touch "$cluster/away"
  order wait 0
  drain
  [[ $status -eq 0 && $output == *'the node is left without it'* ]]
}

@test "jobs that run while the controller is away are not left" {
  touch "$cluster/away"
  echo '99 slurmstepd: [7.batch]' >"$cluster/steps"
  order wait 0
  drain
  [[ $status -eq 1 && $output == *'and jobs run here: 7'* ]]
}

@test "a job that the controller has forgotten is not left to run on" {
  echo '99 slurmstepd: [7.batch]' >"$cluster/steps"
  order wait 1
  drain
  [[ $status -eq 1 && $output == *'that the controller does not know of: 7' ]]
  fake sleep <<<': >"$cluster/steps"'
  order requeue 0
  drain
  [[ $status -eq 0 ]]
}

@test "a step that only has yet to report its end keeps nobody" {
  touch "$cluster/away"
  echo '98 slurmstepd: [7.batch]' >"$cluster/steps"
  order wait 0
  drain
  [[ $status -eq 0 ]]
}

@test "an order that is not whole is refused" {
  local wrong
  order wait 0
  for wrong in 'policy kill' 'seconds -1' 'uid x' 'job 1;id' 'to a b'; do
    { sed "/^${wrong%% *}/d" "$cluster/order" && echo "$wrong"; } >"$cluster/wrong"
    DUBNIUM_SLURM_ORDER=$cluster/wrong drain
    [[ $status -eq 78 ]]
  done
  sed -i /^uid/d "$cluster/order"
  drain
  [[ $status -eq 78 && ! -s $cluster/calls ]]
}

@test "resuming takes back our own drain alone" {
  node IDLE +DRAIN+ dubnium-0123456789ab 'dubnium: alice leaves compute for desktop'
  run "$libexec/slurm-resume"
  [[ $status -eq 0 ]]
  calls
  [[ $output == 'update nodename=ws state=resume' ]]
  : >"$cluster/calls"
  node IDLE +DRAIN+ dubnium-0123456789ab 'new fan'
  run "$libexec/slurm-resume"
  node IDLE +DRAIN+ dubnium 'dubnium: x'
  run "$libexec/slurm-resume"
  [[ ! -s $cluster/calls ]]
  touch "$cluster/away"
  run "$libexec/slurm-resume"
  [[ $status -eq 1 ]]
}

@test "resumed is a node that the controller has heard of again, and that is told where it has not" {
  echo +NOT_RESPONDING+ >"$cluster/resumed"
  fake sleep <<<'echo slept >>"$cluster/sleeps"; sed -i "s/^+NOT_RESPONDING+/+/" "$cluster/record"'
  node IDLE +DRAIN+ dubnium-0123456789ab 'dubnium: alice leaves compute for desktop'
  run "$libexec/slurm-resume"
  [[ $status -eq 0 && $output == *'node ws takes jobs again' && $(<"$cluster/sleeps") == slept ]]
  fake sleep <<<'exec /bin/sleep 1'
  node IDLE +DRAIN+ dubnium-0123456789ab 'dubnium: alice leaves compute for desktop'
  run "$libexec/slurm-resume"
  [[ $status -eq 0 && $output == *'gets no jobs before it has answered'* ]]
}

# told FILTER: whether jq finds it true of what is kept, soon.
told() {
  local deadline=$((SECONDS + 10))
  until jq -e "$1" "$RUNTIME_DIRECTORY/jobs.json" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || {
      cat "$RUNTIME_DIRECTORY/jobs.json"
      return 1
    }
    /bin/sleep 0.05 # nothing announces a file
  done
}

tell() {
  "$libexec/slurm-jobs" 3>&- 2>"$BATS_TEST_TMPDIR/said" &
  started+=($!)
}

@test "the jobs are told of, with what may be done to them" {
  job 7 alice 1 1 'train; it"s  a name'
  job 8 bob 0 1
  job 9 carol 1 0
  tell
  told '.total == 3 and .controller == "answers" and .state == "MIXED+DYNAMIC_NORM" and .node == "ws"'
  told '.jobs[0] == {id: 7, shown: "7", user: "alice", partition: "gpus", state: "R", left: .jobs[0].left,
    requeue: true, batch: true, name: "train; it\"s  a name"} and .jobs[0].left > 0'
  told '.jobs[1].requeue == false and .jobs[2].batch == false'
  : >"$cluster/jobs"
  told '.total == 0 and .jobs == []'
}

@test "a name is no second job, and has no control characters" {
  fake squeue <<'SQUEUE'
if [[ $* == *UserName* ]]; then
  printf '%-20s%-44s%-44s%-44s%-12s%-24s%-12s%-12s\n' 7 7_1 alice gpus R NONE 0 1
  echo 'garbage'
else
  printf '7                   evil\e[2J\n7                   second\n8                   root\n'
fi
SQUEUE
  tell
  told '.total == 1 and .jobs[0].name == "evil?[2J" and .jobs[0].shown == "7_1" and .jobs[0].left == null'
}

@test "ten thousand jobs are counted, and some told of" {
  fake squeue <<'SQUEUE'
[[ $* == *UserName* ]] && seq 10000 | awk '{ printf "%-20s%-44s%-44s%-44s%-12s%-24s%-12s%-12s\n", $1, $1, "a", "p", "R", "0", 1, 1 }'
SQUEUE
  tell
  told '.total == 10000 and (.jobs | length) == 1024'
}

@test "while the controller is away, what runs here is told of" {
  job 7 alice 1 1
  job 8 bob 1 1
  tell
  told '.total == 2'
  echo '99 slurmstepd: [8.batch]' >"$cluster/steps"
  echo '97 slurmstepd infinity' >>"$cluster/steps"
  touch "$cluster/away"
  told '.controller == "away" and .total == 1 and .jobs[0].user == "bob"'
  grep -q 'does not answer' "$BATS_TEST_TMPDIR/said"
}
