# shellcheck shell=bash
# What the parts of mode evidence (evidence/*) are written with. A part calls keep for each file of the
# archive; what cannot be read is noted in the manifest, and ends nothing. A part may use
#
#   TRANSITION   id of the transition, or empty if none is known
#   TARGET       mode that it went to, or empty
#   SINCE        a minute before it began, in seconds since the epoch
#   UNITS        the units that it concerned, and those of the modes' contracts
#
# keep NAME WHAT COMMAND...: what COMMAND prints becomes the file NAME, without secrets.
keep() {
  local -r file=$ARCHIVE/$1 name=$1 what=$2
  local status=0 why
  local -a limit=()
  shift 2
  declare -F "$1" >/dev/null || limit=(timeout 60)
  mkdir -p "${file%/*}"
  { "${limit[@]}" "$@" 2>"$WORK/why" </dev/null || echo "$?" >"$WORK/status"; } \
    | without_secrets "$WORK/secrets.sed" >"$file"
  if [[ -e $WORK/status ]]; then
    status=$(<"$WORK/status")
    rm "$WORK/status"
  fi
  why=$(head -c 500 "$WORK/why" | without_secrets "$WORK/secrets.sed" | tr '\t\n' '  ')
  if ((status == 124)); then
    why="no end within a minute $why"
  fi
  # A status alone is no failure: systemctl status has one for every state.
  if [[ ! -s $file ]]; then
    rm "$file"
    why=${why:-"nothing there"}
  fi
  printf '%s\t%s\t%s\t%s\n' "$name" "$what" "$([[ -e $file ]] && echo yes || echo no)" "$why" \
    >>"$WORK/manifest"
}

# keep_file FOLDER PATH: a file as it is, under its name in FOLDER.
keep_file() {
  keep "$1/${2##*/}" "$2" cat -- "$2"
}

# answer OBJECT INTERFACE METHOD …: the reply as plain JSON.
answer() {
  if ! bus_try "$@"; then
    printf '%s\n' "$BUS_MESSAGE" >&2
    return 1
  fi
  emit '.[0] | reply' <<<"$REPLY"
}

# find_transition ID: sets TRANSITION, TARGET, SINCE and UNITS from the audit log, which is there without
# the daemon too. Without ID it is the latest transition; with one that is not on record, ends with 14.
find_transition() {
  local first
  local -r folder=/var/lib/mode-controller
  shopt -s nullglob
  AUDIT_FILES=("$folder"/events-*.jsonl "$folder/events.jsonl")
  shopt -u nullglob
  TRANSITION=$1 TARGET='' SINCE=$((EPOCHSECONDS - 3600)) ENTRIES=''
  if [[ -z $TRANSITION ]]; then
    TRANSITION=$(grep -ohE '"transition":"[^"]+"' "${AUDIT_FILES[@]}" 2>/dev/null | tail -n 1) || true
    TRANSITION=${TRANSITION#'"transition":"'}
    TRANSITION=${TRANSITION%'"'}
  fi
  if [[ $TRANSITION ]]; then
    ENTRIES=$(grep -hF -- "\"transition\":\"$TRANSITION\"" "${AUDIT_FILES[@]}" 2>/dev/null) \
      || fail 14 "no transition '$TRANSITION' in the audit log" 'ids: mode history --json'
    IFS= read -r first <<<"$ENTRIES"
    TARGET=$(run_jq -Rr 'fromjson? | .requested // ""' <<<"$first")
    SINCE=$(run_jq -Rr 'fromjson? | .timestamp | sub("\\.[0-9]+"; "") | fromdateiso8601 - 60' <<<"$first")
  fi
  mapfile -t UNITS < <({
    printf '%s\n' mode-controller.service vllm.service slurm-node.service slurm-drain.service \
      slurm-cleanup.service desktop.target compute.target \
      display-manager.service
    described '.observation.units.value // {} | keys[]' || true
    grep -oE '[A-Za-z0-9@_.:-]+\.(service|target|slice|scope)' <<<"$ENTRIES" || true
  } | sort -u)
}
