# Lines of logs, as people read them, or as they are told.

def log_time: instant | if . == null then "" else . * 1000000 | date + "  " | dim end;
def log_source:
  if .identifier == null then ""
  else (.identifier | printable) + (if .pid == null then "" else "[\(.pid)]" end) + ": "
  end;
# The priorities of syslog(3).
def log_message:
  (.priority // 6) as $priority
  | .message | printable
  | if $priority <= 3 then red elif $priority == 4 then yellow elif $priority == 7 then dim else . end;

def log_line($json):
  if $json == 1 then tojson else (.at | log_time) + log_source + log_message end;
