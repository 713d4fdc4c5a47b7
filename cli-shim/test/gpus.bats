#!/usr/bin/env bats
# mode gpus

load helpers

@test "lists GPUs by index, memory in GiB, holders below each" {
  start_daemon
  mode gpus
  exits 0
  [[ ${lines[0]} == 'GPU  NAME '*'POWER' ]]
  [[ ${lines[1]} == '0    NVIDIA RTX A4000  display  ok      0.4 / 16.0 GiB  12 %  ?      ?' ]]
  [[ ${lines[2]} == '     812   weston          graphics  0.3 GiB  display-manager.service, session 2' ]]
  [[ ${lines[3]} == '     401   systemd-logind  device    ?        systemd-logind.service              may stay' ]]
  [[ ${lines[4]} == '1    NVIDIA L40S       compute  ok      8.0 / 48.0 GiB  3 %   41 °C  62 W' ]]
  [[ ${lines[5]} == '     4242  gpu-hold        compute   8.0 GiB  session-3.scope, session 3' ]]
}

@test "what the driver does not tell is never shown as a number" {
  start_daemon '{"gpus": [{"Uuid": "GPU-x", "Index": 0, "Name": "N", "Role": "shared",
    "Present": true, "Health": "unknown", "MemoryTotal": 18446744073709551615,
    "MemoryUsed": 18446744073709551615, "GpuUtilization": 4294967295, "Temperature": 4294967295,
    "PowerUsage": 4294967295}], "holders": []}'
  mode gpus
  exits 0
  [[ ${lines[1]} == '0    N     shared  unknown  ? / ? GiB  ?     ?     ?' ]]
}

@test "memory that is the machine's is called unified" {
  start_daemon '{"gpus": [{"Uuid": "GPU-x", "Index": 0, "Name": "NVIDIA GB10", "Role": "shared",
    "Present": true, "Health": "ok", "Recovery": "none", "MemoryKind": "unified",
    "MemoryTotal": 18446744073709551615, "MemoryUsed": 18446744073709551615, "GpuUtilization": 4,
    "Temperature": 41, "PowerUsage": 62400}], "holders": []}'
  mode gpus
  exits 0
  [[ ${lines[1]} == '0    NVIDIA GB10  shared  ok      unified  4 %   41 °C  62 W' ]]
}

@test "a GPU that is left alone is asleep" {
  start_daemon '{"gpus": [{"Uuid": "GPU-x", "Index": 0, "Name": "N", "Role": "shared", "Asleep": true,
    "Present": true, "Health": "ok", "MemoryKind": "dedicated", "MemoryTotal": 51527024640}], "holders": []}'
  mode gpus
  exits 0
  [[ ${lines[1]} == '0    N     shared  ok      asleep '* ]]
}

@test "what brings a GPU back stands beside its health" {
  start_daemon '{"gpus": [{"Uuid": "GPU-x", "Index": 0, "Name": "N", "Role": "shared",
    "Present": true, "Health": "degraded", "Recovery": "reset-gpu"}], "holders": []}'
  mode gpus
  exits 0
  [[ ${lines[1]} == '0    N     shared  degraded, reset-gpu '* ]]
}

@test "GPUs that cannot be read are an error" {
  start_daemon '{"errors": {"ListGpuHolders":
    ["org.dubnium.ModeController.Error.ObservationUnavailable", "cannot load libnvidia-ml.so.1"]}}'
  mode gpus
  exits 24
  warns 'mode: cannot load libnvidia-ml.so.1'
}

@test "a GPU that is gone is shown as absent" {
  start_daemon '{"gpus": [{"Uuid": "GPU-x", "Index": 0, "Name": "N", "Role": "compute",
    "Present": false, "Health": "lost"}], "holders": []}'
  mode gpus
  exits 0
  [[ ${lines[1]} == '0    N     compute  absent '* ]]
}

@test "--json is an array of GPUs, each with its holders" {
  start_daemon
  mode gpus --json
  exits 0
  [[ $(json 'map("\(.Index):\(.holders | map(.pid) | join(","))") | join(" ")') == '0:812,401 1:4242' ]]
  [[ $(json '.[0].MemoryTotal') == 17171480576 ]]
}

@test "an answer may be long" {
  gpus=$(jq -nc '[range(100) | {Uuid: "GPU-\(.)", Index: ., Name: "NVIDIA L40S", Role: "compute",
    Present: true, Health: "ok", MemoryTotal: 51527024640, MemoryUsed: 8623489024}]')
  start_daemon '{"gpus": '"$gpus"', "holders": []}'
  mode gpus --json
  exits 0
  [[ $(json length) -eq 100 ]]
}

@test "a holder of somebody's own systemd is shown with its unit there, one of no process as such" {
  start_daemon '{"holders": [
    {"gpu": "GPU-8f3a2b1c-0000-4000-8000-000000000000", "pid": 50, "kind": "unread", "command": "hold",
     "unit": "user@1000.service", "user-unit": "hold.service", "session": "", "tolerated": false},
    {"gpu": "GPU-8f3a2b1c-0000-4000-8000-000000000000", "pid": 0, "kind": "compute",
     "command": "unknown", "unit": "", "user-unit": "", "session": "", "bytes": 1073741824,
     "tolerated": false}]}'
  mode gpus
  exits 0
  [[ ${lines[2]} == '     50  hold     unread   ?        hold.service, user@1000.service' ]]
  [[ ${lines[3]} == '     0   unknown  compute  1.0 GiB' ]]
}
