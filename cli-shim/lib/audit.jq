# What the displays of audit entries share.

# A line of the log; one that is no JSON, as after a loss of power, is shown as such.
def log_entry: fromjson? // {unreadable: .};

# RFC 3339 UTC to local time.
def local_time:
  (sub("\\.[0-9]+"; "") | fromdateiso8601 | strflocaltime("%Y-%m-%d %H:%M:%S"))? // .;

# Where the entry stands between which modes.
def modes:
  if .event == "finished" then "\(.prior // "") \(arrow) \(.final // "unknown")" | ltrimstr(" ")
  else .requested // .final // ""
  end;

# What it says, by its kind.
def account($passwd):
  .details as $details
  | if .event == "step" then
      ("\($details.kind) \($details.subject)" | step_words({})) + ": \($details.status)"
    elif .event == "reconciled" then
      ["\("\($details.kind) \($details.subject)" | step_words({})): \($details.status)"
         + " (attempt \($details.attempt))", (.reason // "" | select(. != ""))]
      | join(": ")
    elif .event == "requested" then
      [($details.request.model // "" | if . == "" then "" else "model \(.), " end)
         + "by \(.caller.uid // "?" | user_name($passwd))", ($details.request.reason // "" | select(. != ""))]
      | join(": ")
    elif .event == "model" then
      ["\($details.model): \($details.status), by \(.caller.uid // "?" | user_name($passwd))",
       (.reason // "" | select(. != ""))]
      | join(": ")
    elif .event == "delegated" then
      "\($details.user), session \($details.session), to \($details.service): \($details.status)"
      + (if .reason then " (\(.reason))" else "" end)
    elif .event == "judged" then
      [$details.guards // [] | .[] | select(.verdict != "pass") | "\(.guard): \(.verdict)"]
      | if . == [] then "every guard passes" else join(", ") end
    elif .event == "planned" then "\($details.steps // [] | length) steps"
    elif .event == "finished" then
      [$details.transition.outcome // empty, .reason // ""]
      | map(select(. != "")) | join(": ")
    else .reason // $details.note // ""
    end;

def success_mark:
  if .success == true then unicode("✓"; "ok") | green
  elif .success == false then unicode("✗"; "no") | red
  else ""
  end;
