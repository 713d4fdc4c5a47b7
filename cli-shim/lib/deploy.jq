# How far a fleet is from being declared to serving, judged by what the agent tells alone.

# The stages in their order.
def stages: ["provisioned", "ready", "joined", "metrics", "served"];

# What Slurm's state of a node is while jobs may run on it: as the agent tells it, and as Slurm writes it.
def takes_jobs: ascii_downcase | IN("idle", "mix", "mixed", "alloc", "allocated", "completing", "planned");

# The text of a time in UTC, such that a later one sorts after it.
def sortable: strings | rtrimstr("Z");
# Whether /api/pods tells of a listing that was made after $earlier; null: of any.
def is_listed_after($earlier):
  $earlier == null or (.listing.at != null and (.listing.at | sortable) > ($earlier | sortable));

# Whether a declaration or slot is of those that are meant.
def is_chosen($only; $name): $only == null or ($only | index($name)) != null;

# Whether a slot's pod is one that the plan makes another of.
def is_replaced($plan):
  . as $slot
  | any($plan.steps[]?; .slot == $slot.slot and .pod != null and .pod == $slot.name and (.action | IN("replace", "refuse")));

# Whether the agent works on a step of a plan by itself, by what /api/pods tells.
def is_under_way($rented):
  .slot as $slot | any($rented.pods[]?; .slot == $slot and (.undeclared | not) and .wish == "running");
# Whether something of a plan comes about only once it is applied.
def is_unapplied($rented):
  .changes != [] or any(.steps[]?; (.action | changes_nothing | not) and (is_under_way($rented) | not));

# Which stages declarations come to; $head: whether a cluster's controller is declared. Without pods there are none.
def stages_of($head):
  map(select(.count > 0)) as $declarations
  | [stages[] | select(
      IN("provisioned", "ready")
      or (. == "joined" and $head and any($declarations[]; .role == "worker"))
      or (. == "metrics" and any($declarations[]; .metrics != null))
      or (. == "served" and any($declarations[]; .role == "serve")))];
def has_head: any(.declarations[]?; .role == "head" and .count > 0 and .state != "undeclared");

