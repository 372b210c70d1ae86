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

    def heard(message: ConsoleMessage) -> None:
        # Chromium reports a page that was not found even where that is what the test asked for.
        if not (message.location["url"] == page.url and " 404 " in message.text):
            said.append(f"{message.text} ({message.location['url']})")

    def asked(request: Request) -> None:
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
    assert said == []
