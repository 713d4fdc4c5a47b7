# [GetAll of the root, GetManagedObjects] → what mode watch compares: all that changes by events,
# nothing that is merely sampled.
(.[1] | reply) as $objects
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
   gpus: ($objects | gpus | map({Uuid, Index, Present, Role, Health, Recovery, LastXid}))}
