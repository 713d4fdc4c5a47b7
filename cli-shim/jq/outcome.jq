# A finished job → what became of it, for people. $names: GPU UUID → index;
# $prefix: how an error starts.

def took: (.FinishedAt - .StartedAt) | seconds | [., 0] | max | span;

def is_swap: (.Model // "") != "";
def aim: if is_swap then "swap to \(.Model)" else "enter \(.To)" end;
def reached: if is_swap then "\(.Model | bold) is served" else "\(.To | bold) holds" end;

def back: if is_swap then "the former model" elif .From == "" or .From == "unknown" then "the state before" else .From end;

def because: .Reason | said | or_else("no reason given");

# Who or what is to blame, one line each.
def culprits:
  (.Reason.step // empty | select(. != "") | "step: \(step_words($names))"),
  (.Reason.unit // empty | select(. != "")
    | "unit: \(.)  look: journalctl -u \(.)"),
  (.Reason["job-result"] // empty | select(. != "") | "systemd's job result: \(.)"),
  (.Reason.holders // [] | map(select(.tolerated | not) | "held by \(holder_words($names))")
    | first_of(list_most; "mode gpus")[]),
  (.Reason.clauses // [] | map(clause_words) | first_of(list_most; "mode status")[]);

def blocking: [.Reason.guards // [] | .[] | select(.verdict != "pass" and (.bypassed | not))];

# The command that passes by all of them, if that may be done.
def bypass_hint:
  blocking
  | select(. != [] and all(.[]; .bypassable))
  | "to pass by: mode request MODE " + (map("--bypass \(.name)") | join(" "));

def told:
  if .Outcome == "committed" and (.Reason.condition // "settled") == "settled" then
    "\(unicode("✓"; "ok") | green) \(reached), \(.StepCount) steps in \(took)"
  elif .Outcome == "unchanged" then
    "\(unicode("✓"; "ok") | green) \(reached) already, nothing was done"
  elif .Outcome == "committed" then
    "\($prefix)\(if is_swap then "\(.Model) is served, but \(.To)" else "\(.To) holds, but" end) is degraded", (culprits | indented(2)),
    "  see: mode status"
  elif .Outcome == "blocked" then
    (if is_swap then "model explain \(.Model)" else "explain \(.To)" end) as $closer
    | (if is_swap then "model select \(.Model)" else "request \(.To)" end) as $again
    | (blocking | length) as $count
    | "\($prefix)cannot \(aim): "
      + (if $count == 0 then because
         elif $count == 1 then "a guard stands against it"
         else "\($count) guards stand against it"
         end),
      (blocking | guard_lines | indented(2)),
      "  nothing was changed; look closer: mode \($closer)",
      (bypass_hint | sub("request MODE"; $again) | indented(2))
  elif .Outcome == "rolled-back" then
    "\($prefix)cannot \(aim): \(because)", (culprits | indented(2)),
    "  everything was undone; \(back) \(if is_swap then "is served" else "holds" end) again"
    + (if .Reason.condition == "degraded" then ", but is degraded; see: mode status" else "" end)
  elif .Outcome == "stranded" then
    (if .From == "unknown" then "MODE" else .From end) as $home
    | "\($prefix)cannot \(aim), and cannot bring back \(back): \(because)",
      (culprits | indented(2)),
      "  the host is between modes; look: mode status    then try: mode request \($home)"
  elif .Outcome == "cancelled" then
    (if .Reason.code == "cancelled" then "" else ": \(because)" end) as $why
    | "\($prefix)the \(if is_swap then aim else "transition to \(.To)" end) was called off\($why); "
      + "\(back) \(if is_swap then "is served" else "holds" end)"
  else
    "\($prefix)cannot understand the outcome \"\(.Outcome)\": \(because)"
  end;

.[0] | harmless | told
