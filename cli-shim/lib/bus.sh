# shellcheck shell=bash
# Calls to the daemon, and what its errors mean.

readonly SERVICE=org.dubnium.ModeController
readonly MODELS=$SERVICE.Models
readonly ROOT=/org/dubnium/ModeController
readonly PROPERTIES=org.freedesktop.DBus.Properties

# How the next calls are made; agent.sh changes it where a person may be asked.
BUS_OPTIONS=(--allow-interactive-authorization=no)
CALLER=run_busctl

# A pipe of which both ends are here: what a call logs waits in it. A call logs about a dozen lines
# of 2 KiB at most, and a pipe takes 64 KiB.
exec {BUS_LOG}<> <(:)

# bus_try OBJECT INTERFACE METHOD [SIGNATURE ARGUMENT...]
# On success REPLY is the reply as busctl's JSON: {"type":…,"data":[…]}, or empty. On failure
# BUS_ERROR is the error's name, empty if there was no answer at all, and BUS_MESSAGE its text.
#
# busctl prints an error's text and not its name, and only the name is stable. Its debug log has
# both, so that is what is read.
bus_try() {
  local -r end=$SRANDOM$SRANDOM
  local line failed='' reply
  BUS_ERROR='' BUS_MESSAGE=''
  reply=$("$CALLER" "$@" 2>&"$BUS_LOG") || failed=yes
  # An error's text may have lines of its own: none can be this one.
  printf '\n%s\n' "$end" >&"$BUS_LOG"
  while IFS= read -r -u "$BUS_LOG" line && [[ $line != "$end" ]]; do
    case $line in
      'Got message type=error '*' error-name='*)
        [[ -z $BUS_ERROR ]] || continue
        line=${line#*' error-name='}
        BUS_ERROR=${line%%' error-message='*}
        BUS_MESSAGE=${line#*' error-message='}
        ;;
      'Call failed: '* | 'Failed to '*) BUS_MESSAGE=${BUS_MESSAGE:-${line#'Call failed: '}} ;;
    esac
  done
  REPLY=$reply
  [[ -z $failed ]]
}

# Replaces the shell that runs it: its process id is busctl's.
run_busctl() {
  local -x SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console SYSTEMD_COLORS=0 \
    SYSTEMD_LOG_COLOR=0 SYSTEMD_LOG_TIME=0 SYSTEMD_LOG_LOCATION=0 SYSTEMD_LOG_TID=0
  exec busctl --system --json=short "${BUS_OPTIONS[@]}" -- call "$SERVICE" "$@"
}

# bus_call DOING OBJECT INTERFACE METHOD …: the same, and ends with the error's exit code.
bus_call() {
  local doing=$1
  shift
  bus_try "$@" || fail_call "$doing"
}

# read_root: the root object's properties.
read_root() {
  bus_call 'read the state' "$ROOT" "$PROPERTIES" GetAll s "$SERVICE"
}

# read_server: how the model server is; null where that is not told.
read_server() {
  bus_try "$ROOT" "$PROPERTIES" Get ss "$MODELS" Server || REPLY=null
}

# read_objects: jobs, GPUs and workloads with all their properties.
read_objects() {
  bus_call 'list the objects' "$ROOT" org.freedesktop.DBus.ObjectManager GetManagedObjects
}

# read_text PROPERTY: a property of the root object that is text without quotes, as a mode's name.
read_text() {
  bus_call "read $1" "$ROOT" "$PROPERTIES" Get ss "$SERVICE" "$1"
  [[ $REPLY =~ \"data\":\"([^\"\\]*)\" ]] || fail 24 "cannot understand $1: $REPLY"
  REPLY=${BASH_REMATCH[1]}
}

# known_modes: sets MODES, the names of all modes; fails quietly, since it only helps.
known_modes() {
  MODES=''
  bus_try "$ROOT" "$PROPERTIES" Get ss "$SERVICE" Modes || return 1
  MODES=$(emit '.[0] | reply | map(.name) | join(" ")' -r <<<"$REPLY")
}

# A person who types `mode compute` means `mode request compute`.
meant() {
  if known_modes && [[ " $MODES " == *" $1 "* ]]; then
    echo "$1 is a mode; to enter it: mode request $1"
  fi
}

# exit_code ERROR: the exit code for a D-Bus error name.
exit_code() {
  case ${1#"$SERVICE.Error."} in
    UnknownMode | UnexpectedCurrent | NoSuchJob | NoSuchHold | NoSuchModel | NoSuchDelegation | NoSuchTicket \
      | *.UnknownObject)
      echo 14
      ;;
    Busy | NotCancellable) echo 12 ;;
    GuardNotBypassable | GuardDenied | ModelInUse) echo 10 ;;
    NotOwner | *.AccessDenied | *.InteractiveAuthorizationRequired) echo 13 ;;
    InvalidOption | *.InvalidArgs) echo 2 ;;
    '' | *.ServiceUnknown | *.NameHasNoOwner | *.NoReply | *.Disconnected | *.Timeout \
      | *.TimedOut | *.Spawn.* | org.freedesktop.systemd1.*) echo 23 ;;
    *) echo 24 ;;
  esac
}

# fail_call DOING: ends after a failed call, with what to do about it. DOING completes "cannot …".
fail_call() {
  local -r doing=$1 error=${BUS_ERROR#"$SERVICE.Error."}
  local code message=$BUS_MESSAGE
  local -a hints=()
  code=$(exit_code "$BUS_ERROR")
  case $code in
    2) hints=("more: mode help $VERB") ;;
    12) hints=('see it: mode watch    call it off: mode cancel') ;;
    13)
      hints=('as an administrator: sudo mode …')
      if [[ $CALLER == run_busctl ]]; then
        hints+=('or from a terminal, where you can be asked for a password')
      fi
      ;;
    14) [[ $error == UnknownMode ]] && known_modes && hints=("modes: $MODES") ;;
    23)
      fail 23 "cannot $doing: the mode controller does not answer: $message" \
        'is it running?             systemctl status mode-controller' \
        'what did it say last?      journalctl -u mode-controller -n 50'
      ;;
    24) hints=('what happened: journalctl -u mode-controller -n 50') ;;
  esac
  # The daemon's own errors say what cannot be done.
  [[ $message == 'cannot '* ]] || message="cannot $doing: $message"
  fail "$code" "$message" "${hints[@]}"
}

require busctl systemd
require jq jq
