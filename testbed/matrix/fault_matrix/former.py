"""Reads the page of the book back: what an earlier run found in cells that a later one leaves out. Pure."""
import re

from .cells import FAULTS, cells_of
from .page import FAILED, MARKS

OUTCOMES = {mark: outcome for outcome, mark in MARKS.items()}
COLUMN = re.compile(r"\d+\. ([^:]+).*")
WRONG = re.compile(r"- `([^`]+)`: (.*)")


def results(text, transitions):
    """Results of the cells that the page shows as run, for as long as transition and step are what they were.

    The page tells the longest time of each fault: a cell that is read back has that.
    """
    page = _Page(text)
    cells = ((way, cell) for way in transitions for cell in cells_of([way]))
    return [result for way, cell in cells if (result := page.result(way, cell))]


def open_cells(cells, text, transitions):
    """Those of the cells that the page does not show to hold: not run, or found wrong."""
    holding = {result["name"] for result in results(text, transitions) if not result["wrong"]}
    return [cell for cell in cells if cell.name() not in holding]


class _Page:
    """What the page tells: marks by transition, step and fault, longest times by fault, faults by cell."""

    def __init__(self, text):
        self.marks, self.longest, self.wrong = {}, {}, {}
        names = {fault.title: fault.name for fault in FAULTS}
        # The page may have been written when there were fewer faults.
        faults = []
        way = ""
        for line in text.splitlines():
            columns = [column.strip() for column in line.strip("|").split("|")]
            if line.startswith("## "):
                way = line.removeprefix("## ")
            elif found := COLUMN.fullmatch(line):
                faults.append(names.get(found[1], ""))
            elif found := WRONG.fullmatch(line):
                self.wrong[found[1]] = found[2].split("; ")
            elif line.startswith("|") and not way and columns[-1].endswith(" s"):
                self.longest[columns[0]] = float(columns[-1].removesuffix(" s"))
            elif line.startswith("|") and len(columns) == len(faults) + 1:
                for fault, shown in zip(faults, columns[1:], strict=True):
                    self.marks[way, columns[0], fault] = shown

    def result(self, way, cell):
        """Of a cell that was run; else None."""
        fault = next(fault for fault in FAULTS if fault.name == cell.fault)
        row = f"{cell.step.index + 1} {cell.step.title()}"
        shown = self.marks.get((way.title(), row, fault.name), "")
        if len(shown) != len(fault.moments):
            return None
        mark = shown[fault.moments.index(cell.moment)]
        if mark not in OUTCOMES and mark != FAILED:
            return None
        return {
            "name": cell.name(),
            "cell": cell.to_json(),
            "outcome": OUTCOMES.get(mark, ""),
            "seconds": self.longest.get(fault.title, 0),
            "wrong": self.wrong[cell.name()] if mark == FAILED else [],
        }
