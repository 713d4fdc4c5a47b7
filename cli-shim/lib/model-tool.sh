# shellcheck shell=bash
# The program that works on the store of models, which root alone may.

readonly MEDIUM=/run/dubnium/medium

# become_model_tool DOING ARGUMENT...: becomes it, with these arguments.
become_model_tool() {
  ready_model_tool "$1"
  exec {BUS_LOG}>&-
  exec mode-controller "${@:2}"
}

# become_model_tool_with DEVICE DOING ARGUMENT...: the same, and the file system of DEVICE is at $MEDIUM for it, for
# nobody else and no longer.
become_model_tool_with() {
  ready_model_tool "$2"
  exec {BUS_LOG}>&-
  install -d -m 0700 -- "$MEDIUM"
  # shellcheck disable=SC2016 # for the shell in there
  exec unshare --mount --propagation private -- "$BASH" -euc '
    mount --read-only --options nosuid,nodev,noexec -- "$1" "$2" \
      || { echo "mode: cannot mount the medium $1 (is it damaged? dmesg | tail)" >&2 && exit 1; }
    exec mode-controller "${@:3}"' mode "$1" "$MEDIUM" "${@:3}"
}

ready_model_tool() { # DOING
  ((EUID == 0)) || fail 13 "cannot $1: root alone may write to the store of models" "sudo mode $VERB …"
  PATH=$PATH:/usr/sbin:/sbin
  require mode-controller dubnium
}

# model_name OPTION VALUE: ends with a usage error if VALUE cannot be the name of a model.
model_name() {
  [[ $2 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$ ]] \
    || usage_error "$1: '$2' is no name of a model; letters, digits, '.', '_' and '-' make one"
}
