#!/usr/bin/env bash
# Proves: each guard blocks a switch, names the culprit, and nothing has changed
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

# everything : what a blocked request must leave alone, as systemd, logind and the GPU tell it.
everything() {
  on systemctl list-units --all --plain --no-legend --type=service,target,slice,scope \
    --property=Id,ActiveState | awk '{ print $1, $3 }' | grep -v -e '^run-' -e '^mode-controller@' | sort
  on systemctl show interactive.slice ai.slice platform.slice --property=CPUWeight --property=IOWeight
  on loginctl list-sessions --no-legend | awk '{ print $1, $3, $4 }' | sort
  gpu_processes
  property DesiredMode
}

# judged MODE : the guards that a move to MODE meets.
judged() {
  echo target-reachable placement-present
  if [[ $1 == compute ]]; then echo audio-idle; fi
  echo session-terminable gpu-holders user-jobs memory-headroom
  if [[ $1 == compute ]]; then echo gpu-memory-fit; fi
  echo cpu-load persistence-paths
  case $1 in compute) echo model-bundle ;; desktop) echo server-drainable ;; esac
  echo holds
}

# blocked GUARD CODE CULPRIT [MODE [FROM]] : FROM (desktop) → MODE (compute) is blocked by GUARD alone, and
# CULPRIT is named.
blocked() {
  local before after denied mode=${4:-compute} from=${5:-desktop}
  before=$(everything)
  equals "mode explain $mode tells it beforehand" "$1 $2" "$(
    on mode explain "$mode" --json | jq -r '.guards[] | select(.verdict == "deny") | "\(.name) \(.code)"'
  )"
  request "$mode"
  after=$(everything)
  equals "mode request $mode exits 10" 10 "$status"
  matches "it names the guard" "$1" "$output"
  matches "it names the culprit" "$3" "$output"
  denied=$(on jq -r '.guards[] | select(.verdict == "deny") | "\(.name) \(.code)"' \
    /run/mode-controller/last-guards.json)
  equals "last-guards.json: this guard alone denies" "$1 $2" "$denied"
  equals "every guard was judged" "$(judged "$mode" | paste -sd' ')" \
    "$(on jq -r '.guards | map(.name) | join(" ")' /run/mode-controller/last-guards.json)"
  equals "nothing has changed" "" "$(diff <(echo "$before") <(echo "$after") || true)"
  equals "the audit log tells judgement and end, and no step" "requested judged finished" \
    "$(audited "$(last_transition id)" 'map(.event) | join(" ")')"
  settled_in "$from"
}

settled_in desktop

part "target-reachable: compute.target is masked"
on systemctl mask --runtime --quiet compute.target
blocked target-reachable unit-masked compute.target
on systemctl unmask --runtime --quiet compute.target

part "placement-present: the studio is on another host"
adjust '{ "capabilityPlacement": { "studio": "mixer" } }'
blocked placement-present placed-elsewhere mixer studio-local
equals "and nobody can have it here, whoever asks" 's "na"' \
  "$(on busctl call org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController CanRequestMode s studio-local)"
restore_settings

part "placement-present: one of two GPUs is gone"
adjust '{ "hardware": { "presentGpus": ["0", "7"] } }'
blocked placement-present gpu-absent 'GPU 7 is not there'
restore_settings

part "audio-idle: a DAW runs"
on install -m 755 /usr/bin/sleep /usr/local/bin/reaper
on systemd-run --quiet --unit=daw --uid=alice reaper infinity
blocked audio-idle audio-in-use "reaper.*$(on systemctl show daw.service -p MainPID --value)"
on systemctl stop daw.service

part "audio-idle: somebody else calls a program of his so"
on systemd-run --quiet --unit=daw --uid=bob reaper infinity
within 5 "it is called so" on pgrep -u bob -x reaper
equals "nobody is kept by that" pass \
  "$(on mode explain compute --json | jq -r '.guards[] | select(.name == "audio-idle") | .verdict')"
on systemctl stop daw.service

part "audio-idle: a sound card plays"
on proc-with-sound /run/sounding-proc
adjust '{ "hostPaths": { "proc": "/run/sounding-proc" } }'
# Paths are taken up at start only.
on systemctl restart mode-controller.service
settled_in desktop
blocked audio-idle audio-in-use 'card0.*pcm0p'
restore_settings
on systemctl restart mode-controller.service
settled_in desktop

