# shellcheck shell=bash
# What is written down as long as the controller may have a record of this node: its name, in one file, from before
# slurmd starts until the record is known to be gone. A machine that lost its power knows by it what to delete. Who
# changes it, or acts on it, holds the lock, so that no record is deleted under a slurmd that starts.

leftover=${STATE_DIRECTORY:-/var/lib/dubnium/slurm-node}/leftover

# with_leftover COMMAND...: while nobody else does. Who waits for it waits for one question to the controller.
with_leftover() {
  (
    flock --timeout 60 9 || {
      printf 'cannot lock %s.lock: another program holds it; see: fuser %s.lock\n' "$leftover" "$leftover" >&2
      exit 1
    }
    "$@" 9>&-
  ) 9>"$leftover.lock"
}

something_is_left() {
  with_leftover write_leftover
}

write_leftover() {
  printf '%s\n' "$NODE" >"$leftover.new"
  sync "$leftover.new"
  mv "$leftover.new" "$leftover"
}
