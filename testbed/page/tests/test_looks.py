"""Light and dark, narrow and wide: everything can be read, and nothing sticks out."""
import unittest
from pathlib import Path

import fleet_page
from fleet_page.case import PageCase

CONTRAST = (Path(fleet_page.__file__).parent / "contrast.js").read_text(encoding="utf-8")
VIEWS = ("#/nodes", "#/nodes/gpu-1", "#/alerts", "#/slurm", "#/pods", "#/mode", "#/models", "#/logs/vllm")


class Looks(PageCase):
    def setUp(self):
        super().setUp()
        self.expected = (401, 404, 503)
        self.agent.await_nodes(2)
        self.fleet.silent.add("gpu-3")

    def test_texts_can_be_read(self):
        for scheme in ("light", "dark"):
            self.browser.prefer(scheme)
            for view in VIEWS:
                with self.subTest(scheme=scheme, view=view):
                    self.open(view)
                    self.browser.wait(lambda: len(self.browser.text()) > 20, "empty")
                    self.assertEqual(self.browser.script(CONTRAST), [])

    def test_nothing_sticks_out(self):
        for width in (360, 768, 1920):
            self.browser.size(width, 800)
            for view in VIEWS:
                with self.subTest(width=width, view=view):
                    self.open(view)
                    self.browser.wait(lambda: len(self.browser.text()) > 20, "empty")
                    self.assertLessEqual(self.browser.script("return document.documentElement.scrollWidth"), width)
                    self.assertEqual(self.browser.script(
                        "const m = document.querySelector('main'); return m.scrollWidth - m.clientWidth"), 0)

    def test_who_wants_no_motion_gets_none(self):
        self.browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.open()
        self.assertEqual(
            self.browser.script("return getComputedStyle(document.querySelector('nav a')).transitionDuration"), "0s")


if __name__ == "__main__":
    unittest.main()
