"""What the tests of a class share: one fleet and one agent."""
import atexit
import re
import unittest

from .agent import Agent
from .browser import Browser
from .exporters import Fleet


# An answer that never came, or broke off.
UNREACHABLE = "net::"

_BROWSER = []


def browser():
    """One for all tests: it takes seconds to start."""
    if not _BROWSER:
        _BROWSER.append(Browser())
        atexit.register(_BROWSER[0].close)
    return _BROWSER[0]


class PageCase(unittest.TestCase):
    """Each test begins with a page that was opened anew, and ends with a console that says nothing."""

    NODES = ["gpu-1", "gpu-2", "gpu-3"]
    INTERVAL = "1s"
    SIZE = (1400, 900)

    # Of the agent; without one nobody changes anything here, where no mode controller is.
    TOKEN = None

    # What a test provokes: the status of an answer, UNREACHABLE, or the name of what the browser enforces.
    expected = ()

    @classmethod
    def make(cls):
        """The agent, and what it looks at."""
        cls.fleet = Fleet(cls.NODES)
        cls.addClassCleanup(cls.fleet.close)
        cls.agent = Agent(cls.fleet, cls.INTERVAL, token=cls.TOKEN)

    @classmethod
    def setUpClass(cls):
        cls.make()
        cls.addClassCleanup(cls.agent.close)
        cls.agent.start()
        cls.browser = browser()
        cls.addClassCleanup(cls.browser.leave)

    def setUp(self):
        self.expected = ()
        self.browser.size(*self.SIZE)
        self.browser.prefer("light")

    def tearDown(self):
        complaints = [
            (source, message) for source, message in self.browser.complaints()
            if not any(re.search(rf"\b{what}\b" if isinstance(what, int) else what, message) for what in self.expected)]
        self.assertEqual(complaints, [], "the console")

    def sign_in(self):
        """With the agent's token, as by the dialog."""
        self.browser.open(self.agent.url)
        self.browser.await_live()
        failure = self.browser.driver.execute_async_script(
            """const [token, done] = arguments;
            fetch("/api/session", {method: "POST", headers: {"Content-Type": "application/json"},
                                   body: JSON.stringify({token})})
              .then((answer) => answer.json())
              .then(({csrf}) => { sessionStorage.setItem("fleet-csrf", csrf); done(null); })
              .catch((failure) => done(String(failure)));""", self.TOKEN)
        self.assertIsNone(failure)
        self.addCleanup(self.browser.forget)

    def open(self, route=""):
        self.browser.open(f"{self.agent.url}/{route}")
        self.browser.await_live()
        self.browser.wait(lambda: self.browser.all("main h1"), "no view")
