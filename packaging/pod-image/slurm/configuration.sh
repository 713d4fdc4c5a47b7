# What the controller is configured with; nodes fetch it from there. Sourced. Source of the keys: slurm.conf(5) of
# Slurm 24.11.
# shellcheck shell=bash disable=SC2153 # whoever sources it has read the environment

# slurm_conf HOST : slurm.conf of the head whose host name is HOST.
slurm_conf() {
  cat <<CONFIGURATION
ClusterName=$FLEET
SlurmctldHost=$1($ADDRESS)
SlurmctldPort=6817
SlurmdPort=6818
SlurmUser=slurm
AuthType=auth/munge
StateSaveLocation=$STATE
SlurmdSpoolDir=/var/spool/slurmd
SlurmctldPidFile=/run/slurmctld.pid
SlurmdPidFile=/run/slurmd.pid
# Nodes come as they are rented: they fetch this file, and are reached at the address from which they registered.
SlurmctldParameters=enable_configless
MaxNodeCount=1024
TreeWidth=65533
# A container has no cgroups of its own to give to jobs.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
GresTypes=gpu
# A pod that is rented anew in the same slot may find other memory and processors.
SlurmdParameters=config_overrides
ReturnToService=2
SlurmctldTimeout=60
SlurmdTimeout=$SLURMD_TIMEOUT
JobRequeue=1
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONFIGURATION
}

# Nodes have the device files that their host gave them, so each says itself which; see slurm/node.
gres_conf() {
  printf 'Include %s\n' "$LOCAL_GRES"
}

readonly LOCAL_GRES=/etc/slurm/local-gres.conf

# local_gres : gres.conf's lines for the device files on standard input.
local_gres() {
  local device
  while IFS= read -r device; do
    printf 'Name=gpu File=%s\n' "$device"
  done
}
