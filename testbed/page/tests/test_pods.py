"""Rented pods: shown with what they cost, planned, applied, kept, stopped, adopted and destroyed."""
import unittest
from pathlib import Path

import fleet_page
from fleet_page.agent import Agent
from fleet_page.case import PageCase
from fleet_page.exporters import Fleet
from fleet_page.pods import UNCONFIGURED, PodService, absent, ago, declaration, orphan, plan, pod, rented

ROWS = "return [...document.querySelectorAll('section[aria-labelledby=pods-title] tbody tr')].map((row) => row.innerText)"
CONTRAST = (Path(fleet_page.__file__).parent / "contrast.js").read_text(encoding="utf-8")


def without_capacity():
    return declaration(
        name="server", problem="no-capacity", outcome="no capacity for NVIDIA B200", retryAt=ago(-220),
        alternatives=[{"gpu": "NVIDIA L4", "cloud": "community", "perHour": 0.31}])


class PodsCase(PageCase):
    TOKEN = "a-token-of-some-length"

    @classmethod
    def make(cls):
        cls.fleet = Fleet(["gpu-1"])
        cls.addClassCleanup(cls.fleet.close)
        cls.agent = Agent(cls.fleet, token=cls.TOKEN)
        cls.service = PodService(cls.agent.port)
        cls.addClassCleanup(cls.service.close)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.url = cls.service.url

    def setUp(self):
        super().setUp()
        self.service.pods = rented([pod(0), absent(1)])
        self.service.plan = plan()
        self.service.answers = {}
        self.service.asked.clear()

    def row(self, name):
        """What its row says."""
        return self.browser.wait(
            lambda: next((row for row in self.browser.script(ROWS) if row.split()[:1] == [name]), None), f"no pod {name}")

    def left(self):
        """How long worker-0 has until it is stopped, as its row says it."""
        return self.row("worker-0").partition("stops in")[2].split("\t")[0]

    def press(self, action, name):
        self.browser.one(f"button[aria-label='{action} {name}']").click()

    def asked(self):
        self.browser.wait(lambda: self.service.asked, "nothing was asked for")
        return self.service.asked[-1]


