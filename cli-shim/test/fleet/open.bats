#!/usr/bin/env bats
# fleet open, and what is done in the caller's name

load helpers

TICKET=$(printf '%064d' 7)
PAGE='{"routes": {"GET /api/session": {"page": "PAGE", "open": true, "token": false, "person": null}}}'

with_page() {
  start_socket_agent
  scenario "${PAGE/PAGE/$AGENT_URL/}"
}

@test "--print prints an address that is of use once" {
  with_page
  TICKETS=$BATS_TEST_TMPDIR/tickets fleet open --print
  exits 0
  [[ $output == "$AGENT_URL/#ticket=$TICKET" ]]
  grep -q 'CreateDelegation sa{sv} fleet-agent.service 0' "$BATS_TEST_TMPDIR/tickets"
}

@test "--json" {
  with_page
  fleet open --json
  exits 0
  [[ $(jq -r .url <<<"$output") == "$AGENT_URL/#ticket=$TICKET" ]]
}

@test "the browser gets a file of the caller's, and no argument with the ticket" {
  with_page
  mkdir "$BATS_TEST_TMPDIR/bin" "$BATS_TEST_TMPDIR/run"
  printf '#!/bin/bash\nprintf "%%s\\n" "$@" >%q\n' "$BATS_TEST_TMPDIR/opened" >"$BATS_TEST_TMPDIR/bin/xdg-open"
  chmod +x "$BATS_TEST_TMPDIR/bin/xdg-open"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH XDG_RUNTIME_DIR=$BATS_TEST_TMPDIR/run fleet open
  exits 0
  opened=$(<"$BATS_TEST_TMPDIR/opened")
  [[ $opened == "file://$BATS_TEST_TMPDIR/run/dubnium-fleet/open.html" ]]
  grep -qF "location.replace(\"$AGENT_URL/#ticket=$TICKET\")" "${opened#file://}"
  [[ $(stat --format=%a "${opened#file://}") == 600 ]]
  [[ $output != *"$TICKET"* ]]
}

@test "whom the mode controller refuses is told what to do: 13" {
  with_page
  REFUSES='cannot delegate from outside a login session: log in at this machine' fleet open --print
  exits 13
  warns 'cannot open the page in your name: delegate from outside a login session'
  warns 'in your login session'
}

@test "no ticket is made for another machine, nor for a squatter" {
  TICKETS=$BATS_TEST_TMPDIR/tickets fleet open --print --url http://192.0.2.1:8080
  exits 2
  [[ ! -e $BATS_TEST_TMPDIR/tickets ]]
  squat
  TICKETS=$BATS_TEST_TMPDIR/tickets fleet open --print --url "http://127.0.0.1:$PORT"
  exits 13
  warns 'somebody else listens, uid 65534'
  [[ ! -e $BATS_TEST_TMPDIR/tickets ]]
}

# squat: somebody else listens on PORT.
squat() {
  mkfifo "$BATS_TEST_TMPDIR/squatter"
  setpriv --reuid=65534 --regid=65534 --clear-groups /usr/bin/python3 -c '
import socket
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen()
print(server.getsockname()[1], flush=True)
server.accept()' >"$BATS_TEST_TMPDIR/squatter" 3>&- &
  AGENT_PID=$!
  read -r PORT <"$BATS_TEST_TMPDIR/squatter"
}

@test "the token goes to nobody else who listens on the port" {
  squat
  FLEET_TOKEN=Sesame fleet status --url "http://127.0.0.1:$PORT"
  exits 13
  warns 'cannot send the token: at'
  warns 'somebody else listens, uid 65534'
}

@test "the token goes to another machine by https alone" {
  FLEET_TOKEN=Sesame fleet status --url http://192.0.2.1:8080
  exits 13
  warns 'cannot send the token over plain http'
}

@test "the agent of this machine is asked by its socket" {
  start_socket_agent '{"token": "Sesame"}'
  FLEET_TOKEN=Sesame fleet status
  exits 0
}

SESSION='{"session": true, "routes": {
  "GET /api/alerts": [{"id": "11111111-aaaa-4000-8000-000000000001", "name": "hot"}],
  "PUT /api/alerts/11111111-aaaa-4000-8000-000000000001":
    {"id": "11111111-aaaa-4000-8000-000000000001", "name": "hot", "enabled": false}}}'

@test "a change is made in the caller's name, and the session ends with it" {
  start_socket_agent "$SESSION"
  fleet alerts disable 11111111 --json
  exits 0
  [[ $(jq -r '.[0].id // .id' <<<"$output") == 11111111-* ]]
  [[ $(tail -n 1 "$CALLS") == 'DELETE /api/session' ]]
}

@test "a change by whom the mode controller refuses: 13, with what to do" {
  start_socket_agent "$SESSION"
  REFUSES='cannot delegate as root' fleet alerts disable 11111111
  exits 13
  warns 'cannot disable the rule in your name: cannot delegate as root'
  warns '--token-file FILE'
}

@test "over TCP nobody's name is taken" {
  start_agent "$SESSION"
  TICKETS=$BATS_TEST_TMPDIR/tickets fleet alerts disable 11111111
  exits 13
  [[ ! -e $BATS_TEST_TMPDIR/tickets ]]
}
