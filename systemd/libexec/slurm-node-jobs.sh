# shellcheck shell=bash disable=SC2034 # what is set here is for whoever sources it
# The jobs on this node. Source of the fields: squeue(1), --Format; they are the same from Slurm 20.11 to 25.11.

# Most jobs that are told of; the others are counted.
readonly MOST_JOBS=1024

# list_jobs: JOBS, a line for each job on this node, its fields between "|": job id, id as people know it, user,
# partition, state, end (seconds since the epoch, 0 for nobody knows), whether it may be requeued (yes or no),
# whether it has a script (yes or no); false if the controller does not answer. What a person chose is not among
# the fields, so nobody makes up a line.
list_jobs() {
  local answer
  answer=$(ask_slurm 10 squeue --noheader --nodelist="$NODE" \
    --Format=JobID:20,JobArrayID:44,UserName:44,Partition:44,StateCompact:12,EndTime:24,Requeue:12,BatchFlag:12 \
    2>/dev/null) || return 1
  JOBS=$(awk -v now="$EPOCHSECONDS" '
    function cell(from, width,  text) {
      text = substr(line, from, width)
      gsub(/^ +| +$/, "", text)
      gsub(/[^A-Za-z0-9._+\[\]%,-]/, "?", text)
      return text
    }
    function left(end) { return end ~ /^[0-9]+$/ && end > now && end - now < 315360000 ? end - now : "-" }
    function flag(text) { return text == "1" || tolower(text) == "yes" ? "yes" : "no" }
    {
      line = $0
      if (cell(1, 20) !~ /^[0-9]+$/) next
      print cell(1, 20) "|" cell(21, 44) "|" cell(65, 44) "|" cell(109, 44) "|" cell(153, 12) "|" \
        left(cell(165, 24)) "|" flag(cell(189, 12)) "|" flag(cell(201, 12))
    }' <<<"$answer")
}

# list_names: NAMES, the names of those jobs, "ID NAME" each; a name is its owner's to choose, and a line that it
# makes up changes a name at most.
list_names() {
  NAMES=$(ask_slurm 10 squeue --noheader --nodelist="$NODE" --Format=JobID:20,Name:100 2>/dev/null \
    | sed -En 's/^([0-9]+) +(.*[^ ]) *$/\1 \2/p' | LC_ALL=C sed 's/[^ -~]/?/g') || NAMES=''
}

# Ids of the jobs of which a process runs here, a line each: what can be told without a controller. slurmstepd
# says so in the name of its process, and is there as long as its end could not be reported, with nothing of a job
# below it. Source: Slurm's src/slurmd/slurmstepd/slurmstepd.c, setproctitle.
list_local_jobs() {
  local pid title
  { pgrep --uid 0 --list-full '^slurmstepd' || true; } | while read -r pid title; do
    if [[ $title =~ ^'slurmstepd: ['([0-9]+) ]] && pgrep --parent "$pid" >/dev/null; then echo "${BASH_REMATCH[1]}"; fi
  done | sort -nu
}

# job_words: of the lines of JOBS on standard input, for people.
job_words() {
  awk -F'|' '{ printf "%s%s of %s", (NR > 1 ? ", " : ""), $2, $3 } NR == 8 { exit }'
}
