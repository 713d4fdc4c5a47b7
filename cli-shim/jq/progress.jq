# [GetAll of a job, the model server or null] → the lines that lib/job.sh reads. $names: GPU UUID → index.
(.[1] | if . then reply else null end) as $server
| .[0] | reply | report($names; $server)
