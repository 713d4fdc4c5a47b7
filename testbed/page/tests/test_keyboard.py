"""Everything can be reached and done without a mouse."""
import unittest

from fleet_page.case import PageCase


class Keyboard(PageCase):
    NODES = [f"gpu-{i:02d}" for i in range(1, 41)]
    INTERVAL = "2s"
    TOKEN = "a-token-of-some-length"

    def tab_to(self, name, most=40):
        for _ in range(most):
            self.browser.press("TAB")
            if self.browser.focused() == name:
                return
        self.fail(f"'{name}' is not reached")

    def test_the_order_is_that_of_the_page(self):
        self.agent.await_nodes(40)
        self.open()
        self.browser.await_text("gpu-01")
        self.browser.script("document.activeElement.blur()")
        order = []
        for _ in range(13):
            self.browser.press("TAB")
            order.append(self.browser.focused())
        self.assertEqual(
            order[:12],
            ["Skip to the content", "Nodes", "Slurm", "Pods", "Alerts", "Mode", "Models", "Logs", "Theme: system", "Filter by name or GPU", "State", order[11]])
        self.browser.script("document.activeElement.blur()")

    def test_the_skip_link_leads_to_the_content(self):
        self.open()
        self.browser.press("TAB", "ENTER")
        self.assertEqual(self.browser.script("return document.activeElement.id"), "main")
        self.assertEqual(self.browser.script("return location.hash"), "")

    def test_what_has_the_focus_shows_it(self):
        self.open()
        for _ in range(6):
            self.browser.press("TAB")
            self.assertEqual(
                self.browser.script("return getComputedStyle(document.activeElement).outlineStyle"), "solid",
                self.browser.focused())

    def test_arrows_go_through_all_rows_and_enter_opens_one(self):
        self.agent.await_nodes(40)
        self.open()
        self.browser.await_text("gpu-01")
        self.tab_to("gpu-01")
        self.browser.press("ARROW_DOWN", "ARROW_DOWN")
        self.assertEqual(self.browser.focused(), "gpu-03")
        self.browser.press("END")
        self.assertEqual(self.browser.focused(), "gpu-40")
        self.browser.press("HOME")
        self.assertEqual(self.browser.focused(), "gpu-01")
        for _ in range(39):
            self.browser.press("ARROW_DOWN")
        self.assertEqual(self.browser.focused(), "gpu-40")
        self.browser.press("ENTER")
        self.browser.wait(lambda: self.browser.text("main h1") == "gpu-40", "not opened")
        self.assertEqual(self.browser.focused(), "gpu-40")

    def test_the_focus_survives_a_refresh(self):
        self.agent.await_nodes(40)
        self.open()
        self.tab_to("Util")
        self.browser.press("ENTER")
        self.tab_to(self.browser.text("tr.node a"))
        name = self.browser.focused()
        refreshes = "return performance.getEntriesByName('fleet-refresh').length"
        before = self.browser.script(refreshes)
        self.browser.wait(lambda: self.browser.script(refreshes) > before + 1, "no refresh")
        self.assertEqual(self.browser.focused(), name)
        self.browser.press("ARROW_DOWN")
        self.assertNotEqual(self.browser.focused(), name)

    def test_a_rule_is_made_and_escape_closes(self):
        self.sign_in()
        self.open("#/alerts")
        self.browser.await_text("Fires when")
        self.tab_to("New rule", 80)
        self.browser.press("ENTER")
        self.browser.one("dialog")
        self.browser.press("ESCAPE")
        self.browser.wait(lambda: not self.browser.all("dialog"), "still open")
        self.assertEqual(self.browser.focused(), "New rule")
        self.browser.press("ENTER")
        self.browser.one("dialog")
        self.browser.press("By keyboard", "ENTER")
        self.browser.wait(
            lambda: "By keyboard" in [rule["name"] for rule in self.agent.get("/api/alerts")], "no such rule")


if __name__ == "__main__":
    unittest.main()
