"""Slurm's queue and nodes, shown and changed."""
import unittest

from fleet_page.agent import Agent
from fleet_page.case import PageCase
from fleet_page.cluster import Cluster
from fleet_page.exporters import Fleet

TOKEN = "a-token-of-some-length"


class SlurmCase(PageCase):
    TOKEN = None

    @classmethod
    def make(cls):
        cls.fleet = Fleet(["node1"])
        cls.addClassCleanup(cls.fleet.close)
        cls.cluster = Cluster(["node1", "node2"])
        cls.addClassCleanup(cls.cluster.close)
        cls.agent = Agent(cls.fleet, token=cls.TOKEN, cluster=cls.cluster)

    def setUp(self):
        super().setUp()
        # The first change is refused: nobody in particular asks.
        self.expected = (401,)
        self.addCleanup(self.browser.forget)


class Slurm(SlurmCase):
    TOKEN = TOKEN

    def test_jobs_are_shown_submitted_and_cancelled(self):
        self.open("#/slurm")
        self.browser.await_text("train-llama")
        self.browser.await_text("<b>bold</b>")
        self.browser.button("Submit a job").click()
        for name, value in (("name", "hello"), ("script", "echo hello"), ("gpus", "2"), ("timeLimit", "30")):
            self.browser.one(f"dialog [name={name}]").send_keys(value)
        self.browser.button("Submit", "dialog").click()
        self.browser.one("dialog [name=token]").send_keys(TOKEN)
        self.browser.button("Sign in", "dialog").click()
        self.browser.await_text("Job 20 is submitted", "#toasts")
        self.browser.await_text("hello")
        job = self.cluster.state()["jobs"]["20"]
        self.assertEqual((job["name"], job["gpus"], job["script"]), ("hello", "2", "#!/bin/bash\necho hello"))

        self.browser.one("button[aria-label='Cancel job 20']").click()
        self.browser.button("Cancel the job", "dialog").click()
        # The session has the token by now.
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
        self.browser.press("ENTER")
        self.browser.one("dialog [name=token]")
        self.browser.press(TOKEN, "ENTER")
        self.browser.await_text("a fan is loud")
        self.browser.await_text("drained")
        self.browser.button("Resume").click()
        self.browser.wait(lambda: "a fan is loud" not in self.browser.text(), "not resumed")

    def test_who_has_not_the_token_changes_nothing(self):
        self.open("#/slurm")
        self.browser.await_text("node2")
        self.assertFalse(self.browser.all("#sign-out:not([hidden])"))
        self.browser.button("Drain").click()
        self.browser.one("dialog [name=reason]").send_keys("for fun")
        self.browser.press("ENTER")
        self.browser.one("dialog [name=token]").send_keys("wrong")
        self.browser.press("ENTER")
        self.browser.wait(
            lambda: "cannot begin a session with that token" in self.browser.all("dialog")[-1].text, "not refused")
        self.browser.press("ESCAPE")
        self.browser.await_text("cannot change anything without a session", "dialog")
        self.assertEqual(self.browser.one("dialog [name=reason]").get_attribute("value"), "for fun")
        self.assertEqual(self.cluster.state()["nodes"]["node1"]["reason"], "")

    def test_who_signs_out_is_asked_again(self):
        self.open("#/slurm")
        for _ in range(2):
            self.browser.await_text("node2")
            self.browser.button("Drain").click()
            self.browser.one("dialog [name=reason]").send_keys("a fan is loud")
            self.browser.press("ENTER")
            self.browser.one("dialog [name=token]").send_keys(TOKEN)
            self.browser.press("ENTER")
            self.browser.await_text("drained")
            self.browser.button("Resume").click()
            self.browser.wait(lambda: "drained" not in self.browser.text(), "not resumed")
            self.browser.button("Sign out").click()
            self.browser.wait(lambda: not self.browser.all("#sign-out:not([hidden])"), "still signed in")


class WithoutToken(SlurmCase):
    def test_the_page_says_what_is_missing(self):
        self.open("#/slurm")
        self.browser.await_text("train-llama")
        self.browser.one("button[aria-label='Cancel job 17']").click()
        self.browser.button("Cancel the job", "dialog").click()
        self.browser.one("dialog [name=token]")
        self.browser.press("ESCAPE")
        self.browser.await_text("open the page with 'fleet open'")
        self.assertFalse(self.browser.all("dialog"))


if __name__ == "__main__":
    unittest.main()
