#!/usr/bin/env bash
# Proves: a day can be asked for; a full disk, a damaged database, a killed agent and a clock that jumps lose nothing but what cannot be written
# Machine: fleet
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/agent.sh"

with_token

# points NODE : how many readings of the last ten minutes the history has of it.
points() {
  told "/api/metrics/history/gpu?nodeId=$1&duration=10" '.data | length'
}

# more_than COUNT NODE : whether there are more by now.
more_than() {
  (($(points "$2") > $1))
}

within 60 "readings are kept" more_than 4 gpu-1

part "a day of the past"
built=fleet-agent/target
[[ -d $repository/$built/test-classes/org/dubnium/fleet/load && -e $repository/$built/dubnium-fleet-agent.jar ]] ||
  in_builder mvn --batch-mode --quiet --no-transfer-progress -pl fleet-agent -am package -DskipTests
past=target/testbed/past-$$
mkdir -p "$repository/$past"
in_builder bash -euc 'exec "$(packaging/jdk-home)/bin/java" --enable-native-access=ALL-UNNAMED \
  -cp "$1/test-classes:$1/dubnium-fleet-agent.jar:$1/lib/*" org.dubnium.fleet.load.HistoryFile "$2/history.db" 3 2 2' \
  past "$built" "$past"
on systemctl stop fleet-agent.service
cp "$repository/$past"/history.db* "$(machine_folder "$MACHINE")/share/"
rm -r "${repository:?}/$past"
on sh -c 'rm -f /var/lib/fleet-agent/history.db*
  install -o fleet-agent -g fleet-agent -m 600 /run/testbed/history.db* /var/lib/fleet-agent/'
on systemctl start fleet-agent.service
within 60 "the agent is back, and reads the nodes" tells /api/cluster/status .healthy
end=$(($(date +%s) * 1000))
day="nodeId=node-0001&gpu=1&start=$((end - 24 * 3600 * 1000))&end=$end"
began=${EPOCHREALTIME/./}
equals "24 h of one GPU, in steps of five minutes, each with the least and the most" "288 true true" "$(
  told "/api/metrics/history/gpu?$day&step=300" '.data | "\(length - (length - 288 | if fabs < 3 then . else 0 end)) \(
    all(.[]; .gpuIndex == 1 and .nodeId == "node-0001")) \((map(.timestamp) | . == sort))"')"
printf '    it took %d ms, curl and jq included\n' $(((${EPOCHREALTIME/./} - began) / 1000))
within 10 "every reading of an hour of it" tells \
  "/api/metrics/history/gpu?nodeId=node-0001&gpu=1&start=$((end - 7200000))&end=$((end - 3600000))" \
  '.data | length > 340 and length < 370'
within 10 "and minutes of the day before" tells \
  "/api/metrics/history/gpu?nodeId=node-0002&start=$((end - 47 * 3600000))&end=$((end - 46 * 3600000))" \
  '.data | length > 100 and length < 130'

part "killed in mid-work"
before=$(points gpu-1)
on systemctl kill --signal=KILL fleet-agent.service
within 60 "it is back, with the past" more_than "$before" gpu-1
equals "the database is sound" ok "$(on python3 -c '
import sqlite3
print(sqlite3.connect("file:/var/lib/fleet-agent/history.db?mode=ro", uri=True).execute("pragma quick_check").fetchone()[0])')"

part "a damaged database"
on systemctl stop fleet-agent.service
on sh -c 'rm -f /var/lib/fleet-agent/history.db-wal /var/lib/fleet-agent/history.db-shm
  dd if=/dev/urandom of=/var/lib/fleet-agent/history.db bs=4096 count=4 conv=notrunc status=none'
exits 0 "the service starts all the same" on systemctl start fleet-agent.service
within 60 "and keeps readings" more_than 2 gpu-1
equals "the damaged file was set aside" 1 \
  "$(on sh -c 'ls /var/lib/fleet-agent | grep -c "^history.db.damaged-.*Z$" || true')"
matches "the journal says where it is" 'damaged|set aside' \
  "$(on journalctl --no-pager --output=cat -u fleet-agent)"
exits 0 "the alert rules are still there" tells /api/alerts 'length > 10'

part "a full disk"
on systemctl stop fleet-agent.service
on sh -c 'cp -a /var/lib/fleet-agent/alerts.db* /mnt/
  mount -t tmpfs -o size=3m,mode=700,uid=$(id -u fleet-agent),gid=$(id -g fleet-agent) tmpfs /var/lib/fleet-agent
  cp -a /mnt/alerts.db* /var/lib/fleet-agent/'
on systemctl start fleet-agent.service
within 60 "readings are kept" more_than 2 gpu-1
on sh -c 'dd if=/dev/zero of=/var/lib/fleet-agent/filler bs=4k status=none 2>/dev/null || true'
within 60 "the journal says that the disk is full" on sh -c \
  'journalctl --no-pager --output=cat -u fleet-agent --since=-60s | grep -qi "full\|no space\|room"'
equals "live values are shown" true "$(told /api/cluster/status .healthy)"
more=$(points gpu-1)
matches "the past can be read" '^[0-9]+$' "$more"
exits 0 "it still runs" on systemctl is-active fleet-agent.service
on rm /var/lib/fleet-agent/filler
within 90 "with room again, readings are kept again" more_than "$more" gpu-1
on systemctl stop fleet-agent.service
on umount /var/lib/fleet-agent
on systemctl start fleet-agent.service

part "a clock that jumps"
put /etc/systemd/system/fleet-agent.service.d/90-clock.conf <<'UNIT'
[Service]
Environment=LD_PRELOAD=/usr/lib/dubnium-testbed/clock-shift.so
Environment=CLOCK_SHIFT_FILE=/run/clock-shift
UNIT
on truncate --size=8 /run/clock-shift
on systemctl daemon-reload
on systemctl restart fleet-agent.service
within 60 "readings are kept" more_than 2 gpu-1
fired=$(told '/api/alerts/events/history?limit=100' length)
for jump in 7200 -7200 0; do
  on python3 -c "import struct; open('/run/clock-shift', 'r+b').write(struct.pack('=q', $jump))"
  sleep 8
  exits 0 "$jump s: it runs, and the nodes answer" tells /api/cluster/status .healthy
done
equals "no alert fired by it" "$fired" "$(told '/api/alerts/events/history?limit=100' length)"
before=$(points gpu-1)
within 60 "readings are kept" more_than "$before" gpu-1
on sh -c 'rm -r /etc/systemd/system/fleet-agent.service.d; systemctl daemon-reload; systemctl restart fleet-agent'
within 60 "and after all of it" more_than 2 gpu-1
equals "nothing failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
