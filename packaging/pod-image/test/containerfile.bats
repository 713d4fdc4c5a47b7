#!/usr/bin/env bats
# What can be seen of the image without building it.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # scripts are for another shell, and each test for itself
bats_require_minimum_version 1.5.0
load helpers

# instructions : of the Containerfile, one a line, without comments.
instructions() { sed -e '/^#/d' -e ':a' -e '/\\$/{N;s/\\\n */ /;ba' -e '}' "$image/Containerfile" | grep -v '^$'; }

# default ARGUMENT : of the Containerfile.
default() { instructions | sed -n "s/^ARG $1=//p"; }

@test "every image has an explicit version" {
  local from name
  while read -r from; do
    while [[ $from =~ \$\{([A-Z_]+)\} ]]; do
      name=${BASH_REMATCH[1]}
      [[ $(default "$name") ]]
      from=${from/"\${$name}"/$(default "$name")}
    done
    echo "$from"
    [[ $from =~ ^[a-z0-9./-]+:[a-z0-9.-]*[0-9][a-z0-9.-]*$ && $from != *:latest* ]]
  done < <(instructions | sed -n 's/^FROM \([^ ]*\).*/\1/p')
}

@test "every argument has an explicit default, and what is copied from elsewhere is a stage of here" {
  run ! grep --extended-regexp '^ARG [A-Z_]+$' "$image/Containerfile"
  [[ $(instructions | sed -n 's/^ARG [A-Z_]*=//p' | grep -cv '[0-9]') == 0 ]]
  while read -r stage; do
    instructions | grep --quiet " AS $stage\$"
  done < <(instructions | sed -n 's/^COPY --from=\([^ ]*\).*/\1/p')
}

@test "every package of the cluster has an explicit version" {
  local package
  for package in slurmctld slurmd slurm-client munge; do
    instructions | grep --quiet "\"$package=\${[A-Z]*_VERSION}-\*\""
  done
}

@test "what is copied is there, and what is started may be executed" {
  local source
  while read -r source; do
    echo "$source"
    [[ -e $image/$source ]]
  done < <(instructions | sed -n 's/^COPY \([^-].*\) [^ ]*$/\1/p' | tr ' ' '\n')
  for source in start pre_start.sh roles/head roles/worker roles/serve roles/plain slurm/node slurm/leave slurm/forget-nodes; do
    [[ -x $image/$source ]]
  done
}

@test "each target has what its roles read" {
  # A part is read as lib/NAME or slurm/NAME, and both folders are copied as a whole.
  instructions | sed -n '/AS serve$/,/^FROM/p' | grep --quiet '^COPY roles/serve roles/plain '
  run ! grep --quiet 'slurm/' "$image/roles/serve" "$image/roles/plain"
  instructions | sed -n '/AS pod$/,$p' | grep --quiet '^COPY slurm/ '
}

@test "no layer holds a secret" {
  run ! grep --extended-regexp '^(ENV|ARG) .*(KEY|TOKEN|SECRET|PASSWORD)' <<<"$(instructions)"
  run ! grep --ignore-case --extended-regexp '^(COPY|ADD) .*(\.key|\.pem|token|secret|\.env)' <<<"$(instructions)"
  # The key that Debian's package makes is gone before its layer is written.
  run grep --count 'apt-get install.*munge=.*rm -f /etc/munge/munge.key' <<<"$(instructions)"
  [[ $output == 1 ]]
  run ! grep --recursive --files-with-matches --extended-regexp 'BEGIN .*PRIVATE KEY|hf_[A-Za-z0-9]{20}|rpa_' "$image" --exclude-dir=test
}

@test "the scripts of every target are read by a bash that may be as old as 5.1" {
  # Ubuntu 22.04, below vLLM's image.
  local script
  for script in "$image"/{start,pre_start.sh} "$image"/{lib,roles,slurm}/*; do bash -n "$script"; done
}
