# /api/alerts/events/firing → a table.
.[0] | harmless
| if . == [] then "nothing fires" | green
  else
    [["ID", "SEVERITY", "WHERE", "RULE", "WHAT", "SINCE", "" | dim]]
    + map([short_id, (.severity // "?" | severity_painted), place, .ruleName, claim,
           (.firedAt | moment), (if .acknowledgedAt then "acknowledged" | dim else "" end)])
    | [table] | .[] | fitted
  end
