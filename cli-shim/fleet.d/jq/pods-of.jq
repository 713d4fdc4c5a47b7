# /api/pods → the slots that the declarations $only have in force, and the names of their other pods, a line each.
.[0].pods[]? | select(is_chosen($only; .declaration)) | if .undeclared then .name | strings else .slot end
