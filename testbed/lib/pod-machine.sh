# A pod as a machine: what RunPod's stand-in has started, stopped and terminated. Sourced by pod-host.sh, which sets
# workstation, layers and pods.
# shellcheck shell=bash disable=SC2154

# pod_id JSON
pod_id() {
  local id
  id=$(jq -r .id <<<"$1")
  [[ $id =~ ^[a-z0-9]{1,20}$ ]] || die "cannot use '$id' as a pod's id"
  printf '%s\n' "$id"
}

# pod_start JSON : boots its machine with what the image has, and starts what its container runs; prints where its
# ports are reached.
pod_start() {
  local id machine folder address
  id=$(pod_id "$1")
  machine=$(pod_machine "$workstation" "$id")
  folder=$(machine_folder "$machine")
  if machine_runs "$machine"; then power_off "$machine"; fi
  mkdir -p "$folder/share" "$folder/upper"
  address=$(locked pod_address "$id")
  lay_out "$1" "$folder/upper"
  locked tell_addresses "$workstation"
  boot_again "$machine" "$layers" "$id"
  plug_in_pod "$machine" "$address"
  if jq -e '.env | has("DUBNIUM_ROLE")' <<<"$1" >/dev/null; then
    rm -f "$folder/share/pod-log"
    mkfifo "$folder/share/pod-log"
    follow_log "$folder" "$id"
    in_machine "$machine" root systemctl start --no-block pod-log.service pod.service </dev/null
  fi
  jq -c --arg ip "$address" '{ports: [.ports[] | split("/")[0] | tonumber | {private: ., ip: $ip, public: .}]}' <<<"$1"
}

# pod_stop JSON : its disk stays.
pod_stop() {
  local machine
  machine=$(pod_machine "$workstation" "$(pod_id "$1")")
  power_off "$machine" >&2
  echo '{}'
}

# pod_terminate JSON : as its container ends, with SIGTERM first.
pod_terminate() {
  local id machine
  id=$(pod_id "$1")
  machine=$(pod_machine "$workstation" "$id")
  if machine_runs "$machine"; then power_off "$machine" >&2; fi
  remove_machine "$machine"
  rm -rf "$pods/known/$id"
  locked tell_addresses "$workstation"
  echo '{}'
}

# locked COMMAND… : while nobody else does something to addresses.
locked() {
  (
    flock --timeout 30 9 || die "cannot lock $pods/lock"
    "$@" 9>&-
  ) 9>"$pods/lock"
}

# pod_address ID : which it keeps as long as it exists.
pod_address() {
  local n
  mkdir -p "$pods/known/$1"
  if [[ ! -e $pods/known/$1/address ]]; then
    for ((n = 101; n < 200; n++)); do
      grep --quiet --no-messages --line-regexp "10\.77\.0\.$n" "$pods"/known/*/address || break
    done
    ((n < 200)) || die "cannot find an address for pod $1: all are taken"
    echo "10.77.0.$n" >"$pods/known/$1/address"
  fi
  cat "$pods/known/$1/address"
}

# lay_out JSON UPPER : over a node: what the image has, the pod's env, and its GPUs.
lay_out() {
  local upper=$2 image=$repository/packaging/pod-image gpus
  gpus=$(jq -r .gpus <<<"$1")
  cp -a --no-preserve=ownership "$testbed/pod/." "$upper/"
  mkdir -p "$upper/opt/dubnium-pod" "$upper/etc/systemd/system/nvml-sim.service.d" "$upper/etc/tmpfiles.d"
  cp -a --no-preserve=ownership "$image"/{start,lib,roles,slurm} "$upper/opt/dubnium-pod/"
  cp -a --no-preserve=ownership "$image/pre_start.sh" "$upper/"
  ln -sfn /run/testbed/hosts "$upper/etc/hosts"
  (umask 077 && pod_environment "$1" >"$upper/etc/pod.env")
  if ((gpus == 0)); then
    ln -sfn /dev/null "$upper/etc/systemd/system/nvml-sim.service"
    rm -f "$upper/etc/tmpfiles.d/pod.conf"
    return 0
  fi
  rm -f "$upper/etc/systemd/system/nvml-sim.service"
  printf '[Service]\nExecStart=\nExecStart=/usr/lib/dubnium-testbed/bin/gpu-sim init --gpus %d --memory 49140 --name "%s"\n' \
    "$gpus" "$(jq -r '.gpuId | gsub("[^A-Za-z0-9 _-]"; "")' <<<"$1")" >"$upper/etc/systemd/system/nvml-sim.service.d/20-pod.conf"
  # The device files are where a container has them, and are those of /dev/null: Slurm wants devices.
  seq 0 $((gpus - 1)) | sed 's|.*|c /dev/nvidia& 0666 root root - 1:3|' >"$upper/etc/tmpfiles.d/pod.conf"
}

# pod_environment JSON : as systemd reads it: the pod's env, what RunPod adds, and what the image sets.
pod_environment() {
  jq -r '.id as $id | {NVIDIA_VISIBLE_DEVICES: "all", NVIDIA_DRIVER_CAPABILITIES: "compute,utility"} + .env
    + {RUNPOD_POD_ID: $id, RUNPOD_GPU_COUNT: (.gpus | tostring)}
    | to_entries[] | .key + "=\"" + (.value | gsub("(?<c>[\"\\\\$`])"; "\\\(.c)")) + "\""' <<<"$1"
}

# plug_in_pod MACHINE ADDRESS : a cable to the workstation; it goes with either.
plug_in_pod() {
  local leader cable=pod-${2##*.}
  leader=$(leader_of "$1")
  # That of a machine which has just ended may still be there.
  in_network "$workstation" ip link delete "$cable" 2>/dev/null || true
  in_network "$workstation" ip link add "$cable" master fleet0 up type veth peer name fleet0 netns "$leader"
  in_network "$1" ip address add "$2/24" dev fleet0
  in_network "$1" ip link set fleet0 up
}

# follow_log FOLDER ID : what its container says becomes the pod's log at the stand-in, until the machine ends.
follow_log() {
  in_network "$workstation" python3 "$testbed/lib/pod-log.py" "$2" "$1/share/pod-log" >/dev/null 2>&1 </dev/null &
}
