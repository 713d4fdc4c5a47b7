#!/usr/bin/env bash
# Proves: logs of units, the kernel and jobs are read and followed by who may read the journal, and by nobody else
# Machine: fleet
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/agent.sh"

# printed COUNT FIRST : a unit writes so many lines to the journal, numbered from FIRST on.
printed() {
  on systemd-run --quiet --wait --collect --unit=test-log.service \
    sh -c "i=$2; while [ \$i -lt $(($1 + $2)) ]; do echo \"line \$i\"; i=\$((i + 1)); done"
}

# reaches FILE : whether who follows the unit's log into FILE is told of what it writes now.
reaches() {
  printed 1 7777
  on grep -q '"line 7777"' "$1"
}

put /etc/dubnium/logs.d/test-log.conf <<<$'Title=Made for this\nUnit=test-log.service'
with_token
within 30 "the agent answers" tells /healthz '.status == "ok"'

part "which logs there are"
within 30 "those that are shipped and the administrator's own" tells /api/logs \
  '[.logs[].name] | contains(["fleet-agent", "kernel", "mode-controller", "test-log", "vllm"])'
exits 0 "fleet logs" on fleet logs
matches "it shows them with their titles" 'test-log +Made for this' "$output"
on truncate -s 0 /etc/dubnium/logs.d/kernel.conf
exits 0 "one that the administrator took away is gone" tells /api/logs '[.logs[].name] | index("kernel") == null'
on rm /etc/dubnium/logs.d/kernel.conf
exits 0 "fleet doctor finds that they can be read" on sh -c 'fleet doctor | grep -q "logs can be read"'

part "what is in them"
printed 300 1
within 20 "the last lines" tells '/api/logs/test-log?lines=3' '[.entries[].message] | contains(["line 300"])'
equals "as many as were asked for, and that there are more" '2 true' \
  "$(told '/api/logs/test-log?lines=2' '"\(.entries | length) \(.truncated)"')"
matches "with program, process, priority and time" '^sh [0-9]+ 6 20[0-9-]*T[0-9:.]+Z$' \
  "$(told '/api/logs/test-log?lines=100' '[.entries[] | select(.message == "line 300")][0] | "\(.identifier) \(.pid) \(.priority) \(.at)"')"
equals "in their order" 'line 299 line 300' "$(told '/api/logs/test-log?lines=100' \
  '[.entries[].message | select(. == "line 299" or . == "line 300")] | join(" ")')"
equals "none from before the time that is asked for" 0 \
  "$(told "/api/logs/test-log?since=$(date -d '+1 hour' +%s000)" '.entries | length')"
on systemd-run --quiet --wait --collect --unit=test-log.service sh -c \
  "printf '\\033[31mred\\033[0m\\n\\377\\376noise\\n'; head -c 200000 /dev/zero | tr '\\0' x"
within 20 "escapes and bytes that are no text come as they are" tells '/api/logs/test-log?lines=50' \
  '[.entries[].message] | any(. == "\u001b[31mred\u001b[0m") and any(contains("noise"))'
equals "a long line is cut" true "$(told '/api/logs/test-log?lines=50' '[.entries[].message | length] | max == 8192')"
exits 0 "fleet logs shows them" on fleet logs test-log -n 50
matches "escapes harmlessly" '\\x1b\[31mred' "$output"
lacks "and nothing that a terminal obeys" $'\e' "$output"
exits 0 "the model server's, in the backend's form" tells '/api/agent/logs?lines=5' '.logs | type == "array"'

part "as they are written"
on sh -c 'timeout 60 fleet logs test-log -n 1 -f --json >/run/followed 2>&1 &'
within 20 "somebody follows" reaches /run/followed
printed 20 1000
within 20 "they are told" on grep -q '"line 1019"' /run/followed
equals "each once, in their order" "$(seq -s ' ' 1000 1019)" \
  "$(on jq -r 'select(.message // "" | test("^line 10[01].$")).message[5:]' /run/followed | paste -sd ' ')"
on pkill -f '/usr/bin/fleet logs test-log'
within 30 "who ends following leaves no reader behind" on sh -c '! pgrep -x journalctl'

