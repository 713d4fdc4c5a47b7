"""switch_mode.py FOLDER ADDRESS MODE OUTCOME…: asks for a mode on the page, as a person does who opened it there.

Runs in the network of a workstation, as the user whose browser it is. Once the page says that it waits for
somebody's password, there is FOLDER/waiting. In the end the page must say any OUTCOME. Exits with 1 and the
page's text if it does not.
"""
import pathlib
import sys

from fleet_page.browser import Browser

def main():
    folder, address, mode, *outcomes = sys.argv[1:]
    folder = pathlib.Path(folder)
    browser = Browser()
    try:
        browser.open(address)
        browser.await_live()
        if "ticket" in browser.driver.current_url:
            raise AssertionError("the ticket is still in the address")
        browser.script("location.hash = '#/mode'")
        browser.await_text("alice, session")
        browser.button(mode, "main").click()
        browser.await_text("Guards")
        browser.shot(folder / "explained.png")
        browser.button(f"Request {mode}").click()
        browser.press("a night run")
        browser.button(f"Switch to {mode}", "dialog").click()
        if mode == "compute":  # which ends the session, so that somebody is asked
            browser.await_text("a dialog waits on the machine's own desktop")
            browser.shot(folder / "waiting.png")
            (folder / "waiting").touch()
        browser.wait(lambda: any(outcome in browser.text() for outcome in outcomes), "no outcome")
        browser.shot(folder / "ended.png")
        print(browser.text())
    except Exception:
        print(browser.text())
        raise
    finally:
        browser.close()


main()
