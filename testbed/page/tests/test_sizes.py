"""One node, and a thousand with eight GPUs each. How long it takes is printed, not judged."""
import unittest

from fleet_page.case import PageCase

REFRESHES = "return performance.getEntriesByName('fleet-refresh').map((m) => m.duration)"
PAINTED = "return performance.getEntriesByName('fleet-painted')[0]?.startTime"


def median(values):
    return sorted(values)[len(values) // 2]


class Sizes(PageCase):
    def measure(self, nodes, refreshes):
        paints = []
        for _ in range(5):
            self.open()
            paints.append(self.browser.wait(lambda: self.browser.script(PAINTED), "never painted"))
        told = self.browser.wait(
            lambda: (lambda all_of: all_of if len(all_of) >= refreshes + 1 else None)(self.browser.script(REFRESHES)),
            "too few refreshes")[1:]
        print(f"\n{nodes} nodes × 8 GPUs: first paint {median(paints):.0f} ms (median of 5; budget 2000),"
              f" refresh {median(told):.0f} ms (median of {len(told)}; budget 200)")


class One(Sizes):
    NODES = ["gpu-1"]

    def test_one_node(self):
        self.agent.await_nodes(1)
        self.measure(1, 3)
        self.assertEqual(len(self.browser.all("tr.node")), 1)


class Thousand(Sizes):
    NODES = [f"gpu-{i:04d}" for i in range(1, 1001)]
    INTERVAL = "5s"

    def test_a_thousand_nodes(self):
        self.agent.await_nodes(1000)
        self.measure(1000, 2)
        self.browser.await_text("1,000")
        self.browser.await_text("8,000")
        # What is not in sight does not exist, and is there when it comes into sight.
        self.assertLess(len(self.browser.all("tr.node")), 60)
        self.browser.script("document.querySelector('.virtual').scrollTop = 1e6")
        self.browser.await_text("gpu-1000")
        self.browser.one("input[type=search]").send_keys("777")
        self.browser.wait(lambda: len(self.browser.all("tr.node")) == 1, "not narrowed")
        self.browser.await_text("gpu-0777")


if __name__ == "__main__":
    unittest.main()
