# What `mode evidence --json` prints → the manifest in the archive.
.[0] | harmless
| "Evidence of transition \(.transition | or_else("(none on record)")), collected \(now | strftime("%Y-%m-%dT%H:%M:%SZ"))",
  "Values that look secret are replaced by [left-out].",
  "",
  (.parts | map(select(.kept)) | map([.name, .what, .note]) | table),
  "",
  "Could not be read:",
  (.parts | map(select(.kept | not)) | map([.name, .what, .note])
    | if . == [] then "nothing" else table end)
