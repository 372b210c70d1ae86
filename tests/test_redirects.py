"""Redirects: where readers of articles go that are gone, by files of redirections and by `redirect_url`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from diglot.join import join
from diglot.model import Index, Link, Location, Metadata, PageId, Source, Summary
from diglot.settings import Settings
from diglot.survey import Survey, survey
from diglot.urls import Beside, Moved, Redirect
from sites import PLAIN, article, broken_addresses, build_here, parse, write

SETTINGS = Settings(
    locales=("en-US", "ja-JP", "nl-NL"),
    hosts=("https://docs.haven.example/boten/", "/boten/"),
    site_host="https://x.example",
)


def at(line: int, file: str = "r.json") -> Location:
    """Returns a place."""
    return Location(file, line, 1, line, 2, 0, 1)


def page(name: str, *links: str, redirect: str = "", anchors: tuple[str, ...] = ()) -> Summary:
    """Returns the summary of `nl-NL/boten/anker`."""
    id = PageId(*name.split("/", 1))
    found = tuple(Link(link, at(line, f"{name}.md")) for line, link in enumerate((redirect,) if redirect else links, 1))
    title = id.path.rsplit("/", 1)[-1].capitalize()
    return Summary(id, f"{name}.md", title, "", b"", Metadata(), anchors, found, redirect=redirect)


def joined(*pages: Summary, redirects: dict[str, str] | None = None, **beside: object) -> Index:
    """Returns the index of a site with these pages and redirects, `nl-NL/old` -> target."""
    found = tuple(
        Redirect(PageId(*name.split("/", 1)), target, at(line))
        for line, (name, target) in enumerate((redirects or {}).items(), 1)
    )
    others = {"resources": [("nl-NL", "media/kiel.png")], "beside": Beside(found, **beside)}  # type: ignore[arg-type]
    index = join(SETTINGS, pages, **others)  # type: ignore[arg-type]
    assert join(SETTINGS, reversed(pages), **others) == index  # type: ignore[arg-type]
    return index


def told(index: Index) -> list[tuple[str, int]]:
    """Returns (rule, line) of the problems of a site, sorted."""
    return sorted((problem.rule, problem.at.line) for problem in index.problems)


@pytest.mark.parametrize(
    ("target", "address", "internal"),
    [
        ("nieuw.md", "nl-nl/map/nieuw/", True),
        ("nieuw", "nl-nl/map/nieuw/", True),
        ("./Nieuw.md", "nl-nl/map/nieuw/", True),
        ("../map/nieuw", "nl-nl/map/nieuw/", True),
        ("nieuw#deel", "nl-nl/map/nieuw/#deel", True),
        ("nieuw?x=1#deel", "nl-nl/map/nieuw/?x=1#deel", True),
        ("/boten/map/nieuw", "nl-nl/map/nieuw/", True),
        ("/Boten/map/nieuw/", "nl-nl/map/nieuw/", True),
        ("https://docs.haven.example/boten/map/nieuw", "nl-nl/map/nieuw/", True),
        ("https://docs.haven.example/nl-nl/boten/map/nieuw", "nl-nl/map/nieuw/", True),
        ("../media/kiel.png", "nl-nl/media/kiel.png", True),
        ("/boten/", "nl-nl/", True),
        ("bron", "en-us/map/bron/", True),
        ("/other/x?a=b", "https://x.example/other/x?a=b", False),
        ("https://elders.example/x y", "https://elders.example/x y", False),
        ("//elders.example/x", "//elders.example/x", False),
    ],
)
def test_targets(target: str, address: str, internal: bool) -> None:
    """A target is resolved like a link of the article that was there."""
    pages = (page("nl-NL/map/nieuw", anchors=("deel",)), page("en-US/map/bron"))
    index = joined(*pages, redirects={"nl-NL/map/oud": target})
    assert not index.problems
    (found,) = index.redirects.items()
    assert (found[0], found[1].address, found[1].internal) == ("nl-nl/map/oud/", address, internal)
    assert ("nl-NL", "media/kiel.png") in index.resources or "kiel" not in target


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("weg.md", "missing-target"),
        ("/boten/weg", "missing-target"),
        ("../../../etc/passwd", "missing-target"),
        ("", "empty-address"),
        ("javascript:alert(1)", "malformed-address"),
        ("JavaScript:alert(1)", "malformed-address"),
        ("data:text/html,x", "malformed-address"),
        ("mailto:a@b.example", "malformed-address"),
        ("ms-settings:x", "malformed-address"),
        ("file:///etc/passwd", "malformed-address"),
        ("https:x", "malformed-address"),
        ("#deel", "redirect-loop"),
        ("?a", "redirect-loop"),
        ("oud.md", "redirect-loop"),
    ],
)
def test_bad_targets(target: str, rule: str) -> None:
    """They are named, and there is no page that leads to them."""
    index = joined(page("nl-NL/a"), redirects={"nl-NL/oud": target})
    assert told(index) == [(rule, 1)]
    assert not index.redirects


def test_missing_anchor() -> None:
    """The readers get to the page all the same."""
    index = joined(page("nl-NL/a"), redirects={"nl-NL/oud": "a#weg"})
    assert told(index) == [("missing-target", 1)]
    assert index.redirects["nl-nl/oud/"].address == "nl-nl/a/"


def test_chains() -> None:
    """They are followed to their end, whatever their order; a link goes there at once."""
    index = joined(
        page("nl-NL/z", "a.md", "B.md", "c"),
        redirects={"nl-NL/c": "d", "nl-NL/a": "b.md", "nl-NL/d": "z", "nl-NL/b": "c"},
    )
    assert not index.problems
    assert {address: target.address for address, target in index.redirects.items()} == dict.fromkeys(
        [f"nl-nl/{name}/" for name in "abcd"], "nl-nl/z/"
    )
    assert list(index.redirects) == sorted(index.redirects)
    assert [target.address for target in index.targets[PageId("nl-NL", "z")]] == 3 * ["nl-nl/z/"]


def test_loops() -> None:
    """Each is one problem, at its first member; what leads into one leads nowhere."""
    index = joined(
        page("nl-NL/z", "x"),
        redirects={"nl-NL/x": "b", "nl-NL/b": "c", "nl-NL/c": "a", "nl-NL/a": "b", "nl-NL/p": "q", "nl-NL/q": "p"},
    )
    assert told(index) == [("missing-target", 1), ("redirect-loop", 4), ("redirect-loop", 5)]
    assert "3 redirections lead in a circle" in next(one.message for one in index.problems if one.at.line == 4)
    assert not index.redirects


def test_article_stays() -> None:
    """A redirect of an article that is there is a problem, whatever way its address is written."""
    redirects = {"nl-NL/a": "b", "nl-NL/map": "b", "nl-NL/É": "b"}
    index = joined(page("nl-NL/a"), page("nl-NL/b"), page("nl-NL/map/index"), redirects=redirects)
    assert told(index) == [("address-clash", 1), ("address-clash", 2)]
    assert "`nl-NL/a.md`" in next(one.message for one in index.problems if one.at.line == 1)
    assert len(index.redirects) == 1


def test_list_of_a_folder_stays() -> None:
    """As does everything that the site makes itself."""
    redirects = {"nl-NL/map/index": "map/a", "nl-NL/index": "map/a", "nl-NL/search": "map/a", "nl-NL/README": "map/a"}
    index = joined(page("nl-NL/map/a"), redirects=redirects)
    assert {rule for rule, _ in told(index)} == {"address-clash", "missing-target"}
    assert not index.redirects


def test_two_redirects_of_one_article() -> None:
    """The first one counts; the second is a problem if it says something else."""
    found = tuple(Redirect(PageId("nl-NL", "oud"), target, at(line)) for line, target in enumerate(("a", "a", "b"), 1))
    index = join(SETTINGS, [page("nl-NL/a"), page("nl-NL/b")], beside=Beside(found))
    assert told(index) == [("address-clash", 3)]
    assert index.redirects["nl-nl/oud/"].address == "nl-nl/a/"


def test_page_that_is_a_redirect() -> None:
    """It is in no list, has no alternates, and links to it lead to where it leads."""
    pages = (page("nl-NL/oud", redirect="nieuw"), page("en-US/oud"), page("nl-NL/nieuw", "oud.md"))
    index = joined(*pages)
    assert PageId("nl-NL", "oud") not in index.pages
    assert index.alternates[PageId("en-US", "oud")] == (PageId("en-US", "oud"),)
    assert [one.path for section in index.sections["nl-NL"] for one in section.pages] == ["nieuw"]
    assert index.targets[PageId("nl-NL", "nieuw")][0].address == "nl-nl/nieuw/"
    assert index.redirects["nl-nl/oud/"].address == "nl-nl/nieuw/"
    assert not index.problems


def test_redirects_of_the_source_locale() -> None:
    """A link of a translation to an article that the source moved leads to the translation of its new place."""
    pages = (page("nl-NL/a", "oud", "ouder"), page("nl-NL/nieuw"), page("en-US/nieuw"), page("en-US/nieuwer"))
    index = joined(*pages, redirects={"en-US/oud": "nieuw", "en-US/ouder": "nieuwer"})
    assert [target.address for target in index.targets[PageId("nl-NL", "a")]] == ["nl-nl/nieuw/", "en-us/nieuwer/"]
    assert told(index) == [("untranslated-target", 2)]
    assert list(index.redirects) == ["en-us/oud/", "en-us/ouder/"]


def test_own_redirect_before_article_of_the_source() -> None:
    """A chain of a locale stays in it, even if the source still has the article."""
    redirects = {"nl-NL/a": "b", "nl-NL/b": "c"}
    index = joined(page("en-US/b"), page("nl-NL/c"), page("nl-NL/d", "b"), redirects=redirects)
    assert index.redirects["nl-nl/a/"].address == "nl-nl/c/"
    assert (
        joined(page("en-US/b"), page("nl-NL/d"), redirects={"nl-NL/a": "b"}).redirects["nl-nl/a/"].address == "en-us/b/"
    )
    source_moved = joined(page("en-US/c"), page("nl-NL/d"), redirects={"nl-NL/a": "b", "en-US/b": "c"})
    assert source_moved.redirects["nl-nl/a/"].address == "en-us/c/"


def test_locale_that_is_not_built() -> None:
    """Its redirects are nobody's."""
    assert not joined(page("nl-NL/a"), redirects={"lv-LV/oud": "weg"}).problems


