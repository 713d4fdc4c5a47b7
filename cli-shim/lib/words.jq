# Words for what the daemon reports.

def or_else($text): if . == null or . == "" then $text else . end;

# What a reason, a guard or a transition says: its words, or else its code.
def said: [.message, .code] | map(select(. != null and . != "")) | first // "";

def painted_as($condition):
  if $condition == "settled" then green
  elif $condition == "degraded" or $condition == "transitioning" then yellow
  else red
  end;

def outcome_painted:
  if . == "committed" or . == "unchanged" then green
  elif . == "stranded" then red
  elif . == "" then .
  else yellow
  end;

# uid to login name, from $passwd, the text of /etc/passwd.
def user_name($passwd):
  tostring as $uid
  | first($passwd | split("\n")[] | split(":") | select(.[2] == $uid) | .[0]) // "uid \($uid)";

# GPU UUID to what a person calls it, by $names (UUID → index).
def gpu_name($names): if $names[.] != null then "GPU \($names[.])" else . end;

# "kind subject" of a step.
def step_words($names):
  (split(" ") | {kind: .[0], subject: (.[1:] | join(" "))}) as $step
  | if $step.kind == "await-gpu-release" then
      "wait for release of "
      + ($step.subject | split(",") | map(gpu_name($names)) | join(", ") | or_else("the GPUs"))
    else
      ({"stop-unit": "stop",
        "start-unit": "start",
        "terminate-session": "end session",
        "set-unit-properties": "set the weights of",
        "select-model": "select the model",
        "drain-slurm-node": "drain the Slurm node, its jobs:",
        "resume-slurm-node": "resume",
        "assert-mode": "check that the mode is"}[$step.kind] // $step.kind) as $verb
      | if $step.subject == "" then $verb
        elif $step.kind == "select-model" and $step.subject == "-" then "leave the model to its settings"
        else "\($verb) \($step.subject)" end
    end;

# Where a process belongs: unit and session, as far as known.
def belongings:
  [(."user-unit" // "" | select(. != "")), (.unit // "" | select(. != "")), (.session // "" | select(. != "") | "session \(.)")]
  | join(", ");

def holder_words:
  "\(.command | or_else("process"))[\(.pid)]"
  + (belongings | if . == "" then "" else " (\(.))" end)
  + (if .bytes then " with \(.bytes | gib) GiB" else "" end);

def holder_words($names): "\(holder_words) on \(.gpu | gpu_name($names))";

# The phase of a load, for people.
def phase_words:
  {"start": "starting",
   "config": "reading the configuration",
   "engine-spawn": "starting the engine",
   "distributed": "connecting the GPUs",
   "download": "fetching the weights",
   "load-weights": "loading weights",
   "load-drafter": "loading the drafter",
   "compile": "compiling",
   "profile": "measuring memory",
   "kv-cache": "reserving the KV cache",
   "warmup": "warming up",
   "cuda-graphs": "capturing CUDA graphs",
   "engine-ready": "engine ready",
   "http-start": "opening the port"}[.] // .;

# What the model server is at: "loading weights 3 of 8; usually 2 min 10 s".
def server_words:
  if .state == "loading" then
    (.phase | phase_words)
    + (if .total > 0 then " \(.done) of \(.total)" else "" end)
    + (if .typical > 0 then "; usually \(.typical | seconds | span)" else "" end)
  else .state
  end;

def server_painted:
  if .state == "ready" then server_words | green
  elif .state == "failed" or .state == "stalled" then server_words | red
  else server_words | yellow
  end;

# One line for each clause that does not hold.
def clause_words: "\(.clause): expected \(.expected), observed \(.observed)";

# What the daemon does about such a clause; nothing if that is not its business.
def repair_words:
  if .repair == null then ""
  else
    ({"pending": "repair pending",
      "repairing": "being repaired, attempt \(.attempts)",
      "backing-off": "repair failed \(.attempts) times, will be tried again",
      "gave-up": "gave up after \(.attempts) repairs",
      "refused": "not to be repaired"}[.repair] // .repair)
    + (.message // "" | if . == "" then "" else ": \(.)" end)
  end;

def mark:
  if .bypassed then "bypassed" | yellow
  elif .verdict == "pass" then unicode("✓"; "ok") | green
  elif .verdict == "wait" then unicode("…"; "wait") | yellow
  elif .verdict == "deny" then unicode("✗"; "DENY") | red
  else unicode("?"; "ERROR") | red
  end;

def guard_lines:
  [.[]
    | [mark, .name, (said | cut(verdict_most))],
      (.message as $message | .evidence // [] | map(select(. != $message) | cut(evidence_most))
        | first_of(list_most; "mode explain --json") | .[] | ["", "", dim])
  ]
  | table;

# Input: from, to; of a swap of the model, which is to be served and which was, as far as known.
def transition_words:
  if (.model // "") != "" then
    "model: " + (.former // "" | if . == "" then "" else "\(.) " end) + "\(arrow) \(.model)"
  elif .from == "" or .from == "unknown" then "\(arrow) \(.to)" else "\(.from) \(arrow) \(.to)" end;

def hold_words:
  "\(.kind) \(.direction) \(.mode | or_else("every mode")), by \(.who | cut(who_most)): \(.why | cut(why_most))";

# A transition that is over, as TransitionInfo has it; a job.
def past_words: {from, to: .requested, model, former: ."former-model"} | transition_words;
def job_words: {from: .From, to: .To, model: .Model} | transition_words;
