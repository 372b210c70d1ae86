"""What search engines are told: sitemaps with alternates, and robots.txt."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from diglot.join import join
from diglot.model import Location, Metadata, PageId, Summary
from diglot.policy import served_policy
from diglot.seo import seo
from diglot.settings import Settings
from diglot.urls import Beside, Redirect

BASE = "https://hulp.haven.example/a%20b/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def files(pages: Iterable[Summary], base_url: str = BASE, most: int = 50_000) -> dict[str, bytes]:
    """Returns what the stage makes of a site of three locales."""
    settings = Settings(locales=("en-US", "ar-SA", "nl-NL"), base_url=base_url)
    return {output.path: output.data for output in seo(settings, join(settings, pages), most)}


def page(name: str, *robots: str, updated: date | None = None) -> Summary:
    """Returns the summary of `nl-NL/path`."""
    metadata = Metadata(robots=frozenset(robots), updated=updated)
    return Summary(PageId(*name.split("/", 1)), f"{name}.md", name, "", b"", metadata)


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
    indexes = {locale: f"{home}index-a-z/" for locale, home in homes.items()}
    both = {"ar-SA": f"{BASE}ar-sa/a/", "nl-NL": f"{BASE}nl-nl/a/"}
    assert entries(made["sitemap-nl-nl.xml"]) == {
        homes["nl-NL"]: homes,
        indexes["nl-NL"]: indexes,
        f"{BASE}nl-nl/a/": both,
        f"{BASE}nl-nl/b/": {},
    }
    assert entries(made["sitemap-en-us.xml"]) == {homes["en-US"]: homes, indexes["en-US"]: indexes}
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
    assert set(entries(made["sitemap-nl-nl.xml"])) == {f"{BASE}nl-nl/", f"{BASE}nl-nl/index-a-z/"}
    assert set(entries(made["sitemap-ar-sa.xml"])) == {f"{BASE}ar-sa/index-a-z/"}
    assert entries(made["sitemap-en-us.xml"])[f"{BASE}en-us/"] == {
        "en-US": f"{BASE}en-us/",
        "nl-NL": f"{BASE}nl-nl/",
    }


def test_sections() -> None:
    """Lists of one place are versions of each other, whether an article stands on them or not, but for hidden ones."""
    made = files(
        [page("en-US/boats/a"), page("nl-NL/boats/index"), page("ar-SA/boats/index", "noindex"), page("ar-SA/sea/a")]
    )
    boats = {"en-US": f"{BASE}en-us/boats/", "nl-NL": f"{BASE}nl-nl/boats/"}
    assert entries(made["sitemap-en-us.xml"])[boats["en-US"]] == boats
    assert entries(made["sitemap-nl-nl.xml"])[boats["nl-NL"]] == boats
    found = entries(made["sitemap-ar-sa.xml"])
    assert f"{BASE}ar-sa/boats/" not in found
    assert found[f"{BASE}ar-sa/sea/"] == {}


def test_sections_of_articles_with_translations_elsewhere() -> None:
    """A list whose article is translated at another place is no version of the lists at its own."""
    moved = [replace(page(name), metadata=Metadata(asset_id="1")) for name in ("en-US/boats/index", "nl-NL/boten")]
    made = files([*moved, page("nl-NL/boats/a"), page("ar-SA/boats/a")])
    both = {"en-US": f"{BASE}en-us/boats/", "nl-NL": f"{BASE}nl-nl/boten/"}
    assert entries(made["sitemap-en-us.xml"])[both["en-US"]] == both
    assert entries(made["sitemap-nl-nl.xml"])[both["nl-NL"]] == both
    lists = {"ar-SA": f"{BASE}ar-sa/boats/", "nl-NL": f"{BASE}nl-nl/boats/"}
    assert entries(made["sitemap-nl-nl.xml"])[lists["nl-NL"]] == lists


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
    assert [len(part) for part in found] == [4, 4, 3]
    assert len({address for part in found for address in part}) == 11


def test_full_part_is_not_split() -> None:
    """The limit itself is allowed."""
    made = files([page(f"nl-NL/{number}") for number in range(3)], most=5)
    assert len(entries(made["sitemap-nl-nl.xml"])) == 5


@pytest.mark.parametrize(
    ("base_url", "start", "sitemap"), [(BASE, BASE, f"\nSitemap: {BASE}sitemap.xml\n"), ("", "/", "")]
)
def test_robots(base_url: str, start: str, sitemap: str) -> None:
    """Everything may be read; the sitemap is named where the site's address is known."""
    made = files([page("nl-NL/a")], base_url)
    assert made["robots.txt"].decode() == f"User-agent: *\nAllow: /\n{sitemap}"
    assert f"{start}nl-nl/a/" in entries(made["sitemap-nl-nl.xml"])


# Rules for hosts

HOSTS = ("netlify", "apache", "nginx", "azure")


def rules(
    *targets: str, hosts: tuple[str, ...] = HOSTS, base_url: str = "https://hulp.haven.example/a%20b.c/"
) -> dict[str, str]:
    """Returns the files of rules of a site whose page `nl-NL/old` went to these targets: `old`, `old-1`."""
    settings = Settings(locales=("nl-NL",), base_url=base_url, redirect_hosts=hosts)
    here = Location("r.json", 1, 1, 1, 1, 0, 0)
    redirects = tuple(
        Redirect(PageId("nl-NL", f"old-{number}" if number else "old"), target, here)
        for number, target in enumerate(targets)
    )
    index = join(settings, [page("nl-NL/new")], beside=Beside(redirects))
    made = {output.path: output.data.decode() for output in seo(settings, index)}
    return {path: text for path, text in made.items() if not path.endswith((".xml", ".txt"))}


