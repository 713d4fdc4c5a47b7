# The users of jobs. Sourced, after environment.sh. The controller holds a job of somebody whom it does not know, with
# "slurm_cred_create failure", so the head needs them; a worker needs them for names and homes.
# shellcheck shell=bash

# make_users: those of DUBNIUM_USERS that are not there. A number that another has here is that one's.
make_users() {
  local entry name uid
  read_users
  for entry in "${USERS[@]}"; do
    name=${entry%%:*} uid=${entry#*:}
    if getent passwd "$uid" >/dev/null; then continue; fi
    useradd --key UID_MIN=100 --uid "$uid" --create-home --shell /bin/bash "$name" ||
      refuse "user $name of DUBNIUM_USERS cannot be made; choose another name or number"
  done
}
