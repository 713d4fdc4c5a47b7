# /api/metrics/current → a row for each GPU; $clocks: whether its clocks are shown too.

def titles:
  ["NODE", "SEEN", "GPU", "NAME", "LOAD", "MEMORY", "TEMP", "POWER"]
  + (if $clocks > 0 then ["SM", "MEMORY CLOCK"] else [] end);

def gpu_cells:
  [.gpu, .gpuName, (.utilization | percent), "\(.memoryUsedMB | of_mib) / \(.memoryTotalMB | of_mib) GiB",
   (.temperatureC | degrees), (.powerUsageW | watts)]
  + (if $clocks > 0 then [.smClockMHz, .memClockMHz | megahertz] else [] end);

# A node: its rows, and its name in the first of them alone.
def rows:
  . as $node
  | (.lastSeen | seen_words) as $seen
  | if .gpus == [] then [[.nodeId, $seen, "", "no GPU is told of"]]
    else [.gpus | to_entries[]
      | (if .key == 0 then [$node.nodeId, $seen] else ["", ""] end) + (.value | gpu_cells)]
    end
  | if $node | is_stale then map(map(dim)) else . end
  | .[0][0] |= (if $node | is_stale then red else bold end);

.[0].nodes | harmless
| if . == [] then "no node is configured"
  else
    ([(titles | map(dim)), (.[] | rows[])] | [table] | .[] | fitted),
    (.[] | silence | yellow | fitted)
  end
