#!/usr/bin/env bash
# Proves: the workstation joins a Slurm cluster with compute, and leaves it without losing anybody's job
# Machine: fleet
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/agent.sh"

# record : the controller's record of the workstation, in one line; fails if there is none.
record() {
  node gpu-1 scontrol --oneliner show node workstation
}

# state : of that record, as BASE+FLAG…
state() {
  record | grep -o ' State=[^ ]*' | cut -d= -f2
}

is_gone() {
  ! record >/dev/null 2>&1 && node gpu-1 sinfo --noheader >/dev/null
}

is_drained() {
  [[ $(state) == *DRAIN* ]]
}

takes_jobs() {
  [[ $(state) =~ ^(IDLE|MIXED)\+ && ! $(state) =~ DRAIN|INVALID|RESPONDING ]]
}

# submit OPTION… : the id of a job of another user's.
submit() {
  on setpriv --reuid=fleet-jobs --regid=fleet-jobs --clear-groups \
    sbatch --parsable --partition=all --output=/dev/null --chdir=/ "$@"
}

# job_is JOB STATE-AND-NODE
job_is() {
  [[ $(node gpu-1 squeue --noheader --job="$1" --format='%T %N') == "$2" ]]
}

# told_of FILTER : whether what slurm-jobs.service keeps is like that.
told_of() {
  on jq -e "$1" /run/dubnium/slurm-jobs/jobs.json >/dev/null
}

# runs_here JOB : waits until it does, and is told of.
runs_here() {
  within 40 "job $1 runs here" job_is "$1" "RUNNING workstation"
  within 20 "and is told of" told_of ".jobs | any(.id == $1)"
}

# submit_held : the id of a job on this node that ends when it is let end.
submit_held() {
  on rm -f /run/job-end
  on mkfifo --mode=666 /run/job-end
  submit --nodelist=workstation --wrap 'read -r _ </run/job-end'
}

# let_end : the job that submit_held made.
let_end() {
  on timeout 20 sh -c 'echo >/run/job-end'
}

# begin MODE OPTION… : a request that is not waited for; its end is awaited by `ended`.
begin() {
  on mode request "$@" >"$client" 2>&1 &
  asking=$!
}

# ended STATUS TITLE
ended() {
  local status=0
  wait "$asking" || status=$?
  equals "$2" "$1" "$status"
  output=$(<"$client")
}

reason() {
  record | sed -n 's/.* Reason=\([^[]*\) \[.*/\1/p'
}

# in_compute : as every part begins.
in_compute() {
  request compute
  equals "mode request compute exits 0" 0 "$status"
  within 20 "the node takes jobs" takes_jobs
}

client=$(mktemp)
trap 'rm -f "$client"; printf "%s %s\n" "$passed" "$failed" >"$TALLY"' EXIT

part "joining"
put /etc/dubnium/slurm-node.env <<<'DUBNIUM_SLURM_SERVER=gpu-1'
on systemctl disable --quiet vllm.service
on systemctl enable --quiet slurm-node.service
exits 0 "the controller answers" on squeue --noheader
settled_in desktop
equals "nobody is a node in the desktop" yes "$(if is_gone; then echo yes; else record; fi)"
in_compute
printf '    it took %s s\n' "$took"
settled_in compute
matches "it has its GPU, and is known as ours" 'ActiveFeatures=dubnium,dubnium-[0-9a-f]{12} Gres=gpu:1 ' "$(record)"
equals "slurmd is in ai.slice" ai.slice "$(on systemctl show slurm-node.service --property=Slice --value)"
exits 0 "mode doctor has nothing against it" on mode doctor
matches "nor against our rights" 'root of this machine may drain' "$output"

part "leaving without jobs"
began=${EPOCHREALTIME/./}
begin desktop
within 20 "the node is drained, or gone already" eval 'is_drained || is_gone'
printf '    from mode request desktop to the node drained: %s ms\n' $(((${EPOCHREALTIME/./} - began) / 1000))
ended 0 "mode request desktop exits 0"
equals "the node is gone from the controller, not down" yes "$(if is_gone; then echo yes; else record; fi)"
printf '    to the node gone and the desktop back: %s ms\n' $(((${EPOCHREALTIME/./} - began) / 1000))
settled_in desktop

part "a job that is waited for"
in_compute
job=$(submit --nodelist=workstation --gpus=1 --job-name=train --time=60 --wrap 'sleep 300')
runs_here "$job"
exits 0 "mode explain says what would become of it" on mode explain desktop --jobs requeue
matches "by id, name and user" "job $job +train of fleet-jobs .*left +is requeued" "$output"
request desktop --jobs wait --jobs-deadline 0
equals "without time for it, the mode is not left" 10 "$status"
matches "and the answer names it" "job $job \(train\) of fleet-jobs" "$output"
begin desktop --jobs wait --jobs-deadline 2min
within 20 "the node is drained, with the person's name" eval '[[ $(reason) == "dubnium: root leaves compute for desktop" ]]'
within 20 "the progress names the job" on sh -c "mode status | grep -q 'job $job (train) of fleet-jobs, .* left'"
exits 0 "mode cancel" on mode cancel
ended 25 "the request is called off"
within 20 "the node takes jobs again" takes_jobs
equals "the job runs on" yes "$(if job_is "$job" "RUNNING workstation"; then echo yes; else node gpu-1 squeue; fi)"
request desktop --jobs wait --jobs-deadline 3s
equals "a job that does not end in time keeps the mode" 20 "$status"
matches "the answer names it" "job $job \(train\) of fleet-jobs" "$output"
within 20 "the node takes jobs again" takes_jobs
settled_in compute
on scancel "$job"
job=$(submit_held)
runs_here "$job"
begin desktop --jobs wait --jobs-deadline 2min
within 20 "the node is drained" is_drained
let_end
ended 0 "one that ends in time is waited for"
equals "it was not interrupted" COMPLETED "$(node gpu-1 scontrol --oneliner show job "$job" | grep -o 'JobState=[A-Z]*' | cut -d= -f2)"
equals "the node is gone" yes "$(if is_gone; then echo yes; else record; fi)"

