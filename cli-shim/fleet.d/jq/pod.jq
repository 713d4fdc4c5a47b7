# One pod of /api/pods → what is known of it.

def named: "  " + (. + ":" | padded(12) | dim);
def labelled($name):
  to_entries[] | (if .key == 0 then $name | named else " " * 14 end) + .value | fitted;
def line($name): select(. != null and . != "") | [.] | labelled($name);

# When each phase began, and how long after the one before.
def phase_lines:
  [foreach .[] as $phase ({last: null};
      {last: ($phase.at | instant), before: .last, phase: $phase};
      "\(.phase.phase | padded(12)) \(.phase.at | moment)"
      + (if .before != null and .last != null and .last >= .before then ", \(.last - .before | brief) later" else "" end))];

# What it costs while it runs, where that is not what it costs now.
def running_rate:
  if .expectedPerHour == null or .expectedPerHour == .perHour then "" else " (\(.expectedPerHour | money) while it runs)" end;

.[0] | harmless
| ("\(pod_title | bold)  \(pod_state)" | fitted),
  (.reason | line("Why")),
  (.name | line("Name")),
  (.id | line("RunPod id")),
  (select(.undeclared)
    | ["not declared: it costs money until somebody destroys or adopts it" | red] | labelled("Beware")),
  ([gpu_words, place_words] | map(select(. != "")) | join(", ") | line("GPU")),
  ("\(.perHour | money) USD/h\(running_rate), \(.today | money) today, \(.total | money) in all" | line("Cost")),
  (.wish | line("Wanted")),
  (idle_words | line("Idle")),
  (select(.idle.stopAt | ahead) | "fleet pods keep \(pod_title) 2h" | dim | line("Keep it")),
  ([.ports[]? | "\(.private)/\(.type)  \(.address // "not mapped")"] | labelled("Addresses")),
  ([.phases // [] | phase_lines[]] | labelled("Phases"))
