# A fleet: a workstation and two nodes with GPUs, exporters and a Slurm cluster, on a network of their own
# that nothing outside is on. Sourced.
# shellcheck shell=bash

nodes=(gpu-1 gpu-2)

# node_of WORKSTATION NODE : the name of that node's machine.
node_of() {
  printf '%s-%s\n' "$1" "$2"
}

# boot_fleet WORKSTATION LAYERS : boots all three, and returns when Slurm has its nodes.
boot_fleet() {
  local workstation=$1 below node
  below=$(prepared_layers node)
  boot_machine "$workstation" "$2"
  lay_network "$workstation"
  join "$workstation" "$workstation"
  for node in "${nodes[@]}"; do
    boot_machine "$(node_of "$workstation" "$node")" "$below" "$node"
    plug_in "$workstation" "$node"
    join "$workstation" "$(node_of "$workstation" "$node")"
  done
  in_machine "$(node_of "$workstation" gpu-1)" root systemctl start slurmctld slurmd
  in_machine "$(node_of "$workstation" gpu-2)" root systemctl start slurmd
}

# lay_network WORKSTATION : a bridge in its own network, and munge's key of the cluster on it.
lay_network() {
  in_network "$1" ip link add fleet0 type bridge
  in_network "$1" ip address add 10.77.0.1/24 dev fleet0
  in_network "$1" ip link set fleet0 up
  head -c 1024 /dev/urandom >"$(machine_folder "$1")/munge.key"
}

# plug_in WORKSTATION NODE : a cable between them; it goes with either.
plug_in() {
  local leader
  leader=$(leader_of "$(node_of "$1" "$2")")
  in_network "$1" ip link add "to-$2" master fleet0 up type veth peer name fleet0 netns "$leader"
  in_network "$(node_of "$1" "$2")" ip address add "$(address_of "$2")/24" dev fleet0
  in_network "$(node_of "$1" "$2")" ip link set fleet0 up
}

# join WORKSTATION MACHINE : knows the others by name, and has the cluster's key and users.
join() {
  local share user users=()
  share=$(machine_folder "$2")/share
  # Slurm runs a job as whoever submitted it, so they are the same everywhere.
  for user in fleet-agent fleet-jobs; do
    users+=("$user" "$(in_machine "$1" root id -u "$user")")
  done
  cp "$testbed/fleet/hosts" "$(machine_folder "$1")/munge.key" "$share/"
  in_machine "$2" root bash -euc '
    cp /run/testbed/hosts /etc/hosts
    while (($#)); do
      id -u "$1" >/dev/null 2>&1 || useradd --system --uid "$2" --home-dir / "$1"
      shift 2
    done
    install -o munge -g munge -m 400 /run/testbed/munge.key /etc/munge/munge.key
    rm /run/testbed/munge.key
    systemctl restart munge' join "${users[@]}"
}

address_of() {
  awk -v name="$1" '$2 == name { print $1 }' "$testbed/fleet/hosts"
}

# in_network MACHINE COMMAND… : the outside's COMMAND, in that machine's network.
in_network() {
  local leader
  leader=$(leader_of "$1")
  nsenter --target "$leader" --net "${@:2}"
}

# remove_fleet WORKSTATION : leaves nothing of it.
remove_fleet() {
  local node
  remove_pods "$1"
  for node in "${nodes[@]}"; do remove_machine "$(node_of "$1" "$node")"; done
  remove_machine "$1"
}
