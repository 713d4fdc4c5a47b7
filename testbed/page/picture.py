"""picture.py URL FILE TEXT: the fleet's page as a browser shows it, once it has TEXT."""
import sys

from fleet_page.browser import Browser

url, file, text = sys.argv[1:]
browser = Browser()
try:
    browser.open(url)
    browser.await_live()
    browser.await_text(text)
    browser.shot(file)
finally:
    browser.close()
