# /api/pods → what is left of the declarations $only, and when it was listed; null unless that was after $since.

.[0]
| {left: [left_of($only) | .name // .slot],
   provenAt: (if .listing.error == null and is_listed_after($since) then .listing.at else null end)}
