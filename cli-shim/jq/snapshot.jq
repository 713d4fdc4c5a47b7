# [GetAll of the root, GetManagedObjects, the model server or null] → what mode watch compares: all that changes by events,
# nothing that is merely sampled.
(.[1] | reply) as $objects
| (.[2] | if . then reply else null end) as $server
| .[0] | reply
| .ActiveJob as $active
| {reachable: true,
   mode: .CurrentMode,
   condition: .Condition,
   desired: .DesiredMode,
   conflicts: .Conflicts,
   degradations: .Degradations,
   holds: .Holds,
   job: ($objects | objects("Job") | map(select(.object == $active)) | first),
   last: .LastTransition,
   server: ($server | if . then {state, phase, done, total, typical, message, strays} else null end),
   gpus: ($objects | gpus | map({Uuid, Index, Present, Role, Health, Recovery, LastXid}))}
