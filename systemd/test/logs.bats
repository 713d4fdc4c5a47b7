#!/usr/bin/env bats
# What the readers of logs tell the fleet agent, beside a stand-in for journalctl and for scontrol.
bats_require_minimum_version 1.5.0
load helpers

setup() {
  setup_helpers
  programs=$BATS_TEST_DIRNAME/../libexec-fleet
  shipped=$BATS_TEST_TMPDIR/shipped own=$BATS_TEST_TMPDIR/own
  mkdir "$shipped" "$own"
  export DUBNIUM_LOG_FOLDERS=$shipped:$own
  printf 'Title=Model server\nUnit=vllm.service\n' >"$shipped/vllm.conf"
  printf '# Since boot\n\nTitle=Kernel\nKernel=yes\n' >"$shipped/kernel.conf"
  fake journalctl <<<'printf "%s\n" "$@"'
}

# request PROGRAM ARGUMENT WORD...: what it answers, in $output.
request() {
  run bash -c 'printf "%s\0" "${@:3}" "" | "$1" "$2"' - "$programs/$1" "${@:2}"
}

read_log() { request read-log 7-4242-0 "$@"; }

@test "logs are listed with kind and title, the administrator's files before the shipped ones" {
  printf 'Title=Ours\nUnit=vllm.service\nUnit=vllm-watch.service' >"$own/vllm.conf"
  printf 'Unit=k3s.service\n' >"$own/k3s.conf"
  : >"$own/kernel.conf"
  printf 'Unit=x.service\n' >"$own/Not a name.conf"
  read_log list
  [[ $output == $'ok \nk3s\tunits\tk3s\nvllm\tunits\tOurs' ]]
}

@test "a definition that is wrong is listed as such, with file and line, and not read" {
  local -A wrong=(
    [unit]=$'Title=x\nUnit=vllm*.service' [path]='Unit=../x.service' [key]='File=/etc/shadow' [word]='vllm.service'
    [none]='Title=x' [both]=$'Unit=x.service\nKernel=yes'
    [many]=$(printf 'Unit=u%s.service\n' {1..40}) [long]=$(printf '#%s\n' {1..300})
  )
  local name
  for name in "${!wrong[@]}"; do printf '%s\n' "${wrong[$name]}" >"$own/$name.conf"; done
  read_log list
  for name in "${!wrong[@]}"; do
    [[ $output == *$'\n'"$name"$'\tinvalid\t'"$own/$name.conf"* ]]
  done
  [[ $output == *"$own/unit.conf:2: "* ]]
  read_log read log=unit lines=1
  [[ $output == "failed cannot read that log: $own/unit.conf:2: "* ]]
}

@test "what is read: so many of the newest, of those units alone, since a time" {
  printf 'Unit=a.service\nUnit=b@1.service\n' >"$own/two.conf"
  read_log read log=two lines=42 since=1700000000000001
  [[ ${lines[0]} == 'ok ' ]]
  [[ $output == *$'\n--unit=a.service\n--unit=b@1.service\n--reverse\n--lines=42\n--since=@1700000000.000001' ]]
  read_log read log=kernel lines=0
  [[ $output == *$'\n--dmesg\n--reverse\n--lines=0' && $output != *--unit* ]]
}

@test "followed is from a cursor, or from a time" {
  read_log follow log=vllm 'position=s=0a1b2c3d4e5f6a7b;i=9f'
  [[ $output == *$'\n--follow\n--no-tail\n--after-cursor=s=0a1b2c3d4e5f6a7b;i=9f' ]]
  read_log follow log=vllm position=5
  [[ $output == *$'\n--follow\n--no-tail\n--since=@0.000005' ]]
}

@test "what no agent would ask is refused, and reaches no program" {
  fake journalctl <<<'touch "$RUNTIME_DIRECTORY/ran"'
  local words
  for words in 'read log=none lines=1' 'read log=../shipped/vllm lines=1' 'read log= lines=1' 'read lines=1' \
    'read log=vllm' 'read log=vllm lines=x' 'read log=vllm lines=10002' 'read log=vllm lines=99999' \
    'read log=vllm lines=1 since=-1' 'read log=vllm lines=1 uid=x' 'follow log=vllm' \
    'follow log=vllm position=--file=/etc/shadow' 'follow log=vllm position=s=$(touch${IFS}x);aaaaaaaaaaaaaaa' \
    'write log=vllm' '--help' 'list=x'; do
    # shellcheck disable=SC2086 # words
    read_log $words
    [[ $output =~ ^(not-found|failed|forbidden)\ cannot\  ]] || { echo "$words: $output"; return 1; }
  done
  # shellcheck disable=SC2046 # words
  read_log list $(printf 'a%s=1 ' {1..30})
  [[ $output == 'failed cannot take so many words' ]]
  [[ ! -e $RUNTIME_DIRECTORY/ran ]]
}

