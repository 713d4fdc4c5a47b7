# /api/pods → the slots of the declarations $only that have a pod, and are to.
[.[0].pods[]? | select((.undeclared | not) and .wish == "running" and .id != null and is_chosen($only; .declaration)) | .slot]
