# shellcheck shell=bash
# run: scenarios, each on a freshly booted machine, one after the other.

(($#)) || die "cannot run nothing: name a scenario, or all (testbed list)"
chosen=()
for wish; do
  if [[ $wish == all ]]; then
    chosen+=("$testbed"/scenarios/*.sh)
    continue
  fi
  mapfile -t found < <(compgen -G "$testbed/scenarios/$wish*.sh")
  ((${#found[@]})) || die "cannot run '$wish': there is no such scenario (testbed list)"
  chosen+=("${found[@]}")
done

ensure_prerequisites
DUBNIUM_DEB=$(package dubnium)
FLEET_DEB=$(package dubnium-fleet)
export DUBNIUM_DEB FLEET_DEB
layers=$(installed_layers)
bare=$(prepared_layers workstation)
fleet=$(fleet_layers)
logs=$repository/target/testbed
mkdir -p "$logs"
TALLY=$(mktemp)
MACHINE=
running=
export TALLY MACHINE

clean_up() {
  [[ -z $running ]] || kill "$running" 2>/dev/null || true
  [[ -z $MACHINE ]] || remove_fleet "$MACHINE"
  rm -f "$TALLY"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

total_passed=0
total_failed=0
summary=()
for scenario in "${chosen[@]}"; do
  title=$(basename "$scenario" .sh)
  log=$logs/$title.log
  MACHINE=${title%%-*}-$$
  started=$SECONDS
  printf '\n%s: %s\n' "$title" "$(sed -n 's/^# Proves: //p' "$scenario")"
  : >"$TALLY"
  case $(sed -n 's/^# Machine: //p' "$scenario") in
    fleet*) boot_fleet "$MACHINE" "$fleet" ;;
    bare*) boot_machine "$MACHINE" "$bare" ;;
    *) boot_machine "$MACHINE" "$layers" ;;
  esac
  # In the background, since a shell heeds signals while it waits, and not while it runs something.
  # A new file, since an earlier run may still be read.
  rm -f "$log"
  : >"$log"
  bash "$scenario" >>"$log" 2>&1 &
  running=$!
  tail --lines=+1 --follow --pid="$running" --sleep-interval=0.1 "$log" &
  printer=$!
  wait "$running" || true
  running=
  wait "$printer"
  read -r passed failed <"$TALLY" || { passed=0 failed=1; }
  ((passed + failed)) || failed=1
  if ((failed)); then
    keep_evidence "$MACHINE" "$logs/$title"
    printf '  its journal and state are kept in %s\n' "$logs/$title"
  fi
  remove_fleet "$MACHINE"
  MACHINE=
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  summary+=("$(printf '%-26s %4d passed %4d failed %5d s' "$title" "$passed" "$failed" $((SECONDS - started)))")
done

printf '\n'
printf '%s\n' "${summary[@]}"
printf '\n%d passed, %d failed\n' "$total_passed" "$total_failed"
((total_failed == 0))
