"""What other machines call themselves is text and nothing else."""
import unittest

from fleet_page.case import PageCase

NAME = '<img src=x onerror="document.title=\'taken\'">'
MODEL = '"><script>document.title="taken"</script>{{7*7}}'


class Hostile(PageCase):
    NODES = ["a.b:c_d-1", "x" * 200]

    def test_names_are_shown_as_they_are(self):
        for name in self.NODES:
            self.fleet.hosts[name] = NAME
            self.fleet.models[name] = MODEL
        self.agent.await_nodes(2)
        self.open()
        self.browser.await_text(MODEL)
        self.browser.script("location.hash = document.querySelector('tr.node a').hash")
        self.browser.await_text(NAME)
        self.browser.await_text(MODEL)
        self.assertEqual(self.browser.script("return document.querySelectorAll('main img, main script').length"), 0)
        self.assertNotEqual(self.browser.driver.title, "taken")

    def test_an_address_from_elsewhere_is_text_too(self):
        self.expected = (404,)
        self.open("#/nodes/%3Cimg%20src%3Dx%3E")
        self.browser.await_text("<img src=x>")
        self.open("#/nodes/%E0%A4%A?from=1&to=x&range=%00")
        self.browser.await_text("is configured")

    def test_a_ticket_leaves_the_address_and_is_not_kept(self):
        self.expected = (503, 401)
        ticket = "7" * 64
        for route in (f"#ticket={ticket}", "#ticket=guessed"):
            self.open(route)
            self.assertNotIn("ticket", self.browser.driver.current_url)
            self.browser.await_text("cannot", "#toasts")
        # The page is there already: nothing is loaded.
        self.browser.script("location.hash = '#ticket=again'")
        self.browser.wait(lambda: "ticket" not in self.browser.driver.current_url, "still there")
        self.assertNotIn("7777", self.browser.script(
            "return document.documentElement.outerHTML + JSON.stringify({...sessionStorage, ...localStorage})"))
        self.assertFalse(self.browser.all("#sign-out:not([hidden])"))

    def test_markup_is_refused_by_the_browser_itself(self):
        self.open()
        self.expected = ("TrustedHTML",)
        self.assertEqual(self.browser.script(
            "try { document.body.innerHTML = '<b>x</b>'; return 'taken' } catch (e) { return e.name }"), "TypeError")


if __name__ == "__main__":
    unittest.main()
