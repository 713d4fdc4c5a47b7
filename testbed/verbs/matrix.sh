# shellcheck shell=bash
# matrix: the fault matrix, on machines of its own.

. "$testbed/lib/matrix.sh"

whole=
page=$repository/docs/src/reference/fault-matrix.md
book=
chosen=()
lanes=2
while (($#)); do
  case $1 in
    --whole) whole=yes ;;
    --book) book=$page ;;
    --machines)
      lanes=${2:?--machines needs a number}
      shift
      ;;
    --cluster) chosen+=("$1") ;;
    --open) chosen+=("$1" "$page") ;;
    --seed | --cells | --from | --to | --fault | --step)
      chosen+=("$1" "${2:?$1 needs a value}")
      shift
      ;;
    *) die "cannot use '$1' here; see --help" ;;
  esac
  shift
done
[[ $whole || ${#chosen[@]} -gt 0 ]] ||
  die "cannot choose cells: say --whole, or --seed N --cells N, or --from, --to, --fault, --step, --cluster or --open"

ensure_prerequisites

layers=$(installed_layers)
results=$repository/target/testbed/matrix
rm -rf "$results" "$results.log"
mkdir -p "$results"
: >"$results/results.jsonl"

lane_pids=()
clean_up() {
  local lane
  ((${#lane_pids[@]} == 0)) || kill "${lane_pids[@]}" 2>/dev/null || true
  for ((lane = 0; lane <= lanes; lane++)); do remove_machine "$(lane_machine "$lane")"; done
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

say "reading the steps of every transition"
survey_steps
total=$("$testbed/matrix/matrix" choose "$results" "${chosen[@]}")
((total)) || die "cannot run the matrix: no cell is chosen"
say "$total cells on $lanes machines"
for ((lane = 1; lane <= lanes; lane++)); do
  run_lane "$lane" &
  lane_pids+=($!)
done
status=0
for lane in "${lane_pids[@]}"; do wait "$lane" || status=1; done
lane_pids=()

printf 'it took %d min %d s; results and evidence are in %s\n' \
  $((SECONDS / 60)) $((SECONDS % 60)) "$results"
"$testbed/matrix/matrix" report "$results" ${book:+--book "$book"} | tee "$results.log" || status=1
((status == 0))
