"""Shows the matrix: a table for the terminal, and the page of the book. Pure."""
from .cells import DONE, FAULTS, Cell, cells_of

MARKS = {
    "committed": "C",
    "rolled-back": "R",
    "cancelled": "X",
    "blocked": "B",
    "stranded": "S",
}
FAILED = "✗"
NOT_APPLICABLE = "–"
NOT_RUN = "·"

LEGEND = (
    ("C", "committed: the new mode holds"),
    ("R", "rolled back: the prior mode holds"),
    ("X", "cancelled: the prior mode holds"),
    ("B", "blocked: nothing had been changed, and the reason is told"),
    ("S", "stranded: explicitly failed, with its reason; the next request mends it"),
    (FAILED, "does not hold; what was found is below"),
    (NOT_APPLICABLE, "does not apply, by the rules below"),
    (NOT_RUN, "not run"),
)


class Matrix:
    """The transitions with the result of every cell that was run, and of those that an earlier run found."""

    def __init__(self, transitions, results, former=()):
        self.transitions = transitions
        self.ran = {result["name"] for result in results}
        self.results = {result["name"]: result for result in (*former, *results)}

    def run_last(self):
        """The transitions of which cells were run now, where others are of an earlier run."""
        if self.ran == set(self.results):
            return []
        return [
            way for way in self.transitions if any(cell.name() in self.ran for cell in cells_of([way]))
        ]

    def mark(self, way, step, fault):
        """One character for each moment of the fault."""
        if not fault.applies_to(way, step):
            return NOT_APPLICABLE
        cells = (
            Cell(way.origin, way.to, step, fault.name, moment, way.model, way.cluster)
            for moment in fault.moments
        )
        return "".join(self._mark(cell) for cell in cells)

    def _mark(self, cell):
        result = self.results.get(cell.name())
        if result is None:
            return NOT_RUN
        return FAILED if result["wrong"] else MARKS[result["outcome"]]

    def failed(self):
        """The results that do not hold, in the order of the matrix."""
        return [result for _, result in sorted(self.results.items()) if result["wrong"]]

    def of_fault(self, fault):
        return [result for result in self.results.values() if result["cell"]["fault"] == fault.name]


def terminal(matrix):
    """The matrix in columns, its legend, and what was found in the cells that do not hold."""
    lines = []
    for number, fault in enumerate(FAULTS, 1):
        lines.append(f"  {number:2}  {fault.title}")
    for way in matrix.transitions:
        heads = "".join(f"{number:>4}" for number in range(1, len(FAULTS) + 1))
        lines += ["", way.title().ljust(46) + heads]
        for step in way.steps:
            marks = "".join(f"{matrix.mark(way, step, fault):>4}" for fault in FAULTS)
            lines.append(f"  {step.index + 1:2} {step.title()}".ljust(46) + marks)
    lines += [""] + [f"  {mark}  {meaning}" for mark, meaning in LEGEND]
    for result in matrix.failed():
        lines += ["", result["name"]] + [f"  {wrong}" for wrong in result["wrong"]]
    return "\n".join(lines)


