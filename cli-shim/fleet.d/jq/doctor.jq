# What `fleet doctor` prints as JSON, for people.
.[0] | harmless | finding_lines
