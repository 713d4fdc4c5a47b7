# [/api/pods/plan, /api/pods] → what apply would do, and what it costs.

def action_painted:
  if IN("destroy", "refuse") then red elif IN("create", "start", "adopt") then green elif changes_nothing then dim
  else yellow
  end;

def steps:
  map([(.action // "?" | action_painted), .slot // "?", .gpu // "", .cloud // "",
       (.perHour | if . == null then "" else "\(money) USD/h" end), (.reason // "" | dim)])
  | ending([4]);

def costs:
  "costs \(.perHour | money) USD an hour, \(.perDay | money) a day"
  + " (now \(.now.perHour | money) an hour)";

map(harmless)
| .[1] as $rented
| .[0]
| ([.steps // [] | steps | table] | .[] | fitted),
  (.changes // [] | .[] | "records: \(.)" | fitted),
  (if all(.steps[]?; .action | changes_nothing) and (.changes // []) == [] then "nothing is to be done" else empty end),
  (costs + "; the fleet's cap is \($rented.spending.cap | money) an hour" | bold | fitted),
  (select($rented.spending.cap != null and (.perHour // 0) > $rented.spending.cap)
    | "that is more than the cap: pods beyond it are not made" | red | fitted),
  (.problems // [] | .[] | "problem: \(.)" | red | fitted)
