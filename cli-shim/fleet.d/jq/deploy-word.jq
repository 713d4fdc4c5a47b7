# [a plan, /api/pods] → whether the plan waits for a person's word.
.[1] as $rented | .[0] | waits_for_word($rented)
