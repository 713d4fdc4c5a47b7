#!/usr/bin/env bats
# versions: what has moved underneath since the last green run.

setup() {
  testbed=$BATS_TEST_DIRNAME/..
  . "$testbed/lib/versions.sh"
  then=$BATS_TEST_TMPDIR/then
  now=$BATS_TEST_TMPDIR/now
}

packages() {
  printf '%s\n' "$@" | tr ' ' '\t'
}

@test "what has moved, come and gone is told, and nothing else" {
  packages "builder jdk 25.0.3" "builder make 4.4" "node jdk 25.0.5" "node old 1" >"$then"
  packages "builder jdk 25.0.5" "builder make 4.4" "builder new 2" "node jdk 25.0.5" >"$now"
  [[ $(moved_versions "$then" "$now") == "$(
    printf '%s\t%s\t%s\t%s\n' builder jdk 25.0.3 25.0.5 builder new - 2 node old 1 -
  )" ]]
}

@test "nothing is told where nothing moved" {
  packages "builder jdk 25.0.3" >"$then"
  [[ -z $(moved_versions "$then" "$then") ]]
}

@test "there is a record, of every root" {
  [[ $(cut -f1 "$testbed/versions.tsv" | sort -u | paste -sd ' ') == "builder node workstation" ]]
  [[ -z $(awk -F '\t' 'NF != 3 || !length($3)' "$testbed/versions.tsv") ]]
}
