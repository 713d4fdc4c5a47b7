#!/usr/bin/env bats
# mode audit

load helpers

write_log() {
  cp "$FAKE/events.jsonl" "$BATS_TEST_TMPDIR/"
}

log() { # ARGUMENT...
  mode audit "$@" --file "$BATS_TEST_TMPDIR/events.jsonl"
}

@test "tail shows an entry a line, the latest last" {
  write_log
  log tail
  exits 0
  [[ ${#lines[@]} -eq 5 ]]
  [[ ${lines[0]} == '1       2025-11-21 08:42:10  boot            desktop' ]]
  [[ ${lines[1]} == '2       2025-11-21 08:42:11  requested       compute                 by root: night run' ]]
  [[ ${lines[2]} == '3       2025-11-21 08:42:11  judged      ✓   compute                 every guard passes' ]]
  [[ ${lines[3]} == '4       2025-11-21 08:42:11  step            compute                 stop desktop.target: done' ]]
  [[ ${lines[4]} == '12      2025-11-21 08:42:12  finished    ✗   desktop → desktop       rolled-back: gpu-not-released: GPU 1' ]]
}

@test "tells what was repaired, and how often it was tried" {
  write_log
  printf '%s\n' '{"sequence": 13, "timestamp": "2025-11-21T08:43:00.000001Z", "event": "reconciled",
    "requested": "compute", "success": false, "reason": "cannot start vllm.service",
    "details": {"key": "mode", "kind": "start-unit", "subject": "vllm.service", "attempt": 2,
      "status": "failed"}}' | tr -d '\n' >>"$BATS_TEST_TMPDIR/events.jsonl"
  log tail -n 1
  exits 0
  says 'reconciled  ✗   compute                 start vllm.service: failed (attempt 2): cannot start vllm.service'
}

@test "tells who let which service ask, and when that was over" {
  write_log
  printf '%s\n' '{"sequence": 13, "timestamp": "2025-11-21T08:43:00.000001Z", "event": "delegated",
    "reason": "logged-out", "details": {"status": "ended", "delegation": "5a1e",
      "service": "fleet-agent.service", "uid": 1000, "user": "alice", "session": "2"}}' \
    | tr -d '\n' >>"$BATS_TEST_TMPDIR/events.jsonl"
  log tail -n 1
  exits 0
  says 'alice, session 2, to fleet-agent.service: ended (logged-out)'
}

@test "is what audit does without a word, -n says how many" {
  write_log
  log -n1
  exits 0
  [[ ${#lines[@]} -eq 1 ]]
  [[ ${lines[0]} == 12* ]]
}

@test "times are local" {
  write_log
  TZ=Asia/Tokyo log -n 1
  says '2025-11-21 17:42:12'
}

@test "--follow goes on with what is written" {
  write_log
  start_mode audit --follow --file "$BATS_TEST_TMPDIR/events.jsonl"
  await_line '12      '
  echo '{"sequence":13,"timestamp":"2025-11-21T08:42:13.000001Z","event":"held","reason":"why"}' \
    >>"$BATS_TEST_TMPDIR/events.jsonl"
  await_line '13      2025-11-21 08:42:13  held'
  kill "$MODE_PID"
  await_end
}

@test "a torn line is shown as unreadable, not as the end" {
  write_log
  sed -i '2s/.*/{"sequence":2,"timest/' "$BATS_TEST_TMPDIR/events.jsonl"
  log tail
  exits 0
  [[ ${#lines[@]} -eq 5 ]]
  [[ ${lines[1]} == 'unreadable: {"sequence":2,"timest' ]]
}

@test "show prints an entry in full by its number" {
  write_log
  log show 2
  exits 0
  [[ ${lines[0]} == '2  requested' ]]
  says '  caller        {"uid":0,"busName":":1.7","unit":"session-2.scope"}'
  says '  details.request  {"mode":"compute","reason":"night run","bypass":[]}'
  [[ $output != *finished* ]]
}

@test "show prints all entries of a transition" {
  write_log
  log show t-1
  exits 0
  says '2  requested'
  says '12  finished'
  says '  details.transition  {"outcome":"rolled-back"}'
}

@test "show: an entry that is not there: 14" {
  write_log
  log show 5
  exits 14
  log show 't-.'
  exits 14
}

@test "--json prints the entries as they are" {
  write_log
  log tail --json
  exits 0
  [[ $(json .sequence | paste -sd ' ') == '1 2 3 4 12' ]]
}

@test "a log that cannot be read: 24" {
  mode audit --file "$BATS_TEST_TMPDIR/none"
  exits 24
  warns "cannot read $BATS_TEST_TMPDIR/none"
}

@test "verify: the chain holds" {
  start_daemon
  mode audit verify
  exits 0
  [[ ${lines[0]} == '✓ the chain of 42 entries holds' ]]
}

# remembers NUMBER HASH: an entry that the journal has.
remembers() {
  PATH=$FAKE/host:$PATH
  JOURNAL+=$(jq -nc --arg number "$1" --arg hash "$2" \
    '{DUBNIUM_AUDIT_SEQUENCE: $number, DUBNIUM_AUDIT_HASH: $hash}')$'\n'
  export JOURNAL
}

# write_entries COUNT: a log whose hashes are those of hash_of.
write_entries() {
  local number
  for ((number = 1; number <= $1; number++)); do
    printf '{"sequence":%s,"event":"held","previousHash":"%s","hash":"%s"}\n' \
      "$number" "$(hash_of $((number - 1)))" "$(hash_of "$number")"
  done >"$BATS_TEST_TMPDIR/events.jsonl"
}

hash_of() {
  sha256sum <<<"$1" | cut -d' ' -f1
}

@test "verify: the log has what the journal remembers of it" {
  start_daemon
  write_entries 6
  remembers 3 "$(hash_of 3)"
  remembers 6 "$(hash_of 6)"
  JOURNAL+='no JSON at all'$'\n''{"DUBNIUM_AUDIT_SEQUENCE":"7 x","DUBNIUM_AUDIT_HASH":"$(id)"}'
  log verify
  exits 0
  says 'it has the 2 entries that the journal remembers'
}

@test "verify: entries cut off with the head that remembers them are missed, exit code 1" {
  start_daemon
  write_entries 5
  remembers 3 "$(hash_of 3)"
  remembers 6 "$(hash_of 6)"
  log verify
  exits 1
  says 'entries were cut off the audit log, or changed: the journal has 1 that are not in it, the first is entry 6'
  [[ $output != *'entries holds'* ]]
  log verify --json
  exits 1
  [[ $(json -c '[.ok, ."journal-entries", ."journal-missing"]') == '[true,2,[6]]' ]]
}

@test "verify: entries written anew with the same numbers are no substitute" {
  start_daemon
  write_entries 8
  remembers 6 "$(hash_of another)"
  log verify
  exits 1
  says 'the first is entry 6'
}

@test "verify: entries of files that were removed to make room are not missed" {
  start_daemon '{"audit": {"ok": true, "entries": 4, "first-entry": 5, "first-broken-line": 0,
    "file": "f", "message": "the chain holds from entry 5; events-000000000004.jsonl was removed"}}'
  write_entries 8
  sed -i 1,4d "$BATS_TEST_TMPDIR/events.jsonl"
  remembers 3 "$(hash_of 3)"
  remembers 6 "$(hash_of 6)"
  log verify
  exits 0
  says 'events-000000000004.jsonl was removed'
}

@test "verify: a journal that tells nothing is told" {
  start_daemon
  PATH=$FAKE/host:$PATH
  log verify
  exits 0
  says 'not compared with the journal: it has nothing of it that you may read'
}

@test "verify names the first broken line, exit code 1" {
  start_daemon '{"audit": {"ok": false, "entries": 42, "first-broken-line": 17,
    "file": "/var/lib/mode-controller/events.jsonl",
    "message": "its hash is not that of its content"}}'
  mode audit verify
  exits 1
  says '✗ the audit log was changed, or is damaged: its hash is not that of its content'
  says 'first broken line: 17 of /var/lib/mode-controller/events.jsonl'
}

@test "verify --json prints the verdict, with the same exit code" {
  start_daemon '{"audit": {"ok": false, "entries": 1, "first-broken-line": 1, "file": "f",
    "message": "m"}}'
  mode audit verify --json
  exits 1
  [[ $(json '.["first-broken-line"]') == 1 ]]
}

@test "other words are usage errors" {
  mode audit erase
  exits 2
  mode audit show
  exits 2
  mode audit tail 3
  exits 2
}