def test_host_rules() -> None:
    """Each host has its file, with the path of `base_url` in front and a permanent redirect."""
    made = rules("new")
    assert made["_redirects"] == "/a%20b.c/nl-nl/old/ /a%20b.c/nl-nl/new/ 301!\n"
    assert 'RewriteRule "^nl\\-nl/old/?$" "/a\\%20b.c/nl-nl/new/" [R=301,L,NE]\n' in made[".htaccess"]
    assert made["redirects.nginx.conf"] == ('location = "/a b.c/nl-nl/old/" { return 301 "/a%20b.c/nl-nl/new/"; }\n')
    assert json.loads(made["staticwebapp.config.json"])["routes"] == [
        {"route": "/a%20b.c/nl-nl/old/", "redirect": "/a%20b.c/nl-nl/new/", "statusCode": 301}
    ]


def test_host_headers() -> None:
    """Each host is told what pages may load, redirects or not."""
    policy = served_policy(Settings())
    made = rules()
    assert set(made) == {"_headers", ".htaccess", "headers.nginx.conf", "staticwebapp.config.json"}
    assert f"/*\n  Content-Security-Policy: {policy}\n" in made["_headers"]
    assert f'Header always set Content-Security-Policy "{policy}"\n' in made[".htaccess"]
    assert f'add_header Content-Security-Policy "{policy}" always;\n' in made["headers.nginx.conf"]
    assert json.loads(made["staticwebapp.config.json"])["globalHeaders"]["Content-Security-Policy"] == policy


def test_no_rules() -> None:
    """Without a host that wants them, and without redirects, there are none."""
    assert not rules("new", hosts=())
    assert not {"_redirects", "redirects.nginx.conf"} & rules().keys()
    assert "Rewrite" not in rules()[".htaccess"]
    assert "routes" not in rules()["staticwebapp.config.json"]


def test_cloudflare() -> None:
    """It does not know `!`; a file for both hosts is one that both can read."""
    for hosts in (("cloudflare",), ("netlify", "cloudflare"), ("cloudflare", "netlify")):
        made = rules("new", hosts=hosts, base_url="")
        assert made["_redirects"] == "/nl-nl/old/ /nl-nl/new/ 301\n"
        assert set(made) == {"_redirects", "_headers"}


@pytest.mark.parametrize(
    ("target", "netlify", "apache", "nginx", "azure"),
    [
        pytest.param("a b", "a%20b", "a\\%20b", "a%20b", "a%20b", id="blank"),
        pytest.param("100%25", "100%25", "100\\%25", "100%25", "100%25", id="percent"),
        pytest.param("a?b=c&d#e", "a?b=c&d#e", "a?b=c&d#e", "a?b=c&d#e", "a?b=c&d#e", id="query"),
        pytest.param("'\"", "'%22", "'\\%22", "'%22", "'%22", id="quotes"),
        pytest.param("$1$uri", "$1$uri", "\\$1\\$uri", "%241%24uri", "$1$uri", id="dollar"),
        pytest.param("a\\b", "a%5Cb", "a\\%5Cb", "a%5Cb", "a%5Cb", id="backslash"),
        pytest.param(":a/*", "%3Aa/%2A", ":a/*", ":a/*", ":a/*", id="placeholders"),
        pytest.param("{a};", "%7Ba%7D;", "\\%7Ba\\%7D;", "%7Ba%7D;", "%7Ba%7D;", id="braces"),
        pytest.param("a\nb: c", "a%0Ab%3A%20c", "a\\%0Ab:\\%20c", "a%0Ab:%20c", "a%0Ab:%20c", id="line break"),
        pytest.param("港", "%E6%B8%AF", "\\%E6\\%B8\\%AF", "%E6%B8%AF", "%E6%B8%AF", id="Japanese"),
        pytest.param("\ud800", "%ED%A0%80", "\\%ED\\%A0\\%80", "%ED%A0%80", "%ED%A0%80", id="surrogate"),
    ],
)
def test_escapes(target: str, netlify: str, apache: str, nginx: str, azure: str) -> None:
    """What means something to a host means itself, as the servers themselves were seen to answer."""
    start = "https://x.example:8443/"
    made = rules(start + target, base_url="")
    assert made["_redirects"] == f"/nl-nl/old/ {start}{netlify} 301!\n"
    assert f' "{start}{apache}" [' in made[".htaccess"]
    assert f' "{start}{nginx}"; ' in made["redirects.nginx.conf"]
    assert json.loads(made["staticwebapp.config.json"])["routes"][0]["redirect"] == start + azure


def test_path_of_the_site_is_escaped() -> None:
    """It may be written with letters that mean something, too."""
    made = rules("new", base_url='https://x.example/a:b*c"d/')
    assert made["_redirects"].startswith("/a%3Ab%2Ac%22d/nl-nl/old/ /a%3Ab%2Ac%22d/nl-nl/new/ ")
    assert made["redirects.nginx.conf"].startswith('location = "/a:b*c\\"d/nl-nl/old/" { return 301 "/a:b*c%22d/')
    assert json.loads(made["staticwebapp.config.json"])["routes"][0]["route"] == "/a%3Ab%2Ac%22d/nl-nl/old/"


def test_rules_are_sorted() -> None:
    """By address, so that they depend on nothing else."""
    made = rules("new", "new", "new")["_redirects"].splitlines()
    assert len(made) == 3
    assert made == sorted(made)
