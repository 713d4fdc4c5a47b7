# [GetAll of the root, GetManagedObjects, ListGpuHolders or {unavailable: why}, Describe or null if
# the mode is known, the model server or null] → everything on one screen.
# $passwd: the text of /etc/passwd.

def named: "  " + (. + ":" | padded(11) | dim);

# A label before the first of several lines, blanks before the others.
def labelled($name):
  to_entries[] | (if .key == 0 then $name | named else " " * 13 end) + .value;

def bullet: unicode("●"; "*");

def head:
  .Condition as $condition
  | (bullet | painted_as($condition)) + " \(.CurrentMode | bold)  "
    + ($condition | painted_as($condition)) + ("  seen \(.ObservedAt | since | ago)" | dim);

def job_lines($names; $server):
  "\(.Id): \(job_words), for \(.StartedAt | since | span)",
  progress($names),
  (awaited($server) | select(. != ""));

# How the model server is, where there is more to say than that it is off.
def server_lines:
  select(.state != "off" or .message != "")
  | server_painted
    + (if .state == "loading" then ", since \(.since | since | span)" else "" end)
    + (if .model == "" then "" else "  \(.model | dim)" end),
    (select(.message != "") | .message),
    (.lines[] | dim);

def desired_words:
  (if .DesiredMode == .CurrentMode then .DesiredMode else .DesiredMode | yellow end)
  + (if .BootMode == .DesiredMode then "" else "  (after a boot: \(.BootMode))" | dim end);

def last_words($passwd):
  "\(past_words)  \(.outcome | outcome_painted)  \(.finished | when), "
  + "took \(.finished - .started | seconds | span), by \(.uid | user_name($passwd))";

(.[1] | reply | harmless) as $objects
| ($objects | gpus) as $gpus
| ($gpus | map({(.Uuid): .Index}) | add // {}) as $names
| (.[2] | if .unavailable then . else reply end | harmless) as $holders
| (.[3] | if . then .data[0] | fromjson | .classification else {} end | harmless) as $evidence
| (.[4] | if . then reply else {state: "off", message: "", strays: []} end | harmless) as $server
| .[0] | reply | harmless
| . as $state
| head,
  ([desired_words] | labelled("Desired")),
  ($objects | objects("Job")[] | select(.object == $state.ActiveJob) | [job_lines($names; $server)]
    | labelled("Job")),
  (select(.LastTransition.id // "" != "") | .LastTransition
    | [last_words($passwd),
       (select(.outcome != "committed" and .outcome != "unchanged") | .message // "" | select(. != ""))]
    | labelled("Last")),
  ([$server | server_lines] | select(. != []) | labelled("Model")),
  ($server.strays | map(yellow) | first_of(list_most; "mode status --json") | labelled("Left over")),
  (.Conflicts | map(red) | first_of(list_most; "mode status --json") | labelled("Conflicts")),
  (.Degradations
    | map((clause_words | yellow), (repair_words | select(. != "") | "  \(.)"))
    | first_of(2 * list_most; "mode status --json") | labelled("Degraded")),
  (.Holds | map(hold_words) | first_of(list_most; "mode holds") | labelled("Holds")),
  ($evidence.missing // [] | map(red) | first_of(list_most; "mode current --json") | labelled("Missing")),
  ($evidence.contradicts // [] | map(yellow) | first_of(list_most; "mode current --json")
    | labelled("Against")),
  "",
  (if $holders | type == "object" then $holders.unavailable | red
   else $gpus | gpu_lines($holders)
   end
   | indented(2))
