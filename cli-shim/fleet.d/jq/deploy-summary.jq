# A look → the whole: each slot with its addresses, Slurm, the model server, what it costs; $destroy: how it is
# ended.

def head:
  (first(changes(null) | select(has("awaiting")))) as $stage
  | if .stands and .slots == [] then (bullet | yellow) + " \(.fleet // "?" | bold)  " + ("no pod is to run" | yellow)
    elif .stands then bullet + " \(.fleet // "?" | bold)  " + ("every stage holds" | green)
    else (bullet | yellow) + " \(.fleet // "?" | bold)  " + (if $stage.stage then $stage | stage_words else "nothing is known for sure" end)
    end;

def addresses: [.ports[] | select(.address) | "\(.private)/\(.type) \(.address)"] | join(", ");
def slots:
  [["SLOT", "STATE", "USD/H", "ADDRESSES" | dim]] + map([.slot, slot_state, (.perHour | money), addresses]) | ending([2]);

def slurm_words:
  select(.slurm != null)
  | "Slurm: " + (.slurm | if . == [] then "none of the workers is a node" else map("\(.node) \(.state)") | first_words(8) end);

def server_words:
  "Model: \(.slot)  \(.address // "no address")",
  (.address | strings | "  ask it: curl -H \"Authorization: Bearer $KEY\" \(.)/v1/models" | dim);

.[0] | harmless
| (head | fitted),
  (.slots | select(. != []) | ([slots | table] | .[] | fitted)),
  (slurm_words | fitted),
  (servers[] | server_words),
  (.reasons[] | reason_words | fitted),
  (.notAwaited[] | not_awaited_words | fitted),
  (.undeclared[] | "not declared: \(.name), \(.perHour | money) USD/h until it is destroyed or adopted" | yellow | fitted),
  ("costs \(.perHour | money) USD an hour, \(.perHour // 0 | . * 24 | money) a day; \(.spent | money) so far" | bold | fitted),
  ("it costs that until it is ended: \($destroy)" | dim | fitted)
