# shellcheck shell=bash
# Some lines on stderr that are redrawn in place, where that is a terminal; what is told beside them stays above.

BLOCK_HEIGHT=0

# measure_terminal: how high and wide it is now, in TERMINAL_LINES and TERMINAL_COLUMNS.
measure_terminal() {
  read -r TERMINAL_LINES TERMINAL_COLUMNS < <(stty size <&2 2>/dev/null) || true
  ((TERMINAL_LINES > 0)) || TERMINAL_LINES=24
  ((TERMINAL_COLUMNS > 0)) || TERMINAL_COLUMNS=80
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
