#!/usr/bin/env bats
# What the agent answers, and the exit codes

load helpers

@test "nobody answers: 69, with what to do" {
  for verb in status nodes 'nodes gpu-1' alerts 'alerts rules' versions; do
    # shellcheck disable=SC2086
    fleet $verb
    exits 69
    warns "the fleet agent does not answer at http://127.0.0.1:1: "
    warns 'systemctl status fleet-agent'
    warns 'journalctl -u fleet-agent'
    warns '--url URL'
  done
}

@test "no token, or a wrong one: 13, with what to do" {
  start_agent '{"token": "Sesame"}'
  fleet status
  exits 13
  [[ ${stderr_lines[0]} == 'fleet: cannot answer without the token' ]]
  warns '--token-file FILE'
  FLEET_TOKEN=Salami fleet status
  exits 13
}

@test "the token from the environment, from a file, and from the usual file" {
  start_agent '{"token": "Sesame\\x\"y"}'
  FLEET_TOKEN='Sesame\x"y' fleet status
  exits 0
  printf 'Sesame\\x"y\n' >"$BATS_TEST_TMPDIR/token"
  fleet status --token-file "$BATS_TEST_TMPDIR/token"
  exits 0
  FLEET_TOKEN=wrong fleet status --token-file "$BATS_TEST_TMPDIR/token"
  exits 0
  FLEET_TOKEN_FILE=$BATS_TEST_TMPDIR/token fleet status
  exits 0
  mkdir "$BATS_TEST_TMPDIR/dubnium"
  mv "$BATS_TEST_TMPDIR/token" "$BATS_TEST_TMPDIR/dubnium/fleet-token"
  fleet status
  exits 0
  fleet status --token-file "$BATS_TEST_TMPDIR/token"
  exits 24
}

@test "a token that could be an option of curl's is none" {
  start_agent
  FLEET_TOKEN=$'x"\nurl = "http://127.0.0.1:2/' fleet status
  exits 24
  [[ ! -s $CALLS ]]
}

@test "the token is no argument of anybody's" {
  start_agent '{"token": "Sesame"}'
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/bash\nprintf "%%s\\n" "$*" >>%q\nexec %q "$@"\n' "$BATS_TEST_TMPDIR/arguments" \
    "$(type -P curl)" >"$BATS_TEST_TMPDIR/bin/curl"
  chmod +x "$BATS_TEST_TMPDIR/bin/curl"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH FLEET_TOKEN=Sesame fleet status
  exits 0
  [[ -s $BATS_TEST_TMPDIR/arguments ]]
  run ! grep Sesame "$BATS_TEST_TMPDIR/arguments"
}

@test "--url goes before FLEET_URL; what is no address is a usage error" {
  start_agent
  url=$FLEET_URL
  FLEET_URL=http://127.0.0.1:1 fleet status --url "$url/"
  exits 0
  for url in ftp://x/ http:// 'http://a b/' file:///etc/passwd $'http://x/\e[2J' -x; do
    fleet status --url "$url"
    exits 2
    [[ $stderr != *"$ESCAPE"* ]]
  done
}

@test "no proxy is asked for this machine" {
  start_agent
  http_proxy=http://127.0.0.1:1 fleet status
  exits 0
}

@test "what the agent refuses, by its status" {
  start_agent
  for pair in '400 2' '403 13' '409 12' '500 24' '503 24' '301 24'; do
    scenario "{\"routes\": {\"GET /api/cluster/status\":
      [${pair% *}, {\"error\": \"cannot do that\", \"details\": [\"this\", \"that\"]}]}}"
    fleet status
    exits "${pair#* }"
    warns 'fleet: cannot do that; this; that'
  done
}

@test "an error's text reaches the terminal without escape sequences" {
  start_agent '{"routes": {"GET /api/cluster/status": [503, {"error": "cannot \u001b[2J\u0007\nfleet: done"}]}}'
  fleet status
  exits 24
  [[ ${stderr_lines[0]} == 'fleet: cannot  [2J fleet: done' ]]
}

@test "an answer that is no JSON, or not the agent's: 24" {
  start_agent '{"routes": {"GET /api/cluster/status": "<html>"}}'
  fleet status
  exits 24
  warns 'cannot understand the answer of the fleet agent'
  scenario '{"routes": {"GET /api/cluster/status": [503, "<html>"]}}'
  fleet status
  exits 24
  warns 'cannot read the state of the fleet: it answers 503'
}

@test "an unknown verb, and a node in the place of a verb" {
  start_agent '{"routes": {"GET /api/metrics/gpu/gpu-1": {"nodeId": "gpu-1"}}}'
  fleet frobnicate
  exits 2
  warns "unknown verb 'frobnicate'"
  fleet gpu-1
  exits 2
  warns 'to see it: fleet nodes gpu-1'
  fleet ../fleet
  exits 2
}

@test "an unknown option is a usage error of every verb" {
  local folder=$BATS_TEST_DIRNAME/../../fleet.d/verb verb
  for verb in "$folder"/* "$folder"/*.d/*; do
    [[ -f $verb ]] || continue
    verb=${verb#"$folder/"}
    # shellcheck disable=SC2086 # one word or two
    fleet ${verb/.d\// } --frobnicate
    exits 2
    warns "unknown option '--frobnicate'"
  done
}

@test "without curl: 24, and what to install" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  for tool in bash jq readlink; do ln -s "$(type -P "$tool")" "$BATS_TEST_TMPDIR/bin/"; done
  run --separate-stderr env PATH="$BATS_TEST_TMPDIR/bin" bash "$FLEET" status
  exits 24
  warns 'it comes with the package curl'
}