class Pods(PodsCase):
    def test_pods_and_what_they_cost(self):
        self.service.pods = rented([pod(0), pod(1, "starting", reason="its image is pulled"), orphan()], declarations=[declaration(), without_capacity()])
        self.open("#/pods")
        for text in ("ready", "3 min", "NVIDIA RTX A5000", "secure, US-KS-2", "0.44", "1.00", "4.00", "8000/http"):
            self.assertIn(text, self.row("worker-0"))
        self.assertIn("its image is pulled", self.row("worker-1"))
        self.assertIn("undeclared", self.row("dub-lab-old-0-aaaaaa"))
        self.browser.await_text("1 pod is not declared, and costs 5.38 USD an hour")
        self.browser.await_text("6.26 of 5.00 USD an hour")
        for text in ("0.88 of 2.00 an hour", "17.00 of 20.00 today", "101.00 of 100.00 in all", "no capacity for NVIDIA B200",
                     "NVIDIA L4, community: 0.31 USD an hour", "Asked again in 3 min"):
            self.browser.await_text(text)
        self.assertEqual(len(self.browser.all(".budget-cell .over")), 2)
        self.browser.await_text("worker-0 is ready – ada")

    def test_changes_are_shown_as_they_come(self):
        self.open("#/pods")
        self.assertIn("absent", self.row("worker-1"))
        self.service.show(rented([pod(0), pod(1, "provisioning")]))
        self.browser.wait(lambda: "provisioning" in self.row("worker-1"), "not shown")

    def test_what_is_wrong_is_said(self):
        self.service.pods = rented(
            [absent(0)], listing={"at": ago(600), "error": "cannot reach RunPod"}, credential={"name": "runpod-api-key", "given": False},
            declarations=[declaration(state="not-applied")])
        self.service.pods["spending"]["billed"]["difference"] = 0.5
        self.open("#/pods")
        for text in ("No key of RunPod's is given", "/etc/credstore/fleet-agent.runpod-api-key", "RunPod cannot be asked: cannot reach RunPod",
                     "Not as declared: worker", "not applied", "0.50 more than was reckoned"):
            self.browser.await_text(text)

    def test_where_none_is_declared_it_says_how(self):
        self.service.pods = UNCONFIGURED
        self.open("#/pods")
        self.browser.await_text("No pods are declared")
        self.browser.await_text("maximumPerHour")
        self.assertFalse([b for b in self.browser.all("main button") if b.is_displayed()])

    def test_an_agent_that_cannot_tell(self):
        self.expected = (503,)
        self.service.answers["GET /api/pods"] = (503, {"title": "cannot tell of pods: the store is damaged"})
        self.open("#/pods")
        self.browser.await_text("cannot tell of pods: the store is damaged")
        self.service.answers.clear()
        self.row("worker-0")

    def test_two_hundred_are_narrowed(self):
        self.service.pods = rented([pod(n) for n in range(200)])
        self.open("#/pods")
        self.browser.wait(lambda: len(self.browser.all("section[aria-labelledby=pods-title] tbody tr")) == 200, "not 200")
        self.browser.one("input[type=search]").send_keys("worker-77")
        self.browser.await_text("1 of 200")
        self.row("worker-77")

    def test_a_plan_is_shown_with_its_cost_and_applied(self):
        self.sign_in()
        self.open("#/pods")
        self.browser.button("Plan …").click()
        for text in ("The fleet then costs 1.76 USD an hour, 42.24 a day", "worker: budget per hour 1.00 → 2.00", "its image is another"):
            self.browser.await_text(text)
        self.browser.button("Apply …").click()
        self.browser.await_text("create 1: worker-1", "dialog")
        self.browser.button("Cancel", "dialog").click()
        self.assertEqual(self.service.asked, [])
        self.browser.button("Apply …").click()
        self.browser.button("Apply", "dialog").click()
        self.assertEqual(self.asked(), ("POST", "/api/pods/apply", {"plan": "f1"}))
        self.browser.await_text("The plan is applied.", "#toasts")

    def test_a_plan_that_is_another_by_now_is_not_applied(self):
        self.expected = (409,)
        self.service.answers["POST /api/pods/apply"] = (409, {"title": "cannot apply: the plan is another by now"})
        self.sign_in()
        self.open("#/pods")
        self.browser.button("Plan …").click()
        self.browser.button("Apply …").click()
        self.browser.button("Apply", "dialog").click()
        self.browser.await_text("the plan is another by now", "dialog")
        self.service.plan = plan(perHour=2.5, perDay=60.0)
        self.browser.press("ESCAPE")
        self.browser.await_text("2.50 USD an hour, 60.00 a day")

    def test_problems_of_a_plan_leave_nothing_to_apply(self):
        self.service.plan = plan(problems=["worker: its price is not known"], perHour=9)
        self.open("#/pods")
        self.browser.button("Plan …").click()
        self.browser.await_text("worker: its price is not known")
        self.browser.await_text("The fleet may cost 5.00 USD an hour")
        self.assertFalse([b for b in self.browser.all("button") if b.text == "Apply …"])
        self.service.plan = plan(steps=[], changes=[])
        self.browser.button("Plan …").click()
        self.browser.await_text("Nothing is to be done.")

    def test_an_idle_pod_counts_down_and_is_kept(self):
        self.service.pods = rented([pod(0, idle={"since": ago(900), "stopAt": ago(-590), "keptUntil": None})])
        self.sign_in()
        self.open("#/pods")
        self.browser.await_text("stops in")
        first = self.left()
        self.browser.wait(lambda: self.left() != first, "it does not count down")
        self.press("Keep", "worker-0")
        self.browser.button("Keep", "dialog").click()
        self.assertEqual(self.asked(), ("POST", "/api/pods/7h9k2m4n000/keep", {"minutes": 120}))
        self.service.show(rented([pod(0, idle={"since": ago(900), "stopAt": None, "keptUntil": ago(-7100)})]))
        self.browser.await_text("kept for 1 h")

    def test_pods_are_stopped_started_adopted_and_destroyed(self):
        self.service.pods = rented([pod(0), pod(1, "stopped", wish="stopped"), orphan()])
        self.sign_in()
        self.open("#/pods")
        for action, name, call in (
                ("Stop", "worker-0", ("POST", "/api/pods/7h9k2m4n000/stop")),
                ("Start", "worker-1", ("POST", "/api/pods/7h9k2m4n001/start")),
                ("Adopt", "dub-lab-old-0-aaaaaa", ("POST", "/api/pods/0ld0ld0ld0/adopt")),
                ("Destroy", "dub-lab-old-0-aaaaaa", ("DELETE", "/api/pods/0ld0ld0ld0"))):
            with self.subTest(action=action):
                self.service.asked.clear()
                self.press(action, name)
                self.browser.button("Back", "dialog").click()
                self.assertEqual(self.service.asked, [])
                self.press(action, name)
                self.browser.button(action, "dialog").click()
                self.assertEqual(self.asked()[:2], call)
        self.assertFalse(self.browser.all("button[aria-label='Stop worker-1']:not([hidden])"))

    def test_a_refusal_is_told_in_its_own_words(self):
        self.expected = (409,)
        self.service.answers["POST /api/pods/7h9k2m4n000/stop"] = (409, {"title": "cannot stop it: RunPod does not answer"})
        self.sign_in()
        self.open("#/pods")
        self.press("Stop", "worker-0")
        self.browser.button("Stop", "dialog").click()
        self.browser.await_text("cannot stop it: RunPod does not answer")

    def test_the_fleet_is_destroyed_once_its_name_is_typed(self):
        self.service.pods = rented([pod(0), absent(1), orphan()])
        self.service.answers["POST /api/pods/destroy"] = (200, {"left": [], "volumes": [{"id": "agv6w2qcg7", "name": "models"}], "provenAt": ago(0)})
        self.sign_in()
        self.open("#/pods")
        self.browser.button("Destroy everything …").click()
        self.browser.await_text("dub-lab-worker-0-k3f9x0", "dialog")
        self.browser.await_text("dub-lab-old-0-aaaaaa 2 × NVIDIA H100 80GB HBM3, 5.38 USD an hour", "dialog")
        self.browser.press("l", "a", "ENTER")
        self.browser.await_text("That is not the name of the fleet: lab", "dialog")
        self.assertEqual(self.service.asked, [])
        self.browser.one("dialog [name=fleet]").send_keys("b")
        self.browser.press("ENTER")
        self.browser.await_text("Nothing is left")
        self.assertEqual(self.service.asked, [("POST", "/api/pods/destroy", {"fleet": "lab"})])
        self.browser.await_text("agv6w2qcg7 models")

    def test_what_is_left_is_named(self):
        self.service.answers["POST /api/pods/destroy"] = (200, {"left": ["dub-lab-worker-0-k3f9x0"], "volumes": [], "provenAt": ago(0)})
        self.sign_in()
        self.open("#/pods")
        self.browser.button("Destroy everything …").click()
        self.browser.one("dialog [name=fleet]").send_keys("lab")
        self.browser.press("ENTER")
        self.browser.await_text("RunPod still lists these")

    def test_one_pod_with_its_phases_and_its_log(self):
        self.service.pods = rented([pod(0, reason="its service is slow")])
        self.sign_in()
        self.open("#/pods")
        self.browser.one("a[href='#/pods/worker-0']").click()
        for text in ("dub-lab-worker-0-k3f9x0", "its service is slow", "provisioning", "5 s later"):
            self.browser.await_text(text)
        self.browser.await_text("server is up", ".log-lines")
        self.assertEqual(self.browser.text("main h1"), "worker-0")
        self.press("Stop", "worker-0")
        self.browser.button("Stop", "dialog").click()
        self.assertEqual(self.asked()[1], "/api/pods/7h9k2m4n000/stop")
        self.open("#/pods/none")
        self.browser.await_text("No pod none is there.")

    def test_nobody_in_particular_reads_no_log_and_changes_nothing(self):
        self.expected = (401,)
        self.open("#/pods/worker-0")
        self.browser.await_text("cannot show this without a session")
        self.browser.button("Sign in")

    def test_everything_is_done_by_keyboard(self):
        self.sign_in()
        self.open("#/pods")
        self.row("worker-0")
        for name in ("Plan …", "Stop worker-0"):
            for _ in range(40):
                self.browser.press("TAB")
                if self.browser.focused() == name:
                    break
            self.assertEqual(self.browser.focused(), name)
        self.browser.press("ENTER", "TAB", "ENTER")
        self.assertEqual(self.asked()[1], "/api/pods/7h9k2m4n000/stop")


