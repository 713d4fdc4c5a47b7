# [a look or null, the next] → an object for each change, a line each.

.[0] as $before
| .[1] | changes($before)
| if .event == "stage" and .slot then {event, slot, phase, awaits, seconds: taken, expectedSeconds}
  elif .event == "stage" then {event, fleet, stage, awaiting}
  else .
  end
| . + {at: (now | todate)}
