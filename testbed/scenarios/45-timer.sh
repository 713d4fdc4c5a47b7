#!/usr/bin/env bash
# Proves: timers switch by mode-controller@MODE.service, which ends as the request does, however often it is tried
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

# ended UNIT : how its last run ended, as systemd tells: result and exit status.
ended() {
  on systemctl show "$1" --property=Result --property=ExecMainStatus --value | paste -sd' '
}

# has_ended UNIT RESULT-AND-STATUS
has_ended() {
  [[ $(ended "$1") == "$2" && $(on systemctl is-active "$1") != activ* ]]
}

# daw start|stop : a program that forbids to leave the desktop.
daw() {
  case $1 in
    start) on systemd-run --quiet --unit=daw --uid=alice reaper infinity ;;
    stop) on systemctl stop daw.service ;;
  esac
}

# committed : how many transitions really switched.
committed() {
  on jq -rs 'map(select(.event == "finished" and .details.transition.outcome == "committed")) | length' \
    /var/lib/mode-controller/events.jsonl
}

# timer UNIT SETTINGS… : a timer of an administrator's that starts UNIT.
timer() {
  {
    printf '[Timer]\nAccuracySec=100ms\nUnit=%s\n' "$1"
    printf '%s\n' "${@:2}"
    printf '[Install]\nWantedBy=timers.target\n'
  } | put /etc/systemd/system/scenario.timer
  on systemctl daemon-reload
  on systemctl enable --quiet --now scenario.timer
}

no_timer() {
  on systemctl disable --quiet --now scenario.timer
}

# at_rest : no switch is under way, nor one that the timer asked for just before it ended.
at_rest() {
  [[ $(on systemctl show "$night" --property=ActiveState --value) == inactive && $(property ActiveJob) == / ]]
}

settled_in desktop
on install -m 755 /usr/bin/sleep /usr/local/bin/reaper
night=mode-controller@compute.service
morning=mode-controller@desktop.service

part "a timer that an administrator has enabled"
timer "$night" OnActiveSec=1s
settled_in compute
within 10 "the unit is over" has_ended "$night" "success 0"
equals "the audit log names the unit that asked" "0 $night" \
  "$(audited "$(last_transition id)" 'map(select(.event == "requested")) | .[0].caller | "\(.uid) \(.unit)"')"
equals "journalctl -u 'mode-controller@*' has the outcome" committed "$(journal_of "$(last_transition id)")"
no_timer

part "a timer for once"
on systemd-run --quiet --on-active=1s --timer-property=AccuracySec=100ms --unit="$morning"
settled_in desktop
within 10 "the unit is over" has_ended "$morning" "success 0"

part "a guard denies it"
daw start
before=$(committed)
timer "$night" OnActiveSec=1s
within 30 "the unit fails with the guard's exit status" has_ended "$night" "exit-code 10"
equals "systemctl --failed shows it" "$night" \
  "$(on systemctl list-units --failed --plain --no-legend | awk '{ print $1 }')"
matches "its journal names the culprit" reaper "$(on journalctl --no-pager --unit="$night" --lines=30)"
equals "nothing has changed" "desktop settled $before" \
  "$(property CurrentMode) $(property Condition) $(committed)"
no_timer
daw stop

part "a hold stands against it"
on systemd-run --quiet --unit=render mode hold --enter --who=render compute -- sleep infinity
within 10 "the hold is in force" on sh -c 'mode holds | grep -q render'
timer "$night" OnActiveSec=1s
within 30 "the unit fails with the hold's exit status" has_ended "$night" "exit-code 11"
no_timer
on systemctl stop render.service

part "there is no such mode"
exits 1 "systemctl start fails" on systemctl start mode-controller@nonsense.service
equals "with the exit status of an unknown mode" "exit-code 14" "$(ended mode-controller@nonsense.service)"
on systemctl reset-failed

part "triggered again and again"
daw start
timer "$night" OnActiveSec=0 OnUnitInactiveSec=1s
within 30 "it is denied" has_ended "$night" "exit-code 10"
daw stop
settled_in compute
within 30 "a later one finds the mode and is content" has_ended "$night" "success 0"
equals "of all of them one has switched" $((before + 1)) "$(committed)"
no_timer
within 10 "the last one is over" at_rest
exits 0 "back" on systemctl start "$morning"
settled_in desktop

part "tried again until it works, as the book says"
on systemctl reset-failed
put /etc/systemd/system/mode-controller@compute.service.d/retry.conf <<'UNIT'
[Service]
Restart=on-failure
RestartSec=1s
RestartPreventExitStatus=2 13 14 22
UNIT
on systemctl daemon-reload
daw start
exits 1 "the first try is denied" on systemctl start "$night"
within 30 "systemd tries again" on sh -c \
  "test \$(systemctl show $night --property=NRestarts --value) -ge 2"
daw stop
settled_in compute
within 30 "the unit is over" has_ended "$night" "success 0"
exits 0 "back" on systemctl start "$morning"
settled_in desktop
equals "no unit failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
equals "the audit chain holds" sound "$(audit_chain)"
