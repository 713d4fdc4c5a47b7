"""Every view is reached and shows what there is."""
import unittest

from fleet_page.case import PageCase


class Views(PageCase):
    def test_each_is_reached_from_the_bar(self):
        # There is neither Slurm nor a mode controller here: the agent says so with these.
        self.expected = (404, 503)
        self.open()
        for name, title in (("Slurm", "Slurm"), ("Pods", "Pods"), ("Alerts", "Alerts"), ("Mode", "Mode of this host"), ("Models", "Models"),
                            ("Logs", "Logs"), ("Nodes", "Nodes")):
            next(a for a in self.browser.all("nav a") if a.text.startswith(name)).click()
            self.browser.wait(lambda: self.browser.text("main h1") == title, f"no view {title}")
            current = self.browser.all("nav [aria-current=page]")
            self.assertEqual([a.text for a in current], [name])
            self.assertTrue(self.browser.driver.title.startswith(name))

    def test_an_unknown_view_is_that_of_the_nodes(self):
        self.open("#/none")
        self.assertEqual(self.browser.text("main h1"), "Nodes")

    def test_nodes_and_their_gpus_are_shown(self):
        self.agent.await_nodes(3)
        self.open()
        self.browser.wait(lambda: len(self.browser.all("tr.node")) == 3, "not three nodes")
        self.assertEqual(len(self.browser.all("tr.gpu")), 24)
        self.browser.await_text("NVIDIA H100 80GB HBM3")

    def test_values_are_live(self):
        self.agent.await_nodes(3)
        self.open()
        for util in (3, 97):
            self.fleet.fixed.update({("gpu-1", gpu): {"util": util, "used": 1024, "temp": 50} for gpu in range(8)})
            self.browser.wait(
                lambda: self.browser.text("tr.node:nth-of-type(2) td:nth-of-type(3)") == f"{util} %", f"never {util} %")
        self.fleet.fixed.clear()

    def test_a_node_that_falls_silent_stays_and_says_why(self):
        self.agent.await_nodes(3)
        self.open()
        self.fleet.silent.add("gpu-2")
        try:
            self.browser.await_text("2 of 3 answer")
            self.browser.wait(lambda: len(self.browser.all("tr.node.stale")) == 1, "no stale node")
            self.assertIn("503", self.browser.one("tr.stale .state").get_attribute("title"))
        finally:
            self.fleet.silent.clear()
        self.browser.wait(lambda: not self.browser.all("tr.stale"), "still stale")

    def test_the_list_is_narrowed_and_ordered(self):
        self.agent.await_nodes(3)
        self.open()
        self.browser.one("input[type=search]").send_keys("gpu-2")
        self.browser.wait(lambda: len(self.browser.all("tr.node")) == 1, "not narrowed")
        self.browser.await_text("1 of 3 nodes")
        self.browser.press("ESCAPE")
        self.browser.wait(lambda: len(self.browser.all("tr.node")) == 3, "still narrowed")
        self.browser.one("th button.sort").click()
        self.browser.wait(lambda: self.browser.text("tr.node a") == "gpu-3", "not turned around")
        self.assertEqual(self.browser.one("th[aria-sort]").get_attribute("aria-sort"), "descending")
        self.browser.one("th button.sort").click()

    def test_the_mode_view_says_that_nobody_answers(self):
        self.expected = (503,)
        self.open("#/mode")
        self.browser.await_text("The mode controller of this host cannot be reached")
        self.browser.await_text("cannot reach the system bus")

    def test_the_models_view_says_that_nobody_answers(self):
        self.expected = (503,)
        self.open("#/models")
        self.browser.await_text("The models of this host cannot be told")
        self.browser.await_text("cannot reach the system bus")

    def test_without_slurm_the_page_says_so(self):
        self.expected = (404,)
        self.open("#/slurm")
        self.browser.await_text("There is no Slurm here")


if __name__ == "__main__":
    unittest.main()