# What is amiss with the Slurm node of that name; null if jobs may run there. Input: /api/slurm/nodes, or its error.
def node_amiss($name):
  if .error then .error
  else
    first(.nodes[]? | select(.node == $name) | .state // .status // "?") // null
    | if . == null then "Slurm has no node of that name"
      elif takes_jobs then null
      else "its Slurm node is \(.)"
      end
  end;

# What is amiss with the metrics of the node of that name. Input: /api/metrics/current, or its error.
def metrics_amiss($name):
  if .error then .error
  else
    first(.nodes[]? | select(.nodeId == $name)) // null
    | if . == null then "no node of that name is read"
      elif .reachable then null
      else .unreachableBecause // "its exporter does not answer"
      end
  end;

# The stages that a slot has to come to, each with what is amiss: null where it holds.
# $seen: {slurm, metrics, plan, head: whether a controller is wanted}; $declaration: its own.
def checks($seen; $declaration):
  . as $slot
  | (if .id == null then .reason // "it has no pod"
     elif is_replaced($seen.plan) then .reason // "its pod is to be replaced"
     else null
     end) as $lacking
  | ($lacking // (if .phase == "ready" then null else .reason // "it is \(.phase)" end)) as $unready
  | {stage: "provisioned", amiss: $lacking},
    {stage: "ready", amiss: $unready},
    (select($seen.head and $declaration.role == "worker")
      | {stage: "joined", amiss: ($unready // ($slot.slot as $name | $seen.slurm | node_amiss($name)))}),
    (select($declaration.metrics != null)
      | {stage: "metrics", amiss: ($unready // ($slot.slot as $name | $seen.metrics | metrics_amiss($name)))}),
    (select($declaration.role == "serve") | {stage: "served", amiss: $unready});

# How far a slot is: the phase of its pod, and the first stage that it has yet to come to.
def judged_slot($seen; $declaration):
  [checks($seen; $declaration)] as $checks
  | (.phases // []) as $phases
  | {slot, declaration, role: $declaration.role, phase, id, perHour, reason, ports: (.ports // []),
     metrics: $declaration.metrics,
     awaits: (first($checks[] | select(.amiss) | .stage) // null),
     amiss: (first($checks[] | .amiss | select(.)) // null),
     begun: ($phases[0].at // .since), ready: (first($phases[] | select(.phase == "ready") | .at) // null),
     expectedSeconds: $declaration.expectedSeconds,
     checks: $checks};

# Whether a declaration is in force as it is declared; one that is no longer declared wants no pods.
def is_in_force: .state | IN("applied", "undeclared");

# Whether a limit of what it may cost is why a slot has no pod, which only people change. What the agent says of one
# begins so; a price that is not known yet is none.
def is_refusal: startswith("cannot pay ") and (contains(" not known") | not);

# Why something does not go on, each {subject, text, waitingHelps}.
def reasons($declarations; $slots; $stage):
  ([$slots[] | select(.awaits == "provisioned") | .declaration] | unique) as $lacking
  | ($lacking != [] and all($declarations[]; .name as $name | ($lacking | index($name)) == null or .problem == "no-capacity")) as $nowhere
  | (select(.credential.given == false)
      | {subject: "key", text: "no key is given: credential \(.credential.name)", waitingHelps: false}),
    (select(.listing.error) | {subject: "listing", text: "the listing fails: \(.listing.error)", waitingHelps: true}),
    ($declarations[] | select(.outcome)
      | {subject: .name, text: "\(.name): \(del(.retryAt) | outcome_words)",
         waitingHelps: (.problem != "failed" and (.problem != "no-capacity" or ($nowhere | not)))}),
    ($slots[]
      | select(.reason and (.awaits | IN("provisioned", "ready")))
      | select(.reason as $reason | .declaration as $name | all($declarations[]; .name != $name or .outcome != $reason))
      | {subject: .slot, text: "\(.slot): \(.reason)", waitingHelps: (.reason | is_refusal | not)}),
    ($slots[] | select($stage | IN("joined", "metrics")) | select(.awaits == $stage)
      | {subject: .slot, text: "\(.slot): \(.amiss)", waitingHelps: true});

# Why a slot in force is not awaited.
def why_not_awaited:
  {slot, why: (if .wish == "stopped" then "it is to be stopped" elif .wish == "destroyed" then "it is to have no pod"
               else "it has no pod" end)};

# The stages that are come to, each with what it awaits; $before: what the first awaits besides slots.
def judged_stages($awaited; $before; $choice):
  [stages[] | . as $stage
    | select($choice.slots == null or . != "provisioned")
    | [$awaited[] | {slot} + (.checks[] | select(.stage == $stage))] as $of
    | select($of != [] or IN("provisioned", "ready"))
    | {stage: ., of: ($of | length),
       awaiting: [(select(. == "provisioned") | $before[]), ($of[] | select(.amiss) | .slot)]}];

# What the chosen declarations cost per hour, and have cost; of all of them as it is reckoned for the fleet.
def costs($only; $declarations):
  if $only == null then {perHour: .spending.perHour, spent: .spending.total}
  else {perHour: ([$declarations[].perHour | numbers] | add // 0), spent: ([$declarations[].total | numbers] | add // 0)}
  end;

# [/api/pods, /api/slurm/nodes, /api/metrics/current] → how far the fleet is. The latter two may be null where nobody
# asked, or {error}. $choice: {only: names of declarations, slots: names of slots that are awaited, plan: that was
# applied, since: the listing before that}, each null for all or for none.
def judged($choice):
  .[0] as $rented | .[1] as $slurm
  | [$rented.declarations[]? | select(is_chosen($choice.only; .name))] as $declarations
  | ($rented.declarations // [] | INDEX(.name)) as $by_name
  | [$rented.pods[]? | select(.undeclared | not)] as $forced
  | {$slurm, metrics: .[2], plan: $choice.plan,
     head: any($forced[]; $by_name[.declaration].role == "head" and .wish == "running")} as $seen
  | [$forced[] | select(is_chosen($choice.only; .declaration))] as $slots
  | [$slots[] | select(.wish == "running" and is_chosen($choice.slots; .slot))
      | judged_slot($seen; $by_name[.declaration] // {})] as $awaited
  # An agent that was restarted tells of no pods before it has listed them.
  | ($rented.listing.at != null and ($rented | is_listed_after($choice.since))) as $is_listed
  | [($declarations[] | select(is_in_force | not) | .name), (select($is_listed | not) | "listing")] as $before
  | judged_stages($awaited; $before; $choice) as $stages
  | (first($stages[] | select(.awaiting != []) | .stage) // null) as $stage
  | {fleet: $rented.fleet, $stage, $stages,
     stands: ($stage == null and $is_listed and $rented.listing.error == null),
     slots: [$awaited[] | del(.checks)],
     notAwaited: [$slots[] | select(.wish != "running" or (is_chosen($choice.slots; .slot) | not)) | why_not_awaited],
     undeclared: [select($choice.only == null) | $rented.pods[]? | select(.undeclared) | {name: (.name // .slot), perHour}],
     reasons: [$rented | reasons($declarations; $awaited; $stage)],
     slurm: (if $seen.head then [$awaited[] | select(.role == "worker") | .slot as $slot | $slurm.nodes[]? | select(.node == $slot)
       | {node, state: (.state // .status)}] else null end)}
    + ($rented | costs($choice.only; $declarations));

# What is to be told of a look after another, or after none: {event: "not-awaited"}, "reason" or "stage".
def changes($before):
  (.notAwaited[] | select(. as $one | any($before.notAwaited[]?; . == $one) | not) | {event: "not-awaited"} + .),
  (.reasons[] | select(. as $one | any($before.reasons[]?; . == $one) | not) | {event: "reason"} + .),
  (.slots[]
    | select(. as $one | any($before.slots[]?; .slot == $one.slot and .phase == $one.phase and .awaits == $one.awaits) | not)
    | {event: "stage"} + {slot, phase, awaits, begun, ready, expectedSeconds}),
  (select($before == null or .stage != $before.stage)
    | .stage as $stage
    | {event: "stage", fleet, stage, number: ([.stages[].stage] | index($stage) // length - 1 | . + 1), of: (.stages | length),
       awaiting: [.stages[] | select(.stage == $stage) | .awaiting[]]});

# What is left of the pods of declarations, one that may have been asked for included.
def left_of($only):
  .pods[]? | select(is_chosen($only; .declaration)) | select(.id != null or (.phase | IN("absent", "stopped") | not));
