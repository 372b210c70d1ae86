"""What search engines are told: sitemaps with alternates, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from lxml import etree

from diglot.join import join
from diglot.model import Metadata, PageId, Summary
from diglot.seo import seo
from diglot.settings import Settings

BASE = "https://hulp.haven.example/a%20b/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def files(pages: Iterable[Summary], base_url: str = BASE, most: int = 50_000) -> dict[str, bytes]:
    """Returns what the stage makes of a site of three locales."""
    settings = Settings(locales=("en-US", "ar-SA", "nl-NL"), base_url=base_url)
    return {output.path: output.data for output in seo(settings, join(settings, pages), most)}


def page(name: str, *robots: str, updated: date | None = None) -> Summary:
    """Returns the summary of `nl-NL/path`."""
    metadata = Metadata(robots=frozenset(robots), updated=updated)
    return Summary(PageId(*name.split("/", 1)), f"{name}.md", name, "", "", metadata)


def entries(data: bytes) -> dict[str, dict[str, str]]:
    """Returns address -> locale -> address of a sitemap."""
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)
        }
        for url in etree.fromstring(data).iterfind("s:url", NAMES)
    }


def parts(made: dict[str, bytes]) -> list[str]:
    """Returns the parts that `sitemap.xml` names."""
    found = etree.fromstring(made["sitemap.xml"]).iterfind("s:sitemap/s:loc", NAMES)
    return [loc.text.removeprefix(BASE) for loc in found]


def test_sitemap() -> None:
    """A part per locale, with every page, its alternates and its date; homes are pages too."""
    made = files([page("nl-NL/a", updated=date(2024, 3, 7)), page("ar-SA/a"), page("nl-NL/b")])
    assert set(made) == {"robots.txt", "sitemap.xml", "sitemap-en-us.xml", "sitemap-ar-sa.xml", "sitemap-nl-nl.xml"}
    assert parts(made) == ["sitemap-en-us.xml", "sitemap-ar-sa.xml", "sitemap-nl-nl.xml"]
    homes = {locale: f"{BASE}{locale.lower()}/" for locale in ("en-US", "ar-SA", "nl-NL")}
    both = {"ar-SA": f"{BASE}ar-sa/a/", "nl-NL": f"{BASE}nl-nl/a/"}
    assert entries(made["sitemap-nl-nl.xml"]) == {
        homes["nl-NL"]: homes,
        f"{BASE}nl-nl/a/": both,
        f"{BASE}nl-nl/b/": {},
    }
    assert entries(made["sitemap-en-us.xml"]) == {homes["en-US"]: homes}
    assert b"<lastmod>2024-03-07</lastmod>" in made["sitemap-nl-nl.xml"]
    assert b"lastmod" not in made["sitemap-ar-sa.xml"]


@pytest.mark.parametrize("flag", ["noindex", "none"])
def test_hidden_pages_are_left_out(flag: str) -> None:
    """Neither as pages nor as alternates; other flags hide nothing."""
    made = files([page("nl-NL/a", flag), page("ar-SA/a", "nofollow"), page("en-US/a")])
    assert f"{BASE}nl-nl/a/" not in entries(made["sitemap-nl-nl.xml"])
    assert set(entries(made["sitemap-ar-sa.xml"])[f"{BASE}ar-sa/a/"]) == {"en-US", "ar-SA"}
    assert b"nl-nl/a/" not in b"".join(made.values())


def test_index_is_the_home() -> None:
    """A locale's home stands in its sitemap once; not at all where its article is hidden."""
    made = files([page("nl-NL/index"), page("ar-SA/index", "noindex")])
    assert list(entries(made["sitemap-nl-nl.xml"])) == [f"{BASE}nl-nl/"]
    assert "sitemap-ar-sa.xml" not in made
    assert list(entries(made["sitemap-en-us.xml"]).values()) == [
        {"en-US": f"{BASE}en-us/", "nl-NL": f"{BASE}nl-nl/"},
    ]


def test_long_sitemaps_are_split() -> None:
    """No part has more addresses than it may; together they have all."""
    made = files([page(f"nl-NL/{number:02}") for number in range(9)], most=4)
    assert parts(made) == [
        "sitemap-en-us.xml",
        "sitemap-ar-sa.xml",
        "sitemap-nl-nl-1.xml",
        "sitemap-nl-nl-2.xml",
        "sitemap-nl-nl-3.xml",
    ]
    found = [entries(made[f"sitemap-nl-nl-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in found] == [4, 4, 2]
    assert len({address for part in found for address in part}) == 10


def test_full_part_is_not_split() -> None:
    """The limit itself is allowed."""
    made = files([page(f"nl-NL/{number}") for number in range(3)], most=4)
    assert len(entries(made["sitemap-nl-nl.xml"])) == 4


@pytest.mark.parametrize(
    ("base_url", "start", "sitemap"), [(BASE, BASE, f"\nSitemap: {BASE}sitemap.xml\n"), ("", "/", "")]
)
def test_robots(base_url: str, start: str, sitemap: str) -> None:
    """Everything may be read; the sitemap is named where the site's address is known."""
    made = files([page("nl-NL/a")], base_url)
    assert made["robots.txt"].decode() == f"User-agent: *\nAllow: /\n{sitemap}"
    assert f"{start}nl-nl/a/" in entries(made["sitemap-nl-nl.xml"])
