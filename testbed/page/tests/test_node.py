"""A node's own view: its GPUs, its past, zoom and ranges, and links that lead there."""
import unittest

from selenium.webdriver.common.action_chains import ActionChains

from fleet_page.case import PageCase

# How many points of the first line were drawn.
DRAWN = "return globalThis.Chart?.getChart(document.querySelector('.plot canvas'))?.getDatasetMeta(0).data.length ?? 0"


class Node(PageCase):
    NODES = ["gpu-1"]

    def setUp(self):
        super().setUp()
        self.agent.await_nodes(1)

    def range(self):
        return self.browser.script("return location.hash.split('?')[1] ?? ''")

    def test_shows_gpus_and_charts(self):
        self.open("#/nodes/gpu-1")
        self.browser.wait(lambda: len(self.browser.all("tbody tr")) >= 8, "no GPUs")
        self.browser.wait(lambda: len(self.browser.all(".legend button")) == 8, "no legend")
        self.browser.wait(lambda: self.browser.script(DRAWN) > 1, "nothing is drawn")
        self.assertIn("8 GPUs", self.browser.one(".plot canvas").get_attribute("aria-label"))

    def test_ranges_are_links(self):
        self.open("#/nodes/gpu-1?range=7d")
        self.assertEqual(self.browser.one(".segmented [aria-pressed=true]").text, "7 d")
        for name, key in (("6 h", "6h"), ("24 h", "24h"), ("30 d", "30d"), ("1 h", "1h")):
            self.browser.button(name).click()
            self.browser.wait(lambda: self.range() == f"range={key}", f"not {key}")

    def test_a_part_of_a_chart_is_zoomed_to_and_left_again(self):
        self.open("#/nodes/gpu-1")
        self.browser.wait(lambda: self.browser.script(DRAWN) > 1, "nothing is drawn")
        plot = self.browser.one(".plot")
        ActionChains(self.browser.driver).move_to_element_with_offset(plot, -60, 0).click_and_hold() \
            .move_by_offset(120, 0).release().perform()
        self.browser.wait(lambda: self.range().startswith("from="), "no zoom")
        self.browser.button("Reset zoom").click()
        self.browser.wait(lambda: self.range() == "range=1h", "still zoomed")

    def test_buttons_zoom_and_move(self):
        self.open("#/nodes/gpu-1")
        lengths = [3600_000]
        for label in ("Zoom in", "Earlier", "Zoom out", "Later"):
            before = self.range()
            self.browser.one(f"button[aria-label='{label}']").click()
            self.browser.wait(lambda: self.range() != before, f"{label} does nothing")
            bounds = dict(part.split("=") for part in self.range().split("&"))
            lengths.append(int(bounds["to"]) - int(bounds["from"]))
        self.assertEqual([round(length / 60_000) for length in lengths], [60, 30, 30, 60, 60])

    def test_a_gpu_is_hidden_by_the_legend(self):
        self.open("#/nodes/gpu-1")
        self.browser.button("GPU 3").click()
        self.assertEqual(self.browser.button("GPU 3").get_attribute("aria-pressed"), "false")

    def test_the_same_is_there_in_figures(self):
        self.open("#/nodes/gpu-1")
        self.browser.wait(lambda: len(self.browser.all(".legend button")) == 8, "no history")
        self.browser.one("summary").click()
        self.assertEqual(len(self.browser.all("details tbody tr")), 8)

    def test_an_unknown_node_is_called_that(self):
        self.expected = (404,)
        self.open("#/nodes/gpu-9")
        self.browser.await_text("No node 'gpu-9' is configured")


if __name__ == "__main__":
    unittest.main()
