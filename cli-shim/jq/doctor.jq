# What `mode doctor` prints as JSON, for people.
.[0] | harmless | finding_lines
