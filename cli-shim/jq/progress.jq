# GetAll of a job → the lines that lib/job.sh reads. $names: GPU UUID → index.
.[0] | reply | report($names)
