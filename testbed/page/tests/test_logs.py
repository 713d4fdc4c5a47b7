"""A log, chosen, followed, held and searched; hostile lines, and very many."""
import unittest

from fleet_page.agent import Agent
from fleet_page.case import PageCase
from fleet_page.exporters import Fleet
from fleet_page.logs import LogReader

TOKEN = "a-token-of-some-length"
MOST = 20_000


class LogCase(PageCase):
    TOKEN = TOKEN

    @classmethod
    def make(cls):
        cls.fleet = Fleet(["gpu-1"])
        cls.addClassCleanup(cls.fleet.close)
        cls.reader = LogReader(["INFO starting", "WARNING slow", {"MESSAGE": "no memory", "PRIORITY": "3"}])
        cls.addClassCleanup(cls.reader.close)
        cls.agent = Agent(cls.fleet, token=cls.TOKEN, arguments=("--log-socket", cls.reader.path))

    def follow(self):
        self.sign_in()
        self.open("#/logs/vllm")
        self.browser.await_text("following", ".panel header")

    def rows(self):
        return self.browser.script(
            "return [...document.querySelectorAll('.log-line:not([hidden]) .log-text')].map((e) => e.textContent)")

    def count(self):
        return self.browser.text(".log-foot")


class Logs(LogCase):
    def test_one_is_chosen_and_followed(self):
        self.sign_in()
        self.open("#/logs")
        self.browser.wait(lambda: len(self.browser.all("main select option")) == 3, "no logs")
        self.assertEqual(self.browser.text("main h1"), "Logs")
        self.browser.script(
            "const s = document.querySelector('main select'); s.value = 'vllm'; s.dispatchEvent(new Event('change'))")
        self.browser.await_text("no memory", ".log-lines")
        self.assertIn("#/logs/vllm", self.browser.driver.current_url)
        self.browser.await_text("Model server", ".panel h2")
        self.assertIn("vllm[17]", self.browser.text(".log-lines"))
        self.assertEqual(len(self.browser.all(".log-line.bad:not([hidden])")), 1)
        self.assertEqual(len(self.browser.all(".log-line.warn:not([hidden])")), 1)
        self.reader.write("step 1")
        self.browser.await_text("step 1", ".log-lines")

    def test_it_is_held_and_goes_on(self):
        self.follow()
        self.browser.button("Pause").click()
        self.reader.write("while it was held")
        self.browser.await_text("1 new", ".log-foot")
        self.assertNotIn("while it was held", self.browser.text(".log-lines"))
        self.browser.await_text("paused", ".panel header")
        self.browser.button("Go on").click()
        self.browser.await_text("while it was held", ".log-lines")

    def test_lines_are_found_by_keyboard_alone(self):
        self.follow()
        self.reader.write("a needle (1)", "hay")
        self.browser.await_text("hay", ".log-lines")
        self.browser.one("input[type=search]").send_keys("NEEDLE (")
        self.browser.wait(lambda: self.rows() == ["a needle (1)"], "not narrowed")
        self.assertEqual(self.browser.text(".log-line mark"), "needle (")
        self.assertRegex(self.count(), "^1 of ")
        self.browser.press("TAB", " ")
        self.browser.wait(lambda: "hay" in self.rows(), "still narrowed")
        self.assertEqual(len(self.browser.all(".log-line:not([hidden]) mark")), 1)

    def test_a_connection_that_ends_is_made_again_and_nothing_is_told_twice(self):
        self.follow()
        self.reader.write("before the end")
        self.browser.await_text("before the end", ".log-lines")
        self.expected = ("net::", 401)
        self.agent.kill()
        self.browser.await_text("not connected", ".panel header")
        self.reader.write("meanwhile")
        self.agent.start()
        # It knows this page's session no more.
        self.browser.await_text("cannot show this without a session")
        self.browser.button("Sign in").click()
        self.browser.one("dialog [name=token]").send_keys(TOKEN)
        self.browser.press("ENTER")
        self.browser.await_text("meanwhile", ".log-lines")
        self.assertEqual(self.rows().count("before the end"), 1)

    def test_one_that_is_not_there(self):
        self.expected = (404,)
        self.sign_in()
        self.open("#/logs/none")
        self.browser.await_text("cannot find a log of that name")

    def test_a_view_that_is_left_follows_no_more(self):
        self.follow()
        self.browser.wait(lambda: self.reader.followers == 1, "not followed")
        next(a for a in self.browser.all("nav a") if a.text == "Nodes").click()
        self.browser.wait(lambda: self.reader.followers == 0, "still followed")
        self.follow()
        self.browser.wait(lambda: self.reader.followers == 1, "not followed again")
        self.browser.open("about:blank")
        self.browser.wait(lambda: self.reader.followers == 0, "followed by a page that was left")

    def test_nobody_in_particular_reads_nothing(self):
        self.expected = (401,)
        self.open("#/logs/vllm")
        self.browser.await_text("cannot show this without a session")
        self.browser.button("Sign in").click()
        self.browser.one("dialog [name=token]").send_keys(TOKEN)
        self.browser.press("ENTER")
        self.browser.await_text("no memory", ".log-lines")
        self.browser.forget()


