#!/usr/bin/env bats
# What the pod is told, and what is refused.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # scripts are for another shell, and each test for itself
bats_require_minimum_version 1.5.0
load helpers

@test "a variable that is wrong is named, with what it must be" {
  while IFS='|' read -r reader variable value; do
    export "$variable=$value"
    run in_image "$reader"
    echo "$reader $variable=$value: $output"
    [[ $status == 78 && $output == "cannot start this pod: $variable is not "* ]]
    unset "$variable"
  done <<'CASES'
read_role|DUBNIUM_ROLE|
read_role|DUBNIUM_ROLE|boss
read_fleet|DUBNIUM_FLEET|
read_fleet|DUBNIUM_FLEET|Lab 1
read_fleet|DUBNIUM_FLEET|lab,SlurmUser=root
read_fleet|DUBNIUM_FLEET|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
read_slot|DUBNIUM_SLOT|
read_slot|DUBNIUM_SLOT|worker[0-1]
read_slot|DUBNIUM_SLOT|-worker
read_slot|DUBNIUM_SLOT|worker-
read_head|DUBNIUM_SLURM_HEAD|
read_head|DUBNIUM_SLURM_HEAD|head:6817
read_head|DUBNIUM_SLURM_HEAD|$(reboot)
read_address|RUNPOD_POD_ID|
read_address|RUNPOD_POD_ID|a.b
read_metrics_port|DUBNIUM_METRICS_PORT|80
read_metrics_port|DUBNIUM_METRICS_PORT|65536
read_metrics_port|DUBNIUM_METRICS_PORT|x
read_state|DUBNIUM_STATE|state
read_state|DUBNIUM_STATE|/workspace/../etc
read_users|DUBNIUM_USERS|alice
read_users|DUBNIUM_USERS|alice:0
read_users|DUBNIUM_USERS|alice:1000;bob:1001
CASES
}

@test "the value of one that is wrong is not shown, since it may be a secret in the wrong place" {
  DUBNIUM_SLOT='a secret!' run in_image read_slot
  [[ $status == 78 && $output != *secret* ]]
}

@test "a variable of two lines is refused" {
  DUBNIUM_SLOT=$'worker-0\nworker-1' run in_image read_slot
  [[ $status == 78 ]]
}

@test "what the agent sets is taken" {
  export DUBNIUM_ROLE=worker DUBNIUM_FLEET=lab DUBNIUM_SLOT=worker-0 DUBNIUM_SLURM_HEAD=7h9k2m4n6p.runpod.internal
  export RUNPOD_POD_ID=7h9k2m4n6p DUBNIUM_USERS=alice:1000,bob:1001
  run in_image 'read_role; read_fleet; read_slot; read_head; read_address; read_metrics_port; read_state; read_users
    echo "$ROLE $FLEET $SLOT $HEAD $ADDRESS $METRICS_PORT $STATE ${USERS[*]}"'
  [[ $output == "worker lab worker-0 7h9k2m4n6p.runpod.internal 7h9k2m4n6p.runpod.internal 9400 /var/lib/slurm-state alice:1000 bob:1001" ]]
}
