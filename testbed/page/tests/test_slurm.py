"""Slurm's queue and nodes, shown and changed."""
import unittest

from fleet_page.agent import Agent
from fleet_page.case import PageCase
from fleet_page.cluster import Cluster
from fleet_page.exporters import Fleet


class Slurm(PageCase):
    @classmethod
    def make(cls):
        cls.fleet = Fleet(["node1"])
        cls.addClassCleanup(cls.fleet.close)
        cls.cluster = Cluster(["node1", "node2"])
        cls.addClassCleanup(cls.cluster.close)
        cls.agent = Agent(cls.fleet, cluster=cls.cluster)

    def test_jobs_are_shown_submitted_and_cancelled(self):
        self.open("#/slurm")
        self.browser.await_text("train-llama")
        self.browser.await_text("<b>bold</b>")
        self.browser.button("Submit a job").click()
        for name, value in (("name", "hello"), ("script", "echo hello"), ("gpus", "2"), ("timeLimit", "30")):
            self.browser.one(f"dialog [name={name}]").send_keys(value)
        self.browser.button("Submit", "dialog").click()
        self.browser.await_text("Job 20 is submitted", "#toasts")
        self.browser.await_text("hello")
        job = self.cluster.state()["jobs"]["20"]
        self.assertEqual((job["name"], job["gpus"], job["script"]), ("hello", "2", "#!/bin/bash\necho hello"))

        self.browser.one("button[aria-label='Cancel job 20']").click()
        self.browser.button("Cancel the job", "dialog").click()
        self.browser.wait(lambda: self.cluster.state()["jobs"]["20"]["state"] == "CANCELLED", "not cancelled")
        self.browser.wait(lambda: not self.browser.one("tbody").find_elements(
            "css selector", "button[aria-label='Cancel job 20']:not([hidden])"), "can be cancelled twice")

    def test_jobs_are_narrowed(self):
        self.open("#/slurm")
        self.browser.await_text("train-llama")
        self.browser.one("input[type=search]").send_keys("bob running")
        self.browser.wait(lambda: "train-llama" not in self.browser.text(), "not narrowed")
        self.browser.await_text("<b>bold</b>")

    def test_a_node_is_drained_and_resumed(self):
        self.open("#/slurm")
        self.browser.await_text("node2")
        self.browser.button("Drain").click()
        self.browser.one("dialog [name=reason]").send_keys("a fan is loud")
        self.browser.button("Drain", "dialog").click()
        self.browser.await_text("a fan is loud")
        self.browser.await_text("drained")
        self.browser.button("Resume").click()
        self.browser.wait(lambda: "a fan is loud" not in self.browser.text(), "not resumed")


if __name__ == "__main__":
    unittest.main()
