# /api/models/server → how the model server is.

# Lines of a server that failed.
def most: 20;

def named: "  " + (. + ":" | padded(11) | dim);
def labelled($name):
  to_entries[] | (if .key == 0 then $name | named else " " * 13 end) + .value | fitted;

def state_painted:
  if .state == "ready" then "ready" | green
  elif .state == "failed" then "failed" | red
  elif .state == "stalled" then "makes no progress" | red
  elif .state == "loading" then "loading" | yellow
  else .state
  end;

def state_bullet:
  if .state == "failed" or .state == "stalled" then bullet | red
  elif .state == "ready" then bullet | green
  elif .state == "loading" then bullet | yellow
  else bullet
  end;

# "load weights, 3 of 8"
def phase_words:
  (.phase // "?" | gsub("-"; " "))
  + (if (.total // 0) > 0 then ", \(.done | number) of \(.total | number)" else "" end);

def time_words:
  [(.since | age | select(.) | "\(span) so far"), (.typicalSeconds | numbers | "usually \(span)")]
  | join(", ");

.[0] | harmless
| (state_bullet + " " + state_painted + "  \(.model // "no model" | bold)" | fitted),
  (select(.state == "loading")
    | ([phase_words] | labelled("Loading")), ([time_words | select(. != "")] | labelled("Time"))),
  (.message | strings | [.] | labelled("Why")),
  (.lines // [] | .[-most:] | labelled("Printed")),
  (.strays // [] | map(yellow) | labelled("Left over"))
