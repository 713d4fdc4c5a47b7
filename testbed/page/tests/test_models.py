"""This host's models and their server, shown and changed."""
import socketserver
import tempfile
import threading
import time
import unittest
from pathlib import Path

import fleet_page
from fleet_page.agent import Agent
from fleet_page.case import PageCase
from fleet_page.cluster import Cluster
from fleet_page.controller import ROOT, Controller, bundle, job, server
from fleet_page.exporters import Fleet

CONTRAST = (Path(fleet_page.__file__).parent / "contrast.js").read_text(encoding="utf-8")
TOKEN = "a-token-of-some-length"
FAILED = server(
    "failed", model="eight", cause="cuda-oom-load",
    message="the GPU had no room for the weights: choose a smaller model, or free the GPU (mode gpus)",
    strays=["pid 4711 (VLLM::EngineCore) holds 9.0 GiB of GPU 0 (end it: kill 4711)"])


def loading(**told):
    now = int(time.time() * 1e6)
    return server("loading", **{"model": "eight", "since": now - 40_000_000, "typical": 130_000_000} | told)


class Control:
    """Stands at the socket behind which vLLM is put to sleep; has what it was asked."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="fleet-page-control-")
        self.path = f"{self._folder.name}/control.sock"
        self.asked = []
        self.answer = "ok"
        control = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                control.asked.append(self.rfile.readline().decode().strip())
                self.wfile.write(control.answer.encode())

        self._server = socketserver.ThreadingUnixStreamServer(self.path, Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._folder.cleanup()


class ModelsCase(PageCase):
    @classmethod
    def make(cls):
        cls.fleet = Fleet(["gpu-1"])
        cls.addClassCleanup(cls.fleet.close)
        cls.controller = Controller()
        cls.addClassCleanup(cls.controller.close)
        cls.control = Control()
        cls.addClassCleanup(cls.control.close)
        cls.cluster = Cluster(["node1", "node2"])
        cls.addClassCleanup(cls.cluster.close)
        cls.agent = Agent(
            cls.fleet, token=TOKEN, cluster=cls.cluster, controller=cls.controller,
            arguments=("--model-socket", cls.control.path))

    TOKEN = TOKEN

    def setUp(self):
        super().setUp()
        self.controller.models = [
            bundle("eight", selected=True, served=True),
            bundle("seventy", 40, verification="none", verified_at=0, architecture="Qwen2ForCausalLM"),
            bundle("broken", problem="model-00002-of-00002.safetensors is shorter than its header says", verification="changed"),
        ]
        self.controller.selected = "eight"
        self.controller.server = server("ready", model="eight", phase="ready")
        self.controller.refusal = None
        self.controller.answer = ROOT + "/job/1"
        self.controller.calls.clear()
        self.control.answer = "ok"
        self.control.asked.clear()

    def show(self, state):
        self.controller.server = state
        self.controller.changed()


class Models(ModelsCase):
    def test_bundles_say_what_they_are_and_whether_they_fit(self):
        self.open("#/models")
        self.browser.wait(lambda: len(self.browser.all("main tbody tr")) == 3, "not three models")
        rows = {row.text.split()[0]: row.text for row in self.browser.all("main tbody tr")}
        for text in ("served", "selected", "LlamaForCausalLM", "16.0 GiB in 11 files", "verified, 3 d ago", "fits"):
            self.assertIn(text, rows["eight"])
        for text in ("Qwen2ForCausalLM", "not verified", "does not fit", "40.0 GiB weights and 4.0 GiB KV cache, of 22.0 GiB"):
            self.assertIn(text, rows["seventy"])
        for text in ("changed since it was verified", "shorter than its header"):
            self.assertIn(text, rows["broken"])
        self.assertFalse(self.browser.all("button[aria-label='Select eight']:not([hidden])"))

    def test_a_load_is_followed_as_it_goes(self):
        self.controller.server = loading(phase="load-weights", done=3, total=8)
        self.open("#/models")
        self.browser.await_text("Loading weights, 3 of 8")
        self.browser.await_text("usually 2 min 10 s")
        bar = "return document.querySelector('progress[aria-label=\"Progress of the load\"]').value"
        self.assertAlmostEqual(self.browser.script(bar), 3 / 8)
        self.show(loading(phase="compile"))
        self.browser.await_text("Compiling")
        self.browser.wait(lambda: 0.3 < self.browser.script(bar) < 1, "not by the time that it takes")
        self.show(server("ready", model="eight", phase="ready"))
        self.browser.await_text("It answers requests.")

    def test_a_failure_says_why_what_to_do_and_what_is_left(self):
        self.controller.server = FAILED
        self.open("#/models")
        self.browser.await_text("choose a smaller model")
        self.browser.await_text("Processes of a former server still hold GPU memory")
        self.browser.await_text("kill 4711")

    def test_a_cause_that_is_not_known_shows_the_last_lines_as_text(self):
        self.controller.server = server("failed", model="eight", lines=["<img src=x onerror=\"document.title='taken'\">", "Traceback"])
        self.open("#/models")
        self.browser.await_text("Why is not known")
        self.browser.await_text("<img src=x onerror")
        self.assertNotEqual(self.browser.driver.title, "taken")

    def test_a_model_is_explained_selected_and_its_swap_followed(self):
        self.sign_in()
        self.controller.ends = ["3 requests"]
        self.controller.job = job("acting", Model="seventy")
        self.open("#/models")
        self.browser.one("button[aria-label='Select seventy']").click()
        self.browser.await_text("To select seventy")
        self.browser.await_text("start-unit vllm.service")
        self.browser.await_text("1 min 30 s")
        self.browser.button("Select seventy", "main").click()
        self.browser.await_text("This ends 1 session, unit or process.", "dialog")
        self.browser.press("a try")
        self.browser.button("Select seventy", "dialog").click()
        self.browser.await_text("Step 1 of 4: start-unit vllm.service")
        member, name, options = self.controller.calls[-1]
        self.assertEqual((member, name, options["reason"][1]), ("Select", "seventy", "a try"))
        self.controller.job = job(
            "finished", Model="seventy", Outcome="rolled-back", FinishedAt=61_000_000,
            Reason={"code": ("s", "model-server-failed"), "message": ("s", "the GPU had no room; eight answers again")})
        self.browser.await_text("rolled-back")
        self.browser.await_text("eight answers again")

    def test_where_no_server_runs_it_is_selected_at_once(self):
        self.sign_in()
        self.controller.server = server("off")
        self.controller.answer = "/"
        self.open("#/models")
        self.browser.await_text("Nothing is served.")
        self.browser.one("button[aria-label='Select seventy']").click()
        self.browser.button("Select seventy", "main").click()
        self.browser.one("dialog [name=reason]")
        self.browser.press("ENTER")
        self.browser.await_text("seventy is selected; it is served when the model server starts.", "#toasts")

    def test_a_refusal_is_told_in_its_own_words(self):
        self.sign_in()
        self.expected = (409,)
        self.controller.refusal = ("Busy", "cannot swap the model: another transition runs")
        self.open("#/models")
        self.browser.one("button[aria-label='Select seventy']").click()
        self.browser.button("Select seventy", "main").click()
        self.browser.one("dialog [name=reason]")
        self.browser.press("ENTER")
        self.browser.await_text("cannot swap the model: another transition runs")

    def test_the_server_is_put_to_sleep_and_woken(self):
        self.sign_in()
        self.open("#/models")
        self.browser.button("Put to sleep …").click()
        self.browser.one("dialog select").send_keys("2")
        self.browser.button("Put to sleep", "dialog").click()
        self.browser.await_text("The model server sleeps.", "#toasts")
        self.show(server("asleep", model="eight", phase="ready"))
        self.browser.button("Wake").click()
        self.browser.await_text("The model server is awake.", "#toasts")
        self.assertEqual(self.control.asked, ["sleep 2", "wake"])

    def test_a_server_that_cannot_sleep_says_what_to_set(self):
        self.sign_in()
        self.expected = (409,)
        self.control.answer = "conflict cannot put vLLM to sleep: vLLM is not started for sleeping; set VLLM_SERVER_DEV_MODE=1"
        self.open("#/models")
        self.browser.button("Put to sleep …").click()
        self.browser.button("Put to sleep", "dialog").click()
        self.browser.await_text("set VLLM_SERVER_DEV_MODE=1")

    def test_without_a_model_the_page_says_how_to_get_one(self):
        self.controller.models = []
        self.controller.selected = ""
        self.controller.server = server("off")
        self.open("#/models")
        self.browser.await_text("mode model seed")

    def test_what_is_selected_may_be_no_bundle(self):
        self.controller.selected = "meta-llama/Llama-3.1-8B"
        self.open("#/models")
        self.browser.await_text("Selected is meta-llama/Llama-3.1-8B, which is not among the models below")

    def test_the_mode_view_has_the_server_on_one_line(self):
        self.controller.server = loading(phase="load-weights", done=3, total=8)
        self.open("#/mode")
        self.browser.await_text("eight: loading weights, 3 of 8; 4")
        self.show(FAILED)
        self.browser.await_text("eight: failed: the GPU had no room")

    def test_everything_is_done_by_keyboard(self):
        self.sign_in()
        self.controller.job = job("finished", Model="seventy", Outcome="committed", FinishedAt=61_000_000)
        self.open("#/models")
        self.browser.await_text("seventy")
        for _ in range(30):
            self.browser.press("TAB")
            if self.browser.focused() == "Select seventy":
                break
        self.browser.press("ENTER")
        self.browser.wait(lambda: self.browser.focused() == "Select seventy" and "To select seventy" in self.browser.text(), "not explained")
        self.browser.press("ENTER")
        self.browser.one("dialog [name=reason]")
        self.browser.press("ENTER")
        self.browser.await_text("committed")

    def test_it_can_be_read_and_nothing_sticks_out(self):
        states = {
            "loading": loading(phase="load-weights", done=3, total=8), "failed": FAILED, "ready": self.controller.server,
            "lines": server("failed", model="x" * 100, lines=["x" * 500]),
        }
        self.controller.models.append(bundle("x" * 100, architecture="y" * 120, problem="z" * 200))
        for name, state in states.items():
            self.controller.server = state
            for scheme in ("light", "dark"):
                self.browser.prefer(scheme)
                for width in (360, 768, 1920):
                    with self.subTest(state=name, scheme=scheme, width=width):
                        self.browser.size(width, 800)
                        self.open("#/models")
                        self.browser.await_text("LlamaForCausalLM")
                        self.assertEqual(self.browser.script(CONTRAST), [])
                        self.assertLessEqual(self.browser.script("return document.documentElement.scrollWidth"), width)
                        self.assertEqual(self.browser.script(
                            "const m = document.querySelector('main'); return m.scrollWidth - m.clientWidth"), 0)
                        if width == 360:
                            self.assertEqual(self.browser.script(
                                "const s = document.querySelector('.scroller'); return s.scrollWidth - s.clientWidth"), 0)


class ThisMachineInSlurm(ModelsCase):
    def test_it_joins_with_its_mode(self):
        self.open("#/slurm")
        self.browser.await_text("This machine, workstation, is no node of this cluster while it is in mode compute")
        self.browser.await_text("systemctl enable slurm-node.service")
        self.cluster.register("workstation")
        self.browser.await_text("it joins with compute, and leaves before it ends")
        self.browser.await_text("21 finetune, of ada")


if __name__ == "__main__":
    unittest.main()