class Hostile(PodsCase):
    def test_texts_of_others_are_text(self):
        text = "<img src=x onerror=\"document.title='taken'\">"
        self.service.pods = rented(
            [pod(0, reason=text, gpu=text, ports=[{"private": 1, "type": "http", "address": "javascript:document.title='taken'"}])],
            declarations=[declaration(outcome=text)], events=[{"at": ago(1), "actor": text, "what": text}])
        for route in ("#/pods", "#/pods/worker-0"):
            self.expected = (401,)
            self.open(route)
            self.browser.await_text(text)
            self.assertEqual(self.browser.all("main img"), [])
            self.assertEqual(self.browser.all("a[href^=javascript]"), [])
            self.assertNotEqual(self.browser.driver.title, "taken")


class Looks(PodsCase):
    def test_it_can_be_read_and_nothing_sticks_out(self):
        long = "x" * 120
        states = {
            "none": rented([], declarations=[]),
            "one": rented([pod(0)]),
            "unconfigured": UNCONFIGURED,
            "trouble": rented(
                [pod(0, idle={"since": ago(900), "stopAt": ago(-45), "keptUntil": None}), absent(1), orphan(reason=long),
                 pod(2, "failed", slot=long, gpu=long)],
                listing={"at": ago(600), "error": long}, credential={"name": "runpod-api-key", "given": False},
                declarations=[declaration(name=long, state="undeclared", outcome=long), without_capacity()]),
            "many": rented([pod(n, ("ready", "starting", "stopped", "unready")[n % 4]) for n in range(200)]),
        }
        self.expected = (401,)
        for name, state in states.items():
            self.service.pods = state
            for scheme in ("light", "dark"):
                self.browser.prefer(scheme)
                for width in (360, 768, 1920):
                    with self.subTest(state=name, scheme=scheme, width=width):
                        self.browser.size(width, 800)
                        self.open("#/pods")
                        self.browser.wait(lambda: len(self.browser.text()) > 60, "empty")
                        self.fits(width)
        self.service.pods = states["trouble"]
        for width in (360, 1920):
            self.browser.size(width, 800)
            self.open("#/pods/worker-0")
            self.browser.await_text("Phases")
            self.fits(width)

    def fits(self, width):
        self.assertEqual(self.browser.script(CONTRAST), [])
        self.assertLessEqual(self.browser.script("return document.documentElement.scrollWidth"), width)
        self.assertEqual(self.browser.script("const m = document.querySelector('main'); return m.scrollWidth - m.clientWidth"), 0)
        if width == 360:
            self.assertEqual(self.browser.script(
                "return Math.max(0, ...[...document.querySelectorAll('.scroller')].map((s) => s.scrollWidth - s.clientWidth))"), 0)


if __name__ == "__main__":
    unittest.main()
