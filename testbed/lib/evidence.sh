# What is kept of a machine on which something failed. Sourced.
# shellcheck shell=bash

# keep_evidence NAME FOLDER : its journal and the daemon's files in FOLDER, the daemon's last words printed.
keep_evidence() {
  local upper
  upper=$(machine_folder "$1")/upper
  rm -rf "$2"
  mkdir -p "$2"
  if machine_runs "$1"; then
    in_machine "$1" root bash -c '
      cp -a /run/mode-controller /run/testbed/run-files
      mode status
      systemctl list-units --no-pager --failed
      systemctl list-jobs --no-pager
      loginctl list-sessions --no-pager
      ps -eo pid,ppid,stat,wchan:24,unit,args
      systemd-cgls --no-pager
      gpu-sim show
      fleet status
      sinfo --all
      journalctl --sync' >"$2/status.txt" 2>&1 </dev/null || true
    cp -a "$(machine_folder "$1")/share/run-files" "$2/" 2>/dev/null || true
  fi
  cp -a "$upper/var/lib/mode-controller" "$2/state-files" 2>/dev/null || true
  cp -a "$upper/var/log/journal" "$2/journal" 2>/dev/null || true
  journalctl --no-pager --directory="$2/journal" >"$2/journal.txt" 2>/dev/null || true
  keep_pod_evidence "$1" "$2"
  printf '  last words of the daemon and the fleet agent:\n'
  grep -E 'mode-controller|fleet-agent' "$2/journal.txt" | tail -n 15 | sed 's/^/    /'
}

# keep_pod_evidence WORKSTATION FOLDER : what its pods said, and who made them.
keep_pod_evidence() {
  local pods machine
  pods=$(pods_folder "$1")
  [[ -d $pods ]] || return 0
  cp "$pods"/*.log "$2/" 2>/dev/null || true
  for machine in $(pod_machines "$1"); do
    if machine_runs "$machine"; then
      in_machine "$machine" root journalctl --no-pager --unit=pod.service >"$2/pod-${machine##*-}.txt" 2>&1 </dev/null || true
    fi
  done
}
