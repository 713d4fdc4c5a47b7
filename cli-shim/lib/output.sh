# shellcheck shell=bash
# A file that is to be its owner's alone, in a folder where others may write too.

readonly ELSEWHERE='choose another place: --output FILE'

# create_output FILE: opens OUTPUT, a descriptor of a new file. Whatever has that name already, a link or a pipe
# that somebody has laid there included, is left alone; and all is written through the descriptor, since a name
# may be another file's by then.
create_output() {
  local folder=. facts
  if [[ $1 == */* ]]; then folder=${1%/*}/; fi
  facts=$(stat --dereference --format='%a %g' -- "$folder") || fail 24 "cannot write $1: there is no folder $folder" "$ELSEWHERE"
  others_may_replace "${facts% *}" "${facts#* }" \
    && fail 24 "cannot write $1 safely: others may replace what is in $folder" "$ELSEWHERE"
  set -o noclobber
  { exec {OUTPUT}>"$1"; } 2>/dev/null || OUTPUT=''
  set +o noclobber
  if [[ ! $OUTPUT ]]; then
    [[ ! -e $1 && ! -L $1 ]] || fail 24 "cannot write $1: there is something of that name already" "$ELSEWHERE"
    fail 24 "cannot write $1" "$ELSEWHERE"
  fi
  # noclobber is for files; into a pipe or a device the shell writes all the same.
  if [[ $(stat --dereference --format='%F %u %h' -- "/proc/$$/fd/$OUTPUT") != "regular empty file $EUID 1" ]]; then
    exec {OUTPUT}>&-
    OUTPUT=''
    fail 24 "cannot write $1: there is something of that name already" "$ELSEWHERE"
  fi
}

# others_may_replace MODE GROUP: whether a folder with that mode lets others take away what is somebody's.
others_may_replace() {
  local -i mode=8#$1
  ((!(mode & 8#1000))) && { ((mode & 8#2)) || { ((mode & 8#20)) && [[ " $(id -G) " != *" $2 "* ]]; }; }
}
