"""A headless Chromium that tells what the page writes to its console."""
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--force-device-scale-factor=1", "--lang=en-GB",
)
PATIENCE = 20


class Browser:
    """One window; what is looked for is waited for."""

    def __init__(self, width=1400, height=900):
        self._profile = tempfile.TemporaryDirectory(prefix="fleet-page-browser-")
        options = Options()
        for option in OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--user-data-dir={self._profile.name}")
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.size(width, height)

    def size(self, width, height):
        """Of the page itself, also where no window may be that narrow."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def prefer(self, scheme):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def open(self, url):
        # A change of the hash alone would not load the page again.
        self.driver.get("about:blank")
        self.driver.get(url)

    def forget(self):
        """The page's session, for one."""
        self.driver.delete_all_cookies()

    def leave(self):
        """Nothing is heard of the page any more."""
        self.driver.get("about:blank")
        self.complaints()

    def wait(self, holds, what):
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(lambda _: holds(), what)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        """The element of that selector that can be seen."""
        return self.wait(
            lambda: next((e for e in self.all(selector) if e.is_displayed()), None), f"no {selector}")

    def button(self, text, within="body"):
        return self.wait(
            lambda: next((e for e in self.all(f"{within} button") if e.is_displayed() and e.text == text), None),
            f"no button '{text}' in {within}")

    def text(self, selector="main"):
        """As people see it."""
        return self.script("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def await_text(self, text, selector="main"):
        self.wait(lambda: text in self.text(selector), f"no '{text}' in {selector}")

    def await_live(self):
        self.wait(lambda: self.script("return document.body.dataset.connection") == "live", "not live")

    def script(self, source, *arguments):
        return self.driver.execute_script(source, *arguments)

    def press(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(getattr(Keys, key, key))

    def focused(self):
        """The text, label or id of what has the focus."""
        return self.script(
            "const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.id || e.tagName")

    def complaints(self):
        """What the console got since this was asked last: errors and warnings, as (source, message)."""
        return [(entry["source"], entry["message"]) for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING")]

    def shot(self, path):
        self.driver.save_screenshot(str(path))

    def close(self):
        self.driver.quit()
        self._profile.cleanup()
