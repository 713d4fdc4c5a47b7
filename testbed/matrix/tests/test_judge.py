"""What is a lie, and what is an honest failure."""
from dataclasses import replace
import os
import unittest

from fault_matrix import judge
from fault_matrix.cells import Cell, Step
from fault_matrix.host import Claims, Files, Record, Truths, World

TRUTHS = Truths.read(os.path.join(os.path.dirname(__file__), "..", "..", "lib", "truths"))
CELL = Cell("desktop", "compute", Step(0, "start-unit", "compute.target"), "kill", "doing")
END = {"id": "t1", "outcome": "rolled-back", "code": "job-failed"}
DESKTOP = World(TRUTHS.units["desktop"], TRUTHS.slices["desktop"], ("alice wayland",), ("graphics",))
COMPUTE = World(TRUTHS.units["compute"], TRUTHS.slices["compute"], (), ("compute",))
IN_DESKTOP = Claims("desktop", "settled", "desktop", False, (), END)
RECORD = Record("", (END,), ("rolled-back",), "sound")
FILES = Files(END, END, "desktop", "desktop")


class ServedTest(unittest.TestCase):
    SWAP = Cell("compute", "compute", Step(0, "select-model", "small"), "kill", "doing", "small")

    def served(self, outcome, *models):
        return judge.served(self.SWAP, {"outcome": outcome}, *models)

    def test_the_outcome_says_which_model_is_served(self):
        self.assertEqual([], self.served("committed", "small", "small"))
        self.assertEqual([], self.served("rolled-back", "large", "large"))
        self.assertEqual(
            ["committed, but small is selected and large served, not small"],
            self.served("committed", "small", "large"),
        )
        self.assertTrue(self.served("cancelled", "small", "small"))

    def test_what_failed_explicitly_promises_nothing(self):
        self.assertEqual([], self.served("stranded", "small", ""))


class DeviationsTest(unittest.TestCase):
    def test_a_host_as_it_should_be(self):
        self.assertEqual([], judge.deviations(DESKTOP, "desktop", TRUTHS))
        self.assertEqual([], judge.deviations(COMPUTE, "compute", TRUTHS))

    def test_a_unit_that_is_not_up(self):
        world = replace(DESKTOP, units={**DESKTOP.units, "desktop.target": "inactive"})
        self.assertEqual(
            ["desktop.target is inactive, not active"], judge.deviations(world, "desktop", TRUTHS)
        )

    def test_a_unit_that_failed_is_down(self):
        world = replace(DESKTOP, units={**DESKTOP.units, "vllm.service": "failed"})
        self.assertEqual([], judge.deviations(world, "desktop", TRUTHS))

    def test_a_server_that_is_masked_takes_no_part(self):
        world = replace(COMPUTE, units={**COMPUTE.units, "vllm.service": "inactive"}, gpu=())
        self.assertTrue(judge.deviations(world, "compute", TRUTHS))
        masked = replace(world, masked=("vllm.service",))
        self.assertEqual([], judge.deviations(masked, "compute", TRUTHS))
        self.assertTrue(judge.deviations(replace(masked, gpu=("graphics",)), "compute", TRUTHS))

    def test_a_node_takes_jobs_in_compute_and_is_gone_elsewhere(self):
        for world, mode, right, wrong in (
            (COMPUTE, "compute", ("", "takes jobs", "unknown"), ("gone", "a leftover", "IDLE+DRAIN")),
            (DESKTOP, "desktop", ("", "gone", "a leftover", "unknown"), ("takes jobs", "DOWN")),
        ):
            for node in right:
                self.assertEqual([], judge.deviations(replace(world, node=node), mode, TRUTHS), node)
            for node in wrong:
                self.assertTrue(judge.deviations(replace(world, node=node), mode, TRUTHS), node)
                masked = replace(world, node=node, masked=("slurm-node.service",))
                self.assertEqual([], judge.deviations(masked, mode, TRUTHS), node)

    def test_a_job_that_neither_runs_nor_waits_is_lost(self):
        for state in ("", "PENDING", "RUNNING"):
            self.assertEqual([], judge.lost(replace(COMPUTE, job=state)), state)
        for state in ("CANCELLED", "NODE_FAIL", "FAILED", "FORGOTTEN"):
            self.assertTrue(judge.lost(replace(COMPUTE, job=state)), state)

    def test_a_display_manager_that_is_masked_is_missed(self):
        world = replace(
            DESKTOP,
            units={**DESKTOP.units, "display-manager.service": "inactive"},
            masked=("display-manager.service",),
        )
        self.assertTrue(judge.deviations(world, "desktop", TRUTHS))

    def test_a_weight_that_is_not_set_is_the_default(self):
        world = replace(DESKTOP, slices={**DESKTOP.slices, "ai.slice": "unset"})
        self.assertEqual([], judge.deviations(world, "desktop", TRUTHS))

    def test_a_weight_that_was_left(self):
        world = replace(DESKTOP, slices={**DESKTOP.slices, "user.slice": "900"})
        self.assertEqual(["user.slice is 900, not unset"], judge.deviations(world, "desktop", TRUTHS))

    def test_a_session_where_none_may_be(self):
        self.assertTrue(judge.deviations(replace(COMPUTE, sessions=("alice wayland",)), "compute", TRUTHS))

    def test_a_gpu_that_two_hold(self):
        self.assertTrue(judge.deviations(replace(COMPUTE, gpu=("compute", "graphics")), "compute", TRUTHS))

    def test_an_unknown_mode(self):
        self.assertEqual(["'unknown' is no mode"], judge.deviations(DESKTOP, "unknown", TRUTHS))


