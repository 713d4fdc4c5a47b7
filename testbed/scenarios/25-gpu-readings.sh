#!/usr/bin/env bash
# Proves: what real drivers answer neither keeps compute out for ever nor hides that a GPU is broken
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

# gpu PROPERTY : of the first GPU, as the bus has it; a dictionary as JSON.
gpu() {
  on busctl --json=short get-property org.dubnium.ModeController \
    /org/dubnium/ModeController/gpu/GPU_d0b00000_5100_4a00_8000_000000000000 \
    org.dubnium.ModeController.Gpu "$1" |
    jq -r '.data | if type == "object" then map_values(.data) | tojson else . end'
}

is_health() {
  on busctl call --quiet org.dubnium.ModeController /org/dubnium/ModeController \
    org.dubnium.ModeController Refresh
  [[ $(gpu Health) == "$1" ]]
}

# there_and_back : to compute, where the model answers, and to the desktop.
there_and_back() {
  on mode explain compute >/dev/null
  request compute
  equals "compute is entered" 0 "$status"
  settled_in compute
  matches "the model answers" 'You said: hello' "$(on curl --silent --show-error \
    --header 'Content-Type: application/json' --data \
    '{"model": "testbed-8b", "messages": [{"role": "user", "content": "hello"}]}' \
    http://127.0.0.1:8000/v1/chat/completions)"
  request desktop
  equals "and the desktop again" 0 "$status"
  settled_in desktop
}

settled_in desktop

part "memory that NVML does not support: the GPU shares the machine's"
on gpu-sim unset 0 memory_total memory_reserved
on systemctl restart mode-controller.service
settled_in desktop
equals "the bus says so" unified "$(gpu MemoryKind)"
equals "the GPU is well" ok "$(gpu Health)"
matches "mode gpus says so" ' unified ' "$(on mode gpus)"
equals "telemetry has the kind and no amounts" '["unified",null,null]' "$(
  on busctl --json=short call org.dubnium.ModeController /org/dubnium/ModeController \
    org.dubnium.ModeController ReadTelemetry |
    jq -c '.data[0][0] | [."memory-kind".data, ."memory-used", ."memory-total"]'
)"
there_and_back
on gpu-sim set 0 memory_total=$((24576 * 1048576)) memory_reserved=$((420 * 1048576))

for code in 13 3 999; do
  part "the newer memory call is there and answers $code"
  on gpu-sim fault set nvmlDeviceGetMemoryInfo_v2 "code=$code"
  on systemctl restart mode-controller.service
  settled_in desktop
  equals "the older one answers" dedicated "$(gpu MemoryKind)"
  equals "with the memory's size" $((24576 * 1048576)) "$(gpu MemoryTotal)"
  there_and_back
  on gpu-sim fault clear
done

part "every newer name is refused"
on gpu-sim fault set nvmlDeviceGetComputeRunningProcesses_v3 code=3
on gpu-sim fault set nvmlDeviceGetGraphicsRunningProcesses_v3 code=3
on gpu-sim fault set nvmlDeviceGetPciInfo_v3 code=13
on gpu-sim fault set nvmlDeviceGetCount_v2 code=13
on gpu-sim fault set nvmlDeviceGetCurrentClocksEventReasons code=999
on systemctl restart mode-controller.service
settled_in desktop
equals "who holds the GPU is known" true "$(gpu ProcessesKnown)"
there_and_back
on gpu-sim fault clear
on systemctl restart mode-controller.service
settled_in desktop

part "a harmless error after one that no GPU survives"
on gpu-sim xid 0 48
on gpu-sim xid 0 45
is_last() { [[ $(gpu LastXid | jq -r .xid) == "$1" ]]; }
within 5 "the last error is shown" is_last 45
equals "the gravest beside it" 48 "$(gpu LastXid | jq -r '."worst-xid"')"
within 5 "the GPU is degraded" is_health degraded
equals "and needs a reset" reset-gpu "$(gpu Recovery)"
matches "mode gpus says so" 'degraded, reset-gpu' "$(on mode gpus)"
on systemctl restart mode-controller.service
settled_in desktop

part "errors newer than any list"
for xid in 143 149 183; do
  on gpu-sim xid 0 "$xid"
  within 5 "XID $xid is shown" is_last "$xid"
  within 5 "the GPU is degraded" is_health degraded
  on systemctl restart mode-controller.service
  settled_in desktop
done

part "the driver says what the GPU needs, and when it needs no more"
on gpu-sim xid 0 143
on gpu-sim recovery 0 2
within 5 "the GPU is degraded" is_health degraded
equals "the driver's word counts" reboot "$(gpu Recovery)"
on gpu-sim recovery 0 none
within 5 "the GPU is well again" is_health ok
equals "and needs nothing" none "$(gpu Recovery)"
on gpu-sim unset 0 recovery_action

part "a driver that was upgraded under running programs"
on gpu-sim fault set nvmlInit_v2 code=18
matches "mode explain compute tells it beforehand" 'placement-present driver-mismatch' "$(
  on mode explain compute --json | jq -r '.guards[] | select(.verdict == "deny") | "\(.name) \(.code)"'
)"
before=$(seat_session)
request compute
equals "mode request compute exits 10" 10 "$status"
matches "it says what to do" 'restart the machine' "$output"
equals "the desktop's session is as it was" "$before" "$(seat_session)"
shows_driver() { on mode status | grep -q 'restart the machine'; }
within 40 "mode status says so" shows_driver
matches "mode doctor says so" 'cannot use the GPU' "$(on mode doctor || true)"
on gpu-sim fault clear
settled_in desktop
there_and_back
