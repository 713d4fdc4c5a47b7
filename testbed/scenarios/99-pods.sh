#!/usr/bin/env bash
# Proves: pods of the pod image make a Slurm cluster and a model server, and leave nothing when they end
# Machine: pods
. "$(dirname "$0")/../lib/scenario.sh"

# runpod METHOD PATH [BODY] : what RunPod's stand-in answers, as the agent asks it.
runpod() {
  on curl --silent --show-error --fail --max-time 60 --request "$1" --header 'Authorization: Bearer rpa_first' \
    ${3:+--header 'Content-Type: application/json' --data "$3"} "http://127.0.0.1:8090$2"
}

# create SLOT ROLE GPUS ENV : a pod as the agent creates it; its id.
create() {
  runpod POST /v2/pods "$(jq -n --arg slot "$1" --arg role "$2" --argjson gpus "$3" --argjson env "$4" '{
    name: "dub-testbed-\($slot)-abc123", image: "registry.example/dubnium-pod:0.1.0", disk: 20,
    gpu: {id: "NVIDIA A40", count: $gpus}, ports: ["9400/tcp", "8000/tcp"], globalNetworking: true,
    env: ({DUBNIUM_FLEET: "testbed", DUBNIUM_SLOT: $slot, DUBNIUM_ROLE: $role} + $env)}')" | jq -r .id
}

# slurm COMMAND… : as a client of the head's cluster.
slurm() {
  on env SLURM_CONF=/run/pods-slurm.conf "$@"
}

# node_is NODE STATE-PATTERN
node_is() {
  [[ $(slurm scontrol --oneliner show node "$1" | grep -o ' State=[^ ]*' | cut -d= -f2) =~ ^($2) ]]
}

is_forgotten() {
  ! slurm scontrol show node "$1" >/dev/null 2>&1 && slurm sinfo --noheader >/dev/null
}

job_is() {
  [[ $(slurm scontrol --oneliner show job "$1" | grep -o 'JobState=[A-Z]*') == "JobState=$2" ]]
}

answers() {
  on curl --silent --fail --max-time 5 --output /dev/null "$@"
}

part "a head and two workers"
key=$(base64 --wrap=0 "$(machine_folder "$MACHINE")/munge.key")
# The controller launches no job of somebody whom it does not know.
secret=$(jq -n --arg key "$key" --arg users "fleet-jobs:$(on id -u fleet-jobs)" '{DUBNIUM_MUNGE_KEY: $key, DUBNIUM_USERS: $users}')
# No scenario waits as long as a fleet does.
head=$(create head-0 head 1 "$(jq '. + {DUBNIUM_SLURMD_TIMEOUT: "6", DUBNIUM_FORGET_SECONDS: "3"}' <<<"$secret")")
matches "a pod is created" '^[a-z0-9]+$' "$head"
joins=$(jq --arg head "$head.runpod.internal" '. + {DUBNIUM_SLURM_HEAD: $head}' <<<"$secret")
first=$(create worker-0 worker 2 "$joins")
second=$(create worker-1 worker 1 "$joins")
server=$(create serve-0 serve 1 '{"DUBNIUM_MODEL": "testbed/model", "VLLM_API_KEY": "the-servers-key",
  "DUBNIUM_VLLM_ARGUMENTS": "--served-model-name testbed --max-model-len 4096"}')
within 60 "the head's machine is up" machine_runs "$(pod_machine "$MACHINE" "$head")"
address=$(on getent hosts "$head.runpod.internal" | cut -d' ' -f1)
put /run/pods-slurm.conf <<<"ClusterName=testbed
SlurmctldHost=$head($address)
SlurmctldPort=6817
AuthType=auth/munge
GresTypes=gpu"
within 60 "the controller answers" slurm sinfo --noheader
within 60 "the first worker joins" node_is worker-0 IDLE
within 60 "and the second" node_is worker-1 IDLE
matches "with its GPUs, memory and feature" 'Gres=gpu:2 .*RealMemory=[0-9]+' \
  "$(slurm scontrol --oneliner show node worker-0)"
