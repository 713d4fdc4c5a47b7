# What `fleet versions` prints as JSON → a line for each.
.[0] | harmless | [to_entries[] | [.key, .value // "?"]] | table
