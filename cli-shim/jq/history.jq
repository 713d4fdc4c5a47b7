# ListTransitions → a table, the latest last. $passwd: the text of /etc/passwd.

def outcome_words:
  if .outcome == "committed" and .condition == "degraded" then "committed, degraded" | yellow
  else .outcome | outcome_painted
  end;

def why: if .outcome == "committed" or .outcome == "unchanged" then "" else said end;

.[0] | reply | harmless
| if . == [] then "no transition is on record"
  else
    [["WHEN", "TRANSITION", "OUTCOME", "TOOK", "BY", "WHY" | dim]]
    + (sort_by(.started)
       | map([ (.started | when),
               past_words,
               outcome_words,
               (.finished - .started | seconds | span),
               (.uid | user_name($passwd)),
               why ]))
    | table
  end
