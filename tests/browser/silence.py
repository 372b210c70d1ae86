"""Pages that are watched: a site must not log, fail, or reach out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from diglot.policy import served_policy
from diglot.settings import Settings

POLICY = {"Content-Security-Policy": served_policy(Settings())}
"""What hosts are told to send with a site that sets nothing; its pages say the same of themselves."""


@contextmanager
def silent(browser: Browser, home: str, **options: object) -> Iterator[Page]:
    """Opens a page that must not log, fail, or ask any host for anything outside of `home`."""
    said: list[str] = []
    # Chromium reports what was not found even where that is what a test asked for, or a page whether there is one.
    missing: set[str] = set()

    def heard(message: ConsoleMessage) -> None:
        place = message.location["url"]
        said.append(f"404 ({place})" if " 404 " in message.text else f"{message.text} ({place})")

    def asked(request: Request) -> None:
        if request.is_navigation_request() or request.method == "HEAD":
            missing.add(f"404 ({request.url})")
        if not request.url.startswith(home):
            said.append(f"request to {request.url}")

    context = browser.new_context(**options)  # type: ignore[arg-type]  # Playwright's own names
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", asked)
    yield page
    context.close()
    assert [line for line in said if line not in missing] == []
