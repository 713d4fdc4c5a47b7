# EvaluateGuards → a line for each guard, its evidence below.
include "wire";
include "text";
include "words";
.[0] | reply | harmless | guard_lines
