# GPUs and who holds them, as lines.

def or_unknown(f): if . == null then "?" else f end;

def health_painted: if . == "ok" then green elif . == "" then . else red end;

# What brings a GPU back, where it needs anything.
def recovery_words:
  if .Recovery | IN(null, "none", "ignore") then "" else ", \(.Recovery)" end;

def memory_words:
  if .Asleep then "asleep"
  elif .MemoryKind == "unified" then "unified"
  else "\(.MemoryUsed | gib) / \(.MemoryTotal | gib) GiB"
  end;

def gpu_row:
  [ (.Index | or_unknown(tostring)),
    .Name // "?",
    .Role // "?",
    (if .Present == false then "absent" | red else (.Health // "?" | health_painted) + recovery_words end),
    memory_words,
    (.GpuUtilization | or_unknown("\(.) %")),
    (.Temperature | or_unknown("\(.) \(unicode("°C"; "C"))")),
    (.PowerUsage | or_unknown("\(. / 1000 | round) W"))
  ];

def holder_row:
  [ (.pid | tostring),
    .command // "?",
    .kind // "?",
    (if .bytes then "\(.bytes | gib) GiB" else "?" end),
    belongings,
    (if .tolerated then "may stay" | dim else "" end)
  ];

# GPUs as input, each with its row and below it the rows of its holders; $all as ListGpuHolders
# gives them; $most of each GPU, and $where shows them all. The columns of all holders are aligned.
def gpu_lines($all; $most; $where):
  if . == [] then "no GPU is visible"
  else
    . as $gpus
    | [$all | group_by(.gpu)[] | sort_by(.tolerated)[0:$most][]] as $holders
    | [[["GPU", "NAME", "ROLE", "HEALTH", "MEMORY", "LOAD", "TEMP", "POWER" | dim]]
       + map(gpu_row) | table] as $lines
    | [$holders | map(holder_row) | table | indented(5)] as $holder_lines
    | $lines[0],
      (range($gpus | length) as $i
        | $lines[$i + 1],
          (range($holders | length) as $h
            | select($holders[$h].gpu == $gpus[$i].Uuid)
            | $holder_lines[$h]),
          ([$all[] | select(.gpu == $gpus[$i].Uuid)] | others($most; $where) | indented(5)))
  end;

def gpu_lines($holders): gpu_lines($holders; list_most; "mode gpus");

# Whether a model fits, as Explain and List of models have it. $names: UUID → index.
def gpu_fit($names):
  if .unavailable then unicode("?"; "ERROR") + "  \(.unavailable)" | red
  elif .gpu == "" then
    "\(unicode("✗"; "no"))  the model is to be spread over \(.["gpus-needed"]) GPUs, there are \(.["gpus-present"])"
    | red
  else
    (if .fits then unicode("✓"; "ok") | green else unicode("✗"; "no") | red end)
    + "  needs at least \(.["need-bytes"] | gib) GiB of the \(.["budget-bytes"] | gib) GiB that vLLM takes"
    + " of \(.gpu | gpu_name($names))"
    + (if .unified then ", whose memory is the machine's: \(.["free-bytes"] | gib) GiB are available" else "" end),
    ("   \(.["weights-bytes"] | gib) GiB for weights, \(.["kv-cache-bytes"] | gib) GiB for one sequence" | dim)
  end;
