# shellcheck shell=bash
# Some lines on stderr that are redrawn in place, where that is a terminal; what is told beside them stays above.

LIVE=''
[[ -t 2 && ${TERM-dumb} != dumb ]] && LIVE=yes
BLOCK_HEIGHT=0

# measure_terminal: how wide and high it is now, in COLUMNS and LINES.
measure_terminal() {
  shopt -s checkwinsize
  (:) # lets bash look at the window's size
}

# draw_block TEXT: in place of the block that is there. No line may be wider than the terminal.
draw_block() {
  local newlines
  clear_block
  printf '%s\n' "$1" >&2
  newlines=${1//[!$'\n']/}
  BLOCK_HEIGHT=$((${#newlines} + 1))
}

clear_block() {
  ((BLOCK_HEIGHT == 0)) || printf '\r\033[%dA\033[J' "$BLOCK_HEIGHT" >&2
  BLOCK_HEIGHT=0
}
