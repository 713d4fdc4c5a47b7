#!/usr/bin/env bats
# How jobs of the fleet agent's are submitted, beside a stand-in for sbatch.
bats_require_minimum_version 1.5.0
load helpers

setup() {
  setup_helpers
  export FLEET_SLURM_CONF=$BATS_TEST_TMPDIR/slurm.conf
  fake sbatch <<<'printf "%s " "$@"; cat; printf " of %s" "${SLURM_CONF:-nothing}"; echo refused >&2; exit 3'
}

# submit WORD... : what is answered, its parts with bars between.
submit() {
  run bash -c 'printf "%s\0" "${@:2}" "" | cat - <(printf script) | "$1" | tr "\0" "|"' - \
    "$BATS_TEST_DIRNAME/../libexec-fleet/slurm-job" "$@"
}

@test "a job is submitted, and what came of it is told" {
  submit sbatch --parsable
  [[ $output == '--parsable script of nothing|refused|3' ]]
}

@test "jobs go to the rented cluster while the agent says where it is, or that it is nowhere" {
  : >"$FLEET_SLURM_CONF"
  submit sbatch --parsable
  [[ $output == "--parsable script of $FLEET_SLURM_CONF|"* ]]
}

@test "nothing else is run" {
  submit scontrol shutdown
  [[ $output == '|cannot run that: only sbatch and scancel|2' ]]
}
