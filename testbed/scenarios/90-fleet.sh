#!/usr/bin/env bash
# Proves: every node, GPU and job of the fleet is seen, a node that dies stays visible, and comes back
# Machine: fleet
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/agent.sh"

part "the service"
equals "it runs as a user of its own" fleet-agent \
  "$(on ps -o user= -p "$(on systemctl show -P MainPID fleet-agent.service)")"
exits 0 "it is enabled" on systemctl is-enabled fleet-agent.service
exits 0 "its units are sound, and its exposure is 2.0 at most" \
  in_machine "$MACHINE" root bash -s dubnium-fleet <"$repository/packaging/verify-units"
exits 0 "fleet-agent --check" on fleet-agent --check
exits 0 "its pages are found" on man --where fleet
with_token
within 30 "it answers" tells /healthz '.status == "ok"'

part "every node and GPU"
within 40 "three nodes answer, with five GPUs" tells /api/cluster/status \
  '.healthy and .nodeCount == 3 and .gpuCount == 5'
pin gpu-1 0 utilization_gpu=93 temperature=81 power_mw=312500
pin gpu-2 1 utilization_gpu=17 temperature=44
within 20 "what dcgm's exporter says is shown" tells /api/cluster/nodes \
  '.[] | select(.nodeId == "gpu-1").gpus[0] | .utilization == 93 and .temperatureC == 81 and .powerUsageW == 312.5'
within 20 "and what nvidia_gpu_exporter says" tells /api/cluster/nodes \
  '.[] | select(.nodeId == "gpu-2").gpus[1] | .utilization == 17 and .temperatureC == 44'
on gpu-sim set 0 temperature=67
within 20 "and what this host's mode controller says" tells /api/cluster/nodes \
  '.[] | select(.nodeId == "workstation").gpus[0].temperatureC == 67'
matches "the metrics have dcgm's names" 'DCGM_FI_DEV_GPU_TEMP\{[^}]*Hostname="gpu-2"[^}]*\} 44' \
  "$(on curl -s http://127.0.0.1:8080/metrics)"
exits 0 "fleet status" on fleet status
matches "it counts them" '5' "$output"
exits 0 "fleet nodes" on fleet nodes
matches "it names them" 'gpu-1.*gpu-2.*workstation' "${output//$'\n'/ }"
exits 0 "alice reads it too" as alice fleet status
exits 0 "the page is served" on curl -sf -o /dev/null http://127.0.0.1:8080/

part "Slurm, the real one"
within 40 "both nodes are idle" tells /api/cluster/status '.slurm.nodesTotal == 2 and .slurm.cpusIdle == 16'
job=$(api POST /api/slurm/jobs '{"name": "train", "wrap": "sleep 300", "gpus": 1}' | jq -r .id)
matches "a job is taken" '^[0-9]+$' "$job"
within 40 "it runs" tells /api/slurm/jobs \
  ".jobs[] | select((.id | tostring) == \"$job\") | .state == \"RUNNING\" and .gpus == 1"
within 20 "the queue counts it" tells /api/cluster/status '.slurm.jobsRunning == 1'
equals "squeue says the same, and whose it is: not the agent's" "$job train fleet-jobs" \
  "$(on squeue --noheader --format='%i %j %u')"
exits 1 "the jobs' user cannot look into the agent" on setpriv --reuid=fleet-jobs --regid=fleet-jobs --clear-groups \
  sh -c 'cat /run/credentials/fleet-agent.service/* || cat "/proc/$0/environ"' "$(on systemctl show -P MainPID fleet-agent.service)"
exits 1 "nor can one that runs as the agent's" on setpriv --reuid=fleet-agent --regid=fleet-agent --clear-groups \
  cat "/proc/$(on systemctl show -P MainPID fleet-agent.service)/environ"
exits 0 "it is cancelled" api DELETE "/api/slurm/jobs/$job"
within 40 "and gone" on sh -c 'test -z "$(squeue --noheader)"'
matches "Slurm lets nobody but its operators drain a node, and the answer says so" '^(403|409) .*cannot' "$(
  api POST /api/slurm/nodes/gpu-2/drain '{"reason": "new fan"}' | jq -r '"\(.status) \(.error)"')"
on scontrol update nodename=gpu-2 state=drain reason="new fan"
within 20 "a node that root drains is shown so, with the reason" tells /api/slurm/nodes \
  '[.. | objects | select(.node? == "gpu-2" or .name? == "gpu-2")] | length == 1 and (tostring | contains("new fan"))'
within 20 "in the backend's words too" tells /api/metrics/slurm '.nodes[] | select(.node == "gpu-2").status == "drain"'
on scontrol update nodename=gpu-2 state=resume
within 20 "and not any more when it is resumed" tells /api/metrics/slurm \
  '.nodes[] | select(.node == "gpu-2").status == "idle"'
matches "who has no token changes nothing" '"status":401' \
  "$(on curl -s -X DELETE http://127.0.0.1:8080/api/slurm/jobs/1)"

part "a node dies"
rule=$(api POST /api/alerts '{"name": "Node gone", "metric": "node_unreachable", "condition": "gte",
  "threshold": 1, "duration": 3, "nodeFilter": "gpu-.*", "enabled": true}' | jq -r .id)
cut_power "$(node_of "$MACHINE" gpu-2)"
within 60 "it is said to be unreachable" tells /api/cluster/nodes \
  '.[] | select(.nodeId == "gpu-2").reachable == false'
equals "it is still there, with its last values" '2 44' \
  "$(told /api/cluster/nodes '.[] | select(.nodeId == "gpu-2") | "\(.gpuCount) \(.gpus[1].temperatureC)"')"
matches "with the time when it was seen last, and why" '^20[0-9T:.-]*Z .+' \
  "$(told /api/metrics/current '.nodes[] | select(.nodeId == "gpu-2") | "\(.lastSeen) \(.unreachableBecause)"')"
equals "the fleet is not healthy" false "$(told /api/cluster/status .healthy)"
equals "the others answer" 2 "$(told /api/cluster/nodes '[.[] | select(.reachable)] | length')"
within 40 "the alert fires, for it alone" tells "/api/alerts/events/history?limit=50" \
  "[.[] | select(.ruleId == \"$rule\" and .resolvedAt == null) | .nodeId] == [\"gpu-2\"]"
exits 1 "fleet status says so" on fleet status
matches "and which" 'gpu-2' "$output"

part "and comes back"
boot_again "$(node_of "$MACHINE" gpu-2)" "$(prepared_layers node)" gpu-2
plug_in "$MACHINE" gpu-2
join "$MACHINE" "$(node_of "$MACHINE" gpu-2)"
within 90 "it is reachable again" tells /api/cluster/nodes \
  '.[] | select(.nodeId == "gpu-2").reachable'
within 40 "the alert is resolved" tells "/api/alerts/events/history?limit=50" \
  "[.[] | select(.ruleId == \"$rule\") | .resolvedAt != null] == [true]"
within 40 "the fleet is healthy" tells /api/cluster/status .healthy
exits 0 "the gap is in the history, and what was before" tells \
  '/api/metrics/history/gpu?nodeId=gpu-2&duration=10' '.data | length > 2'
equals "nothing failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
lacks "the agent's journal has no error" 'ERROR|Exception' \
  "$(on journalctl --no-pager --output=cat -u fleet-agent -p err)"
