#!/usr/bin/env bats
# What others have written, on one's own screen: lists and texts have an end, and nothing steers the terminal

load helpers

ESCAPE=$'\e'

# filtered EXPRESSION TEXT-AS-JSON: through the filters that show text.
filtered() {
  jq -r "$(cat "$BATS_TEST_DIRNAME"/../lib/{strangers,text}.jq) $1" <<<"$2"
}

# holds COUNT: by everybody, each with 2 kB of control characters.
holds() {
  jq -cn --argjson count "$1" '("\u001b[2J\u0007" * 500) as $noise
    | [range($count) | {cookie: (. + 1), mode: "compute", direction: "enter", kind: "block",
        who: "who\(.)\($noise)", why: "why\n\($noise)", uid: 0, pid: 1, since: 1763714600000000}]'
}

@test "control characters are shown once, line ends as blanks, and what turns the direction not at all" {
  while IFS=$'\t' read -r text shown; do
    [[ $(filtered printable "$text") == "$shown" ]] || {
      printf '%s: %s\n' "$text" "$(filtered printable "$text")"
      return 1
    }
  done <<'TABLE'
"plain text, é ß 漢字"	plain text, é ß 漢字
"a\u001b[31mb"	a\x1b[31mb
"a\u0007\u0007\u001b\u0001b"	a\x07b
"one\r\n\ttwo"	one two
"one\u2028two"	one two
"a\u202eb\u2066c\u200dd"	abcd
"a\u009b2Jb"	a\x9b2Jb
"\u007f"	\x7f
TABLE
  [[ $(filtered printable '"e\u0301\u0301\u0301\u0301x"') == $'e\u0301\u0301x' ]]
}

@test "a text is cut by columns, wide characters counted twice" {
  export TEXT_UNICODE=1
  [[ $(filtered 'cut(5)' '"abcdef"') == 'abcd…' ]]
  [[ $(filtered 'cut(5)' '"abcde"') == 'abcde' ]]
  [[ $(filtered 'cut(5)' '"漢字漢字"') == '漢字…' ]]
  [[ $(filtered 'cut(5)' '"漢字a"') == '漢字a' ]]
  [[ $(TEXT_UNICODE=0 filtered 'cut(5)' '"abcdef"') == 'abcd>' ]]
}

@test "columns stay in line beside wide and combining characters" {
  [[ $(filtered 'table' '[["漢字", "x"], ["abcd", "y"], ["e\u0301", "z"]]') == $'漢字  x\nabcd  y\ne\u0301     z' ]]
}

@test "a text of a million characters costs and shows no more than a short one" {
  filtered '[range(100000) | "\u001bxxxxxxxxx"] | join("") | cut(400) | length' null >"$BATS_TEST_TMPDIR/length"
  [[ $(<"$BATS_TEST_TMPDIR/length") -le 400 ]]
}

@test "status: one hold a line, ten at most, and how many there are besides" {
  start_daemon "{\"properties\": {\"Holds\": $(holds 64)}}"
  mode status
  exits 0
  says 'and 54 more (mode holds)'
  [[ $(grep -c 'block enter compute, by who' <<<"$output") -eq 10 ]]
  [[ $output != *"$ESCAPE"* && $output != *'??'* ]]
  while IFS= read -r line; do ((${#line} <= 200)); done <<<"$output"
}

@test "holds: a line each, with bounded columns, and how many there are besides" {
  start_daemon "{\"properties\": {\"Holds\": $(holds 256)}}"
  mode holds
  exits 0
  says 'and 156 more (mode holds --json)'
  [[ ${#lines[@]} -eq 102 ]]
  while IFS= read -r line; do ((${#line} <= 220)); done <<<"$output"
  mode holds --json
  [[ $(json '.holds | length') -eq 256 ]]
}

@test "request: a guard's evidence has an end" {
  local guard
  guard=$(holds 64 | jq -c '. as $holds | {name: "holds", verdict: "deny", code: "held", bypassable: true,
    bypassed: false, params: {}, message: "they hold",
    evidence: ($holds | map("\(.who): \(.why)"))}')
  start_daemon '{"job": {"State": "finished", "Outcome": "blocked", "FinishedAt": 1763714612300000,
    "Reason": {"code": "held", "message": "held", "guards": ['"$guard"']}}}'
  mode request compute
  exits 11
  warns 'and 54 more (mode explain --json)'
  while IFS= read -r line; do ((${#line} <= 440)); done <<<"$stderr"
  [[ $(wc -l <<<"$stderr") -lt 24 && $stderr != *"$ESCAPE"* && $stderr != *'??'* ]]
}

@test "progress: who holds a step up has an end" {
  local holders
  holders=$(jq -cn '[range(40) | {gpu: "GPU-1", pid: ., kind: "compute", command: "c\(.)", unit: "", session: "",
    tolerated: false}]')
  start_daemon '{"changes": [{"State": "acting", "Step": 1, "StepCount": 2, "StepName": "await-gpu-release GPU-1",
    "Reason": {"code": "gpu-not-released", "message": "held", "holders": '"$holders"'}},
    {"State": "finished", "Outcome": "rolled-back", "FinishedAt": 1763714612300000}]}'
  mode request compute
  exits 20
  warns 'held by c0[0], c1[1], c2[2], 37 more'
  warns 'and 30 more (mode gpus)'
}

@test "gpus: holders have an end, those that must go first" {
  start_daemon "{\"holders\": $(jq -cn '[range(300) | {gpu: "GPU-8f3a2b1c-0000-4000-8000-000000000001", pid: .,
    kind: "compute", command: "c\(.)", unit: "", session: "", tolerated: (. < 299)}]')}"
  mode status
  exits 0
  says 'c299'
  says 'and 290 more (mode gpus)'
  mode gpus
  says 'and 200 more (mode gpus --json)'
}

@test "an error of the daemon's reaches the terminal harmless, and has an end" {
  local text
  text=$(jq -cn '"cannot \u001b]0;title\u0007 \u202e" + "x" * 5000')
  start_daemon '{"errors": {"RequestMode": ["org.dubnium.ModeController.Error.Busy", '"$text"']}}'
  mode request compute
  exits 12
  [[ $stderr != *"$ESCAPE"* && $stderr != *$'\u202e'* ]]
  warns 'mode: cannot \x1b]0;title\x07 xxx'
  ((${#stderr} < 1300))
}

@test "what is typed reaches the terminal harmless too" {
  mode $'\e[2J'
  exits 2
  [[ $stderr != *"$ESCAPE"* ]]
  warns "unknown verb '\x1b[2J'"
}
