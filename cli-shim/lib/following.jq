# A job as a person follows it.

def state_words:
  {"observing": "observing the host",
   "guarding": "judging the guards",
   "waiting": "waiting for holds",
   "acting": "acting",
   "verifying": "verifying",
   "rolling-back": "rolling back"}[.] // .;

# The step, "3/5 wait for release of GPU 1"; empty before the first.
def step($names):
  if .StepCount > 0 and .Step > 0 then
    "\(.Step)/\(.StepCount) \(.StepName // "" | step_words($names))"
  else ""
  end;

# Who holds the step up, which names the GPU; which jobs of a cluster, or which hold the job waits for; or how far the model's load is.
# $server: the model server, or null.
def awaited($server):
  [.Reason.holders // [] | .[] | select(.tolerated | not) | holder_words] as $holders
  | if .State == "waiting" or (.State == "acting" and (.StepName // "" | startswith("drain-slurm-node"))) then .Reason.message // ""
    elif .State == "acting" and (.StepName | startswith("start-unit ")) and $server.state == "loading" then
      $server | server_words
    elif .State == "acting" and $holders != [] then "held by \($holders | first_words(3))"
    else ""
    end;

# All that, in one line. Where there is a step, that it is being done goes without saying.
def progress($names):
  step($names) as $step
  | [(.State | if IN("acting", "verifying") and $step != "" then "" else state_words end), $step]
  | map(select(. != "")) | join(" ");

def progress_line($names; $server): [progress($names), awaited($server)] | map(select(. != "")) | join(": ");

# The lines that lib/job.sh reads.
def report($names; $server):
  .Outcome, .StartedAt, (.Reason.code // ""), (.Reason.condition // ""),
  (harmless | job_words, progress_line($names; $server)),
  tojson;
