# shellcheck shell=bash
# What is written down while the controller may still have a record of this node that slurmd has left: its name,
# in one file. Who changes it, or acts on it, holds the lock, so that no record is deleted under a slurmd that
# starts.

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

nothing_is_left() {
  with_leftover rm -f "$leftover"
}
