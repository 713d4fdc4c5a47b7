#!/usr/bin/env bash
# Proves: the package installs on a clean machine, works at once, and leaves nothing but state and logs
# Machine: bare
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/leftovers.sh"
. "$testbed/lib/refusing-package.sh"

share=$(machine_folder "$MACHINE")/share
cp "$DUBNIUM_DEB" "$share/dubnium.deb"
desktop=$(on systemctl show display-manager.service --property=MainPID --value)
before=$(files)

part "installation"
exits 0 "apt-get install ./dubnium.deb" on apt-get install -q -y /run/testbed/dubnium.deb
exits 0 "the daemon runs" on systemctl is-active mode-controller.service
within 20 "mode current says desktop" test "$(on mode current)" = desktop
equals "the running session was left alone" "$desktop" \
  "$(on systemctl show display-manager.service --property=MainPID --value)"
exits 0 "the AOT cache was made" on test -s /var/cache/dubnium/mode-controller.aot
exits 0 "no Java but its own" on sh -c '! command -v java'
exits 0 "the contract is installed" on test -s \
  /usr/share/dbus-1/interfaces/org.dubnium.ModeController.xml
exits 0 "the manual pages are found" on man --where mode 8 mode-controller 5 org.dubnium.ModeController

part "the units"
exits 0 "systemd-analyze verify" on sh -c 'dpkg --listfiles dubnium |
  grep -E "^/usr/lib/systemd/system/[^/@]+\.(service|target|slice)$" | xargs systemd-analyze verify'
equals "it has nothing to say" "" "$output"
exits 0 "mode-controller@.service too" on systemd-analyze verify mode-controller@compute.service
equals "it has nothing to say" "" "$output"

exits 0 "mode-notify.service, of people's own managers, too" on env XDG_RUNTIME_DIR=/run \
  systemd-analyze verify --user /usr/lib/systemd/user/mode-notify.service
equals "it has nothing to say" "" "$output"
equals "and every desktop wants it" mode-notify.service \
  "$(on ls /usr/lib/systemd/user/graphical-session.target.wants)"

part "a second installation over the first"
exits 0 "apt-get reinstall" on apt-get install -q -y --reinstall /run/testbed/dubnium.deb
exits 0 "the daemon runs" on systemctl is-active mode-controller.service

part "an administrator's decisions stay"
on systemctl disable --quiet --now mode-controller.service
on rm -rf /var/cache/dubnium
exits 0 "apt-get reinstall, after the cache was cleaned" \
  on apt-get install -q -y --reinstall /run/testbed/dubnium.deb
exits 1 "the daemon is still disabled" on systemctl is-enabled mode-controller.service
exits 0 "the AOT cache was made anew" on test -s /var/cache/dubnium/mode-controller.aot
on systemctl enable --quiet --now mode-controller.service
within 20 "mode current says desktop" test "$(on mode current)" = desktop

part "a package that takes one away that it needs, and fails"
refusing_package "$share/refusing.deb" jq
exits 1 "dpkg --auto-deconfigure" on dpkg --install --auto-deconfigure /run/testbed/refusing.deb
equals "the package is configured" "install ok installed" \
  "$(on dpkg-query --show --showformat='${Status}' dubnium)"
exits 0 "the daemon runs again" on systemctl is-active mode-controller.service
within 20 "mode current says desktop" test "$(on mode current)" = desktop

part "a visit to the studio, which sets weights"
# The load average is the outside machine's.
exits 0 "mode request studio-local" on mode request studio-local --bypass cpu-load
exits 0 "mode request desktop" on mode request desktop --bypass cpu-load

part "removal"
exits 0 "apt-get remove" on apt-get remove -q -y dubnium
equals "the session was left alone" "$desktop" \
  "$(on systemctl show display-manager.service --property=MainPID --value)"
removed=$(files)
equals "what is left is state, configuration, enablement and user" "" "$(
  left_over "$before" "$removed" |
    grep -v -E '^/etc/dubnium|^/var/lib/(mode-controller|dubnium)|/mode-controller.service$|/deb-systemd-helper-enabled($|/)|^/etc/(passwd|group|shadow|gshadow)-?$' || true
)"
equals "no unit of its own is left" "" \
  "$(on systemctl list-units --all --plain --no-legend | awk '$2 != "not-found" { print $1 }' |
    grep -E '^(mode-controller|desktop\.target|compute\.target|studio-local|audio-priority|vllm|slurm)' || true)"
exits 1 "no process of its own is left" on pgrep -f /usr/lib/dubnium/

part "purge"
exits 0 "apt-get purge" on apt-get purge -q -y dubnium
equals "nothing is left" "" "$(
  left_over "$before" "$(files)" | grep -v -E '^/etc/(passwd|group|shadow|gshadow)-$' || true
)"
exits 2 "its user is gone" on getent passwd dubnium-vllm
equals "no unit failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