def markdown(matrix, version):
    """The page of the book; nothing in it tells when it was made."""
    results = list(matrix.results.values())
    failed = matrix.failed()
    lines = [
        "# Fault matrix",
        "",
        "Every step of every transition, struck by every fault that applies to it, on workstations of"
        " the testbed with the package installed. Made by `testbed/testbed matrix`; nothing here is"
        " written by hand.",
        "",
        f"Version {version}: of {len(cells_of(matrix.transitions))} cells {len(results)} were run;"
        f" {len(results) - len(failed)} hold, {len(failed)} do not.",
        *_run_last(matrix),
        "",
        *_rules(),
        "",
        "| fault | cells | C | R | X | B | S | do not hold | longest time to the end |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for fault in FAULTS:
        lines.append(_figures(fault, matrix.of_fault(fault)))
    for way in matrix.transitions:
        lines += ["", f"## {way.title()}", "", *_table(matrix, way)]
    lines += ["", "## Cells that do not hold", ""]
    if not failed:
        lines.append("None." if results else "None was run.")
    for result in failed:
        lines.append(f"- `{result['name']}`: " + "; ".join(result["wrong"]))
    return "\n".join(lines) + "\n"


def _run_last(matrix):
    ways = matrix.run_last()
    if ways:
        yield (
            f"The last run was of {len(matrix.ran)} cells, of: "
            + "; ".join(way.title() for way in ways)
            + ". The other results are of an earlier run."
        )


def _figures(fault, results):
    good = [result for result in results if not result["wrong"]]
    counts = [sum(result["outcome"] == outcome for result in good) for outcome in MARKS]
    longest = max((result["seconds"] for result in results), default=0)
    cells = [len(results), *counts, len(results) - len(good), f"{longest:.1f} s"]
    return f"| {fault.title} | " + " | ".join(str(cell) for cell in cells) + " |"


def _table(matrix, way):
    numbers = range(1, len(FAULTS) + 1)
    yield "| step | " + " | ".join(str(number) for number in numbers) + " |"
    yield "| --- |" + " :-: |" * len(FAULTS)
    for step in way.steps:
        marks = " | ".join(matrix.mark(way, step, fault) for fault in FAULTS)
        yield f"| {step.index + 1} {step.title()} | {marks} |"


def _rules():
    yield (
        "The daemon is held at the write of its journal that announces the step, the fault strikes,"
        " and the daemon is let go. A cell holds if"
    )
    yield ""
    yield (
        "- the transition ends within 60 s (90 s after a power loss, from when the machine boots, and where Slurm's"
        " controller is gone);"
    )
    yield (
        "- what the daemon then says of mode and condition agrees with what systemd, logind and the"
        " GPU show, and the waiting client exits as the outcome demands;"
    )
    yield (
        "- the audit log is sound and ends the transition once, as journald, `last-transition.json`"
        " and D-Bus do; `transition.json` is gone; `current` and `desired` are what D-Bus says;"
    )
    yield (
        "- after a swap of the model, the one is selected and served that the outcome promises: the new"
        " one if it is committed, the former one if it is rolled back or cancelled;"
    )
    yield (
        "- a node of a cluster takes jobs in compute, and is gone from the controller in any other mode, or"
        " noted as a leftover that is still to be deleted there; the job that ran on it, or waited for it,"
        " has been lost to nobody: it runs, or waits;"
    )
    yield (
        "- with the fault taken away, `mode request` brings the host into a mode, settled, without"
        " a hand on the machine; asked again where a job began meanwhile, about which nobody had decided."
    )
    yield ""
    yield from (f"- **{mark}** {meaning}" for mark, meaning in LEGEND)
    yield ""
    yield "Columns, and which steps they apply to:"
    yield ""
    for number, fault in enumerate(FAULTS, 1):
        yield f"{number}. {fault.title}{_where(fault)}"
    yield ""
    yield (
        "While the disk is full or the audit log cannot be written, nothing can be put on record:"
        " there the record is judged after the next request. A power loss is the death of every"
        " process of the machine at once; what the kernel had not yet written to its disk is not"
        " lost with them. The clock is the daemon's own, shifted by a preloaded library. A library"
        " that is mapped cannot be taken away from a process: the daemon is killed when its file goes. A unit"
        " whose start is to fail or to last, and that is up already, is stopped first; a stop that"
        " is to fail is one that systemd refuses. logind does not come back to a bus that was"
        " restarted, Dubnium or not: it is restarted to end that fault. A unit that failed counts as"
        " one that is down, and a weight that is not set as the kernel's default. One that its mode wants"
        " only where it is enabled, as the model server, takes no part while it is masked. The cluster is the"
        " workstation's own, its controller on the same machine: a power loss is that one's too. Slurm's"
        " controller is gone by SIGKILL, until the cell is judged. While it is, nobody can tell what"
        " became of node and job."
    )


def _where(fault):
    notes = []
    if fault.kinds:
        notes.append("steps of the kind " + ", ".join(f"`{kind}`" for kind in fault.kinds))
    if fault.cluster:
        notes.append("where the workstation is a node of a cluster")
    if DONE in fault.moments:
        notes.append("first when the step is about to be done, then when it is and not yet recorded")
    return ": " + "; ".join(notes) if notes else ""
