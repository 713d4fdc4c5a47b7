"""How the matrix is shown."""
import unittest

from fault_matrix.cells import Cell, Step, Transition, cells_of
from fault_matrix import former
from fault_matrix.page import Matrix, markdown, terminal

CHECK = Step(0, "assert-mode", "compute")
LOGOUT = Step(1, "terminate-session", "c7")
WAY = Transition("desktop", "compute", (CHECK, LOGOUT))


def result(fault, moment, outcome, wrong=(), step=CHECK):
    cell = Cell("desktop", "compute", step, fault, moment)
    return {
        "name": cell.name(),
        "cell": cell.to_json(),
        "outcome": outcome,
        "seconds": 1.5,
        "wrong": list(wrong),
    }


MATRIX = Matrix(
    (WAY,),
    [
        result("kill", "doing", "committed"),
        result("kill", "done", "stranded", ["it is a lie"]),
        result("cancel", "doing", "cancelled"),
    ],
)


class PageTest(unittest.TestCase):
    page = markdown(MATRIX, "1.2.3")

    def test_a_row_shows_every_fault_with_both_moments(self):
        row = next(line for line in self.page.splitlines() if "check that the mode" in line)
        marks = [mark.strip() for mark in row.split("|")[2:-1]]
        self.assertEqual(18, len(marks))
        self.assertEqual(["C✗", "··", "–", "–", "–", "·"], marks[:6])
        self.assertEqual(["X", "–"], marks[-2:])

    def test_figures(self):
        self.assertIn("Version 1.2.3: of 32 cells 3 were run; 2 hold, 1 do not.", self.page)
        self.assertIn("| SIGKILL of the daemon | 2 | 1 | 0 | 0 | 0 | 0 | 1 | 1.5 s |", self.page)

    def test_what_does_not_hold_is_told(self):
        self.assertIn("`desktop-to-compute-01-kill-done`: it is a lie", self.page)
        self.assertIn("None.", markdown(Matrix((WAY,), [result("cancel", "doing", "cancelled")]), "1"))

    def test_the_number_of_a_session_is_not_in_it(self):
        self.assertNotIn("c7", self.page)

    def test_the_terminal_shows_the_same(self):
        shown = terminal(MATRIX)
        self.assertIn("C✗", shown)
        self.assertIn("it is a lie", shown)


class FormerTest(unittest.TestCase):
    """A run of some cells leaves the page right about the others."""

    OTHER = Transition("compute", "compute", (Step(0, "select-model", "small"),), "small")

    def test_the_page_is_read_back_as_it_was_written(self):
        page = markdown(MATRIX, "1.2.3")
        self.assertEqual(page, markdown(Matrix((WAY,), former.results(page, (WAY,))), "1.2.3"))

    def test_a_later_run_adds_to_it_and_says_so(self):
        cell = Cell("compute", "compute", self.OTHER.steps[0], "cancel", "doing", "small")
        now = {"name": cell.name(), "cell": cell.to_json(), "outcome": "cancelled", "seconds": 9, "wrong": []}
        ways = (WAY, self.OTHER)
        page = markdown(Matrix(ways, [now], former.results(markdown(MATRIX, "1"), ways)), "2")
        self.assertIn("4 were run; 3 hold, 1 do not.", page)
        self.assertIn("The last run was of 1 cells, of: swap to small, in compute. The other", page)
        self.assertIn("| SIGKILL of the daemon | 2 | 1 | 0 | 0 | 0 | 0 | 1 | 1.5 s |", page)
        self.assertIn("| cancel | 2 | 0 | 0 | 2 | 0 | 0 | 0 | 9.0 s |", page)

    def test_a_page_from_before_a_fault_was_added_is_read_back(self):
        page = markdown(MATRIX, "1.2.3")
        lines = [
            line.rsplit("|", 2)[0] + "|" if line.startswith("| 1 ") or line.startswith("| 2 ") else line
            for line in page.splitlines()
            if "controller gone" not in line
        ]
        self.assertEqual(
            former.results(page, (WAY,)), former.results("\n".join(lines), (WAY,))
        )

    def test_what_was_not_run_or_does_not_hold_is_open(self):
        page, every = markdown(MATRIX, "1.2.3"), cells_of([WAY])
        left = {cell.name() for cell in former.open_cells(every, page, (WAY,))}
        self.assertEqual(
            {"desktop-to-compute-01-kill-doing", "desktop-to-compute-01-cancel-doing"},
            {cell.name() for cell in every} - left)

    def test_a_step_that_is_another_now_was_not_run(self):
        moved = Transition("desktop", "compute", (Step(0, "start-unit", "compute.target"),))
        self.assertEqual([], former.results(markdown(MATRIX, "1"), (moved,)))


if __name__ == "__main__":
    unittest.main()
