#!/usr/bin/env bats
# fleet pods cost

load helpers

COST='{"days": [{"date": "2026-11-20", "reckoned": 10.5, "billed": 10.25, "difference": -0.25},
    {"date": "2026-11-21", "reckoned": 1.2, "billed": null, "difference": null}],
  "pods": [{"slot": "worker-0", "name": "dub-lab-worker-0-k3f9x2", "reckoned": 7.0, "billed": 7.0, "difference": 0.0},
    {"slot": null, "name": "dub-lab-\u001b[2J", "reckoned": 4.7, "billed": null, "difference": null}]}'

@test "by day and by pod, in line, with what was billed" {
  start_agent "{\"routes\": {\"GET /api/pods/cost?days=7\": $COST}}"
  fleet pods cost
  exits 0
  [[ ${lines[0]} == 'DAY         RECKONED  BILLED  DIFFERENCE' ]]
  [[ ${lines[1]} == '2026-11-20     10.50   10.25       -0.25' ]]
  [[ ${lines[2]} == '2026-11-21      1.20' ]]
  [[ ${lines[3]} == 'in all         11.70   10.25       -0.25' ]]
  [[ ${lines[5]} =~ ^worker-0\ +7\.00\ +7\.00\ +0\.00$ ]]
  [[ $output != *"$ESCAPE"* ]]
}

@test "so many days; more than there are is a usage error" {
  start_agent "{\"routes\": {\"GET /api/pods/cost?days=30\": {\"days\": [], \"pods\": []}}}"
  fleet pods cost --days 30
  exits 0
  [[ $output == 'nothing was spent' ]]
  fleet pods cost --days 30 --json
  [[ $(json '.days | length') == 0 ]]
  : >"$CALLS"
  for days in 0 91 x; do
    fleet pods cost --days "$days"
    exits 2
  done
  [[ ! -s $CALLS ]]
}
