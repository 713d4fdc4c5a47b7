# /api/logs/NAME → a line for each; $json: as JSON.
.entries[] | log_line($json)
