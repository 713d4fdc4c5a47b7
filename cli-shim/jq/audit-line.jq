# A line of the audit log → one line. Entries may come one by one, so the columns are fixed.
# $passwd: the text of /etc/passwd.
log_entry | harmless
| if .unreadable then "unreadable: \(.unreadable)" | red
  else
    [ (.sequence | tostring | padded(6)),
      (.timestamp | local_time | padded(19) | dim),
      (.event | padded(10)),
      (success_mark | padded(2)),
      (modes | padded(22)),
      account($passwd) ]
    | join("  ") | sub("\\s+$"; "")
  end
