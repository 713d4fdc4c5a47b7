# /api/alerts, or one rule of it → a table.
.[0] | harmless
| if . == [] then "there is no rule"
  else
    [["ID", "", "NAME", "WHEN", "FOR", "NODES" | dim]]
    + (sort_by(.name // "")
       | map([short_id, (if .enabled then "on" | green else "off" | dim end), .name // "?",
              "\(.metric) \(.condition | comparison) \(.threshold | number)",
              (.duration // 0 | if . == 0 then "" else limit end),
              .nodeFilter // "all"]))
    | [table] | .[] | fitted
  end
