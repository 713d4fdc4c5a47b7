#!/usr/bin/env bash
# Proves: a model's load is seen with phase, count and usual time; why it failed is told by its cause; neither a
# restarted daemon nor noise in what vLLM prints changes that
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

# with LINE… : vllm.env as it was, with these lines besides.
with() {
  on cp --preserve /run/vllm.env /etc/dubnium/vllm.env
  printf '%s\n' "$@" | put /run/added
  on sh -c 'cat /run/added >>/etc/dubnium/vllm.env'
}

# gated LINE… : the same, and a load waits with half of its weights, and with half of its graphs, until it is let on.
gated() {
  with VLLM_SIM_LOAD_SECONDS=0.5 VLLM_SIM_GATES=/run/gates "$@"
}

# let_on GATE… : what waits there, or will, goes on.
let_on() {
  local gate
  for gate; do on timeout 60 sh -c ": >/run/gates/$gate"; done
}

# server FILTER : of the model server's file.
server() { on jq -r "$1" /run/mode-controller/model-server.json; }

server_is() { [[ $(server .state) == "$1" ]]; }

counts() { [[ $(server '"\(.phase) \(.done > 0) \(.total)"') == "$1 true $2" ]]; }

status_is() { on systemctl show vllm.service --property=StatusText --value | grep -Eq "$1"; }

# cause CODE FAULT TEXT : a start with that fault is undone, and told with its cause wherever one looks.
cause() {
  part "$1"
  with "VLLM_SIM_LOAD_SECONDS=0.5" "VLLM_SIM_FAULT=$2"
  request compute
  equals "mode request exits 20: failed, undone" 20 "$status"
  matches "it tells the cause with what vLLM said" "$3" "$output"
  equals "last-transition.json has the code" "rolled-back model-server-failed $1" \
    "$(on jq -r '"\(.outcome) \(.reason.code) \(.reason.cause)"' /run/mode-controller/last-transition.json)"
  matches "mode history has the sentence" "$3" "$(on mode history --json)"
  matches "the audit log has it" "$1" \
    "$(audited "$(last_transition id)" 'map(.details.transition.reason.cause // empty) | join(" ")')"
  within 10 "the server is off" server_is off
  equals "and why is still known" "$1" "$(server .cause)"
  settled_in desktop
}

testbed_client=$(mktemp)
on cp --preserve /etc/dubnium/vllm.env /run/vllm.env
on mkdir /run/gates
on mkfifo /run/gates/weights /run/gates/graphs /run/gates/death
settled_in desktop

for version in 0.6.6 0.10.2 0.18.0 0.28.0; do
  part "vLLM $version loads in sight"
  gated "VLLM_SIM_VERSION=$version"
  before=$(usage mode-controller.service)
  on mode request compute >"$testbed_client" 2>&1 &
  client=$!
  within 60 "the weights are counted" counts load-weights 4
  within 30 "systemctl status says so" status_is 'loading weights [0-9] of 4, 0:[0-9][0-9]'
  let_on weights
  within 30 "the graphs are counted, though their bar has no end of line" counts cuda-graphs 8
  let_on graphs
  wait "$client" || fail "mode request compute" "exit status 0" "$(<"$testbed_client")"
  matches "mode request showed it" 'loading weights [0-9] of 4' "$(<"$testbed_client")"
  within 10 "it is ready" server_is ready
  tell_usage mode-controller.service "$before" "from the request until the model served"
  within 10 "nobody reads what it prints from now on" on sh -c '! pgrep -x journalctl'
  request desktop
  within 10 "it is off" server_is off
done

part "what it usually takes"
gated
on systemctl start --no-block mode-controller@compute.service
within 60 "is told while it loads" status_is 'usually 0:[0-9][0-9]'
let_on weights graphs
within 60 "it is ready" server_is ready
settled_in compute
request desktop
equals "mode request desktop exits 0" 0 "$status"

