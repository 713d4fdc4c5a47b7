# Which versions of other people's software a run used, beside those of the last run that was green. Debian's
# updates move underneath: when something fails that nobody here has touched, this says what did. Sourced.
# shellcheck shell=bash

version_record=$testbed/versions.tsv

# versions_in_use : a line for each package of each root: root, package, version.
versions_in_use() {
  local kind root
  for kind in builder workstation node; do
    root=$(root_of "$kind")
    dpkg-query --admindir="$root/var/lib/dpkg" --show --showformat="$kind\t\${Package}\t\${Version}\n"
  done | LC_ALL=C sort
}

# moved_versions RECORD NOW : what is not the same in both: root, package, version on record, version now.
moved_versions() {
  awk -F '\t' -v OFS='\t' '
    NR == FNR { then[$1 OFS $2] = $3; next }
    { now[$1 OFS $2] = $3 }
    END {
      for (p in now) if (!(p in then)) print p, "-", now[p]
      else if (now[p] != then[p]) print p, then[p], now[p]
      for (p in then) if (!(p in now)) print p, then[p], "-"
    }' "$1" "$2" | LC_ALL=C sort
}

# keep_versions : puts those in use on record, which is to be committed with the change.
keep_versions() {
  local now
  now=$(mktemp)
  versions_in_use >"$now"
  cmp --silent "$now" "$version_record" || cp "$now" "$version_record"
  rm -f "$now"
}

# show_moved_versions : prints, for people, what has moved since the last green run.
show_moved_versions() {
  local now moved
  now=$(mktemp)
  versions_in_use >"$now"
  moved=$(moved_versions "$version_record" "$now")
  rm -f "$now"
  if [[ -z $moved ]]; then
    printf 'Every package has the version that it had in the last green run.\n'
  else
    printf 'Packages with another version than in the last green run:\n'
    awk -F '\t' '{ printf "  %-12s %-32s %s -> %s\n", $1, $2, $3, $4 }' <<<"$moved"
  fi
}
