# The key by which the machines of the cluster know one another. Sourced, after environment.sh.
# shellcheck shell=bash

munge_key=${DUBNIUM_MUNGE_FOLDER:-/etc/munge}/munge.key

# install_munge_key: writes DUBNIUM_MUNGE_KEY to where munged reads it, and forgets the variable. The key goes
# through pipes alone: an argument would be in the process list.
install_munge_key() {
  local size
  [[ ${DUBNIUM_MUNGE_KEY-} ]] || refuse "DUBNIUM_MUNGE_KEY is not set; set it to the cluster's munge key in base64"
  umask 077
  if ! [[ $DUBNIUM_MUNGE_KEY =~ ^[A-Za-z0-9+/]{1,1400}={0,2}$ ]] ||
    ! printf %s "$DUBNIUM_MUNGE_KEY" | base64 --decode >"$munge_key.new" 2>/dev/null; then
    rm -f "$munge_key.new"
    refuse 'DUBNIUM_MUNGE_KEY is not base64; set it to what "base64 --wrap=0 munge.key" prints'
  fi
  unset DUBNIUM_MUNGE_KEY
  size=$(stat --format=%s "$munge_key.new")
  if ((size < 32 || size > 1024)); then
    rm -f "$munge_key.new"
    refuse "DUBNIUM_MUNGE_KEY has $size bytes, and munge takes 32 to 1024; make one: mungekey --create"
  fi
  chown munge:munge "$munge_key.new"
  chmod 0400 "$munge_key.new"
  mv "$munge_key.new" "$munge_key"
  umask 022
}

# munge_folders: those of Debian's package, which a volume or another image may lack. munged refuses folders that
# others can write to.
munge_folders() {
  install -d -o munge -g munge -m 0755 /run/munge
  install -d -o munge -g munge -m 0700 /var/lib/munge /var/log/munge
  chown munge:munge /etc/munge
  chmod 0700 /etc/munge
}

# await_munge: until munged signs something.
await_munge() {
  local limit=$((SECONDS + 20))
  until munge --no-input >/dev/null 2>&1; do
    ((SECONDS < limit)) || return 1
    sleep 0.2 # munged announces nothing
  done
}
