# What a scenario is written with: commands inside the machine, checks that print what was expected
# and what was seen, and a tally. Sourced by every scenario; `testbed run` sets MACHINE and TALLY.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/all.sh"

set -Eeuo pipefail
# A command that hangs fails its check, and not the whole run.
command_limit=180
# Nothing ever comes from here: what to wait at between two looks.
exec {silence}<> <(:)
passed=0
failed=0
output=

# A command that fails outside a check means that the scenario itself is wrong, or the machine is.
trap '((BASH_SUBSHELL)) || fail "line $LINENO of ${0##*/} runs: $BASH_COMMAND" "success" "status $?"' ERR
trap 'printf "%s %s\n" "$passed" "$failed" >"$TALLY"' EXIT

pass() {
  passed=$((passed + 1))
  printf '  ✓ %s\n' "$1"
}

# fail TITLE EXPECTED OBSERVED
fail() {
  failed=$((failed + 1))
  printf '  ✗ %s\n      expected: %s\n      observed: %s\n' "$1" "$2" "${3//$'\n'/$'\n                '}"
}

# part TITLE : what the next checks are about.
part() {
  printf '%s\n' "$1"
}

# equals TITLE EXPECTED OBSERVED
equals() {
  if [[ $3 == "$2" ]]; then pass "$1"; else fail "$1" "$2" "$3"; fi
}

# matches TITLE REGULAR-EXPRESSION OBSERVED
matches() {
  if [[ $3 =~ $2 ]]; then pass "$1"; else fail "$1" "something that matches $2" "$3"; fi
}

# lacks TITLE REGULAR-EXPRESSION OBSERVED
lacks() {
  if [[ $3 =~ $2 ]]; then fail "$1" "nothing that matches $2" "$3"; else pass "$1"; fi
}

# exits STATUS TITLE COMMAND… : runs COMMAND, keeps what it said in $output.
exits() {
  local expected=$1 title=$2 status=0
  shift 2
  output=$("$@" 2>&1) || status=$?
  if [[ $status == "$expected" ]]; then
    pass "$title"
  else
    fail "$title" "exit status $expected of: $*" "exit status $status"$'\n'"$output"
  fi
}

# within SECONDS TITLE COMMAND… : until COMMAND succeeds. For what nothing announces.
within() {
  local deadline=$((SECONDS + $1)) title=$2
  shift 2
  until output=$("$@" 2>&1); do
    if ((SECONDS >= deadline)); then
      fail "$title" "success of: $*" "$output"
      return 0
    fi
    read -r -t 0.1 -u "$silence" || true
  done
  pass "$title"
}

# on COMMAND… : as root, in the machine.
on() {
  in_machine "$MACHINE" root "$@" </dev/null
}

# as USER COMMAND… : as that user, in the session on seat0 where there is one.
as() {
  in_machine "$MACHINE" "$@" </dev/null
}

# put FILE : writes standard input there, readable by all.
put() {
  local share
  share=$(machine_folder "$MACHINE")/share
  cat >"$share/put"
  on install -D -m 644 /run/testbed/put "$1"
}

# property NAME : of the root object, without D-Bus types.
property() {
  on busctl --json=short get-property org.dubnium.ModeController /org/dubnium/ModeController \
    org.dubnium.ModeController "$1" |
    jq -r 'def plain: if type == "array" then map(plain) elif type != "object" then .
      elif has("type") and has("data") then .data | plain else map_values(plain) end;
      .data | plain | if type == "object" or type == "array" then tojson else . end'
}

# is_mode NAME : whether the daemon observes NAME, settled, and nothing is under way.
is_mode() {
  [[ $(property CurrentMode) == "$1" && $(property Condition) == settled &&
    $(property ActiveJob) == / ]]
}

# settled_in NAME : the starting point of a scenario.
settled_in() {
  within 60 "the workstation is settled in $1" is_mode "$1"
}

# adjust JSON : the administrator adds a setting, and the daemon takes it over.
adjust() {
  put /etc/dubnium/mode-controller.d/90-scenario.json <<<"$1"
  on systemctl reload mode-controller.service
}

# restore_settings : takes back what adjust did.
restore_settings() {
  on rm -f /etc/dubnium/mode-controller.d/90-scenario.json
  on systemctl reload mode-controller.service
}

# request MODE [OPTION…] : what it said in $output, its exit status in $status, the seconds it took in $took. Of one
# that does not end, what it waited for is shown.
request() {
  local began=${EPOCHREALTIME/./}
  status=0
  output=$(on mode request "$@" 2>&1) || status=$?
  took=$(((${EPOCHREALTIME/./} - began) / 1000))
  took=$((took / 1000)).$(printf '%03d' $((took % 1000)))
  if ((status == 124)); then
    fail "mode request $*" "an end" "$output
$(on mode status 2>&1)
$(on journalctl --no-pager --lines=40 --unit='mode-controller*' --unit='slurm-*' --unit=vllm 2>&1)"
  fi
}

# usage UNIT : CPU milliseconds so far, and MiB that are resident now, of the service's main process.
usage() {
  on sh -c 'pid=$(systemctl show --value --property=MainPID "$1")
    awk -v tick="$(getconf CLK_TCK)" "{ sub(/.*\\) /, \"\"); printf \"%d \", (\$12 + \$13) * 1000 / tick }" "/proc/$pid/stat"
    awk "/^VmRSS/ { printf \"%d\\n\", \$2 / 1024 }" "/proc/$pid/status"' usage "$1"
}

# tell_usage UNIT BEFORE WHILE : prints what the service took since BEFORE, an answer of `usage`. Nothing is judged by it.
tell_usage() {
  local after
  after=$(usage "$1")
  printf '    %s %s: %s ms of CPU, %s MiB resident\n' "${1%.service}" "$3" $((${after% *} - ${2% *})) "${after#* }"
}
