# shellcheck shell=bash
# What the journal remembers of the audit log: the number and the hash of an entry now and then, which
# the daemon wrote there. Whoever cuts entries off the log and mends the file that remembers its head
# leaves these. Sourced.

# MESSAGE_ID of LogEvent.AUDIT_HEAD, and how many of the latest are compared.
ANCHOR_MESSAGE=7fb6902e4ea34452987eae7e09089b92
ANCHORS=1000

# journal_anchors: lines "NUMBER HASH". Nothing if there are none, or the caller may not read them.
# Only the unit's own entries count, which nobody else can write.
journal_anchors() {
  timeout 60 journalctl --quiet --no-pager --lines="$ANCHORS" --output=json \
    _SYSTEMD_UNIT=mode-controller.service "MESSAGE_ID=$ANCHOR_MESSAGE" 2>/dev/null \
    | run_jq -r -R 'fromjson? | select(type == "object")
        | "\(.DUBNIUM_AUDIT_SEQUENCE) \(.DUBNIUM_AUDIT_HASH)"
        | select(test("^[0-9]{1,18} [0-9a-f]{64}$"))' || true
}

# compare_anchors FIRST FILE...: sets ANCHOR_COUNT, and ANCHORS_MISSING to the lines of those that the
# files do not have, oldest first. Entries before FIRST are not expected there.
compare_anchors() {
  local first=$1 known found number hash
  shift
  ANCHORS_MISSING=''
  known=$(journal_anchors | sort -u)
  ANCHOR_COUNT=$(grep -c . <<<"$known") || return 0
  found=$(
    grep -hF -f <(cut -d' ' -f2 <<<"$known") -- "$@" </dev/null 2>/dev/null \
      | sed -nE 's/^\{"sequence":([0-9]+),.*"hash":"([0-9a-f]{64})"\}$/\1 \2/p' \
      | sort -u
  ) || true
  while read -r number hash; do
    ((number < first)) || ANCHORS_MISSING+="$number $hash"$'\n'
  done < <(comm -23 <(printf '%s\n' "$known") <(printf '%s\n' "$found") | grep . | sort -n)
}

# anchor_words: a sentence about the first of those that are missing.
anchor_words() {
  printf 'the journal has entry %s with a hash that the log does not have' "${ANCHORS_MISSING%% *}"
}
