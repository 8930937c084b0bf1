"""A real browser on a running site: ``page`` for a desk, ``phone`` for a telephone, ``live`` for the site;
``look`` judges the page as it stands.

Mark such tests ``@pytest.mark.browser``. Addresses are relative: ``page.goto("/")``. What the browser
complains about (an error in a script, something the content security policy forbids, a missing stylesheet, an
answer of 500) fails the test at its end, whatever the test looked at.

Ask what the page shows with Playwright's ``expect``, which waits until it is so: a click returns when the
next page has begun, not when it is there, so that ``is_visible()`` and its like answer by chance.
"""

import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Response,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from branches.models import User
from tests.tools import chromium

DESK = {"viewport": {"width": 1366, "height": 768}}
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The last list counts, so that it repeats Playwright's. New are the pages below the address line, which
    # nobody sees and which are drawn for every window.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,OmniboxPopupWebUI,AimEnabled,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,AvoidCORSURLLoaderRestartOnRedirect,DestroyProfileOnBrowserClose,"
    "HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,"
    "OptimizationHints,PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning,Translate",
]

SMALL = """
() => [...document.querySelectorAll('.btn, .form-control, .form-select, .side-link, .segments label')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 43.5)
  .map((each) => "too small for a finger: " + each.outerHTML.slice(0, 120))
"""
SHUT_OUT = """
axe.run({resultTypes: ["violations"]}).then((found) => found.violations.map((each) =>
  `${each.id}: ${each.help}` + each.nodes.map((node) => `\n  ${node.html}`).join("")))
"""


def wide(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands: sideways, too small for a finger, shutting somebody out."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    too_wide = [f"{wide(page)} px too wide"] if wide(page) > 0 else []
    return too_wide + page.evaluate(SMALL) + page.evaluate(SHUT_OUT)


def look(page: Page) -> None:
    """Whatever page a click has led to: nothing sideways, nothing too small for a finger, nobody shut out."""
    page.wait_for_load_state()
    found = faults(page)
    assert not found, f"{page.url}:\n" + "\n".join(found)


def kept(page: Page) -> int:
    """How many forms the browser keeps unsaved, once the scripts of the page have run."""
    page.wait_for_load_state()
    found: int = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept/')).length")
    return found


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One browser for each process of the test run."""
    # Playwright's event loop runs in the test's thread, where Django would refuse its ORM as long as it runs.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def live(live_server: LiveServer, transactional_db: None) -> LiveServer:
    """The site, running; ``live.url`` is its address. It sees what the test has saved, and the reverse."""
    ContentType.objects.clear_cache()  # a late request of the test before may have filled it
    return live_server


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(live: LiveServer, chromium_browser: Browser) -> Generator[OpenPage]:
    """Open a page in a session of its own: ``open_page(**DESK)``; two people at once are two pages."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(**device: Any) -> Page:
        context = chromium_browser.new_context(
            base_url=live.url, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, **device
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(_script(error)))
        page.on("console", lambda message: complaints.extend(_console(message)))
        page.on("response", lambda response: complaints.extend(_answer(response)))
        return page

    yield opened
    for context in contexts:
        context.close()  # before the tables are emptied under a request still on its way
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def _script(error: Error) -> str:
    return f"script: {error.message}"


def _console(message: ConsoleMessage) -> list[str]:
    if message.type != "error" or message.text.startswith("Failed to load resource"):
        return []  # answers are judged by _answer
    return [f"console: {message.text}"]


def _answer(response: Response) -> list[str]:
    static_is_missing = response.status >= 400 and "/static/" in response.url
    return [f"{response.status}: {response.url}"] if response.status >= 500 or static_is_missing else []


@pytest.fixture
def sign_in(live: LiveServer) -> Callable[[Page, User], None]:
    """Sign a page's session in without the form: ``sign_in(page, user)``, before ``page.goto``."""

    def signed_in(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live.url}])

    return signed_in


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on an office PC's screen, 1366 × 768."""
    return open_page(**DESK)


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page on a telephone, 360 × 740, with touch."""
    return open_page(**PHONE)
