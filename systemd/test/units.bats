#!/usr/bin/env bats
# What holds for every unit of ours.
bats_require_minimum_version 1.5.0

setup() {
  units=$BATS_TEST_DIRNAME/..
  services=("$units"/system/*.service "$units"/user/*.service)
}

@test "no unit leaves a core behind, which has secrets and what people wrote" {
  local service
  ((${#services[@]} > 5))
  for service in "${services[@]}"; do
    grep -qx 'LimitCORE=0' "$service" || {
      echo "$service"
      return 1
    }
  done
}

@test "every system service is confined to the devices that it needs, or says why not" {
  local service
  for service in "$units"/system/*.service; do
    grep -qxE 'DevicePolicy=closed|PrivateDevices=yes|# +(Left out: )?DevicePolicy.*' "$service" || {
      echo "$service"
      return 1
    }
  done
}

@test "others' processes are seen by those alone that say why" {
  local service
  for service in "$units"/system/*.service; do
    grep -qxE 'ProtectProc=invisible|# +(Left out: )?ProtectProc.*' "$service" || {
      echo "$service"
      return 1
    }
  done
}

@test "no command line of a unit has what an environment file says" {
  run ! grep -nE '^Exec[A-Za-z]*=.*\$' "${services[@]}"
}
