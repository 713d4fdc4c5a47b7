# /api/alerts/events/history, or one event of it → a table, the latest last.

def ended:
  if .resolvedAt == null then "fires" | red
  elif .ending == "no-longer-reported" then "no longer reported"
  else "over after \((.resolvedAt | instant // 0) - (.firedAt | instant // 0) | span)"
  end;

.[0] | harmless
| if . == [] then "nothing has fired"
  else
    [["ID", "FIRED", "SEVERITY", "WHERE", "RULE", "WHAT", "NOW", "" | dim]]
    + (sort_by(.firedAt // "")
       | map([short_id, (.firedAt | moment), (.severity // "?" | severity_painted), place, .ruleName,
              claim, ended, (if .acknowledgedAt then "acknowledged" | dim else "" end)]))
    | [table] | .[] | fitted
  end
