#!/usr/bin/env bats
# mode evidence: on a host whose systemd, journal and polkit are fake/host

load helpers

setup() {
  setup_environment "$BATS_TEST_TMPDIR"
  PATH=$FAKE/host:$PATH
  cd "$BATS_TEST_TMPDIR" || exit
}

# content FILE: of the archive's.
content() {
  tar --extract --to-stdout --gzip --file=evidence.tar.gz --wildcards "*/$1"
}

@test "one file, for its owner alone, with a manifest of what is in it" {
  start_daemon
  mode evidence --output evidence.tar.gz
  exits 0
  says 'evidence.tar.gz: '
  [[ $(stat --format=%a evidence.tar.gz) == 600 ]]
  [[ $(content MANIFEST) == *'daemon/describe.json '*'Describe()'* ]]
  [[ $(content daemon/describe.json | jq -r .mode) == desktop ]]
  [[ $(content daemon/transitions.json | jq length) == 2 ]]
  [[ $(content host/doctor.txt) == *'daemon'* ]]
}

@test "is named after host and time, in the current folder" {
  start_daemon
  mode evidence
  exits 0
  [[ -e $(echo "dubnium-evidence-$(uname -n)"-20*.tar.gz) ]]
}

@test "what cannot be read is named, with the reason, and ends nothing" {
  mode evidence -o evidence.tar.gz
  exits 0
  [[ $(content MANIFEST) == *'Could not be read:'*'daemon/transitions.json'*'org.dubnium.ModeController'* ]]
  [[ $(content host/versions.txt) == *'daemon   silent: '* ]]
}

@test "--json prints the manifest" {
  start_daemon
  mode evidence -o evidence.tar.gz --json
  exits 0
  [[ $(json '.file, (.parts[] | select(.name == "daemon/describe.json") | .kept)') == $'evidence.tar.gz\ntrue' ]]
}

@test "a transition that is not on record: 14" {
  start_daemon
  mode evidence 0193a5c2 -o evidence.tar.gz
  exits 14
  warns "no transition '0193a5c2' in the audit log"
  [[ ! -e evidence.tar.gz ]]
}

@test "what is no id is a usage error" {
  mode evidence '../x'
  exits 2
}

@test "a file that cannot be written: 24" {
  mode evidence -o /nonexistent/evidence.tar.gz
  exits 24
  warns 'cannot write /nonexistent/evidence.tar.gz'
}

@test "nothing is left outside the file" {
  start_daemon
  mkdir tmp
  TMPDIR=$PWD/tmp mode evidence -o evidence.tar.gz
  exits 0
  [[ -z $(ls -A tmp) ]]
}

@test "what looks like a secret is left out, in whatever dress" {
  JOURNAL='vllm serve m --api-key Sesame-1 --port 8000
vllm serve m --api-key=Sesame-2
VLLM_API_KEY=Sesame-3 vllm
Environment="HF_TOKEN=Sesame-4 more"
{"apiKey": "Sesame-5\"6", "port": 1}
X-Api-Key: Sesame-7
Authorization: Bearer Sesame-8
proxy http://alice:Sesame-9@proxy:3128/
DB_PASSWORD='"'Sesame 10'"' next
token hf_Sesame11Sesame11' mode evidence -o evidence.tar.gz
  exits 0
  [[ $(content journal/kernel.txt) != *Sesame* ]]
  [[ $(content journal/kernel.txt) == *'--api-key [left-out] --port 8000'*'"port": 1}'*'[left-out]@proxy:3128/'* ]]
}

# left of an environment file
left() {
  # shellcheck source=../lib/secrets.sh
  source "$BATS_TEST_DIRNAME/../lib/secrets.sh"
  printf '%s\n' "$1" >secret.env
  environment_file secret.env
}

@test "of environment files the names alone, where name or value smells of a secret" {
  [[ $(left 'VLLM_API_KEY=Sesame') == 'VLLM_API_KEY=[left-out]' ]]
  [[ $(left '#HF_TOKEN="Sesame"') == '#HF_TOKEN=[left-out]' ]]
  [[ $(left 'ARGS=--x 1 --api-key Sesame') == 'ARGS=[left-out]' ]]
  [[ $(left 'DUBNIUM_VLLM_PORT=8000') == 'DUBNIUM_VLLM_PORT=8000' ]]
  [[ $(left '# A comment about the weather') == '# A comment about the weather' ]]
}

@test "and of values that go on over several lines nothing" {
  [[ $(left $'MY_SECRET="one\nSesame two\nthree"\nPORT=1') == $'MY_SECRET=[left-out]\nPORT=1' ]]
  [[ $(left $'MY_SECRET=one\\\nSesame\\\nthree\nPORT=1') == $'MY_SECRET=[left-out]\nPORT=1' ]]
  [[ $(left $'TEXT=one\\\ntwo\nPORT=1') == $'TEXT=one\\\ntwo\nPORT=1' ]]
}

@test "what is known to be a secret is left out wherever it turns up" {
  # shellcheck source=../lib/terminal.sh
  source "$BATS_TEST_DIRNAME/../lib/terminal.sh"
  # shellcheck source=../lib/secrets.sh
  source "$BATS_TEST_DIRNAME/../lib/secrets.sh"
  export PARTS=$BATS_TEST_DIRNAME/.. LIBRARY=$BATS_TEST_DIRNAME/../lib
  printf '%s\n' 'VLLM_API_KEY="a.b*c|d/e"' 'ARGS=--token Sesame --n 2' 'PORT=8000' 'NO_KEY=abc' \
    "OTHER_KEY='quo\"te'" | secret_values | as_sed_script >script
  run without_secrets script <<<'saw a.b*c|d/e and axb*c|d/e, Sesame, 8000, abc; "quo\"te"'
  [[ $output == 'saw [left-out] and axb*c|d/e, [left-out], 8000, abc; "[left-out]"' ]]
}

@test "what has the name already is left alone: a file, a link, a link to nowhere, a pipe" {
  start_daemon
  echo precious >file
  ln -s file link
  ln -s "$PWD/elsewhere" nowhere
  mkfifo pipe
  exec {reader}<>pipe
  local name
  for name in file link nowhere pipe; do
    mode evidence --output "$name"
    exits 24
    warns "cannot write $name: there is something of that name already"
  done
  exec {reader}>&-
  [[ $(<file) == precious && -L link && -L nowhere && -p pipe && ! -e elsewhere ]]
}

@test "a folder where others may replace it is refused, unless it is sticky" {
  start_daemon
  mkdir shared
  chmod 0777 shared
  mode evidence --output shared/e.tar.gz
  exits 24
  warns 'others may replace what is in shared/'
  [[ -z $(ls -A shared) ]]
  chmod 1777 shared
  mode evidence --output shared/e.tar.gz
  exits 0
  [[ $(stat --format='%a %F' shared/e.tar.gz) == '600 regular file' ]]
}

@test "what fails leaves no file behind" {
  mode evidence 0193a5c2 -o evidence.tar.gz
  exits 14
  [[ ! -e evidence.tar.gz ]]
}
