# The root object's properties after the daemon was restarted in the middle of a transition to $to
# → "finished" and the lines of progress.jq, if it has settled what became of it ($since: when we
# asked, in µs); "recovering" if it is about to; "unknown" otherwise.
.[0]
| reply
| .LastTransition as $last
| if $last.requested == $to and ($last.finished // 0) >= $since then
    "finished",
    ({From: $last.from, To: $to, State: "finished", Step: 0, StepCount: 0, StepName: "",
      StartedAt: $last.started, FinishedAt: $last.finished, Outcome: $last.outcome,
      Reason: ($last | {code, message, condition})} | report({}))
  elif .ActiveJob != "/" or .Condition == "transitioning" then "recovering"
  else "unknown"
  end
