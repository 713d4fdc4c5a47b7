# A line of the audit log → all of it.

def shown: if type == "string" then . else tojson end;

log_entry | harmless_whole
| if .unreadable then "unreadable: \(.unreadable)" | red
  else
    ("\(.sequence)  \(.event)" | bold),
    (to_entries
     | map(select(.value != null and (.key | IN("sequence", "event", "details") | not)))
     | map([.key, (.value | shown)])
     | table | indented(2)),
    (.details // {} | to_entries | map(["details." + .key, (.value | shown)]) | table | indented(2))
  end