part "session-terminable: alice's sessions are never to be ended"
adjust '{ "sessions": { "neverEnd": { "users": ["alice"] } } }'
blocked session-terminable session-protected alice
restore_settings

part "session-terminable: alice has an inhibitor"
as alice systemd-inhibit --what=shutdown --who=render-farm --why="a render is running" \
  --mode=block sleep 600 &
within 5 "logind knows it" on bash -c 'systemd-inhibit --list | grep -q render-farm'
blocked session-terminable session-inhibited render-farm
on pkill -f 'sleep 600'
wait $! || true

part "gpu-holders: a training job of another unit"
on systemd-run --quiet --unit=training --property=Type=notify \
  gpu-hold --memory 1024
blocked gpu-holders gpu-held "$(on systemctl show training.service -p MainPID --value).*training.service"
on systemctl stop training.service

part "gpu-holders: daemons that watch the GPU hold nobody up"
for unit in nvidia-powerd dcgm-exporter nvidia_gpu_exporter lactd coolercontrold; do
  put "/run/systemd/system/$unit.service" <<'END'
[Service]
ExecStart=/bin/sh -c 'exec 3<>/run/nvml-sim/dev/nvidiactl 4<>/run/nvml-sim/dev/nvidia0; exec sleep infinity'
END
done
on systemctl daemon-reload
for unit in nvidia-powerd dcgm-exporter nvidia_gpu_exporter lactd coolercontrold; do
  on systemctl start "$unit.service"
  within 10 "$unit is seen and may stay" on sh -c "mode gpus --json |
    jq -e 'any(.[].holders[]; .unit == \"$unit.service\" and .kind == \"device\" and .tolerated)'"
done
equals "none of them is in the way" pass \
  "$(on mode explain compute --json | jq -r '.guards[] | select(.name == "gpu-holders") | .verdict')"
on systemctl stop nvidia-powerd dcgm-exporter nvidia_gpu_exporter lactd coolercontrold
# A command of that name is none of these daemons.
on install -m 755 /usr/bin/sleep /usr/local/bin/nvidia-powerd
on systemd-run --quiet --unit=training sh -c 'exec 3<>/run/nvml-sim/dev/nvidia0; exec nvidia-powerd infinity'
blocked gpu-holders gpu-held 'training.service'
on systemctl stop training.service

part "user-jobs: alice waits for something in a terminal"
adjust '{ "userJobs": { "minRuntime": "10ms" } }'
{ as alice script --quiet --command 'exec sleep 600' /dev/null; } >/dev/null 2>&1 &
within 10 "it runs on a terminal" on sh -c '[ "$(ps -o tty= -C sleep)" != "?" ] && pgrep -u alice -x sleep'
blocked user-jobs job-running "sleep.*alice.*pts/"
request compute --bypass user-jobs
equals "an administrator passes it by" 0 "$status"
request desktop
restore_settings
wait $! || true
settled_in desktop

part "cpu-load: the machine is overloaded"
on proc-without loadavg /run/loaded-proc
put /run/loaded-proc/loadavg <<<'9000.00 9000.00 9000.00 1/100 1'
adjust '{ "hostPaths": { "proc": "/run/loaded-proc" }, "cpuLoad": { "perCpu": 4.0 } }'
on systemctl restart mode-controller.service
settled_in desktop
blocked cpu-load load-high 9000.00
restore_settings
on systemctl restart mode-controller.service
settled_in desktop

part "memory-headroom: compute needs more than there is"
adjust '{ "modes": { "compute": { "memoryHeadroomMiB": 100000000 } } }'
blocked memory-headroom memory-short 100000000
restore_settings

# serving LINE : the administrator adds LINE to what vllm.service reads.
serving() {
  on cp --preserve /etc/dubnium/vllm.env /run/vllm.env
  put /run/added <<<"$1"
  on sh -c 'cat /run/added >>/etc/dubnium/vllm.env'
}

# serving_as_before : takes back what serving did.
serving_as_before() {
  on cp --preserve /run/vllm.env /etc/dubnium/vllm.env
}

