# What the pod is told by its environment, checked before anything uses it. Sourced.
# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it

# Another try does not change what is set, so whoever starts the pod anew may tell it from other failures.
readonly EX_CONFIG=78

# refuse SENTENCE...: what is set cannot be used.
refuse() {
  printf 'cannot start this pod: %s\n' "$*" >&2
  exit "$EX_CONFIG"
}

# fail SENTENCE...: another try may find it otherwise.
fail() {
  printf 'cannot %s\n' "$*" >&2
  exit 1
}

note() { printf 'pod: %s\n' "$*" >&2; }

# setting NAME PATTERN MEANING [DEFAULT]: in REPLY; refused unless all of it matches PATTERN. The value is not
# shown, since a secret may have been put into the wrong variable.
setting() {
  REPLY=${!1:-${4-}}
  [[ $REPLY ]] || refuse "$1 is not set; set it to $3 in the pod's env"
  [[ $REPLY =~ ^($2)$ ]] || refuse "$1 is not $3; correct it in the pod's env"
}

# number_setting NAME LEAST MOST DEFAULT: in REPLY.
number_setting() {
  setting "$1" '[0-9]{1,7}' "a number from $2 to $3" "$4"
  REPLY=$((10#$REPLY))
  ((REPLY >= $2 && REPLY <= $3)) || refuse "$1 is not a number from $2 to $3; correct it in the pod's env"
}

read_role() {
  setting DUBNIUM_ROLE 'head|worker|serve|plain' 'head, worker, serve or plain'
  ROLE=$REPLY
}

# Slurm takes letters, digits, - and _ in the name of a cluster, and has it in lower case.
read_fleet() {
  setting DUBNIUM_FLEET '[a-z0-9][a-z0-9_-]{0,39}' 'the id of the fleet: up to 40 small letters, digits, - and _'
  FLEET=$REPLY
}

# The name of the worker's node: unique in the fleet, and no pattern of Slurm's.
read_slot() {
  setting DUBNIUM_SLOT '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?' 'the name of the slot, such as worker-0'
  SLOT=$REPLY
}

# The name by which other pods reach this one.
read_address() {
  setting RUNPOD_POD_ID '[a-z0-9][a-z0-9-]{0,62}' 'the id of the pod, as RunPod sets it'
  ADDRESS=$REPLY.runpod.internal
}

read_head() {
  setting DUBNIUM_SLURM_HEAD '[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?' \
    'the host name of the head, such as ID.runpod.internal'
  HEAD=$REPLY
}

read_metrics_port() {
  number_setting DUBNIUM_METRICS_PORT 1024 65535 9400
  METRICS_PORT=$REPLY
}

# Where the controller keeps its state, which may be a volume's folder.
read_state() {
  setting DUBNIUM_STATE '/[A-Za-z0-9._/-]{1,200}' 'the path of a folder' /var/lib/slurm-state
  [[ $REPLY != *..* ]] || refuse 'DUBNIUM_STATE is not the path of a folder; correct it in the pod'\''s env'
  STATE=$REPLY
}

# The users whose jobs run here, NAME:UID each: Slurm runs a job as the number of whoever submitted it.
read_users() {
  USERS=()
  [[ ${DUBNIUM_USERS-} ]] || return 0
  setting DUBNIUM_USERS '[a-z_][a-z0-9_-]{0,31}:[0-9]{3,9}(,[a-z_][a-z0-9_-]{0,31}:[0-9]{3,9}){0,31}' \
    'users of jobs, such as alice:1000,bob:1001'
  IFS=, read -ra USERS <<<"$REPLY"
}
