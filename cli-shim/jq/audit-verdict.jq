# VerifyAudit → the verdict. $anchors: how many entries the journal remembers; $missing: which of them
# the log does not have, a line each.
($missing | split("\n") | map(select(. != "") | split(" ")[0])) as $lost
| .[0] | reply | harmless
| (if .ok | not then
    "\(unicode("✗"; "BROKEN") | red) the audit log was changed, or is damaged: \(.message)",
    (select(.["first-broken-line"] > 0) | "  first broken line: \(.["first-broken-line"]) of \(.file)"),
    "  the entries before it can be trusted, the rest cannot"
  elif $lost == [] then
    "\(unicode("✓"; "ok") | green) the chain of \(.entries) entries holds",
    (select(.message != "the chain holds" and .message != "") | "  \(.message)")
  else empty
  end),
  if $lost != [] then
    "\(unicode("✗"; "BROKEN") | red) entries were cut off the audit log, or changed:"
      + " the journal has \($lost | length) that are not in it, the first is entry \($lost[0])",
    "  see them: journalctl -u mode-controller MESSAGE_ID=7fb6902e4ea34452987eae7e09089b92 -o verbose"
  elif $anchors == 0 then
    "  not compared with the journal: it has nothing of it that you may read"
  else
    "  it has the \($anchors) entries that the journal remembers"
  end
