# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it
# What slurm-node.env says, and how the cluster's controller is asked, for every program that does.

# What a switch writes into the node's reason begins like this: only what does is ever taken back.
readonly OURS='dubnium: '

# refuse SENTENCE...: what is set cannot be used, which another try does not change.
refuse() {
  printf 'cannot be a node of a cluster: %s\n' "$*" >&2
  exit 78 # EX_CONFIG
}

note() { printf '%s\n' "$*" >&2; }

# seconds_setting VARIABLE DEFAULT: in REPLY.
seconds_setting() {
  REPLY=${!1:-$2}
  [[ $REPLY =~ ^[1-9][0-9]{0,4}$ ]] || refuse "$1=$REPLY is not a number of seconds"
}

# read_settings: sets SERVER, NODE and FEATURE, by which the record of this very machine is known; and has
# Slurm's commands ask the right controller.
read_settings() {
  SERVER=${DUBNIUM_SLURM_SERVER-}
  [[ $SERVER =~ ^([A-Za-z0-9._-]+(:[0-9]{1,5})?(,[A-Za-z0-9._-]+(:[0-9]{1,5})?)*)?$ ]] \
    || refuse "DUBNIUM_SLURM_SERVER=$SERVER is not HOST or HOST:PORT"
  NODE=${DUBNIUM_SLURM_NODE:-$(uname -n)}
  NODE=${NODE%%.*}
  [[ $NODE =~ ^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$ ]] || refuse "'$NODE' is not the name of a node; set DUBNIUM_SLURM_NODE"
  # Of the machine's id nothing can be told by it. Source: machine-id(5).
  FEATURE=$(systemd-id128 machine-id --app-specific=5e1f0b6a2c0d4f7d9f3a6e8b1c2d4e5f) \
    || refuse 'this machine has no machine-id; see: systemd-machine-id-setup(1)'
  FEATURE=dubnium-${FEATURE:0:12}
  choose_configuration
}

# Slurm's commands find a configless node's configuration once slurmd has fetched it, and are needed before
# and after it runs. They need no more of it than the controller's address. Source: slurm.conf(5).
choose_configuration() {
  local controller port=''
  unset SLURM_CONF
  [[ $SERVER ]] || return 0
  export SLURM_CONF=${RUNTIME_DIRECTORY%%:*}/slurm.conf
  {
    echo 'ClusterName=dubnium'
    for controller in ${SERVER//,/ }; do
      echo "SlurmctldHost=${controller%:*}"
      [[ $controller != *:* ]] || port=${controller##*:}
    done
    [[ ! $port ]] || echo "SlurmctldPort=$port"
    echo 'AuthType=auth/munge'
  } >"$SLURM_CONF.new.$$"
  mv "$SLURM_CONF.new.$$" "$SLURM_CONF"
}

# ask_slurm SECONDS COMMAND...: one of Slurm's commands, for no longer than that, and what it prints up to 4 MiB.
# Their own patience with a controller that is away is minutes.
ask_slurm() {
  LC_ALL=C SLURM_TIME_FORMAT=%s timeout --kill-after=1 "$@" </dev/null | head -c 4194304
}
