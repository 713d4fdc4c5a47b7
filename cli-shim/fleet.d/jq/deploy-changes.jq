# [a look or null, the next] → a line for each change; $live: whether stages are shown elsewhere.

.[0] as $before
| .[1] | changes($before) | harmless
| select($live == 0 or .event != "stage")
| if .event == "not-awaited" then not_awaited_words
  elif .event == "reason" then reason_words
  elif .slot then [.slot, slot_state, time_words] | map(select(. != "")) | join("  ")
  elif .stage == null then empty
  else stage_words
  end