def test_moved_files() -> None:
    """What is published elsewhere is found where it is on the disk, and where it is published, in either case."""
    moved = (
        Moved("nl-NL", "artikelen/Anker", "docs/Anker.md", "x"),
        Moved("nl-NL", "media/kiel.png", "docs/kiel.png", "y"),
        Moved("nl-NL", "media/elders.png", "", "z"),
    )
    links = ("Anker.md", "anker.md", "kiel.png", "KIEL.png", "../artikelen/Anker.md", "../media/kiel.png")
    here = page("nl-NL/artikelen/boot", *links)
    here = replace(here, links=tuple(replace(link, base="docs/boot.md") for link in here.links))
    index = joined(here, page("nl-NL/artikelen/Anker"), moved=moved)
    addresses = [target.address for target in index.targets[here.id]]
    assert addresses == [*2 * ["nl-nl/artikelen/Anker/"], *2 * ["nl-nl/media/kiel.png"], addresses[0], addresses[2]]
    assert told(index) == [("target-case", 2), ("target-case", 4)]


def test_yaml_links() -> None:
    """A link to a YAML page leads to it; of two files of one name each has its own."""
    index = joined(page("nl-NL/a", "hub.yml", "b.md", "b.yml"), page("nl-NL/hub"), page("nl-NL/b"), page("nl-NL/b.yml"))
    addresses = [target.address for target in index.targets[PageId("nl-NL", "a")]]
    assert addresses == ["nl-nl/hub/", "nl-nl/b/", "nl-nl/b.yml/"]