@test "only the fleet agent and root may ask" {
  fake id <<<'[[ $* != "-u fleet-agent" ]] || echo 990'
  request read-log 7-4242-1000 list
  [[ $output == 'forbidden cannot answer: only the fleet agent may ask' ]]
  request read-log 7-4242_99-990 list
  [[ $output == ok* ]]
  request read-log unknown list
  [[ $output == forbidden* ]]
}

@test "logs are for who may read the journal" {
  fake id <<<'case $* in
    *" 1000") echo alice cdrom ;; *" 1001") echo bob systemd-journal ;; *" 1002") echo eve journal systemd-journal-x adm-x ;;
    *" 1003") echo adm ;; *) exit 1 ;; esac'
  for uid in 1000 1002 1004; do
    read_log check "uid=$uid"
    [[ $output == 'forbidden cannot show logs '* ]]
    read_log read log=vllm lines=1 "uid=$uid"
    [[ $output == 'forbidden cannot show logs '* ]]
  done
  for uid in 0 1001 1003; do
    read_log check "uid=$uid"
    [[ $output == 'ok ' ]]
  done
}

# slurm TEXT: what scontrol says of a job of whoever runs this, whose output is $file; TEXT goes before.
slurm() {
  file=$BATS_TEST_TMPDIR/slurm-17.out
  printf 'JobId=17 JobName=%s\n   UserId=%s(%s) GroupId=x(1)\n   StdErr=%s\n   StdOut=%s\n   TresPerNode=x\n' \
    "$1" "$(id -un)" "$(id -u)" "$file" "$file" >"$BATS_TEST_TMPDIR/job"
  fake scontrol <<<"cat '$BATS_TEST_TMPDIR/job'"
}

output_of() { request job-output '' "$@"; }

@test "the last lines of a job's output, and where it ended" {
  slurm train
  printf 'one\ntwo\nthr' >"$file"
  output_of read job=17 lines=2
  [[ $output == $'ok 11\ntwo\nthr' ]]
  output_of read job=17_3 lines=0
  [[ $output == 'ok 11' ]]
}

@test "a job of somebody else, one that Slurm does not know, and one of which it cannot be told" {
  slurm train
  echo secret >"$file"
  sed -i 's/UserId=[^ ]*/UserId=bob(1001)/' "$BATS_TEST_TMPDIR/job"
  output_of read job=17 lines=2
  [[ $output == 'not-found cannot find job 17 among those'* ]]
  slurm $'x\n   UserId='"$(id -un)($(id -u))"$'\n   StdOut=/etc/passwd'
  output_of read job=17 lines=2
  [[ $output == 'failed cannot tell the job'* ]]
  fake scontrol <<<'exit 1'
  output_of read job=17 lines=2
  [[ $output == 'not-found cannot find job 17: '* ]]
  for job in '' x '1;2' '-1' '17+1' 17_ 12345678901; do
    output_of read "job=$job" lines=2
    [[ $output == 'failed cannot use '* ]]
  done
}

@test "output that is not here, no file, or another user's" {
  slurm train
  output_of read job=17 lines=2
  [[ $output == "not-found cannot find the job's output on this host: it is $file"* ]]
  mkfifo "$file"
  output_of read job=17 lines=2
  [[ $output == 'failed cannot read the output of that job: it is no file' ]]
  rm "$file"
  if ((EUID == 0)); then
    echo secret >"$BATS_TEST_TMPDIR/others"
    chown 65534 "$BATS_TEST_TMPDIR/others"
    ln -s "$BATS_TEST_TMPDIR/others" "$file"
    output_of read job=17 lines=2
    [[ $output == 'failed cannot read the output of that job: the file is not of'* ]]
  fi
}

@test "what a job goes on printing, until the connection is closed; then nothing is left running" {
  local line asking tail
  slurm train
  printf 'one\ntwo\n' >"$file"
  coproc READER { exec "$programs/job-output" 2>/dev/null 3>&-; }
  started+=("$READER_PID")
  printf '%s\0' follow job=17 position=4 '' >&"${READER[1]}"
  read -r -t 20 -u "${READER[0]}" line
  [[ $line == 'ok 4' ]]
  read -r -t 20 -u "${READER[0]}" line
  [[ $line == two ]]
  echo three >>"$file"
  read -r -t 20 -u "${READER[0]}" line
  [[ $line == three ]]
  tail=$(pgrep -P "$READER_PID" tail)
  asking=${READER[1]}
  exec {asking}>&-
  # It ends with its children: what it told of is closed.
  run ! read -r -t 20 -u "${READER[0]}" line
  [[ ! -e /proc/$tail ]]
}

@test "a file that was begun anew is followed from its beginning" {
  slurm train
  printf 'new\n' >"$file"
  run bash -c '{ printf "%s\0" follow job=17 position=999 ""; read -r -t 1 <> <(:); } | "$1" | head -n 2' - "$programs/job-output"
  [[ $output == $'ok 0\nnew' ]]
}