part "gpu-memory-fit: one sequence is too long for the GPU"
serving 'DUBNIUM_VLLM_EXTRA_ARGS="--max-model-len 1M"'
blocked gpu-memory-fit gpu-memory-short 'at least 128.00 GiB of GPU 0'
equals "mode explain has the figures" "false 137438953472" "$(
  on mode explain compute --json | jq -r '."gpu-fit" | "\(.fits) \(."kv-cache-bytes")"'
)"
serving_as_before

part "gpu-memory-fit: more GPUs than there are"
serving 'DUBNIUM_VLLM_EXTRA_ARGS=--tensor-parallel-size=8'
blocked gpu-memory-fit gpus-too-few 'spread over 8 GPUs'
serving_as_before

part "model-bundle: a file has changed since the bundle was verified"
on cp --preserve /srv/models/testbed-8b/model.safetensors /run/model
on touch /srv/models/testbed-8b/model.safetensors
blocked model-bundle bundle-changed '/srv/models/testbed-8b/model.safetensors has changed'
on sh -c 'echo >>/srv/models/testbed-8b/model.safetensors'
exits 1 "a file that is not what its checksum says is not verified" \
  on mode model verify /srv/models/testbed-8b
matches "it is named" 'model.safetensors: its checksum is [0-9a-f]+, and SHA256SUMS says' "$output"
on cp /run/model /srv/models/testbed-8b/model.safetensors
exits 0 "the same bundle as before is verified anew" \
  on mode model verify /srv/models/testbed-8b

part "model-bundle: a model that is named as on a hub"
serving 'DUBNIUM_VLLM_MODEL=Qwen/Qwen3-8B'
blocked model-bundle model-by-name Qwen/Qwen3-8B
serving_as_before

part "a host that serves no model needs none"
serving 'DUBNIUM_VLLM_MODEL='
on systemctl disable --quiet vllm.service
request compute
equals "mode request compute exits 0" 0 "$status"
request desktop
on systemctl enable --quiet vllm.service
serving_as_before
settled_in desktop

part "persistence-paths: missing"
adjust '{ "persistencePaths": [ { "path": "/srv/missing", "modes": ["compute"] } ] }'
blocked persistence-paths path-missing /srv/missing
restore_settings

part "persistence-paths: read-only"
on sh -c 'mkdir /srv/fixed && mount -t tmpfs -o ro tmpfs /srv/fixed'
adjust '{ "persistencePaths": [ { "path": "/srv/fixed", "modes": ["compute"], "writable": true } ] }'
blocked persistence-paths path-read-only /srv/fixed
restore_settings

part "persistence-paths: full"
on sh -c 'mkdir /srv/full && mount -t tmpfs -o size=4m tmpfs /srv/full &&
  head -c 3M /dev/zero >/srv/full/data'
adjust '{ "persistencePaths": [ { "path": "/srv/full", "modes": ["compute"], "minFreeMiB": 64 } ] }'
blocked persistence-paths path-short-of-space /srv/full
restore_settings

part "with every culprit gone"
serving 'VLLM_SIM_TOKEN_SECONDS=0.2'
request compute
equals "the same request succeeds" 0 "$status"

part "server-drainable: somebody is being answered"
within 30 "alice's systemd has followed her session" \
  on sh -c '[ "$(systemctl is-active user@1000.service)" = inactive ]'
adjust '{ "vllm": { "drainDeadline": "0s" } }'
on curl --silent --no-buffer --header 'Content-Type: application/json' --data "$(
  jq -n '{model: "testbed-8b", stream: true, messages: [{role: "user", content: ("word " * 500)}]}'
)" http://127.0.0.1:8000/v1/chat/completions >/dev/null &
within 10 "vllm-metrics.service counts the request" \
  on grep -q 'running.* 1' /run/dubnium/vllm-metrics/requests
blocked server-drainable requests-in-flight '1 requests running' desktop compute
on pkill -x curl
wait $! || true
within 10 "the request is over" on grep -q 'running.* 0' /run/dubnium/vllm-metrics/requests
on systemctl kill --signal=STOP vllm-metrics.service
within 15 "a count that is old is no count" on sh -c 'mode explain desktop --json |
  jq -e "any(.guards[]; .name == \"server-drainable\" and .verdict == \"error\")"'
on systemctl kill --signal=CONT vllm-metrics.service
serving_as_before
restore_settings
request desktop
equals "with a deadline, or nothing in flight, the mode is left" 0 "$status"
equals "the audit chain holds" sound "$(audit_chain)"