part "a job that is requeued"
in_compute
node gpu-1 scontrol update nodename=gpu-1,gpu-2 state=drain reason=full
job=$(submit --job-name=train --requeue --wrap 'sleep 300')
runs_here "$job"
node gpu-1 scontrol update nodename=gpu-1,gpu-2 state=resume
request desktop --jobs requeue
equals "mode request desktop --jobs requeue exits 0" 0 "$status"
equals "the node is gone" yes "$(if is_gone; then echo yes; else record; fi)"
printf '    it took %s s\n' "$took"
# Slurm begins a requeued job two minutes later at the earliest, unless somebody says otherwise.
node gpu-1 scontrol update jobid="$job" starttime=now
within 60 "the job goes on elsewhere" eval "job_is $job 'RUNNING gpu-1' || job_is $job 'RUNNING gpu-2'"
on scancel "$job"

part "jobs that may not be interrupted"
in_compute
job=$(submit --nodelist=workstation --no-requeue --wrap 'sleep 300')
runs_here "$job"
request desktop --jobs requeue
equals "one that cannot be requeued keeps the mode" 10 "$status"
matches "by id and user" "job $job .*of fleet-jobs was submitted with --no-requeue" "$output"
on scancel "$job"
on setpriv --reuid=fleet-jobs --regid=fleet-jobs --clear-groups \
  srun --partition=all --nodelist=workstation --chdir=/ --job-name=shell sleep 300 >/dev/null 2>&1 &
interactive=$!
within 40 "an interactive one runs" told_of '.jobs | any(.batch == false and .name == "shell")'
request desktop --jobs requeue
equals "it cannot be requeued either" 10 "$status"
matches "and is told of" 'is interactive' "$output"
adjust '{ "slurm": { "neverInterrupt": { "users": ["fleet-jobs"] } } }'
request desktop --jobs cancel
equals "the jobs of some are not cancelled by anybody" 10 "$status"
matches "by id and user" 'of fleet-jobs may not be interrupted' "$output"
restore_settings

part "a job that is cancelled"
request desktop --jobs cancel
equals "mode request desktop --jobs cancel exits 0" 0 "$status"
wait "$interactive" || true
equals "the node is gone" yes "$(if is_gone; then echo yes; else record; fi)"
in_compute
job=$(submit --nodelist=workstation --wrap 'trap "" TERM; while true; do sleep 1; done')
runs_here "$job"
request desktop --jobs cancel
equals "one that does not heed SIGTERM does not keep the mode" 0 "$status"
equals "the node is gone" yes "$(if is_gone; then echo yes; else record; fi)"
printf '    it took %s s\n' "$took"

part "the controller dies in the middle"
in_compute
job=$(submit_held)
runs_here "$job"
begin desktop --jobs wait --jobs-deadline 2min
within 20 "the node is drained" is_drained
node gpu-1 systemctl kill --signal=SIGKILL slurmctld.service
node gpu-1 systemctl stop slurmctld.service
let_end
ended 0 "the mode is left when the job has ended, without the controller"
settled_in desktop
equals "what is left there is written down" workstation "$(on cat /var/lib/dubnium/slurm-node/leftover)"
node gpu-1 systemctl start slurmctld.service
within 90 "and gone soon after the controller is back" is_gone
within 20 "nothing is left to be done" on test ! -e /var/lib/dubnium/slurm-node/leftover
# Where Slurm gave the node up before it was told of the job's end, the job is to run anew.
on sh -c "scancel $job || true"

part "the controller is away"
in_compute
node gpu-1 systemctl stop slurmctld.service
within 60 "that is known" told_of '.controller == "away"'
request desktop
equals "an idle node is left without it" 0 "$status"
printf '    it took %s s\n' "$took"
node gpu-1 systemctl start slurmctld.service
within 90 "the record is gone soon after" is_gone

part "the daemon dies in the middle"
in_compute
job=$(submit_held)
runs_here "$job"
begin desktop --jobs wait --jobs-deadline 2min
within 20 "the node is drained" is_drained
on systemctl kill --signal=SIGKILL mode-controller.service
within 20 "it is back" on busctl --quiet status org.dubnium.ModeController
let_end
ended 0 "the request ends well all the same"
settled_in desktop
equals "the node is gone" yes "$(if is_gone; then echo yes; else record; fi)"
equals "the job was not interrupted" COMPLETED \
  "$(node gpu-1 scontrol --oneliner show job "$job" | grep -o 'JobState=[A-Z]*' | cut -d= -f2)"

part "a record that a lost slurmd left"
in_compute
on systemctl kill --signal=SIGKILL slurm-node.service
within 60 "systemd starts it again, and it takes jobs" takes_jobs
settled_in compute
job=$(submit --nodelist=workstation --requeue --wrap 'sleep 300')
runs_here "$job"
on systemctl stop slurm-node.service
within 20 "who stops the unit by hand has jobs requeued, and the node is gone" is_gone
equals "the job waits for another" PENDING "$(node gpu-1 squeue --noheader --job="$job" --format=%T)"
on scancel "$job"
request desktop
equals "mode request desktop exits 0" 0 "$status"
equals "no unit failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
