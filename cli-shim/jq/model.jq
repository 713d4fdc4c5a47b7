# [List of models, GetManagedObjects] → all that is known of the model $name.

def used:
  if .selected and .served then "selected, and served now"
  elif .selected then "selected"
  elif .served then "served now, and no longer selected"
  else "not selected"
  end;

def verified:
  if .verification == "verified" then "at \(."verified-at" | when)"
  elif .verification == "changed" then "no longer: files have changed since \(."verified-at" | when)" | red
  elif .verification == "none" then "never; to do it: sudo mode model verify \(.name)" | yellow
  else "nobody can tell: the record cannot be read" | red
  end;

(.[1] | reply | gpus | map({(.Uuid): .Index}) | add // {}) as $names
| .[0] | reply[] | select(.name == $name) | harmless
| ([[("name" | dim), .name],
    [("path" | dim), .path],
    [("size" | dim), "\(.bytes | gib) GiB in \(.files) files"],
    [("architecture" | dim), (.architecture | or_else("unknown"))],
    [("use" | dim), used],
    [("verified" | dim), verified]]
   + (if .problem == "" then [] else [[("problem" | dim), (.problem | red)]] end)
   | table),
  (.fit | select(. != {}) | "", ("GPU memory" | bold), (gpu_fit($names) | indented(2)))
