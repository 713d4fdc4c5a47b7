# VerifyAudit → the verdict.
.[0] | reply | harmless
| if .ok then "\(unicode("✓"; "ok") | green) the chain of \(.entries) entries holds"
  else
    "\(unicode("✗"; "BROKEN") | red) the audit log was changed, or is damaged: \(.message)",
    (select(.["first-broken-line"] > 0) | "  first broken line: \(.["first-broken-line"]) of \(.file)"),
    "  the entries before it can be trusted, the rest cannot"
  end
