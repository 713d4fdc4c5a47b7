# A look → the lines that are redrawn on a terminal; $elapsed: the time since the command began, $most: how many
# slots there is room for. Those that are awaited come first where not all can be shown.

.[0] | harmless
| (first(changes(null) | select(has("awaiting")))) as $stage
| ("\(.fleet // "?" | bold)  \($elapsed)  " + (if $stage.stage then $stage | stage_words else "every stage holds" end) | fitted),
  (.slots | if length > $most then sort_by(.awaits == null) else . end
    | ([.[:$most] | map(["  \(.slot)", slot_state, time_words, (.reason // "" | dim)]) | table] | .[] | fitted),
      (select(length > $most) | "  and \(length - $most) more" | dim))
