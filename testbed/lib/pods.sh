# A workstation with the fleet agent, and RunPod's stand-in beside it, whose pods are machines. Sourced.
# shellcheck shell=bash

# pods_folder WORKSTATION : what is known of its pods.
pods_folder() {
  printf '%s/pods\n' "$(machine_folder "$1")"
}

# pod_machine WORKSTATION ID : the name of that pod's machine.
pod_machine() {
  printf '%s-%s\n' "$1" "$2"
}

# boot_pods WORKSTATION LAYERS : boots it without any pod, and returns when the stand-in answers at
# http://127.0.0.1:8090 of the workstation.
boot_pods() {
  local workstation=$1 below pods limit
  below=$(prepared_layers node)
  boot_machine "$workstation" "$2"
  lay_network "$workstation"
  join "$workstation" "$workstation"
  pods=$(pods_folder "$workstation")
  mkdir -p "$pods/known" "$pods/requests"
  chmod 700 "$pods"
  mkfifo "$pods/queue"
  tell_addresses "$workstation"
  cp "$testbed/fleet/fleet-agent-pods.json" "$(machine_folder "$workstation")/share/"
  in_machine "$workstation" root bash -euc '
    ln -sfn /run/testbed/hosts /etc/hosts
    # Of the fleet of two nodes, which is not here.
    rm -f /etc/slurm/slurm.conf
    install -m 644 /run/testbed/fleet-agent-pods.json /etc/dubnium/fleet-agent.d/50-testbed.json
    # The key that the stand-in knows.
    install -D -m 600 /dev/stdin /etc/credstore/fleet-agent.runpod-api-key <<<rpa_first
    systemctl restart --no-block fleet-agent.service'
  setsid bash "$testbed/lib/pod-host.sh" "$workstation" "$below" >>"$pods/host.log" 2>&1 </dev/null &
  echo $! >"$pods/host"
  disown
  serve_runpod "$workstation"
  limit=$((SECONDS + 60))
  until in_network "$workstation" bash -c ': </dev/tcp/127.0.0.1/8090' 2>/dev/null; do
    if ((SECONDS >= limit)); then
      tail -n 20 "$pods/runpod.log" >&2
      die "cannot serve RunPod's stand-in: it does not answer; see $pods/runpod.log"
    fi
    read -r -t 0.2 <> <(:) || true
  done
}

# serve_runpod WORKSTATION : the stand-in in that machine's network, by the builder's Java.
serve_runpod() {
  local pods program root
  pods=$(pods_folder "$1")
  program=$(runpod_stand_in)
  root=$(root_of builder)
  setsid nsenter --target "$(leader_of "$1")" --net bash "$testbed/lib/runpod-in.sh" "$root" "$program" "$pods" \
    >>"$pods/runpod.log" 2>&1 </dev/null &
  echo $! >"$pods/runpod"
  disown
}

# runpod_stand_in : the folder with the stand-in, built anew only if its source changed.
runpod_stand_in() {
  local folder
  folder=$cache/stand-ins/runpod-$(fingerprint testbed/runpod pom.xml)
  [[ -d $folder ]] || only_one stand-ins build_runpod_stand_in "$folder" >&2
  printf '%s\n' "$folder"
}

build_runpod_stand_in() {
  [[ ! -d $1 ]] || return 0
  say "building RunPod's stand-in"
  in_builder mvn --batch-mode --quiet --no-transfer-progress -DskipTests --projects testbed/runpod --also-make package >&2
  rm -rf "$1.draft"
  mkdir -p "$1.draft"
  cp -a "$testbed/runpod/target/dubnium-runpod-stand-in.jar" "$testbed/runpod/target/lib" "$1.draft/"
  mv "$1.draft" "$1"
}

# tell_addresses WORKSTATION : every machine knows the others as it is known to them.
tell_addresses() {
  local pods known id machine hosts
  pods=$(pods_folder "$1")
  hosts=$(printf '%s\n' '127.0.0.1 localhost' '10.77.0.1 workstation'
    for known in "$pods"/known/*/; do
      [[ -e $known/address ]] || continue
      id=$(basename "$known")
      printf '%s %s.runpod.internal %s\n' "$(<"$known/address")" "$id" "$id"
    done)
  for machine in "$1" $(pod_machines "$1"); do
    [[ -d $(machine_folder "$machine")/share ]] || continue
    printf '%s\n' "$hosts" >"$(machine_folder "$machine")/share/hosts.new"
    mv "$(machine_folder "$machine")/share/hosts.new" "$(machine_folder "$machine")/share/hosts"
  done
}

# pod_machines WORKSTATION : the names of its pods' machines.
pod_machines() {
  local known
  for known in "$(pods_folder "$1")"/known/*/; do
    [[ ! -d $known ]] || pod_machine "$1" "$(basename "$known")"
  done
}

# in_pod ID COMMAND… : as root, in that pod of the scenario's.
# shellcheck disable=SC2153 # `testbed run` sets MACHINE
in_pod() {
  in_machine "$(pod_machine "$MACHINE" "$1")" root "${@:2}" </dev/null
}

# remove_pods WORKSTATION : ends the stand-in, the host of its pods and every pod.
remove_pods() {
  local pods pid nspawn machine
  pods=$(pods_folder "$1")
  [[ -d $pods ]] || return 0
  if [[ -s $pods/host ]]; then kill -KILL -- "-$(<"$pods/host")" 2>/dev/null || true; fi
  if [[ -s $pods/runpod ]]; then
    pid=$(<"$pods/runpod")
    # With process 1 of its namespace, a child of systemd-nspawn, goes all of it.
    for nspawn in $(pgrep --parent "$pid" || true); do pkill -KILL --parent "$nspawn" || true; done
    kill -KILL -- "-$pid" 2>/dev/null || true
  fi
  for machine in $(pod_machines "$1"); do remove_machine "$machine"; done
}
