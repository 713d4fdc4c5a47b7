# [a plan, /api/pods] → which stages would be awaited; $only: the declarations, or null.

.[1]
| has_head as $head
| [.declarations[]? | select(.state != "undeclared" and is_chosen($only; .name))]
| stages_of($head)
