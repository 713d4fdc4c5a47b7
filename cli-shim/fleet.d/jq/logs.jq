# /api/logs → a table.
.[0].logs | harmless
| if . == [] then "there is no log"
  else
    [["NAME", "WHAT"] | map(dim)]
    + map([.name, if .kind == "invalid" then .title | red else .title end])
    | [table] | .[] | fitted
  end
