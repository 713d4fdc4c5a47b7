# shellcheck shell=bash
# What tests of both commands say of what they ran. Loaded by their helpers.

# exits CODE: what the command ended with; shows what it said if it is another.
exits() {
  [[ $status -eq $1 ]] || {
    printf 'exit code %s instead of %s\n%s\n%s\n' "$status" "$1" "$output" "${stderr-}"
    return 1
  }
}

# says TEXT, warns TEXT: stdout, stderr contains it.
says() {
  [[ $output == *"$1"* ]] || {
    printf 'not on stdout: %s\n%s\n%s\n' "$1" "$output" "${stderr-}"
    return 1
  }
}

warns() {
  [[ $stderr == *"$1"* ]] || {
    printf 'not on stderr: %s\n%s\n' "$1" "$stderr"
    return 1
  }
}

# json FILTER...: what jq makes of stdout, which must be JSON.
json() {
  jq -r "$@" <<<"$output"
}

# await_line TEXT: reads on in $SAID until a line contains TEXT; it is in $line.
await_line() {
  while IFS= read -r -t 30 -u "$SAID" line; do
    [[ $line == *"$1"* ]] && return
    echo "passed over: $line"
  done
  echo "never came: $1"
  return 1
}
