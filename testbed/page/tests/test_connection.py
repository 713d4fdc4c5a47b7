"""The agent goes, and comes back; who comes over the network has to sign in."""
import unittest

from fleet_page.agent import Agent
from fleet_page.case import UNREACHABLE, PageCase
from fleet_page.exporters import Fleet


class Connection(PageCase):
    NODES = ["gpu-1"]
    TOKEN = "a-token-of-some-length"

    def test_what_is_old_is_said_to_be_and_the_page_comes_back_by_itself(self):
        # That the browser cannot connect is what this is about, and that a session ends with the agent.
        self.expected = (UNREACHABLE, 401)
        self.agent.await_nodes(1)
        self.sign_in()
        self.open("#/alerts")
        self.browser.await_text("Fires when")
        self.open()
        self.browser.wait(lambda: self.browser.all("tr.node"), "no nodes")
        fresh = self.browser.script("return getComputedStyle(document.querySelector('tr.node a')).color")
        self.agent.kill()
        self.browser.wait(lambda: self.browser.text("#connection") == "Not connected", "still connected")
        self.browser.await_text("The agent does not answer", "#banner")
        self.browser.await_text("1 s ago", "#banner")
        self.assertNotEqual(
            fresh, self.browser.script("return getComputedStyle(document.querySelector('tr.node a')).color"))
        self.assertIn("gpu-1", self.browser.text())
        self.agent.start()
        self.browser.wait(lambda: self.browser.text("#connection") == "Live", "not live again")
        self.assertEqual(self.browser.text("#banner:not([hidden])"), "")

        # The new agent knows the old session no more: who changes something is asked again who they are.
        self.browser.script("location.hash = '#/alerts'")
        self.browser.await_text("Fires when")
        before = {rule["id"]: rule["enabled"] for rule in self.agent.get("/api/alerts")}
        self.browser.one("td input[type=checkbox]").click()
        self.browser.one("dialog [name=token]").send_keys(self.TOKEN)
        self.browser.button("Sign in", "dialog").click()
        self.browser.wait(
            lambda: {rule["id"]: rule["enabled"] for rule in self.agent.get("/api/alerts")} != before, "no change")

    def test_pages_that_were_left_hold_no_connection(self):
        # A browser has six of them for a server.
        for _ in range(8):
            self.open()

    def test_another_theme_is_kept(self):
        self.open()
        ground = "return getComputedStyle(document.body).backgroundColor"
        self.browser.prefer("light")
        light = self.browser.script(ground)
        self.browser.button("Theme: system").click()
        self.browser.button("Theme: light").click()
        dark = self.browser.script(ground)
        self.assertNotEqual(light, dark)
        self.open()
        self.assertEqual(self.browser.script(ground), dark)
        self.browser.button("Theme: dark").click()
        self.assertEqual(self.browser.script(ground), light)


class SignIn(PageCase):
    @classmethod
    def make(cls):
        cls.fleet = Fleet(["gpu-1"])
        cls.addClassCleanup(cls.fleet.close)
        cls.agent = Agent(cls.fleet, address="0.0.0.0", token="a-token-of-some-length")

    def test_the_page_asks_for_the_token(self):
        self.expected = (401,)
        self.browser.open(self.agent.url)
        self.browser.one("dialog [name=token]").send_keys("wrong")
        self.browser.press("ENTER")
        self.browser.await_text("cannot begin a session with that token", "dialog")
        self.browser.press("ESCAPE")
        token = self.browser.one("dialog [name=token]")
        token.clear()
        token.send_keys("a-token-of-some-length")
        self.browser.press("ENTER")
        self.browser.await_live()
        self.browser.await_text("gpu-1")
        self.open()
        self.assertFalse(self.browser.all("dialog"))
        self.browser.button("Sign out").click()
        self.browser.one("dialog [name=token]")


if __name__ == "__main__":
    unittest.main()