def test_backslashes_and_oversize() -> None:
    """A path with backslashes leads where it should, and is a problem; a large image is one where it is first shown."""
    first = page("nl-NL/map/a", "..\\media\\kiel.png", "..%5Cmap%5Ca.md", "weg\\b.md")
    first = replace(first, links=(replace(first.links[0], image=True), *first.links[1:]))
    second = page("nl-NL/map/b", "../media/kiel.png")
    second = replace(second, links=(replace(second.links[0], image=True),))
    index = joined(first, second, oversize=(("nl-NL", "media/kiel.png", 1_500_000), ("nl-NL", "unused.png", 9_999_999)))
    assert [target.address for target in index.targets[first.id]] == ["nl-nl/media/kiel.png", "nl-nl/map/a/", ""]
    assert sorted((one.rule, one.page.path, one.at.line) for one in index.problems) == [
        ("backslash-path", "map/a", 1),
        ("backslash-path", "map/a", 2),
        ("missing-target", "map/a", 3),
        ("oversize-resource", "map/a", 1),
    ]
    assert "1,500,000 bytes" in next(one.message for one in index.problems if one.rule == "oversize-resource")


def test_resource_of_the_source_locale() -> None:
    """A translation shows the image of the source where it has none; its own comes first."""
    resources = [("en-US", "a.png"), ("en-US", "b.png"), ("nl-NL", "b.png")]
    index = join(SETTINGS, [page("nl-NL/x", "a.png", "b.png", "c.png")], resources=resources)
    assert [target.address for target in index.targets[PageId("nl-NL", "x")]] == ["en-us/a.png", "nl-nl/b.png", ""]
    assert index.resources == (("en-US", "a.png"), ("nl-NL", "b.png"))


