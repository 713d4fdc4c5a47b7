# [snapshot before or null, snapshot after] → a line for each difference.

def entry($what; $text):
  "\(now * 1000000 | clock | dim)  \($what | padded(10) | bold)  \($text)";

def changed(f): (.[0] | f) != (.[1] | f);

# What is in one list and not in the other.
def added(f): (.[1] | f // []) - (.[0] | f // []) | .[];
def removed(f): (.[0] | f // []) - (.[1] | f // []) | .[];

# What does not hold, whatever is done about it.
def unmet: .degradations // [] | map({clause, expected, observed});

def names: .[1].gpus | map({(.Uuid): .Index}) | add // {};

def last_words:
  "\(past_words) \(.outcome | outcome_painted)"
  + (if .outcome == "committed" or .outcome == "unchanged" then "" else ": \(said)" end);

def differences:
  names as $names
  | .[1] as $after
  | (select(changed(.mode)) | entry("mode"; .[1].mode)),
    (select(changed(.condition)) | entry("condition"; .[1].condition | painted_as(.))),
    (select(changed(.desired)) | entry("desired"; .[1].desired)),
    (select(changed(.job)) | .[1].job | select(.)
      | entry("transition"; "\(job_words), \(progress_line($names; $after.server))")),
    (select(changed(.last.id)) | select(.[0] != null) | .[1].last | entry("transition"; last_words)),
    (select(changed(.server)) | select(.[0] != null or .[1].server.state != "off") | .[1].server | select(.)
      | entry("model"; server_painted + (if .message == "" then "" else ": \(.message)" end))),
    (added(.server.strays) | entry("model"; yellow)),
    ([added(.conflicts) | red] | first_of(list_most; "mode status")[] | entry("conflict"; .)),
    (removed(.conflicts) | entry("conflict"; "no longer: \(.)")),
    (added(unmet) | entry("degraded"; clause_words | yellow)),
    (removed(unmet) | entry("degraded"; "no longer: \(.clause)")),
    (added(.degradations) | select(.repair) | entry("repair"; "\(.clause): \(repair_words)")),
    ([added(.holds) | hold_words] | first_of(list_most; "mode holds")[] | entry("hold"; .)),
    ([removed(.holds) | "ended: \(hold_words)"] | first_of(list_most; "mode holds")[] | entry("hold"; .)),
    (added(.gpus) | entry("GPU \(.Index)";
      "\(if .Present == false then "absent" else .Health end), role \(.Role)"
      + recovery_words
      + (.LastXid
        | .xid as $last
        | if $last == null then ""
          else
            ", XID \(.xid)\(.name | if . then " (\(.))" else "" end) at \(.at | date)"
            + (if ."worst-xid" | IN(null, $last) then "" else "; before it XID \(."worst-xid")" end)
          end)));

map(harmless)
| if .[1].reachable | not then entry("daemon"; "not reachable; waiting for it" | red)
  else
    (select(.[0] != null and (.[0].reachable | not)) | entry("daemon"; "reachable again" | green)),
    differences
  end
