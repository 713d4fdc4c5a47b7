# A machine: a folder with an overlay over cached layers, a keeper, and a booted Debian in it. Sourced.
# shellcheck shell=bash

# machine_folder NAME : where everything about a machine is.
machine_folder() {
  [[ $1 =~ ^[a-z0-9][a-z0-9-]{0,30}$ ]] ||
    die "cannot use '$1' as a machine's name: small letters, digits and dashes, at most 31"
  printf '%s\n' "$machines/$1"
}

# boot_machine NAME LOWER [HOSTNAME] : boots a new machine over LOWER, and returns when all its units have
# started.
boot_machine() {
  local folder
  folder=$(machine_folder "$1")
  mkdir -p "$machines"
  mkdir "$folder" 2>/dev/null ||
    die "cannot boot '$1': it exists already (testbed down --name $1 removes it)"
  mkdir "$folder/share"
  boot_again "$@"
}

# boot_again NAME LOWER [HOSTNAME] : boots a machine that is off, with all that it has written on its disk.
boot_again() {
  local folder answer=
  folder=$(machine_folder "$1")
  rm -f "$folder/share/ready" "$folder/nspawn" "$folder/leader"
  mkfifo "$folder/share/ready"
  # Held open for both ways, so that neither side waits for the other to come.
  exec {ready}<>"$folder/share/ready"
  setsid unshare --mount --propagation private \
    bash "$testbed/lib/keeper.sh" "$1" "$2" "${3:-workstation}" >>"$folder/console.log" 2>&1 </dev/null {ready}<&- &
  disown
  read -r -t 120 -u "$ready" answer || true
  exec {ready}<&-
  if [[ $answer != ready ]]; then
    tail -n 20 "$folder/console.log" >&2
    die "cannot boot '$1': ${answer:-nothing heard of it for two minutes}"
  fi
  pgrep --parent "$(<"$folder/nspawn")" | head -n 1 >"$folder/leader"
}

machine_runs() {
  local folder
  folder=$(machine_folder "$1")
  [[ -e $folder/alive ]] && ! flock --nonblock "$folder/alive" true
}

# leader_of NAME : the machine's process 1, as it is numbered outside.
leader_of() {
  local folder
  folder=$(machine_folder "$1")
  machine_runs "$1" || die "cannot reach '$1': it is not running (testbed up --name $1 starts it)"
  cat "$folder/leader"
}

# in_machine NAME USER COMMAND… : runs COMMAND inside, as a process of that user's own there, for at most
# $command_limit seconds if that is set.
in_machine() {
  local leader name=$1
  shift
  leader=$(leader_of "$name")
  ${command_limit:+timeout "$command_limit"} nsenter --target "$leader" --all /usr/bin/env --ignore-environment \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/dubnium-testbed/bin \
    LANG=C.UTF-8 TERM="${TERM:-dumb}" /usr/lib/dubnium-testbed/bin/enter "$@"
}

# power_off NAME : shuts the machine down in order, as its power button would.
power_off() {
  local folder
  folder=$(machine_folder "$1")
  if [[ -s $folder/leader ]] && kill -RTMIN+4 "$(<"$folder/leader")"; then
    flock --timeout 10 "$folder/alive" true || true
  fi
  cut_power "$1"
}

# cut_power NAME : every process of the machine ends at this instant.
cut_power() {
  local folder nspawn
  folder=$(machine_folder "$1")
  while machine_runs "$1"; do
    nspawn=$(cat "$folder/nspawn" 2>/dev/null || true)
    # With process 1 goes its whole process namespace; without one the machine is still being made.
    if [[ -z $nspawn ]]; then
      pkill -KILL --full "keeper.sh $1 " || true
    else
      pkill -KILL --parent "$nspawn" || kill -KILL "$nspawn" || true
    fi
    flock --timeout 10 "$folder/alive" true || true
  done
}

# remove_machine NAME : leaves nothing of it, whatever state it is in.
remove_machine() {
  local folder
  folder=$(machine_folder "$1")
  [[ -d $folder ]] || return 0
  cut_power "$1"
  rm -rf "$folder"
  rmdir --ignore-fail-on-non-empty "$machines" 2>/dev/null || true
}
