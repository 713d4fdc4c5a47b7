# [/api/cluster/status, /api/metrics/current, /api/alerts/events/firing] → everything on one screen.

# More than these say no more.
def most: 20;

def named: "  " + (. + ":" | padded(9) | dim);
def labelled($name):
  to_entries[] | (if .key == 0 then $name | named else " " * 11 end) + .value | fitted;

def head:
  if .healthy then "\(bullet | green) \("healthy" | bold | green)"
  else "\(bullet | red) \("not healthy" | bold | red)"
  end
  + "  \(.nodeCount) nodes  \(.gpuCount) GPUs"
  + (if .lastUpdated then "  seen \(.lastUpdated | seen_words)" else "  nothing read yet" end | dim);

def slurm_words:
  "\(.cpusAlloc) of \(.cpusTotal) CPUs on \(.nodesTotal) nodes, \(.jobsRunning) jobs run, "
  + "\(.jobsPending) wait";

map(harmless)
| .[2] as $alerts
| .[1].nodes as $nodes
| .[0]
| (head | fitted),
  (select(.gpuCount > 0)
    | ["\(.avgUtilization | percent), \(.avgTemperature | degrees) on average"] | labelled("Load")),
  (select(.gpuCount > 0)
    | ["\(.memoryUsedGB | decimal) / \(.memoryTotalGB | decimal) GiB"] | labelled("Memory")),
  (select(.slurm) | [.slurm | slurm_words] | labelled("Slurm")),
  ([$nodes[] | select(is_stale) | silence | red] | first_of(most; "fleet nodes") | labelled("Silent")),
  ([$nodes[] | select(is_stale | not) | silence | yellow] | first_of(most; "fleet nodes") | labelled("In part")),
  ([$alerts[] | alert_line] | first_of(most; "fleet alerts") | labelled("Alerts"))
