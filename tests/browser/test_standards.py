"""What other programs say of the pages: axe on access for all, the Nu Html Checker on HTML."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.axe import AXE, violations
from support import expect_none

VNU = ("vnu-jar", "26.9.27")

PLACES = {
    "home": "{}/",
    "article": "{}/tides/",
    "section": "{}/lamps/",
    "search": "{}/search/?q={}",
    "not found": "{}/nothing/",
    "languages": "",
}
QUERIES = {"en-us": "keeper", "ar-sa": "الماء"}

Npm = Callable[[str, str], Path]


@pytest.mark.parametrize(("locale", "scheme"), [("en-us", "light"), ("ar-sa", "dark")])
def test_axe_finds_nothing(
    browser: Browser,
    harbour_site: Path,
    quay_site: Path,
    help_site: Path,
    serve: Callable[..., str],
    npm: Npm,
    locale: str,
    scheme: str,
) -> None:
    """No violation of any rule, on any kind of page, in both directions and both lights, with the menu open.

    Colours know no direction, and places no light: so the one goes with the other. Articles of the guide
    are all of one kind: each is looked at in one of the two, and colours in a few.
    """
    axe = npm(*AXE) / "axe.min.js"
    # Root-relative addresses of the pages that were not found work, since the site is at the root here.
    harbour, own, quay = serve(harbour_site), serve(help_site), serve(quay_site)
    places = [harbour + place.format(locale, QUERIES[locale]) for place in PLACES.values()]
    articles = [path.parent.relative_to(help_site) for path in sorted(help_site.glob(f"{locale}/*/index.html"))]
    guide = [f"{own}{article}/" for article in articles[scheme == "dark" :: 2]]
    pages = [path.parent.relative_to(quay_site) for path in sorted(quay_site.glob(f"{locale}/**/index.html"))]
    places += [f"{quay}{page}/" for page in pages if page.name not in ("search", "old")]
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.add_init_script(path=axe)
    page = context.new_page()
    problems = []
    for place in (*places, *guide):
        page.goto(place)
        if "?q=" in place:
            expect(page.locator("#search-results mark").first).to_be_visible()
        if menu := page.query_selector(".languages summary"):
            menu.click()
        problems += violations(page, place, colours=place not in guide[5:])
    context.close()
    expect_none(problems)


def test_pages_are_valid_html(help_site: Path, harbour_site: Path, quay_site: Path, npm: Npm) -> None:
    """The Nu Html Checker has no error for any page."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java to run the Nu Html Checker with")
    jar = npm(*VNU) / "build" / "dist" / "vnu.jar"
    command = [java, "-Xss4m", "-jar", jar, "--errors-only", "--format", "json", "--skip-non-html", "--stdout"]
    ran = subprocess.run(
        [*command, help_site, harbour_site, quay_site], capture_output=True, encoding="utf-8", timeout=120
    )
    expect_none(
        f"{error['url']}:{error.get('lastLine', 0)}: {error['message']}: {error.get('extract', '')}"
        for error in json.loads(ran.stdout)["messages"]
    )
