"""Which cells there are, and which of them are chosen."""
import unittest

from fault_matrix.cells import (
    DOING,
    DONE,
    FAULTS,
    Cell,
    Step,
    Transition,
    batches_of,
    cells_of,
    select,
)

START = Step(0, "start-unit", "compute.target")
SLICE = Step(1, "set-unit-properties", "ai.slice")
CHECK = Step(2, "assert-mode", "compute")
WAY = Transition("desktop", "compute", (START, SLICE, CHECK))
BACK = Transition("compute", "desktop", (CHECK,))
LEAVE = Transition("compute", "desktop", (Step(0, "drain-slurm-node", "slurm-node.service"), CHECK), cluster=True)
SWAP = Transition("compute", "compute", (Step(0, "select-model", "small"), CHECK), "small")


def faults_at(step):
    return {cell.fault for cell in cells_of([WAY]) if cell.step == step}


class CellsTest(unittest.TestCase):
    def test_every_fault_strikes_a_step_that_starts_a_unit(self):
        self.assertEqual({fault.name for fault in FAULTS if not fault.cluster}, faults_at(START))

    def test_what_is_no_job_neither_fails_nor_lasts_as_one(self):
        self.assertEqual({"job-failure", "job-time-out"}, faults_at(START) - faults_at(SLICE))

    def test_what_has_no_unit_cannot_be_masked_either(self):
        self.assertEqual({"masked"}, faults_at(SLICE) - faults_at(CHECK))

    def test_death_strikes_before_a_step_and_after_it(self):
        moments = [cell.moment for cell in cells_of([WAY]) if (cell.step, cell.fault) == (CHECK, "kill")]
        self.assertEqual([DOING, DONE], moments)

    def test_names_are_unique_and_fit_for_a_folder(self):
        names = [cell.name() for cell in cells_of([WAY, BACK])]
        self.assertEqual(len(names), len(set(names)))
        self.assertIn("desktop-to-compute-02-kill-done", names)

    def test_the_plan_is_written_first_and_then_every_step_twice(self):
        writes = [
            Cell("desktop", "compute", step, "kill", moment).journal_write()
            for step in (START, SLICE)
            for moment in (DOING, DONE)
        ]
        self.assertEqual([1, 2, 3, 4], writes)

    def test_a_cell_survives_its_way_into_the_machine(self):
        cell = cells_of([WAY])[0]
        self.assertEqual(cell, Cell.from_json(cell.to_json()))


class SwapTest(unittest.TestCase):
    def test_no_job_and_no_unit_is_struck_where_a_model_is_selected(self):
        struck = {cell.fault for cell in cells_of([SWAP]) if cell.step.kind == "select-model"}
        self.assertEqual(
            {fault.name for fault in FAULTS if not fault.cluster} - {"job-failure", "job-time-out", "masked"},
            struck,
        )

    def test_it_is_told_apart_from_a_switch(self):
        self.assertEqual("swap to small, in compute", SWAP.title())
        self.assertIn("compute-to-small-01-kill-doing", [cell.name() for cell in cells_of([SWAP])])
        cell = cells_of([SWAP])[0]
        self.assertEqual(cell, Cell.from_json(cell.to_json()))
        self.assertEqual(2, len(batches_of(cells_of([SWAP])[:1] + cells_of([BACK])[:1], 20)))


class ClusterTest(unittest.TestCase):
    def test_its_controller_goes_only_where_there_is_one(self):
        struck = {(cell.step.kind, cell.origin) for cell in cells_of([WAY, LEAVE]) if cell.fault == "controller-gone"}
        self.assertEqual({("drain-slurm-node", "compute"), ("assert-mode", "compute")}, struck)

    def test_a_node_is_told_apart_from_a_workstation_alone(self):
        self.assertEqual("compute → desktop, node of a cluster", LEAVE.title())
        self.assertIn("compute-to-desktop-node-01-kill-doing", [cell.name() for cell in cells_of([LEAVE])])
        cell = cells_of([LEAVE])[0]
        self.assertEqual(cell, Cell.from_json(cell.to_json()))
        self.assertEqual(2, len(batches_of([cell, *cells_of([BACK])[:1]], 20)))
        every = cells_of([BACK, LEAVE])
        self.assertEqual({"drain-slurm-node"}, {cell.step.kind for cell in select(every, step="slurm")})
        self.assertEqual(cells_of([LEAVE]), select(every, cluster=True))
        self.assertEqual(every, select(every))


class SelectTest(unittest.TestCase):
    every = cells_of([WAY, BACK])

    def test_by_transition_and_fault(self):
        chosen = select(self.every, origin="compute", to="desktop", fault="cancel")
        self.assertEqual(["compute-to-desktop-03-cancel-doing"], [cell.name() for cell in chosen])

    def test_the_same_seed_draws_the_same_cells(self):
        self.assertEqual(select(self.every, seed=7, count=5), select(self.every, seed=7, count=5))
        self.assertNotEqual(select(self.every, seed=7, count=5), select(self.every, seed=8, count=5))

    def test_what_is_drawn_keeps_its_order(self):
        drawn = select(self.every, seed=3, count=9)
        self.assertEqual([cell for cell in self.every if cell in drawn], drawn)

    def test_more_than_there_are_is_all(self):
        self.assertEqual(self.every, select(self.every, count=1000))


class BatchesTest(unittest.TestCase):
    def test_a_machine_gets_cells_of_one_transition(self):
        batches = batches_of(cells_of([WAY, BACK]), 1000)
        self.assertEqual(
            [("desktop", "compute"), ("compute", "desktop")],
            [(batch[0].origin, batch[0].to) for batch in batches],
        )

    def test_and_not_too_many(self):
        every = cells_of([WAY, BACK])
        batches = batches_of(every, 20)
        self.assertEqual(every, [cell for batch in batches for cell in batch])
        self.assertLessEqual(max(len(batch) for batch in batches), 20)


if __name__ == "__main__":
    unittest.main()
