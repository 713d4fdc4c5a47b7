# /api/pods/cost → a table of days, and one of pods.

def total(f): map(f | numbers) | if . == [] then null else add end;
def row: [(.reckoned | money), (.billed | money_or("")), (.difference | money_or(""))];
def sum: {reckoned: total(.reckoned), billed: total(.billed), difference: total(.difference)};
def titles($of): [[$of, "RECKONED", "BILLED", "DIFFERENCE" | dim]];

.[0] | harmless
| (.days // [] | if . == [] then "nothing was spent"
   else
     [titles("DAY") + map([.date // "?"] + row) + [["in all" | bold] + (sum | row)]
      | ending([1, 2, 3]) | table] | .[] | fitted
   end),
  (.pods // [] | select(. != [])
    | "", ([titles("POD") + map([.slot // .name // "?"] + row) | ending([1, 2, 3]) | table] | .[] | fitted))
