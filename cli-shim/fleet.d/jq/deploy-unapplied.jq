# [a plan, /api/pods] → whether something of it comes about only once it is applied.

.[1] as $rented | .[0] | is_unapplied($rented)
