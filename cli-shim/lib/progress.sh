# shellcheck shell=bash
# The progress of a job on stderr: one line kept up to date on a terminal, else a line a change.

LIVE=''
[[ -t 2 && ${TERM-dumb} != dumb ]] && LIVE=yes
PROGRESS='' TITLE=''

# show_progress TITLE TEXT: the title is shown once.
show_progress() {
  [[ $2 == "$PROGRESS" ]] && return
  if [[ $1 && -z $TITLE ]]; then
    TITLE=$1
    printf '%s\n' "$TITLE" >&2
  fi
  PROGRESS=$2
  if [[ $LIVE ]]; then
    draw_progress
  else
    printf '%s %s\n' "$(elapsed)" "$PROGRESS" >&2
  fi
}

# Long lines are cut, since only one line can be redrawn.
draw_progress() {
  local line
  shopt -s checkwinsize
  (:) # lets bash look at the window's size
  line="$(elapsed) $PROGRESS"
  printf '\r\033[K%s' "${line:0:$((${COLUMNS:-80} - 1))}" >&2
}

clear_progress() {
  [[ $LIVE && $PROGRESS ]] && printf '\r\033[K' >&2
  PROGRESS=''
}

# Minutes and seconds since the job began.
elapsed() {
  local passed=0
  [[ $JOB_STARTED ]] && passed=$((EPOCHSECONDS - JOB_STARTED / 1000000))
  printf '[%02d:%02d]' $((passed > 0 ? passed / 60 : 0)) $((passed > 0 ? passed % 60 : 0))
}