def test_many_redirects() -> None:
    """A chain, a star and a circle of thirty thousand redirects return."""
    chain = {f"nl-NL/{n}": f"{n + 1}" for n in range(30_000)}
    assert {target.address for target in joined(page("nl-NL/30000"), redirects=chain).redirects.values()} == {
        "nl-nl/30000/"
    }
    circle = chain | {"nl-NL/29999": "0"}
    assert told(join_once(circle)) == [("redirect-loop", 1)]


def join_once(redirects: dict[str, str]) -> Index:
    """Returns the index of a site with these redirects and one page."""
    found = tuple(Redirect(PageId("nl-NL", name[6:]), target, at(1)) for name, target in redirects.items())
    return join(SETTINGS, [page("nl-NL/z")], beside=Beside(found))


# Whole sites

SITE = {
    "site/site.toml": PLAIN + 'base_url = "https://hulp.haven.example/help"\n[links]\nhosts = ["/boten/"]\n',
    "content/en-US/harbor.md": "# Harbor\n\nSee [the old one](old.md).\n",
    "content/nl-NL/harbor.md": article("De haven", "Harbor", ("Zie [oud](old.md).", "See [the old one](old.md).")),
    "content/nl-NL/gone.md": "---\ntitle: Weg\nredirect_url: /boten/harbor\n---\n# Weg\n\n![x](weg.png)\n",
    "content/nl-NL/.openpublishing.redirection.json": json.dumps(
        {
            "redirections": [
                {"source_path": "old.md", "redirect_url": "gone.md"},
                {"source_path": "away.md", "redirect_url": 'https://x.example/a b"c<d>?e=f&g#h'},
            ]
        }
    ),
    "content/en-US/.openpublishing.redirection.json": json.dumps(
        {"redirections": [{"source_path": "old.md", "redirect_url": "/boten/harbor"}]}
    ),
}


def test_redirect_page(tmp_path: Path) -> None:
    """It sends readers on, in words of their language; robots are told where the page is, and that this is none."""
    result = build_here(write(tmp_path, SITE))
    assert not result.diagnostics
    root = parse(tmp_path / "public/nl-nl/gone/index.html")
    assert root.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../harbor/"]
    assert root.xpath("//link[@rel='canonical']/@href") == ["https://hulp.haven.example/help/nl-nl/harbor/"]
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    (link,) = root.xpath("//main//a")
    assert (link.get("href"), link.text) == ("../harbor/", "De haven")
    assert root.get("lang") == "nl-NL"
    away = parse(tmp_path / "public/nl-nl/away/index.html")
    target = "https://x.example/a%20b%22c%3Cd%3E?e=f&g#h"
    assert away.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert away.xpath("//main//a/@href") == away.xpath("//link[@rel='canonical']/@href") == [target]
    assert not list(broken_addresses(tmp_path / "public", "https://hulp.haven.example/help/"))


def test_redirects_are_no_articles(tmp_path: Path) -> None:
    """They are in no list and no sitemap, and links do not go by way of them; the manifest knows them."""
    build_here(write(tmp_path, SITE))
    public = tmp_path / "public"
    assert "gone" not in (public / "nl-nl/index.html").read_text("utf-8")
    assert "gone" not in (public / "sitemap-nl-nl.xml").read_text("utf-8")
    for name in ("nl-nl", "en-us"):
        hrefs = parse(public / name / "harbor/index.html").xpath("//*[@id='article-body']//a/@href")
        assert set(hrefs) == {"./"}
    assert json.loads((public / "diglot-manifest.json").read_text("utf-8"))["redirects"] == {
        "en-us/old/": "en-us/harbor/",
        "nl-nl/away/": 'https://x.example/a b"c<d>?e=f&g#h',
        "nl-nl/gone/": "nl-nl/harbor/",
        "nl-nl/old/": "nl-nl/harbor/",
    }


