# What `mode holds` prints as JSON → two tables. $passwd: the text of /etc/passwd.

def hold_table:
  if . == [] then "no hold is in force"
  else
    [["COOKIE", "MODE", "DIRECTION", "KIND", "WHO", "WHY", "USER", "PID", "SINCE" | dim]]
    + map([ (.cookie | tostring),
            (.mode | or_else("every mode")),
            .direction, .kind, .who, .why,
            (.uid | user_name($passwd)),
            (if .pid > 0 then .pid | tostring else "" end),
            (.since | when) ])
    | table
  end;

def inhibitor_table:
  select(. != [])
  | "",
    ("Inhibitors of logind that block a shutdown" | bold),
    ([["WHO", "WHY", "USER", "PID" | dim]]
     + map([.who, .why, (.uid | user_name($passwd)), (.pid | tostring)])
     | table);

.[0] | harmless
| (.holds | hold_table),
  (if .inhibitors then .inhibitors | inhibitor_table
   else "", ("cannot tell logind's inhibitors: \(.unavailable)" | red)
   end)
