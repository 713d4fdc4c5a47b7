# Words for what the fleet agent reports.

def bullet: unicode("●"; "*");

# ISO 8601 to seconds since the epoch; null for what is none.
def instant: if type == "string" then (sub("\\.[0-9]+"; "") | fromdateiso8601)? // null else null end;
def age: instant | if . == null then null else [now - ., 0] | max end;
def seen_words: age | if . == null then "never" else ago end;
def moment: instant | if . == null then "?" else . * 1000000 | when end;

def told($form): if . == null then "?" else $form end;
def percent: if . == null then "?" else "\(round) %" end;
def degrees: if . == null then "?" else "\(round) \(unicode("°C"; "C"))" end;
def watts: if . == null then "?" else "\(round) W" end;
def megahertz: if . == null then "?" else "\(round) MHz" end;
# MiB to GiB.
def of_mib: if . == null then "?" else . / 1024 | decimal end;

def severity_painted:
  if . == "critical" or . == "error" then red elif . == "warning" then yellow else . end;

def is_stale: .reachable == false;

# Why a node, or one of its sources, does not answer; nothing if all do.
def silence:
  if is_stale then
    "\(.nodeId): silent, seen \(.lastSeen | seen_words)"
    + (.unreachableBecause // "" | if . == "" then "" else ": \(.)" end)
  elif .unreachableBecause then "\(.nodeId): answers in part: \(.unreachableBecause)"
  else empty
  end;

def comparison: {gt: ">", lt: "<", eq: "=", gte: unicode("≥"; ">="), lte: unicode("≤"; "<=")}[.] // .;
def number: if type == "number" then if . == floor then "\(.)" else decimal end else "?" end;
def short_id: .id // "?" | .[0:8];
def place: .nodeId + (if .gpu == null then "" else " GPU \(.gpu)" end);
def claim: "\(.metric) \(.value | number) \(.condition | comparison) \(.threshold | number)";

# One line that says which alert fires, where and since when.
def alert_line:
  "\(.severity // "?" | severity_painted)  \(place): \(.ruleName) (\(claim)), since \(.firedAt | moment)"
  + (if .acknowledgedAt then ", acknowledged" | dim else "" end);
