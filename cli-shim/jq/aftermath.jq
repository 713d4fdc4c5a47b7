# [the root object's properties, ListTransitions or nothing] after the daemon was restarted in the middle of a
# transition to $to (in $to, to model $model, where that is not empty) → "finished" and the lines of progress.jq, if it has settled what became of it; "recovering"
# if it is about to; "unknown" otherwise. $since: when we asked, $started: when the job began, in µs; 0: not
# known. Others may have been asked for since: ours is the first to end, if none began with the job.
(.[1] // {data: [[]]} | reply) as $past
| .[0]
| reply
| ([.LastTransition, $past[] | select(.requested == $to and (.model // "") == $model and (.finished // 0) >= $since)]
   | (map(select(.started == $started)) + sort_by(.finished)) | first) as $last
| if $last then
    "finished",
    ({From: $last.from, To: $to, Model: $model, State: "finished", Step: 0, StepCount: 0, StepName: "",
      StartedAt: $last.started, FinishedAt: $last.finished, Outcome: $last.outcome,
      Reason: ($last | {code, message, condition})} | report({}; null))
  elif .ActiveJob != "/" or .Condition == "transitioning" then "recovering"
  else "unknown"
  end