class ClaimsTest(unittest.TestCase):
    def wrong(self, world=DESKTOP, **claims):
        return judge.claims_against_world(replace(IN_DESKTOP, **claims), world, TRUTHS)

    def test_the_truth(self):
        self.assertEqual([], self.wrong())

    def test_a_false_success(self):
        self.assertTrue(self.wrong(world=COMPUTE))

    def test_a_failure_that_is_told(self):
        self.assertEqual([], self.wrong(world=COMPUTE, condition="failed-transition"))
        self.assertEqual([], self.wrong(current="unknown", condition="unknown"))

    def test_degraded_needs_a_clause(self):
        self.assertTrue(self.wrong(condition="degraded"))
        self.assertEqual([], self.wrong(condition="degraded", degradations=("vllm",)))

    def test_for_ever_under_way(self):
        self.assertTrue(self.wrong(busy=True))
        self.assertTrue(self.wrong(condition="transitioning"))


class EndingTest(unittest.TestCase):
    def wrong(self, outcome, code="job-failed", **claims):
        return judge.ending(
            CELL, replace(IN_DESKTOP, **claims), {"id": "t1", "outcome": outcome, "code": code}
        )

    def test_each_outcome_where_it_belongs(self):
        self.assertEqual([], self.wrong("committed", "none", current="compute"))
        self.assertEqual([], self.wrong("rolled-back"))
        self.assertEqual([], self.wrong("cancelled", "cancelled"))
        self.assertEqual([], self.wrong("blocked"))
        self.assertEqual([], self.wrong("stranded", current="unknown", condition="failed-transition"))

    def test_committed_elsewhere(self):
        self.assertTrue(self.wrong("committed", "none"))

    def test_rolled_back_elsewhere(self):
        self.assertTrue(self.wrong("rolled-back", current="compute"))

    def test_a_failure_without_a_reason(self):
        self.assertTrue(self.wrong("stranded", "none"))

    def test_nothing_had_to_be_done_although_a_step_was_under_way(self):
        self.assertTrue(self.wrong("unchanged", "none"))


class ClientTest(unittest.TestCase):
    def test_says_the_outcome(self):
        self.assertEqual([], judge.client(20, END, away=False))
        self.assertTrue(judge.client(0, END, away=False))

    def test_may_lose_a_daemon_that_went_away(self):
        self.assertEqual([], judge.client(23, END, away=True))
        self.assertTrue(judge.client(23, END, away=False))


class RecordTest(unittest.TestCase):
    def test_a_record_that_is_whole(self):
        self.assertEqual([], judge.on_record("t1", END, RECORD))

    def test_what_can_be_missing_or_contradict(self):
        for change in (
            {"unfinished": "t1"},
            {"audited": ()},
            {"audited": (END, END)},
            {"journald": ()},
            {"journald": ("stranded",)},
            {"chain": "line 7"},
        ):
            with self.subTest(change):
                self.assertTrue(judge.on_record("t1", END, replace(RECORD, **change)))


class AgreementTest(unittest.TestCase):
    def test_all_say_the_same(self):
        self.assertEqual([], judge.agreement(IN_DESKTOP, FILES))

    def test_one_says_something_else(self):
        for change in (
            {"last": {**END, "outcome": "stranded"}},
            {"audited": {**END, "id": "t0"}},
            {"current": "unknown"},
            {"desired": "compute"},
        ):
            with self.subTest(change):
                self.assertTrue(judge.agreement(IN_DESKTOP, replace(FILES, **change)))


class NextRequestTest(unittest.TestCase):
    in_compute = Claims("compute", "settled", "compute", False, (), END)

    def test_works(self):
        self.assertEqual([], judge.next_request("compute", 0, self.in_compute, COMPUTE, TRUTHS))

    def test_fails_or_only_says_that_it_worked(self):
        self.assertTrue(judge.next_request("compute", 20, self.in_compute, COMPUTE, TRUTHS))
        self.assertTrue(judge.next_request("compute", 0, IN_DESKTOP, COMPUTE, TRUTHS))
        self.assertTrue(judge.next_request("compute", 0, self.in_compute, DESKTOP, TRUTHS))


if __name__ == "__main__":
    unittest.main()