def test_docset_builds_as_it_is(tmp_path: Path) -> None:
    """A repository as it is cloned: docset, source and destination, default metadata, redirections, images."""
    write(
        tmp_path,
        {
            ".openpublishing.publish.config.json": '{"docsets_to_publish": [{"build_source_folder": "haven"}]}',
            ".openpublishing.redirection.json": '{"redirections": [{"source_path": "haven/docs/oud.md", '
            '"redirect_url": "a.md"}]}',
            "README.md": "# Repository\n",
            "haven/docfx.json": json.dumps(
                {
                    "build": {
                        "content": [{"files": ["**/*.md"], "src": "docs", "dest": "gids"}, "*.md"],
                        "resource": [{"files": "**/*.png", "src": "docs"}],
                        "globalMetadata": {"ms.contentlocale": "nl-nl", "ROBOTS": "NOINDEX"},
                        "fileMetadata": {"ROBOTS": {"docs/b.md": "NOFOLLOW"}, "title": {"docs/*.md": "Geen naam"}},
                    }
                }
            ),
            "haven/index.md": "---\nms.contentlocale: nl-NL\n---\n# Welkom\n\n[A](docs/a.md)\n",
            "haven/docs/a.md": "![Kiel](media/kiel.png) [B](b.md) [Oud](oud.md) [Thuis](../index.md)\n",
            "haven/docs/b.md": "---\ntitle: De B\nROBOTS: NOARCHIVE\n---\n# B\n",
            "haven/docs/media/kiel.png": b"\x89PNG",
            "haven/docs/includes/c.md": "C\n",
            "site.toml": PLAIN + 'output = "uit"\n',
        },
    )
    result = build_here(tmp_path)
    assert not result.diagnostics
    assert {path.path for path in result.build.index.pages} == {"index", "gids/a", "gids/b"}
    a = parse(tmp_path / "uit/nl-nl/gids/a/index.html")
    assert a.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert a.findtext(".//title").startswith("Geen naam")
    hrefs = a.xpath("//*[@id='article-body']//a/@href | //*[@id='article-body']//img/@src")
    assert sorted(hrefs) == ["../", "../../", "../../media/kiel.png", "../b/"] or sorted(hrefs) == [
        "../../",
        "../../media/kiel.png",
        "../b/",
        "./",
    ]
    assert parse(tmp_path / "uit/nl-nl/gids/b/index.html").xpath("//meta[@name='robots']/@content") == ["noarchive"]
    assert parse(tmp_path / "uit/nl-nl/gids/oud/index.html").xpath("//main//a/@href") == ["../a/"]
    assert not list(broken_addresses(tmp_path / "uit"))


# The survey of a page that is a redirect


def surveyed(front: str, body: str = "# Weg\n\n<b>x\n", **more: object) -> Survey:
    """Returns the survey of a page with this front matter."""
    data = f"---\n{front}\n---\n{body}".encode()
    (found,) = survey(SETTINGS, [Source(PageId("nl-NL", "map/oud"), "map/oud.md", data, **more)])  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("front", "target", "line", "column"),
    [
        ("title: x\nredirect_url: /boten/nieuw", "/boten/nieuw", 3, 15),
        ("redirect_url: '../nieuw'", "../nieuw", 2, 16),
        ("title: nieuw\nredirect_url: nieuw", "nieuw", 3, 15),
        ("redirect_url: [nieuw]", "nieuw", 2, 16),
        ('redirect_url: "a\\u0301"', "a\u0301", 1, 1),
        ("redirect_url: نقل", "نقل", 2, 15),
    ],
)
def test_survey_of_a_redirect(front: str, target: str, line: int, column: int) -> None:
    """It says where to and where that stands, and nothing of what nobody will read."""
    found = surveyed(front)
    assert found.summary.redirect == target
    assert [(link.target, link.at.line, link.at.column) for link in found.summary.links] == [(target, line, column)]
    assert (found.body.html, found.summary.units, found.diagnostics) == ("", 0, ())


@pytest.mark.parametrize("front", ["redirect_url:", "redirect_url: ''", "redirect_url: null", "redirect: nieuw"])
def test_survey_of_an_article(front: str) -> None:
    """An empty value is none."""
    assert not surveyed(front).summary.redirect
    assert "Weg" in surveyed(front).body.html


def test_redirect_by_default() -> None:
    """The configuration can send away whole folders; what is wrong with front matter is said all the same."""
    found = surveyed("ms.date: gisteren", defaults=(("redirect_url", ("nieuw",)),), origin="docs/oud.md")
    assert found.summary.redirect == "nieuw"
    assert [link.base for link in found.summary.links] == ["docs/oud.md"]
    assert [one.name for one in found.diagnostics] == ["malformed-date"]


def test_links_of_a_moved_page() -> None:
    """They are relative to where its file is."""
    found = surveyed("title: x", "[a](b.md) ![c](../d.png)\n", origin="docs/oud.md")
    assert [(link.target, link.base) for link in found.summary.links] == [
        ("b.md", "docs/oud.md"),
        ("../d.png", "docs/oud.md"),
    ]
