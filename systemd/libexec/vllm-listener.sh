# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it
# Connections to the model server, and to nobody else. Any process may listen on a port that is free, so
# before anything is sent or believed the listening socket is looked up in /proc/self/net/tcp (proc(5)) and
# must be held by a process of vllm.service. Needs the settings of vllm-settings.sh, and the unit's user.

readonly UNIT=vllm.service
LISTENERS='' # the sockets that were found to be the unit's, a line "INODE UID" each
trap '' PIPE # whoever hangs up is noticed by what does not come

# open_connection: opens CONNECTION to the server. False if nobody answers; 2, and who it is in STRANGER,
# if it is not the unit that listens.
open_connection() {
  local found attempt
  STRANGER=''
  for attempt in first second; do
    { exec {CONNECTION}<>"/dev/tcp/$ADDRESS/$PORT"; } 2>/dev/null || return 1
    found=$(listening_sockets "$CONNECTION")
    # Sockets that listened before the connection was made, and do now, are who took it.
    if [[ $found && $found == "$LISTENERS" ]]; then return 0; fi
    close_connection
    [[ $found && $attempt == first ]] || return 1
    LISTENERS=''
    verify "$found" || return
    LISTENERS=$found
  done
}

close_connection() { exec {CONNECTION}>&-; }

# listening_sockets FD: the listening sockets that can have taken the connection FD: those bound to its
# address; else to every address of its family; else to every address of both. A line "INODE UID" each.
listening_sockets() {
  local own
  own=$(readlink "/proc/self/fd/$1")
  { cat /proc/self/net/tcp /proc/self/net/tcp6 2>/dev/null || true; } \
    | awk -v own="${own//[^0-9]/}" '
      $10 == own { remote = $3 }
      $4 == "0A" { local[++count] = $2; socket[count] = $10 " " $8 }
      function found(address,  i, any) {
        for (i = 1; i <= count; i++) if (local[i] == address) { print socket[i]; any = 1 }
        return any
      }
      END {
        if (remote == "") exit
        split(remote, at, ":")
        nowhere = "00000000000000000000000000000000:" at[2]
        if (length(at[1]) == 8) {
          mapped = found("0000000000000000FFFF0000" at[1] ":" at[2])
          if (found(remote) || mapped || found("00000000:" at[2]) || found(nowhere)) exit
        } else if (found(remote) || found(nowhere)) exit
      }' | sort -u
}

# verify SOCKETS: whether every one of them is the unit's; if not, 2 and STRANGER; 1 if that cannot be told
# since they are gone.
verify() {
  local line inode uid
  local -a folders
  unit_processes
  while IFS= read -r line; do
    inode=${line% *} uid=${line#* }
    if ((${#folders[@]} == 0)) || [[ ! $(holding "$inode" "${folders[@]}") ]]; then
      STRANGER=$(describe_listener "$inode" "$uid")
      return 2
    fi
  done <<<"$1"
}

# holding INODE FOLDER...: the first of the folders of descriptors in which the socket is.
holding() {
  find "${@:2}" -maxdepth 1 -lname "socket:\[$1\]" -print -quit 2>/dev/null || true
}

# main_process: the unit's, in REPLY; empty if it has none. systemd tells it to what it starts for the unit.
main_process() {
  REPLY=${MAINPID-}
  [[ $REPLY ]] || REPLY=$(systemctl show --property=MainPID --value -- "$UNIT") || REPLY=''
  [[ $REPLY =~ ^[1-9][0-9]*$ ]] || REPLY=''
}

# unit_processes: the folders of descriptors of the unit's processes, in the caller's array folders: those in
# its control group, the main process, and what that started.
unit_processes() {
  local main group folder pid
  main_process
  main=$REPLY
  folders=()
  [[ $main ]] || return 0
  control_group "$main"
  group=''
  if [[ $REPLY/ == */"$UNIT"/* ]]; then group=${REPLY%%"/$UNIT"*}/$UNIT; fi
  for folder in /proc/[0-9]*; do
    pid=${folder#/proc/}
    if in_group "$pid" "$group" || descends "$pid" "$main"; then folders+=("$folder/fd"); fi
  done
}

in_group() { # PID GROUP
  [[ $2 ]] && control_group "$1" && [[ $REPLY/ == "$2"/* ]]
}

# control_group PID: systemd's, in REPLY: of the unified hierarchy, or of its own where there are several.
control_group() {
  local line
  REPLY=''
  { while IFS= read -r line; do
    case $line in
      *:name=systemd:*) REPLY=${line#*:*:} && return ;;
      0::*) REPLY=${line#0::} ;;
    esac
  done <"/proc/$1/cgroup"; } 2>/dev/null
  [[ $REPLY ]]
}

# descends PID FROM: whether PID is FROM, or was started by it.
descends() {
  local pid=$1 line fields
  while [[ $pid != "$2" ]]; do
    ((pid > 1)) || return 1
    { IFS= read -r line <"/proc/$pid/stat"; } 2>/dev/null || return 1
    read -ra fields <<<"${line##*) }"
    pid=${fields[1]}
  done
}

# describe_listener INODE UID: in words. Of other users' processes only the user is known to who is not root.
describe_listener() {
  local name holder pid='' command='' unit=''
  name=$(getent passwd "$2") && name=${name%%:*} || name="uid $2"
  holder=$(holding "$1" /proc/[0-9]*/fd)
  if [[ $holder ]]; then
    pid=${holder#/proc/}
    pid=${pid%%/*}
    { IFS= read -r command <"/proc/$pid/comm"; } 2>/dev/null || command=''
    command=${command//[^[:alnum:]._:/@-]/?}
    control_group "$pid" && unit=${REPLY##*/}
    printf 'process %s (%s) of %s%s' "$pid" "$command" "$name" "${unit:+ in ${unit//[^[:alnum:]._:@-]/?}}"
  else
    printf 'a process of %s' "$name"
  fi
}
