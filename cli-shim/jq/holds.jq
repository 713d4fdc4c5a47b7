# What `mode holds` prints as JSON → two tables. $passwd: the text of /etc/passwd.

# There are 256 holds at most, and this many lines of a list.
def shown: 10 * list_most;

def hold_table:
  if . == [] then "no hold is in force"
  else
    ([["COOKIE", "MODE", "DIRECTION", "KIND", "WHO", "WHY", "USER", "PID", "SINCE" | dim]]
     + (.[0:shown]
        | map([ (.cookie | tostring),
                (.mode | or_else("every mode")),
                .direction, .kind, (.who | cut(who_most)), (.why | cut(why_most)),
                (.uid | user_name($passwd)),
                (if .pid > 0 then .pid | tostring else "" end),
                (.since | when) ]))
     | table),
    others(shown; "mode holds --json")
  end;

def inhibitor_table:
  select(. != [])
  | "",
    ("Inhibitors of logind that block a shutdown" | bold),
    ([["WHO", "WHY", "USER", "PID" | dim]]
     + (.[0:shown] | map([(.who | cut(who_most)), (.why | cut(why_most)), (.uid | user_name($passwd)),
                          (.pid | tostring)]))
     | table),
    others(shown; "mode holds --json");

.[0] | harmless
| (.holds | hold_table),
  (if .inhibitors then .inhibitors | inhibitor_table
   else "", ("cannot tell logind's inhibitors: \(.unavailable)" | red)
   end)
