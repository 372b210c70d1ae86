"""What pages may load, and what readers can say of them: the shipped policy on each kind of page, and reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from browser.silence import silent
from diglot.policy import page_policy
from diglot.settings import Settings
from sites import unit, write

VIDEO = "https://player.example/clip"
SITE = """
title = "Pier"
offline = true
fallback = true

[html]
frames = ["player.example"]
images = ["images.example"]

[links]
edit = "https://pier.example/edit/{path}"
report = "https://pier.example/new?title={title}&body={locale}|{unit}|{source}|{target}"
""".replace("|", "%7C")


@pytest.fixture(scope="module")
def site(build_site: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on which everything is switched on."""
    folder = tmp_path_factory.mktemp("reach")
    write(
        folder,
        {
            "site/site.toml": SITE,
            "content/en-US/tides.md": "# Tides\n\nThe water comes.\n\n> [!VIDEO https://elsewhere.example/1]\n",
            "content/en-US/lamp.md": f"# Lamp\n\n![Lamp](https://other.example/l.png)\n\n> [!VIDEO {VIDEO}]\n",
            "content/nl-NL/tides.md": f"# {unit(101, 'Getijden', 'Tides')}\n\n{unit(102, 'Het water komt.', 'It')}\n",
        },
    )
    return build_site(folder, folder / "public")


def served(site: Path, path: str) -> dict[str, str]:
    """Returns the headers that a host is told to send with a file."""
    manifest = json.loads((site / "diglot-manifest.json").read_text("utf-8"))
    headers: dict[str, str] = manifest["files"][path]["headers"]
    return headers


def test_every_kind_of_page_keeps_to_the_policy(browser: Browser, site: Path, serve: Callable[..., str]) -> None:
    """Under the headers that the site is published with no page logs anything or asks another host for anything."""
    policy = served(site, "index.html")["Content-Security-Policy"]
    address = serve(site, "docs/pier", {"Content-Security-Policy": policy})
    pages = sorted(site.rglob("*.html"))
    kinds = set()
    with silent(browser, address) as page:
        for path in pages:
            if path.name == "404.html":
                continue
            below = path.relative_to(site).as_posix().removesuffix("index.html")
            # The root leads on, unless its reader wants to choose.
            page.goto(address + (below or "?choose"))
            page.wait_for_load_state("networkidle")
            kinds.add(page.locator("body").get_attribute("class"))
        page.goto(f"{address}nl-nl/search/?q=water")
        expect(page.locator("#search-results mark").first).to_be_visible()
    assert {"kind-article", "kind-home", "kind-search", "kind-offline", "kind-languages"} <= kinds


def test_a_page_guards_itself(browser: Browser, help_site: Path, serve: Callable[..., str]) -> None:
    """Where the host sends nothing, the page's own element forbids what is not its own; its data is no script."""
    address = serve(help_site, "docs/help")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}en-us/first-site/")
    content = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert content == page_policy(Settings())
    assert page.locator("script[type='application/ld+json']").count() == 1
    assert said == []
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.x = 1' }))"
    )
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://other.example/x.png' }))")
    expect(page.locator("img[src*='other']")).to_have_count(1)
    assert page.evaluate("window.x") is None
    assert len(said) == 2
    page.close()


def test_frames_are_asked_for(browser: Browser, site: Path, serve: Callable[..., str]) -> None:
    """A host that the site names is shown in the page; another one stays a link that is followed."""
    address = serve(site, "docs/pier")
    page = browser.new_page()
    page.route("**/*.example/**", lambda route: route.fulfill(body="there"))
    page.goto(f"{address}en-us/lamp/")
    expect(page.locator("a.outside-image")).to_have_text("Lamp")
    page.locator("a[data-video]").click()
    expect(page.locator("iframe")).to_have_attribute("src", VIDEO)
    page.goto(f"{address}en-us/tides/")
    page.locator("a[data-video]").click()
    page.wait_for_url("https://elsewhere.example/1")
    page.close()


def test_a_unit_is_reported(browser: Browser, site: Path, serve: Callable[..., str]) -> None:
    """The link knows the page from the start, and a unit as soon as one is named, or its text selected."""
    address = serve(site, "docs/pier")
    with silent(browser, address) as page:
        page.goto(f"{address}nl-nl/tides/")
        link = page.get_by_role("link", name="Een vertaalprobleem melden")

        def body() -> str:
            (text,) = parse_qs(urlsplit(link.get_attribute("href") or "").query)["body"]
            return text

        assert body() == "nl-NL|||"
        page.evaluate(
            "detail => document.dispatchEvent(new CustomEvent('diglot-unit', { detail }))",
            {"unit": "102", "source": "It & they?", "target": "Het #1"},
        )
        assert body() == "nl-NL|102|It & they?|Het #1"
        page.locator("[data-unit='101']").first.select_text()
        expect(link).to_have_attribute("href", "https://pier.example/new?title=Getijden&body=nl-NL%7C101%7C%7CGetijden")
        expect(page.get_by_role("link", name="Deze pagina bewerken")).to_have_attribute(
            "href", "https://pier.example/edit/content/nl-NL/tides.md"
        )
