# What the displays of audit entries share.

# A line of the log; one that is no JSON, as after a loss of power, is shown as such.
def log_entry: (fromjson? // {unreadable: .}) | harmless;

# RFC 3339 UTC to local time.
def local_time:
  (sub("\\.[0-9]+"; "") | fromdateiso8601 | strflocaltime("%Y-%m-%d %H:%M:%S"))? // .;

def move:
  if .requested then "\(.prior // "") \(arrow) \(.requested)" | ltrimstr(" ")
  elif .final then .final
  else ""
  end;

def success_mark:
  if .success == true then unicode("✓"; "ok") | green
  elif .success == false then unicode("✗"; "no") | red
  else ""
  end;