part "a daemon that is killed in the middle of the load"
gated
on systemctl start --no-block vllm.service
within 60 "the weights are counted" counts load-weights 4
on systemctl kill --signal=SIGKILL mode-controller.service
within 60 "knows all of it when it is back" counts load-weights 4
let_on weights graphs
within 60 "it is ready" server_is ready
on systemctl stop vllm.service
within 30 "it is off" server_is off

part "stopped while it loads, it takes its time to end, and stays off"
gated VLLM_SIM_END_SECONDS=3
on systemctl start --no-block vllm.service
within 60 "the weights are counted" counts load-weights 4
exits 0 "systemctl stop is not called off" on systemctl stop vllm.service
sleep 6 # as long as RestartSec, and a second: what does not come announces nothing
equals "the server is off" inactive "$(on systemctl show vllm.service --property=ActiveState --value)"

part "endless lines, colours and binary noise"
with VLLM_SIM_LOAD_SECONDS=0.5 VLLM_SIM_FAULT=noise VLLM_SIM_NOISE_MIB=64
request compute
equals "mode request compute exits 0" 0 "$status"
within 10 "it is ready" server_is ready
lacks "the daemon's file has no control characters" $'\033' "$(server '.lines | join(" ")')"
request desktop

cause cuda-oom-load oom 'Tried to allocate 896.00 MiB'
cause cuda-oom-warmup oom-graphs '--enforce-eager'
cause kv-cache-too-small kv-cache 'estimated maximum model length is 3312'
cause weights-missing weights-missing 'Cannot find any model weights'
cause weights-corrupt weights-short 'cut short or damaged'
cause driver-too-old driver 'install a newer driver'
cause arch-unsupported arch 'MambaNextForCausalLM'
cause hub-auth hub-gated 'vllm.hf-token'
cause hub-unreachable hub-offline 'HF_HUB_OFFLINE'
cause port-in-use port 'DUBNIUM_VLLM_PORT'
cause bad-argument flag '--fly'
cause killed killed 'killed the server'
cause unknown unknown 'the cause is not known'
matches "and shows the last lines" 'flux capacitor' "$(server '.lines | join(" ")')"

part "an engine that dies after it has answered, with exit status 0"
# The next attempt comes when all has been looked at.
put /run/systemd/system/vllm.service.d/scenario.conf <<<$'[Service]\nRestartSec=30s\nRestartSteps=0'
on systemctl daemon-reload
with VLLM_SIM_LOAD_SECONDS=0.5 VLLM_SIM_FAULT=die VLLM_SIM_GATES=/run/gates
on mode request compute >"$testbed_client" 2>&1 &
client=$!
let_on weights graphs
wait "$client" || fail "mode request compute" "exit status 0" "$(<"$testbed_client")"
# For the next attempt.
with
let_on death
within 60 "is a failure" server_is failed
equals "with its cause" engine-died "$(server .cause)"
matches "mode doctor says so" 'the model server failed: the engine died' "$(on mode doctor || true)"
within 90 "the next attempt answers" server_is ready
equals "and has no cause" "" "$(server .cause)"
request desktop
on rm /run/systemd/system/vllm.service.d/scenario.conf
on systemctl daemon-reload

part "a server that outlives its unit and keeps GPU memory"
on systemd-run --quiet --unit=left --uid=dubnium-vllm --setenv=VLLM_SIM_LOAD_SECONDS=0 \
  /usr/lib/dubnium-testbed/bin/vllm serve /srv/models/testbed-8b --host 127.0.0.1 --port 8001
stray() { [[ $(server '.strays | length') -gt 0 ]]; }
within 90 "is named" stray
matches "with what to do" 'end it: kill [0-9]' "$(server '.strays[0]')"
on systemctl stop left.service
no_stray() { [[ $(server '.strays | length') == 0 ]]; }
within 90 "and no more when it is gone" no_stray

on cp --preserve /run/vllm.env /etc/dubnium/vllm.env
settled_in desktop
equals "the audit chain holds" sound "$(audit_chain)"
