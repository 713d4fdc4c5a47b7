# The events of /api/logs/NAME?follow=true, line by line → a line for each; $json: as JSON.

def left_out($json):
  if . == 0 then empty
  elif $json == 1 then {lost: .} | tojson
  else "(\(.) lines are left out: they came faster than they were read)" | dim
  end;
def ended($json):
  if . == "" then empty elif $json == 1 then {end: .} | tojson else "(\(printable))" | dim end;

inputs
| select(startswith("data: "))
| .[6:] | fromjson
| if has("reason") then .reason | ended($json)
  else (.lost | left_out($json)), (.entries[] | log_line($json))
  end
