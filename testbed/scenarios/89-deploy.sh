#!/usr/bin/env bash
# Proves: fleet deploy takes a declared head, two workers and a model server from nothing to a job that ran and a question answered, goes on after any interruption, and leaves nothing
# Machine: pods
. "$(dirname "$0")/../lib/scenario.sh"

# api PATH [CURL-OPTION…] : what the agent answers root.
api() {
  on curl --silent --fail --max-time 60 --unix-socket /run/fleet-agent/agent.sock "http://localhost$1" "${@:2}"
}

# stand_in PATH FILTER : what RunPod's stand-in tells of itself.
stand_in() {
  on curl --silent --fail "http://127.0.0.1:8090/stand-in/$1" | jq -c "$2"
}

# deploy OPTION… : in $output and $status.
deploy() {
  status=0
  output=$(on fleet deploy "$@" </dev/null 2>&1) || status=$?
}

address_of_model() {
  api /api/pods | jq -r '.pods[] | select(.slot == "serve-0") | .ports[] | select(.private == 8000) | .address'
}

part "what it would cost"
put /etc/dubnium/fleet-agent.d/60-fleet.json <<'JSON'
{
  "slurm": { "cluster": "pods" },
  "pods": {
    "head": {
      "count": 1, "role": "head", "gpu": ["NVIDIA A40"], "image": "registry.example/dubnium-pod:0.1.0",
      "globalNetworking": true, "ports": ["6817/tcp", "9400/tcp"], "metrics": 9400,
      "env": { "DUBNIUM_SLURMD_TIMEOUT": "6", "DUBNIUM_FORGET_SECONDS": "3" }
    },
    "worker": {
      "count": 2, "role": "worker", "gpu": ["NVIDIA A40"], "image": "registry.example/dubnium-pod:0.1.0",
      "globalNetworking": true, "ports": ["9400/tcp"], "metrics": 9400
    },
    "serve": {
      "count": 1, "role": "serve", "gpu": ["NVIDIA A40"], "image": "registry.example/dubnium-serve:0.1.0",
      "ports": ["8000/tcp"], "metrics": 8000, "readiness": { "port": 8000, "path": "/health" },
      "env": { "DUBNIUM_MODEL": "testbed/model", "DUBNIUM_VLLM_ARGUMENTS": "--served-model-name testbed" },
      "secrets": { "VLLM_API_KEY": "vllm-key" }
    }
  }
}
JSON
put /run/systemd/system/fleet-agent.service.d/scenario.conf <<<$'[Service]\nLoadCredential=vllm-key:fleet-agent.vllm-key'
on sh -c 'umask 077
  base64 --wrap=0 /etc/munge/munge.key >/etc/credstore/fleet-agent.munge-key
  echo the-servers-key >/etc/credstore/fleet-agent.vllm-key'
on systemctl daemon-reload
exits 0 "the configuration is right" on fleet-agent --check
on systemctl restart fleet-agent.service
within 30 "the agent tells of pods" on sh -c 'fleet pods plan >/dev/null 2>&1'
deploy --plan
equals "a plan is shown" 0 "$status"
matches "with what it costs" 'costs [0-9.]+ USD an hour' "$output"
equals "and nothing is created" 0 "$(stand_in pods '.pods | length')"

part "from nothing to a fleet that serves"
deploy --yes --timeout 4min
equals "fleet deploy ends when every stage holds" 0 "$status"
matches "with a summary" 'every stage holds' "$output"
equals "there are four pods" 4 "$(stand_in pods '.pods | length')"
matches "a job is taken through the agent" '^[0-9]+$' "$(api /api/slurm/jobs --header 'Content-Type: application/json' \
  --data '{"name": "first", "gpus": 1, "wrap": "nvidia-smi -L"}' | jq -r .id)"
exits 0 "and one of root's completes on a worker" on env SLURM_CONF=/run/fleet-agent/slurm.conf \
  sbatch --wait --gpus=1 --chdir=/tmp --output=/dev/null --wrap true
model=$(address_of_model)
matches "a question is answered" 'You said: hello' "$(on curl --silent --header 'Authorization: Bearer the-servers-key' \
  --header 'Content-Type: application/json' "http://$model/v1/chat/completions" \
  --data '{"model": "testbed", "messages": [{"role": "user", "content": "hello"}]}')"
equals "each pod is read as a node" 'head-0 serve-0 worker-0 worker-1' \
  "$(api /api/metrics/current | jq -r '[.nodes[].nodeId | select(test("^(head|serve|worker)-"))] | sort | join(" ")')"
matches "how it came up is known" 'requested .*ready' \
  "$(api /api/pods | jq -r '.pods[] | select(.slot == "worker-0") | [.phases[].phase] | join(" ")')"

part "run again"
deploy --timeout 1min
equals "it asks nothing where all is there" 0 "$status"
matches "and tells the same" 'every stage holds' "$output"

part "the agent is killed in the middle"
deploy --destroy --only worker --yes
equals "the workers are destroyed" 0 "$status"
said=$(mktemp)
on fleet deploy --yes --timeout 4min </dev/null >"$said" 2>&1 &
deploying=$!
within 30 "a worker is asked for anew" eval '[[ $(stand_in history "[.pods[] | select(.name | test(\"worker\"))] | length") -ge 3 ]]'
on systemctl kill --signal=SIGKILL fleet-agent.service
wait "$deploying" || fail "fleet deploy goes on" "exit status 0" "$(<"$said")"
equals "no slot ever had two pods" '[]' "$(stand_in history '
  [.pods | group_by(.name | sub("-[a-z0-9]{6}$"; ""))[] | sort_by(.createdAt) | range(1; length) as $i
    | select(.[$i - 1].goneAt == null or .[$i - 1].goneAt > .[$i].createdAt) | .[$i].name]')"
equals "there are four pods again" 4 "$(stand_in pods '.pods | length')"

part "nothing is left"
deploy --destroy --yes
equals "all is destroyed, with the proof of a fresh listing" 0 "$status"
equals "RunPod has no pod any more" 0 "$(stand_in pods '.pods | length')"
within 30 "no machine is left of any pod" eval '[[ ! $(pod_machines "$MACHINE") ]]'
within 30 "commands here know of no cluster" on sh -c '[ ! -s /run/fleet-agent/slurm.conf ]'
equals "the stand-in answered as described" '[]' "$(stand_in defects '.defects')"
lacks "no secret is in the journal" 'the-servers-key|rpa_first' "$(on journalctl --no-pager -u fleet-agent.service)"
