# Findings of a doctor, as lib/findings.sh makes them → a line for each, what mends it below, and a
# verdict.

def verdict_mark:
  {"ok": (unicode("✓"; "ok") | green),
   "warning": (unicode("!"; "warn") | yellow),
   "wrong": (unicode("✗"; "WRONG") | red)}[.] // (unicode("?"; "?") | yellow);

def count($verdict; $one; $more):
  map(select(.verdict == $verdict)) | length
  | select(. > 0) | "\(.) \(if . == 1 then $one else $more end)";

def finding_lines:
  ([ foreach .[] as $finding ({last: "", now: ""};
         {last: $finding.check, now: (if .last == $finding.check then "" else $finding.check end)};
         .now as $check
         | [($finding.verdict | verdict_mark), ($check | bold), $finding.message],
           ($finding.remedies[] | ["", "", "  \(.)" | dim])) ]
     | table),
    "",
    ([count("wrong"; "thing is wrong"; "things are wrong"),
      count("warning"; "warning"; "warnings"),
      count("unknown"; "thing could not be told"; "things could not be told")]
     | if . == [] then "everything is well" | green else join(", ") end);
