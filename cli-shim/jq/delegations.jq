# The reply of ListDelegations → a table.

.[0] | reply | harmless
| if . == [] then "nothing is delegated"
  else
    [["ID", "SERVICE", "USER", "SESSION", "SINCE", "LAST USED", "UNTIL" | dim]]
    + map([ .id, .service, .user, .session,
            (.created | when),
            (if .["last-used"] == 0 then "not redeemed yet" else .["last-used"] | since | ago end),
            (.expires | date) ])
    | table
  end
