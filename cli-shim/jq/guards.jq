# EvaluateGuards → a line for each guard, its evidence below.
.[0] | reply | harmless | guard_lines
