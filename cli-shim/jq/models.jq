# [List of models] → a table, and what is wrong with each below it.

def use_words:
  if .selected and .served then "selected, served" | green
  elif .selected then "selected" | green
  elif .served then "served" | yellow
  else ""
  end;

def verification_painted:
  if . == "verified" then green elif . == "none" then "not verified" | yellow else red end;

def fit_word:
  if .unavailable then "?" elif .fits then "yes" | green else "no" | red end;

.[0] | reply | harmless
| if . == [] then "no model is in the store; to bring one there: sudo mode model seed SOURCE"
  else
    ([["NAME", "SIZE", "USE", "VERIFIED", "FITS", "PROBLEM" | dim]]
     + map([ .name, "\(.bytes | gib) GiB", use_words, (.verification | verification_painted),
             (.fit | fit_word), (.problem | cut(verdict_most) | red) ])
     | table)
  end
