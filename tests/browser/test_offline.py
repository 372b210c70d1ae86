"""Reading without a network: what was read is kept, a locale on request, and nothing of an earlier build stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from browser.axe import AXE, violations
from browser.harbour import write_harbour
from browser.silence import POLICY
from support import expect_none

Serve = Callable[..., AbstractContextManager[str]]
Build = Callable[[Path, Path], Path]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, for readers who are often offline."""
    folder = write_harbour(tmp_path_factory.mktemp("offline"))
    settings = folder / "site" / "site.toml"
    settings.write_text(settings.read_text("utf-8") + "offline = true\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(build_site: Build, project: Path) -> Path:
    """Its site."""
    return build_site(project, project / "public")


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[..., str]) -> str:
    """Where the site is served, below a folder of its host."""
    return serve(site, "docs/pier", POLICY)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser."""
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def kept(page: Page, kind: str) -> list[str]:
    """Returns the paths that a cache holds, below the root of the site."""
    script = """async (kind) => {
      const names = (await caches.keys()).filter((name) => name.endsWith(kind));
      const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return keys.flat().map(({ url }) => new URL(url).pathname.replace("/docs/pier/", ""));
    }"""
    found: list[str] = page.evaluate(script, kind)
    return sorted(found)


def wait_until(page: Page, condition: str, about: object = None) -> None:
    """Returns once an asynchronous function of the page says yes."""
    script = f"""async (about) => {{
      const holds = {condition};
      while (!(await holds(about))) await new Promise((again) => setTimeout(again, 50));
    }}"""
    page.evaluate(script, about)


def wait_until_kept(page: Page, path: str, kind: str) -> None:
    """Returns once a path is in a cache."""
    condition = """async ([path, kind]) => {
      for (const name of (await caches.keys()).filter((name) => name.endsWith(kind))) {
        if (await (await caches.open(name)).match(`/docs/pier/${path}`)) return true;
      }
    }"""
    wait_until(page, condition, [path, kind])


def start(page: Page, address: str) -> None:
    """Opens the home page of a reader, and waits until the service worker answers for the site."""
    page.goto(f"{address}en-us/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    wait_until_kept(page, "en-us/offline/", "offline")


def test_what_was_read_is_kept(context: BrowserContext, address: str) -> None:
    """With its look; what was not read has a page of its own that says so, lists the others, and leads back."""
    page = context.new_page()
    start(page, address)
    page.goto(f"{address}en-us/tides/")
    wait_until_kept(page, "en-us/tides/", "pages")
    context.set_offline(True)
    page.goto(f"{address}en-us/tides/?read=side-by-side#tides")
    expect(page.locator("h1")).to_have_text("Tides")
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.goto(f"{address}en-us/lamps/lamp-2/")
    expect(page.locator("h1")).to_have_text("You are offline")
    assert page.url.startswith(f"{address}en-us/offline/")
    expect(page.locator("#kept-pages a")).to_have_text(["Tides"])
    page.locator("#kept-pages a").click()
    expect(page.locator("h1")).to_have_text("Tides")


def test_the_first_page_is_kept(context: BrowserContext, address: str) -> None:
    """Although it was loaded before there was anyone to keep it."""
    page = context.new_page()
    page.goto(f"{address}ar-sa/tides/")
    wait_until_kept(page, "ar-sa/tides/", "pages")
    wait_until_kept(page, "ar-sa/offline/", "offline")
    context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("المد والجزر")
    page.goto(f"{address}ar-sa/lamps/lamp-2/")
    expect(page.locator("h1")).to_have_text("أنت غير متصل بالإنترنت")
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_a_whole_locale_is_kept(context: BrowserContext, address: str) -> None:
    """Pages that nobody opened can be read and found; the size is told before, and all of it can be removed."""
    page = context.new_page()
    start(page, address)
    box = page.locator("#keep")
    expect(box.get_by_role("status")).to_contain_text("MB will be loaded.")
    box.get_by_role("button", name="Keep all articles in English for reading offline").click()
    expect(box.get_by_role("status")).to_have_text("All articles are kept. You can read and search them offline.")
    context.set_offline(True)
    page.goto(f"{address}en-us/lamps/lamp-7/")
    expect(page.locator("h1")).to_contain_text("Lamp 7")
    page.goto(f"{address}en-us/search/?q=keeper")
    expect(page.locator("#search-results mark").first).to_be_visible()
    page.goto(f"{address}en-us/")
    context.set_offline(False)
    page.reload()
    box.get_by_role("button", name="Remove the kept articles").click()
    expect(box.get_by_role("button", name="Keep all")).to_be_visible()
    assert kept(page, "kept en-us") == []


@pytest.mark.parametrize(
    ("locale", "query", "found"), [("en-us", "keeper", "Lamp 1 & <wick>"), ("nl-nl", "water", "Getijden")]
)
def test_a_kept_locale_is_searched_without_a_host(
    context: BrowserContext, site: Path, serve_while: Serve, locale: str, query: str, found: str
) -> None:
    """Nothing answers any more: the page of results, its scripts and the index come from the device, from others, none.

    The source text is not kept with a translation; what is found in the reader's own language is shown without it.
    """
    page = context.new_page()
    with serve_while(site, "/docs/pier/", POLICY) as address:
        page.goto(f"{address}{locale}/")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        box = page.locator("#keep")
        box.get_by_role("button").first.click()
        wait_until(page, "async () => !document.querySelector('#keep button:last-of-type').hidden")
    page.goto(f"{address}{locale}/search/")
    page.get_by_role("main").get_by_role("searchbox").fill(query)
    expect(page.locator("#search-results a", has_text=found).first).to_be_visible()
    assert page.locator("#search-results mark").count()
    page.locator("#search-results a", has_text=found).first.click()
    expect(page.locator("h1")).to_contain_text(found)


@pytest.mark.parametrize(("locale", "scheme"), [("en-us", "light"), ("ar-sa", "dark")])
def test_axe_finds_nothing(
    browser: Browser, address: str, npm: Callable[[str, str], Path], locale: str, scheme: Literal["light", "dark"]
) -> None:
    """On the offline page with kept pages and without, and in each state of the box that keeps a locale."""
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    context.add_init_script(path=npm(*AXE) / "axe.min.js")
    page = context.new_page()

    def check() -> None:
        expect_none(violations(page, page.url))

    page.goto(f"{address}{locale}/offline/")
    check()
    page.goto(f"{address}{locale}/tides/")
    wait_until_kept(page, f"{locale}/tides/", "pages")
    page.goto(f"{address}{locale}/offline/")
    expect(page.locator("#kept-pages a")).to_have_count(1)
    check()

    page.goto(f"{address}{locale}/")
    box = page.locator("#keep")
    start, stop = box.locator("button").first, box.locator("button").last
    expect(start).to_be_visible()
    check()
    held: list[Route] = []
    context.route("**/lamps/**", lambda route: held.append(route))
    start.click()
    # The service worker asks, which a page hears nothing of.
    while not held:
        page.wait_for_timeout(20)
    expect(box.get_by_role("progressbar")).to_be_visible()
    check()
    # The connection breaks off.
    for route in held:
        route.abort()
    expect(start).to_be_visible()
    expect(stop).to_be_visible()
    check()
    context.unroute("**/lamps/**")
    start.click()
    expect(start).to_be_hidden()
    expect(stop).to_be_visible()
    check()
    context.close()


def test_nothing_of_an_earlier_build_stays(
    context: BrowserContext, build_site: Build, project: Path, tmp_path: Path, serve: Callable[..., str]
) -> None:
    """After an update pages and the kept locale are new, from the same build as their look, and old caches are gone."""
    site = build_site(project, tmp_path / "public")
    address = serve(site, "docs/pier", POLICY)
    page = context.new_page()
    start(page, address)
    page.locator("#keep").get_by_role("button", name="Keep all").click()
    expect(page.locator("#keep").get_by_role("status")).to_contain_text("All articles are kept.")
    page.goto(f"{address}en-us/tides/")
    wait_until_kept(page, "en-us/tides/", "pages")
    before = page.evaluate("caches.keys()")

    article = project / "content" / "en-US" / "tides.md"
    (project / "site" / "assets" / "style.css").mkdir(parents=True)
    (project / "site" / "assets" / "style.css" / "99-own.css").write_text(".title { color: #123456; }", "utf-8")
    text = article.read_text("utf-8")
    article.write_text(text.replace("# Tides", "# High tides"), "utf-8")
    build_site(project, tmp_path / "public")
    article.write_text(text, "utf-8")

    page.goto(f"{address}en-us/")
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    expect(page.locator("#keep").get_by_role("status")).to_contain_text("All articles are kept.")
    # A worker that a test is attached to is not let go by itself.
    session = context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    wait_until(
        page,
        "async () => { const at = await navigator.serviceWorker.ready; return !at.installing && !at.waiting; }",
    )
    # The new service worker learns of a page when the next one is opened.
    page.reload()
    wait_until(page, "async (before) => (await caches.keys()).every((name) => !before.includes(name))", before)
    context.set_offline(True)
    for place in ("en-us/tides/", "en-us/lamps/lamp-3/"):
        page.goto(address + place)
        style = page.locator("link[rel=stylesheet]").evaluate("(link) => link.sheet.cssRules.length")
        assert style > 0
    page.goto(f"{address}en-us/tides/")
    expect(page.locator("h1")).to_have_text("High tides")


def test_the_manifest(site: Path, launch: Callable[..., Browser], address: str) -> None:
    """Each locale is an application of its own, which Chromium takes for one."""
    made = json.loads((site / "ar-sa" / "manifest.webmanifest").read_text("utf-8"))
    assert (made["lang"], made["dir"], made["name"]) == ("ar-SA", "rtl", "Harbour!")
    assert (made["theme_color"], made["background_color"]) == ("#0b6875", "#fff")
    page = launch("chromium").new_page()
    page.goto(f"{address}nl-nl/tides/")
    session = page.context.new_cdp_session(page)
    answer = session.send("Page.getAppManifest")
    assert answer["url"] == f"{address}nl-nl/manifest.webmanifest"
    assert answer["errors"] == []
    assert [error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]] == [
        # As every browser is that a test opens.
        "in-incognito"
    ]
    page.close()


def test_only_on_request(harbour_site: Path) -> None:
    """A site that does not ask for it has none of it."""
    assert not (harbour_site / "sw.js").exists()
    assert not list(harbour_site.glob("*/offline*")) + list(harbour_site.glob("*/*.webmanifest"))
    assert not list(harbour_site.glob("assets/offline*"))
    assert "manifest.webmanifest" not in (harbour_site / "en-us" / "index.html").read_text("utf-8")
