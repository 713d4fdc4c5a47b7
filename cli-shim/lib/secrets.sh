# shellcheck shell=bash
# Keeping secrets out of evidence, by two means: what looks like one (secrets.sed), and what is known to
# be one, wherever and however it turns up.

readonly SMELL='key|token|secret|passw|passphrase|credential'

# learn_secrets FILE UNIT...: writes to FILE a sed script that takes out the values of secret variables
# and options in Dubnium's environment files, its credentials, and in the environment of the units' main processes. To be
# called before anything is kept. Only root can read them, and only what root reads can tell them.
learn_secrets() {
  local script=$1 pid
  shift
  {
    cat -- /etc/dubnium/*.env || true
    # Credentials have no names in them.
    sed 's/^/key=/' /etc/credstore/vllm.* /etc/credstore/fleet-agent.* || true
    while read -r pid; do
      tr '\0' '\n' <"/proc/$pid/environ" || true
    done < <(timeout 20 systemctl show --property=MainPID --value -- "$@" | grep -x '[1-9][0-9]*')
  } 2>/dev/null | secret_values | as_sed_script >"$script"
}

# NAME=VALUE lines on stdin → the secret values, one a line, longest first, also as JSON writes them.
# Shorter ones are words of any text; secrets.sed finds them where they are named.
secret_values() {
  run_jq -Rrn --arg smell "$SMELL" '
    def unquoted: gsub("^[\"'\'']|[\"'\'']$"; "");
    [ inputs
      | capture("^[ #]*(export )?(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>.*)$")
      | if (.name | test($smell; "i")) then .value | unquoted
        else .value | match("-[a-z0-9_-]*(?:" + $smell + ")[a-z0-9_-]*[= ]+([^ \"]+)"; "gi")
          | .captures[0].string
        end
      | ., (tojson | .[1:-1])
      | select(length >= 4) ]
    | unique | sort_by(-length)[]'
}

as_sed_script() {
  sed -e 's/[][\.*^$|]/\\&/g' -e 's/.*/s|&|[left-out]|g/'
}

# without_secrets SCRIPT: stdin without them.
without_secrets() {
  sed -E -f "$LIBRARY/secrets.sed" | sed -f "$1"
}

# environment_file FILE: with the names alone of variables that smell of a secret by name or value, and
# of what follows them, if a value goes on over several lines.
environment_file() {
  awk -v smell="$SMELL" '
    function unclosed(text, quote) { return gsub(quote, "", text) % 2 }
    open != "" { if (unclosed($0, open)) open = ""; if (hide) next }
    open == "" && goes_on { goes_on = /\\$/; if (hide) next }
    match($0, /^[# \t]*[A-Za-z_][A-Za-z0-9_]*=/) {
      goes_on = /\\$/
      value = substr($0, RLENGTH + 1)
      open = value ~ /^"/ && unclosed(value, "\"") ? "\"" \
        : value ~ /^\047/ && unclosed(value, "\047") ? "\047" : ""
      hide = tolower($0) ~ smell || open != ""
      if (hide) $0 = substr($0, 1, RLENGTH) "[left-out]"
    }
    { print }' "$1"
}