matches "as a dynamic one" 'ActiveFeatures=dubnium .*DYNAMIC_NORM' "$(slurm scontrol --oneliner show node worker-0)"
job=$(slurm setpriv --reuid=fleet-jobs --regid=fleet-jobs --clear-groups sbatch --parsable --gpus=2 --chdir=/tmp \
  --output=/tmp/job.out --wrap 'id -un; echo "$CUDA_VISIBLE_DEVICES"; env')
within 60 "a job completes" job_is "$job" COMPLETED
output=$(in_pod "$first" cat /tmp/job.out)
matches "on the worker that has its GPUs, as its user, and is given them" $'^fleet-jobs\n0,1\n' "$output"
lacks "it sees no secret of the pod's" 'MUNGE|API_KEY|TOKEN' "$output"
lacks "nor does slurmd" 'MUNGE_KEY|API_KEY' "$(in_pod "$first" sh -c 'tr "\0" "\n" </proc/$(pgrep -o slurmd)/environ')"
equals "munge's key is munge's alone" '400 munge' "$(in_pod "$first" stat --format='%a %U' /etc/munge/munge.key)"

part "metrics"
for pod in "$head" "$first"; do
  within 30 "GPUs are told of" answers "http://$pod.runpod.internal:9400/metrics"
done
matches "in dcgm's names" 'DCGM_FI_DEV_GPU_UTIL\{gpu="1"' "$(on curl -s "http://$first.runpod.internal:9400/metrics")"

part "a model server"
within 60 "it answers" answers -H 'Authorization: Bearer the-servers-key' "http://$server.runpod.internal:8000/v1/models"
equals "with its model" testbed "$(on curl -s -H 'Authorization: Bearer the-servers-key' \
  "http://$server.runpod.internal:8000/v1/models" | jq -r '.data[0].id')"
matches "it completes" 'You said: hello' "$(on curl -s -H 'Authorization: Bearer the-servers-key' \
  -H 'Content-Type: application/json' "http://$server.runpod.internal:8000/v1/chat/completions" \
  --data '{"model": "testbed", "messages": [{"role": "user", "content": "hello"}]}')"
equals "nobody else is served" 401 "$(on curl -s -o /dev/null -w '%{http_code}' "http://$server.runpod.internal:8000/v1/models")"
matches "its log is the pod's" 'vLLM API server' "$(on timeout 2 curl -sN -H 'Authorization: Bearer rpa_first' \
  "http://127.0.0.1:8090/v2/pods/$server/logs" || true)"

part "pods that end"
job=$(slurm setpriv --reuid=fleet-jobs --regid=fleet-jobs --clear-groups sbatch --parsable --chdir=/tmp --nodelist=worker-1 \
  --output=/dev/null --wrap 'sleep 300')
within 30 "a job runs on a worker" job_is "$job" RUNNING
exits 0 "which is terminated" runpod DELETE "/v2/pods/$second"
within 60 "its node is gone from the controller" is_forgotten worker-1
within 20 "and its job waits to run anew" job_is "$job" PENDING
exits 0 "another worker stops" runpod POST "/v2/pods/$first/action" '{"action": "stop"}'
within 60 "is gone from the controller too" is_forgotten worker-0
exits 0 "and is started again" runpod POST "/v2/pods/$first/action" '{"action": "start"}'
within 60 "is back" node_is worker-0 IDLE
cut_power "$(pod_machine "$MACHINE" "$first")"
within 60 "one whose host is lost is forgotten by the head" is_forgotten worker-0
for pod in "$head" "$first" "$server"; do runpod DELETE "/v2/pods/$pod"; done
within 30 "no machine is left of any pod" eval '[[ ! $(pod_machines "$MACHINE") ]]'
equals "the stand-in answered as described" '[]' "$(runpod GET /stand-in/defects | jq -c .defects)"
