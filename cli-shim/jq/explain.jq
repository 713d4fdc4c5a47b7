# [Explain, GetManagedObjects] → what a request would do. $model: of a swap of the model, which.

def heading: bold;

# Input: a step.
def undo_words($names):
  if (.undo // "") == "" then ""
  elif .undo == "\(.kind) \(.subject)" then "undo: set them back" | dim
  else "undo: \(.undo | step_words($names))" | dim
  end;

def steps($names):
  if . == [] then "  nothing is to be done"
  else
    [to_entries[] | .key as $index | .value
     | ["\($index + 1)", ("\(.kind) \(.subject)" | step_words($names)),
        (if (.deadline // 0) > 0 then "within \(.deadline | seconds | limit)" else "" end),
        undo_words($names)]]
    | table | indented(2)
  end;

# Input: a job of the cluster's.
def cluster_job:
  ["job \(.shown)", "\(.name | or_else("-")) of \(.user)",
   (if (.left // 0) > 0 then "\(.left | seconds | limit) left" else "" end),
   (if .problem == "" then {"wait": "is waited for", "requeue": "is requeued", "cancel": "is cancelled"}[.policy] // .policy
    else .problem | red end)];

def allowed_words:
  {"yes": "you may", "no": "you may not", "challenge": "you may, with a password",
   "na": "nobody can have it on this host"}[.] // .;

def verdict:
  [.guards[] | select(.verdict != "pass" and (.bypassed | not))] as $against
  | if .steps == [] and $against == [] then
      (if $model == "" then "\(.to) holds already" else "\($model) is served already, or selected where none is" end)
    elif $against == [] then unicode("✓"; "ok") + " nothing stands against it" | green
    else "\(unicode("✗"; "no")) it would be refused: \($against | map(.name) | join(", "))" | red
    end;

(.[1] | reply | gpus | map({(.Uuid): .Index}) | add // {}) as $names
| .[0] | reply | harmless
| (.route // [] | if length > 2 then "  by way of \(.[1:-1] | join(", "))" else "" end) as $way
| ("\({from, to, model: $model} | transition_words | bold)\($way | dim)"),
  "",
  ("Steps" | heading), (.steps | steps($names)),
  "",
  ("Guards" | heading), (.guards | guard_lines | indented(2)),
  "",
  ("Ends" | heading),
  (if .ends == [] then "  nothing"
   else .ends | (([.[0:2 * list_most][] | ["\(.kind) \(.name)", .detail // ""]] | table),
     others(2 * list_most; "mode explain --json")) | indented(2)
   end),
  (.jobs // [] | select(. != []) | "", ("Slurm jobs on this node" | heading),
    ((([.[0:2 * list_most][] | cluster_job] | table), others(2 * list_most; "mode explain --json")) | indented(2))),
  (.["gpu-fit"] // {} | select(. != {}) | "", ("GPU memory" | heading),
    (gpu_fit($names) | indented(2))),
  "",
  verdict,
  (.allowed | allowed_words),
  (.["typical-duration"] // 0 | select(. > 0) | "it usually takes \(seconds | span)")
