# /api/pods → the fleet with its spending, its declarations, its pods.

# More pods than these are counted.
def most: 300;

def lamp:
  if .listing.error then bullet | red
  elif any(.pods[], .declarations[]; .undeclared or .problem or .phase == "failed") then bullet | yellow
  else bullet | green
  end;

def head:
  lamp + " \(.fleet // "?" | bold)  \(.spending.perHour | money) of \(.spending.cap | money) USD/h  \(listing_words)";

def spent:
  .spending
  | "  \(.today | money) today, \(.projectedToday | money) by its end, \(.total | money) in all"
    + (if .estimated then " (estimated)" | yellow else "" end);

# "44 %": how much of a limit is spent; nothing without one.
def share($used):
  if . == null then empty
  elif $used == null or . <= 0 then "?"
  else
    ($used / . * 100 | round) as $percent
    | "\($percent) %" | if $percent >= 100 then red elif $percent >= 80 then yellow else . end
  end;

def budget_words:
  . as $declaration
  | .budget // {}
  | [(.perHour | share($declaration.perHour) + " of \(money)/h"),
     (.perDay | share($declaration.today) + " of \(money)/day"),
     (.total | share($declaration.total) + " of \(money)")]
  | if . == [] then "none" | dim else join(", ") end;

def declaration_state: .state // "?" | if . == "applied" then green else yellow end;

def declarations:
  [["DECLARATION", "STATE", "PODS", "USD/H", "TODAY", "TOTAL", "BUDGET" | dim]]
  + map([.name // "?", declaration_state, "\(.count // "?")",
         (.perHour | money), (.today | money), (.total | money), budget_words])
  | ending([2, 3, 4, 5]);

def pods:
  [["SLOT", "PHASE", "FOR", "USD/H", "TODAY", "TOTAL", "GPU", "WHERE", "IDLE" | dim]]
  + map([pod_title, pod_state, (.since | since_then), (.perHour | money_or("")), (.today | money_or("")),
         (.total | money_or("")), gpu_words, place_words, idle_words])
  | ending([2, 3, 4, 5]);

def spending_difference:
  .spending.billed // empty
  | select(.difference != null and ((.difference | fabs) >= 0.01))
  | "RunPod billed \(.today | money) today, \(.difference | money) more than reckoned";

.[0] | harmless
| if .configured != true then
    "no pods are declared", (.hint | strings | dim)
  else
    (head, spent | fitted),
    (select(.credential.given == false) | "no key is given: credential \(.credential.name)" | red | fitted),
    (.declarations | select(. != []) | "", ([declarations | table] | .[] | fitted)),
    (.pods | select(. != []) | "", ([.[:most] | pods | table] | .[] | fitted), others(most; "fleet pods --json")),
    ([(.declarations[] | select(.outcome) | "\(.name): \(outcome_words)"),
      (.pods[] | select(.reason) | "\(pod_title): \(.reason)"),
      spending_difference]
     | select(. != []) | "", (.[] | yellow | fitted))
  end