class Hostile(LogCase):
    def test_control_characters_are_signs(self):
        self.follow()
        self.reader.write("\x1b[31m<b>bold</b>\x1b]0;title\x07\rover\x00\x9b", "\u202eturned\u200b", "\n\ndata: x")
        self.browser.await_text("turned", ".log-lines")
        rows = self.rows()
        self.assertIn("\u241b[31m<b>bold</b>\u241b]0;title\u2407\u240dover\u2400\u27e8U+009B\u27e9", rows)
        self.assertIn("\u27e8U+202E\u27e9turned\u27e8U+200B\u27e9", rows)
        self.assertIn("\u240a\u240adata: x", rows)
        self.assertEqual(self.browser.all(".log-line b"), [])

    def test_a_long_line_sticks_out_of_nothing(self):
        self.follow()
        self.reader.write("x" * 100_000)
        self.browser.wait(lambda: any(len(row) == 8192 for row in self.rows()), "no long line")
        for width in (360, 1400):
            self.browser.size(width, 800)
            self.assertLessEqual(self.browser.script("return document.documentElement.scrollWidth"), width)

    def test_of_very_many_lines_the_last_are_kept_and_few_exist(self):
        self.follow()
        for first in range(0, MOST + 2000, 1000):
            self.reader.write(*(f"line {number}" for number in range(first, first + 1000)))
            self.browser.await_text(f"line {first + 999}", ".log-lines")
        self.assertEqual(self.count(), f"{MOST:,} lines")
        self.assertLess(len(self.browser.all(".log-line")), 100)

    def test_while_lines_pour_in_it_answers(self):
        self.follow()
        self.reader.write(*(f"before {number}" for number in range(200)))
        self.browser.await_text("before 199", ".log-lines")
        self.browser.script("document.querySelector('.log-lines').scrollTop = 0")
        self.browser.wait(lambda: not self.browser.all(".panel button[disabled]"), "at its end")
        top = self.rows()[0]
        for first in range(0, 10_000, 500):
            self.reader.write(*(f"pouring {number}" for number in range(first, first + 500)))
            # Where it was left, whatever comes.
            self.assertEqual(self.rows()[0], top)
        search = self.browser.one("input[type=search]")
        search.send_keys("pouring 9999")
        self.browser.wait(lambda: self.rows() == ["pouring 9999"], "not found")
        search.clear()
        search.send_keys(" ")
        self.browser.press("BACKSPACE")
        self.browser.button("Newest").click()
        self.browser.await_text("pouring 9999", ".log-lines")


if __name__ == "__main__":
    unittest.main()
