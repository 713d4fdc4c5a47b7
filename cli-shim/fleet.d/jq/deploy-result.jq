# A look → the last object of --json.

.[0]
| {event: "summary", stands: (.stands and (.slots != [] or .notAwaited == [])), fleet, stage,
   pods: [.slots[] | {slot, phase, awaits, id, perHour, ports}],
   slurm, servers: servers, notAwaited, undeclared, reasons,
   perHour, perDay: (.perHour | numbers * 24), spent, at: (now | todate)}
