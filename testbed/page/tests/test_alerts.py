"""Rules are made, changed, switched and deleted; what fires is acknowledged."""
import unittest

from fleet_page.case import PageCase
from selenium.webdriver.common.by import By


class Alerts(PageCase):
    TOKEN = "a-token-of-some-length"

    def setUp(self):
        super().setUp()
        self.sign_in()

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.browser.one(f"dialog [name={name}]")
            field.clear()
            field.send_keys(value)

    def rule(self, name):
        """Its row in the list of rules."""
        return self.browser.wait(
            lambda: next((row for row in self.browser.all("section[aria-labelledby=rules-title] tbody tr")
                          if row.find_element(By.TAG_NAME, "th").text == name), None), f"no rule {name}")

    def press(self, name, button):
        next(b for b in self.rule(name).find_elements(By.TAG_NAME, "button") if b.text == button).click()

    def rules(self):
        return {rule["name"]: rule for rule in self.agent.get("/api/alerts")}

    def test_a_rule_lives(self):
        self.open("#/alerts")
        self.browser.button("New rule").click()
        self.fill(name="Warm", threshold="1", duration="0", nodeFilter="gpu-1")
        self.browser.button("Create", "dialog").click()
        self.rule("Warm")
        made = self.rules()["Warm"]
        self.assertEqual(
            (made["metric"], made["condition"], made["threshold"], made["duration"], made["nodeFilter"], made["enabled"]),
            ("gpu_temperature", "gte", 1, 0, "gpu-1", True))

        self.browser.await_text("GPU temperature ≥ 1 °C")
        self.browser.wait(lambda: self.browser.text("#firing") == "8", "it does not fire")
        self.browser.button("Acknowledge").click()
        self.browser.wait(lambda: self.browser.text("#firing") == "7", "it is not acknowledged")
        self.browser.await_text("acknowledged")

        self.press("Warm", "Edit")
        self.fill(threshold="200")
        self.browser.button("Save", "dialog").click()
        self.browser.await_text("GPU temperature ≥ 200 °C")
        self.browser.await_text("Nothing fires.")

        self.rule("Warm").find_element(By.CSS_SELECTOR, "input").click()
        self.browser.wait(lambda: self.rules()["Warm"]["enabled"] is False, "it is not switched off")

        self.press("Warm", "Delete")
        self.browser.button("Back", "dialog").click()
        self.assertIn("Warm", self.rules())
        self.press("Warm", "Delete")
        self.browser.button("Delete", "dialog").click()
        self.browser.wait(lambda: "Warm" not in self.rules(), "it is not deleted")

    def test_what_is_wrong_is_said_where_it_is_entered(self):
        self.open("#/alerts")
        self.browser.button("New rule").click()
        self.browser.button("Create", "dialog").click()
        self.browser.await_text("Name:", "dialog .problem")
        self.expected = (400,)
        self.fill(name="Broken", nodeFilter="(")
        self.browser.button("Create", "dialog").click()
        self.browser.await_text("cannot use that rule", "dialog .problem")
        self.browser.await_text("nodeFilter", "dialog .problem")
        self.browser.press("ESCAPE")
        self.browser.wait(lambda: not self.browser.all("dialog"), "still open")
        self.assertNotIn("Broken", self.rules())


if __name__ == "__main__":
    unittest.main()
