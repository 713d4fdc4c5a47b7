# shellcheck shell=bash
# run: scenarios, each on a freshly booted machine, as many at a time as there are lanes.

lanes=1
chosen=()
while (($#)); do
  case $1 in
    --lanes)
      [[ ${2:-} =~ ^[1-9]$ ]] || die "cannot use '${2:-}' with --lanes: it takes a number from 1 to 9"
      lanes=$2
      shift
      ;;
    all) chosen+=("$testbed"/scenarios/*.sh) ;;
    *)
      mapfile -t found < <(compgen -G "$testbed/scenarios/$1*.sh")
      ((${#found[@]})) || die "cannot run '$1': there is no such scenario (testbed list)"
      chosen+=("${found[@]}")
      ;;
  esac
  shift
done
((${#chosen[@]})) || die "cannot run nothing: name a scenario, or all (testbed list)"

ensure_prerequisites
# Once, and not by each of them.
fleet_layers >/dev/null
prepared_layers node >/dev/null
root_of builder >/dev/null
logs=$repository/target/testbed
mkdir -p "$logs"
tallies=$(mktemp -d)
declare -A running=()

clean_up() {
  ((${#running[@]} == 0)) || kill "${!running[@]}" 2>/dev/null || true
  wait
  rm -rf "$tallies"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

total_passed=0
total_failed=0
summary=()

# begin SCENARIO : in a lane of its own. With one lane alone it is shown as it goes.
begin() {
  local title
  title=$(basename "$1" .sh)
  # A new file, since an earlier run's may still be read.
  rm -f "$logs/$title.log"
  : >"$logs/$title.log"
  bash "$testbed/lib/one-scenario.sh" "$1" "$tallies/$title" >>"$logs/$title.log" 2>&1 &
  running[$!]=$title
  if ((lanes == 1)); then
    tail --lines=+1 --follow --pid=$! --sleep-interval=0.1 "$logs/$title.log"
  fi
}

# finish_one : waits for one that ends, shows it and counts it.
finish_one() {
  local ended title passed failed seconds
  wait -n -p ended "${!running[@]}" || true
  title=${running[$ended]}
  unset "running[$ended]"
  ((lanes == 1)) || cat "$logs/$title.log"
  read -r passed failed seconds <"$tallies/$title" || { passed=0 failed=1 seconds=0; }
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  summary+=("$(printf '%-26s %4d passed %4d failed %5d s' "$title" "$passed" "$failed" "$seconds")")
}

for scenario in "${chosen[@]}"; do
  ((${#running[@]} < lanes)) || finish_one
  begin "$scenario"
done
while ((${#running[@]})); do finish_one; done

printf '\n'
printf '%s\n' "${summary[@]}"
printf '\n%d passed, %d failed\n' "$total_passed" "$total_failed"
((total_failed == 0))
