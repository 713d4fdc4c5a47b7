#!/usr/bin/env bash
# Proves: the fleet agent's package works alone, at once, is upgraded in place, and leaves nothing but state
# Machine: bare
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/agent.sh"
. "$testbed/lib/leftovers.sh"
. "$testbed/lib/refusing-package.sh"
. "$testbed/lib/earlier-package.sh"

share=$(machine_folder "$MACHINE")/share
cp "$FLEET_DEB" "$share/dubnium-fleet.deb"
before=$(files)

part "an upgrade that brings a socket"
earlier_package "$share/earlier.deb" "$FLEET_DEB" fleet-logs
exits 0 "apt-get install of a version without fleet-logs.socket" \
  on apt-get install -q -y --no-install-recommends /run/testbed/earlier.deb
exits 0 "the agent runs" on systemctl is-active fleet-agent.service
on systemctl disable --quiet --now fleet-jobs.socket
exits 0 "apt-get install ./dubnium-fleet.deb" on apt-get install -q -y /run/testbed/dubnium-fleet.deb
equals "the new socket is enabled, and listens" $'enabled\nactive' \
  "$(on sh -c 'systemctl is-enabled fleet-logs.socket; systemctl is-active fleet-logs.socket')"
equals "one that an administrator disabled stays so" $'disabled\ninactive' \
  "$(on sh -c 'systemctl is-enabled fleet-jobs.socket; systemctl is-active fleet-jobs.socket' || true)"
on systemctl disable --quiet --now fleet-logs.socket
exits 0 "apt-get reinstall" on apt-get install -q -y --reinstall /run/testbed/dubnium-fleet.deb
equals "the new one, too, stays disabled" disabled "$(on systemctl is-enabled fleet-logs.socket || true)"
exits 0 "apt-get purge" on apt-get purge -q -y dubnium-fleet

part "installation, without the mode controller"
exits 0 "apt-get install ./dubnium-fleet.deb" \
  on apt-get install -q -y --no-install-recommends /run/testbed/dubnium-fleet.deb
exits 0 "the agent runs" on systemctl is-active fleet-agent.service
within 40 "it answers, and says that this host's mode controller is not there" tells /api/cluster/status '.healthy == false'
within 40 "and why" tells /api/metrics/current '.nodes[0].unreachableBecause | test("cannot")'
exits 1 "fleet status says the same" on fleet status
exits 0 "no Java but its own" on sh -c '! command -v java'
exits 0 "the manual pages are found" on man --where fleet 8 fleet-agent
exits 0 "its own user has the state, and nobody else" on sh -c \
  'test "$(stat -c "%U %a" /var/lib/fleet-agent)" = "fleet-agent 700"'

part "an administrator's decisions stay"
on systemctl disable --quiet --now fleet-agent.service
put /etc/dubnium/fleet-agent.d/90-mine.json <<<'{ "host": { "enabled": false } }'
exits 0 "apt-get reinstall" on apt-get install -q -y --reinstall /run/testbed/dubnium-fleet.deb
exits 1 "it is still disabled" on systemctl is-enabled fleet-agent.service
on systemctl enable --quiet --now fleet-agent.service
within 40 "with the settings it had, it is healthy" tells /api/cluster/status '.healthy and .nodeCount == 0'

part "a package that takes one away that it needs, and fails"
refusing_package "$share/refusing.deb" jq
exits 1 "dpkg --auto-deconfigure" on dpkg --install --auto-deconfigure /run/testbed/refusing.deb
exits 0 "the agent runs again" on systemctl is-active fleet-agent.service

part "removal"
exits 0 "apt-get remove" on apt-get remove -q -y dubnium-fleet
removed=$(files)
equals "what is left is state, configuration, enablement and user" "" "$(
  left_over "$before" "$removed" | grep -v -E \
    '^/etc/dubnium|^/var/lib/fleet-agent|(fleet-agent.service|fleet-(jobs|logs|job-output).socket|vllm-control.socket)$|/sockets.target.wants$|/deb-systemd-helper-enabled($|/)|^/etc/(passwd|group|shadow|gshadow)-?$' || true
)"
exits 1 "no process of its own is left" on pgrep -f /usr/lib/dubnium-fleet/

part "purge"
on rm /etc/dubnium/fleet-agent.d/90-mine.json
exits 0 "apt-get purge" on apt-get purge -q -y dubnium-fleet
equals "nothing is left" "" "$(
  left_over "$before" "$(files)" | grep -v -E '^/etc/(passwd|group|shadow|gshadow)-$' || true
)"
exits 2 "its users are gone" on getent passwd fleet-agent fleet-jobs
equals "no unit failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