part "5,000 lines a second, for five seconds"
on sh -c "timeout 90 curl --silent --no-buffer --header 'Authorization: Bearer $token' \
  'http://127.0.0.1:8080/api/logs/test-log?lines=0&follow=true' >/run/followed 2>&1 &"
within 20 "somebody follows" reaches /run/followed
before=$(usage fleet-agent.service)
began=$(on date +%s)
on systemd-run --quiet --wait --collect --unit=test-log.service --property=LogRateLimitIntervalSec=0 python3 -c '
import time
for tenth in range(50):
    print("\n".join(f"many {tenth} " + "x" * 150 for _ in range(500)), flush=True)
    time.sleep(0.1)
print("the last of many", flush=True)'
within 60 "the last one is told" on grep -q '"the last of many"' /run/followed
tell_usage fleet-agent.service "$before" "while they were followed"
# Among the lost there may be what systemd says of the unit.
others=$(on sh -c "journalctl --unit=test-log.service --since=@$began --output=cat | grep -vc many || true")
told=$(on sh -c "sed -n 's/^data: //p' /run/followed" |
  jq -s '[.[] | (.lost // 0) + ([.entries[]? | select(.message | test("many"))] | length)] | add')
equals "each is told or counted as lost" yes "$(
  if ((told >= 25001 && told <= 25001 + others)); then echo yes; else echo "$told, and $others of others"; fi
)"
on pkill -f 'curl --silent --no-buffer'

part "who may read"
equals "whoever has neither session nor token reads none" 401 \
  "$(on curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/api/logs/test-log)"
exits 13 "alice may not read the journal, and no log" as alice fleet logs test-log
matches "she is told what to do" 'systemd-journal' "$output"
on usermod --append --groups systemd-journal alice
exits 0 "in the group of the journal she may" as alice fleet logs test-log
on gpasswd --delete alice systemd-journal >/dev/null
exits 1 "the agent's own user cannot read the journal" on setpriv --reuid=fleet-agent --regid=fleet-agent --clear-groups \
  sh -c 'journalctl -n 1 -u test-log.service 2>/dev/null | grep -q line'
exits 1 "nobody but the agent reaches the readers" as alice \
  sh -c 'test -w /run/fleet-logs.sock || test -w /run/fleet-job-output.sock'
for name in none vllm.service ../fleet-agent '..%2f..%2fetc%2fpasswd' job-99999; do
  equals "no log is called $name" 404 "$(api GET "/api/logs/$name" | jq -r .status)"
done

part "output of a job"
within 40 "the cluster is idle" tells /api/cluster/status '.slurm.nodesTotal == 2'
job=$(api POST /api/slurm/jobs '{"name": "talk", "wrap": "echo one; echo two; sleep 60", "directory": "/tmp"}' | jq -r .id)
within 40 "it runs" tells /api/slurm/jobs ".jobs[] | select((.id | tostring) == \"$job\") | .state == \"RUNNING\""
within 20 "it is listed" tells /api/logs ".logs[] | select(.name == \"job-$job\") | .kind == \"job\""
matches "where its output is on another node alone, the answer says so" 'where the job runs' \
  "$(api GET "/api/logs/job-$job" | jq -r .error)"
# As a directory that both share would have it.
output_file=/tmp/slurm-$job.out
on sh -c "printf 'one\ntwo\n' >$output_file; chown fleet-jobs: $output_file"
equals "its lines are read" 'one two' "$(told "/api/logs/job-$job" '[.entries[].message] | join(" ")')"
on chown root: "$output_file"
equals "but not from a file that is not its user's" 503 "$(api GET "/api/logs/job-$job" | jq -r .status)"
on rm "$output_file"
api DELETE "/api/slurm/jobs/$job" >/dev/null

part "without their reader"
on systemctl stop fleet-logs.socket
equals "the answer says what to look at" '503 true' "$(
  api GET /api/logs | jq -r '"\(.status) \(.error | contains("systemctl status fleet-logs.socket"))"')"
on systemctl start fleet-logs.socket
within 20 "and it is there again" tells /api/logs '.logs | length > 3'
equals "nothing failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
