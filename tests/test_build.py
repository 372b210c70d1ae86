"""Whole sites, looked at from outside: what is promised of every page, and that the same input makes the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from re import findall, fullmatch
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from diglot.files import MANIFEST, STATE
from diglot.markup.front_matter import front_matter
from diglot.markup.text import decode
from diglot.markup.units import scan_units
from diglot.model import PageId
from sites import PLAIN, article, body_text, broken_addresses, build_here, pages_of, parse, tree, unit, write
from support import GENERATOR, TERMINAL_VARIABLES, Ran

BASE = "https://hulp.haven.example/boten/"
TONGUES = {
    "nl-NL": ("De boot verankeren", "Laat het anker langzaam zakken.", "Wacht op vloed."),
    "ar-SA": ("إرساء القارب", "أنزل المرساة ببطء.", "انتظر المد."),
    "ja-JP": ("船を停泊させる", "錨をゆっくり下ろします。", "満潮を待ちます。"),
    "lv-LV": ("Laivas noenkurošana", "Lēnām nolaidiet enkuru.", "Gaidiet paisumu."),
}
ANCHOR = ("Anchor the boat", "Lower the anchor slowly.", "Wait for high tide.")


def anchor(locale: str, handoff: str, kind: str) -> str:
    """Returns the same article in each of the languages."""
    title, *sentences = TONGUES[locale]
    front = (
        f'title: "{title}"\ndescription: {sentences[0]}\nms.contentlocale: {locale}\nms.translationtype: {kind}\n'
        f"ms.lasthandoff: {handoff}"
    )
    return article(title, ANCHOR[0], *zip(sentences, ANCHOR[1:], strict=True), front=front)


MIXED = {
    "site/site.toml": f'title = "Haven"\nbase_url = "{BASE}"\n{PLAIN}',
    **{
        f"content/{locale}/boats/anchor.md": anchor(locale, handoff, kind)
        for locale, handoff, kind in (
            ("nl-NL", "05/04/2023", "MT"),
            ("ar-SA", "01/02/2024", "MT"),
            ("ja-JP", "12/31/2022", "HT"),
            ("lv-LV", "01/01/2020", "MT"),
        )
    },
    # Everything that can be wrong with a link, and what can be right.
    "content/nl-NL/links.md": (
        "# Koppelingen\n\n[anker](boats/anchor.md) [in het Japans](../ja-JP/boats/anchor.md) [weg](weg.md) []() "
        "[](boats/anchor.md) [buiten](https://a.example/x) [kop](#kop) [mis](#mis) [post](mailto:a@a.example)\n"
        '[raar](hhttps://a.example) [erg](javascript:alert(1)) <a href="boats/anchor.md">html</a> '
        "<script>alert(1)</script>\n\n"
        "![kaart](media/kaart%201.png) ![weg](weg.png) [lijst](boats/) [hoofd](./)\n\n## Kop\n\n"
        '<p style="color:red" onclick="x()">Rood</p>\n'
    ),
    "content/nl-NL/media/kaart 1.png": b"\x89PNG\r\n",
    "content/nl-NL/hidden.md": "---\nROBOTS: NOINDEX, NOFOLLOW\n---\n# Verborgen\n\nNiet vinden.\n",
    "content/nl-NL/broken.md": "---\ntitle: 'open\nx: [\n---\n# Kapot\n\nDe tekst is er nog.\n",
    "content/nl-NL/empty.md": "",
    "content/nl-NL/bytes.md": b"# Bytes \xff\xfe\n\nNiet alles is tekst: \x00.\n",
    "content/nl-NL/boot toevoegen.md": "# Een boot toevoegen\n\nSpatie.\n",
    "content/nl-NL/boot-toevoegen.md": "# Nog een boot\n\nStreepje.\n",
    "content/nl-NL/search.md": "# Zoeken leren\n\nZo zoekt u.\n",
    "content/nl-NL/x.md/in.md": "# In een map\n\nDe map heet x.md.\n",
    'content/nl-NL/zeg "ja"\n🚤.md': "# Ja\n\nEen vreemde naam.\n",
    "content/ja-JP/船/index.md": "# 船について\n\n船のすべて。\n",
    "content/ja-JP/船/帆.md": "# 帆\n\n風を待つ。\n",
    "content/lv-LV/TOC.yml": "- name: Laivas\n  items:\n  - name: Enkurs\n    href: boats/anchor.md\n",
    "content/ar-SA/notes.txt": "x",
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project in four languages with English made from them, and with every mistake there is."""
    project = write(tmp_path_factory.mktemp("mixed"), MIXED)
    (project / "content/de-DE").mkdir()
    build_here(project)
    return project


@pytest.fixture(scope="module")
def site(mixed: Path) -> Path:
    """The site of that project."""
    return mixed / "public"


def at(site: Path, address: str) -> html.HtmlElement:
    """Returns the page at an address of the site."""
    return parse(site / address / "index.html")


# The page contract


def test_every_article_has_its_page(mixed: Path, site: Path) -> None:
    """None is lost, whatever is wrong with it; each has an address of its own."""
    index = build_here(mixed, remembers=False).build.index
    assert {page.locale for page in index.pages} == {"en-US", *TONGUES}
    articles = [name for name in MIXED if name.startswith("content/") and name.endswith(".md")]
    assert len(index.pages) == len(articles) + 1
    assert len({address.lower() for address in index.addresses.values()}) == len(index.pages)
    for address in index.addresses.values():
        assert address.isascii()
        assert (site / address / "index.html").is_file()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nl-nl/broken/", "Kapot De tekst is er nog."),
        ("nl-nl/empty/", ""),
        ("nl-nl/bytes/", "Bytes \ufffd\ufffd Niet alles is tekst: \ufffd."),
        ("nl-nl/x.md/in/", "In een map De map heet x.md."),
        ("nl-nl/boot-toevoegen/", "Nog een boot Streepje."),
        ("nl-nl/search/", None),
    ],
)
def test_odd_pages(site: Path, address: str, words: str | None) -> None:
    """Their words are there."""
    page = at(site, address)
    if words is None:
        assert page.xpath("//*[@id='search-results']")
    else:
        assert body_text(page) == words


def test_clashing_pages_are_both_there(mixed: Path, site: Path) -> None:
    """The finding says where."""
    found = build_here(mixed, remembers=False).build
    clashes = [entry for entry in found.diagnostics if entry.name == "address-clash"]
    assert {entry.at.path for entry in clashes} == {"content/nl-NL/boot toevoegen.md", "content/nl-NL/search.md"}
    for path, words in (("boot toevoegen", "Spatie."), ("search", "Zo zoekt u.")):
        address = found.index.addresses[PageId("nl-NL", path)]
        assert words in body_text(at(site, address))
        assert any(address in entry.message for entry in clashes)


def test_every_page_keeps_the_contract(site: Path) -> None:
    """Language and direction, one title, one body at most, nothing inline, nothing from other hosts."""
    count = 0
    for name, page in pages_of(site):
        count += 1
        locale = {locale.lower(): locale for locale in ("en-US", *TONGUES)}.get(name.partition("/")[0], "en-US")
        assert page.get("lang") == locale, name
        assert page.get("dir") == ("rtl" if locale == "ar-SA" else "ltr"), name
        assert page.getroottree().docinfo.doctype == "<!DOCTYPE html>", name
        assert (page.findtext(".//title") or "").strip(), name
        assert len(page.xpath("//*[@id='article-body']")) <= 1, name
        # Data for machines is no script, although it stands in an element of that name.
        scripts = "//script[not(@src) and not(@type='application/ld+json')]"
        assert not page.xpath(f"//@style | //style | {scripts} | //@*[starts-with(name(), 'on')]"), name
        loaded = page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert not [address for address in loaded if urlsplit(address).netloc], name
        assert not page.xpath("//base | //iframe | //object | //embed | //form[not(contains(@action, 'search/'))]"), (
            name
        )
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name
    assert count > 30


def test_addresses_lead_somewhere(site: Path) -> None:
    """Every one on every page, and they are relative or below the site's own."""
    assert list(broken_addresses(site, BASE)) == []


def test_no_trace_of_the_format(site: Path) -> None:
    """The site holds no span of the bilingual format, in no file."""
    for name, data in tree(site).items():
        assert not [mark for mark in (b"data-ttu-id", b"data-stu-id", b"sxs-lookup", b"diglot-slot") if mark in data], (
            name
        )


@pytest.mark.parametrize("locale", TONGUES)
def test_target_view(site: Path, locale: str) -> None:
    """A translation shows its own words, each unit where it can be found, and nothing of its source."""
    page = at(site, f"{locale.lower()}/boats/anchor/")
    assert body_text(page) == " ".join(TONGUES[locale])
    units = {
        span.get("data-unit"): span.text_content() for span in page.xpath("//*[@id='article-body']//*[@data-unit]")
    }
    assert units == {str(number): text for number, text in enumerate(TONGUES[locale], 102)}


def test_generated_source_view(site: Path) -> None:
    """English is made of the newest translation, and says so."""
    page = at(site, "en-us/boats/anchor/")
    assert body_text(page) == " ".join(ANCHOR)
    assert set(page.xpath("//*[@id='article-body']//@data-unit")) == {"102", "103", "104"}
    assert page.xpath("//*[contains(@class, 'notice-generated-source')]")
    assert page.xpath("//meta[@name='description']/@content") == [ANCHOR[1]]


def test_head_names_translations(site: Path) -> None:
    """Canonical address, real translations only, a default; the description is the page's own."""
    page = at(site, "nl-nl/boats/anchor/")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}nl-nl/boats/anchor/"]
    found = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate' and @hreflang]")}
    expected = {locale: f"{BASE}{locale.lower()}/boats/anchor/" for locale in ("en-US", *TONGUES)}
    assert found == {**expected, "x-default": expected["en-US"]}
    assert page.xpath("//meta[@name='description']/@content") == [TONGUES["nl-NL"][1]]
    switcher = page.xpath("//nav[@class='languages']//a/@hreflang")
    assert sorted(switcher) == sorted(expected)
    alone = at(site, "nl-nl/links/")
    assert not alone.xpath("//link[@rel='alternate' and @hreflang]")


def test_robots(site: Path) -> None:
    """A page that is not to be found says so, and is in no sitemap."""
    assert at(site, "nl-nl/hidden/").xpath("//meta[@name='robots']/@content") == ["nofollow, noindex"]
    assert b"nl-nl/hidden/" not in (site / "sitemap-nl-nl.xml").read_bytes()


def test_links(site: Path) -> None:
    """To the same locale; to another one marked; to nowhere not at all."""
    page = at(site, "nl-nl/links/")
    links = {link.text_content(): link for link in page.xpath("//*[@id='article-body']//a")}
    assert links["anker"].get("href") == links["html"].get("href") == "../boats/anchor/"
    assert links["buiten"].get("href") == "https://a.example/x"
    assert (links["kop"].get("href"), links["post"].get("href")) == ("#kop", "mailto:a@a.example")
    assert (links["lijst"].get("href"), links["hoofd"].get("href")) == ("../boats/", "../")
    assert links["De boot verankeren"].xpath(".//*[@data-generated]")
    for name in ("weg", "raar"):
        assert links[name].get("href") is None
        assert "missing-link" in links[name].get("class")
    other = links["in het Japans"]
    assert (other.get("class"), other.get("hreflang")) == ("other-locale", "ja-JP")
    (mark,) = page.xpath("//*[@class='locale-mark']")
    assert "Japans" in mark.text_content()
    assert mark.get("data-generated") is not None
    assert "Japans" not in body_text(page, generated=False).replace("in het Japans", "")
    assert "erg" not in links or links["erg"].get("href") is None
    assert not page.xpath("//*[@id='article-body']//script")


def test_findings(mixed: Path) -> None:
    """What is wrong is said once, in the order of files and lines."""
    found = build_here(mixed).diagnostics
    assert list(found) == sorted(found, key=lambda entry: entry.order)
    here = [entry.name for entry in found if entry.at.path == "content/nl-NL/links.md"]
    assert sorted(here) == [
        *("empty-address", "empty-link-text", "malformed-address"),
        *3 * ["missing-target"],
        *3 * ["unsafe-html"],
    ]
    assert {"invalid-front-matter", "invalid-encoding"} <= {entry.name for entry in found}
    assert len(set(found)) == len(found)


def test_pictures(site: Path) -> None:
    """They are copied, and found under whatever name."""
    (picture,) = at(site, "nl-nl/links/").xpath("//*[@id='article-body']//img")
    target = (site / "nl-nl/links" / unquote(picture.get("src"))).resolve()
    assert target.read_bytes() == MIXED["content/nl-NL/media/kaart 1.png"]
    assert not (site / "ar-sa/notes.txt").exists()


def test_sections(site: Path) -> None:
    """The article of a folder stands on the folder's page, above the list of its articles."""
    home = at(site, "ja-jp/")
    folder = next(link.get("href") for link in home.xpath("//main//a") if link.text_content() == "船について")
    page = parse(site / "ja-jp" / folder / "index.html")
    assert "船のすべて。" in body_text(page)
    assert "帆" in [link.text_content() for link in page.xpath("//main//a")]
    trail = at(site, "lv-lv/boats/anchor/").xpath("//nav[@class='trail']//li")
    assert [step.text_content().strip() for step in trail][1:] == ["Laivas"]


def test_manifest(site: Path) -> None:
    """It names every file of the site but itself, with its digest, its size and its headers."""
    files = json.loads((site / MANIFEST).read_bytes())["files"]
    found = tree(site)
    assert set(files) == found.keys() - {MANIFEST}
    for name, entry in files.items():
        digest = hashlib.sha256(found[name]).hexdigest()
        assert (entry["digest"], entry["size"]) == (f"sha256:{digest}", len(found[name])), name
        assert entry["headers"]["Content-Type"], name


def test_sitemaps_name_what_exists(site: Path) -> None:
    """Every address and alternate in them is a file of the site; every article that may be found is in one."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = etree.parse(site / "sitemap.xml")
    parts = [loc.text.removeprefix(BASE) for loc in index.iterfind("s:sitemap/s:loc", names)]
    listed = set()
    for part in parts:
        sitemap = etree.parse(site / part)
        listed |= {loc.text for loc in sitemap.iterfind("s:url/s:loc", names)}
        for address in (*listed, *sitemap.xpath("//@href")):
            assert (site / address.removeprefix(BASE) / "index.html").is_file(), address
    public = {
        f"{BASE}{name.removesuffix('index.html')}"
        for name, page in pages_of(site)
        if page.xpath("//body[contains(@class, 'kind-article')]") and not page.xpath("//meta[@name='robots']")
    }
    assert public <= listed


def test_empty_locale_is_no_locale(site: Path) -> None:
    """A folder without an article makes no pages."""
    assert not (site / "de-de").exists()


def test_state_is_tidy(mixed: Path) -> None:
    """Nothing of a build is left but the site, and what is remembered."""
    assert left_over(mixed / STATE) == []


def left_over(state: Path) -> list[str]:
    """Returns what is in a folder of private state that nobody needs any more."""
    named = set(tree(state))
    return sorted(name for name in named if not fullmatch(r"public\.build/(\w+\.msgpack|pages/\d+\.bodies)", name))


# Configurations

SMALL = {
    "site/site.toml": PLAIN,
    "content/nl-NL/anker.md": article("Anker", "Anchor", ("Zwaar.", "Heavy.")),
    "content/lv-LV/anker.md": article("Enkurs", "Anchor", ("Smags.", "Heavy.")),
    "content/lv-LV/bura.md": article("Bura", "Sail", ("Viegla.", "Light.")),
}


def locales(site: Path) -> set[str]:
    """Returns the locales that a site has pages of."""
    return {page.parent.name for page in site.glob("*/404.html")}


@pytest.mark.parametrize(
    ("chosen", "expected", "articles"),
    [
        ((), {"en-us", "nl-nl", "lv-lv"}, 5),
        (("nl-NL",), {"en-us", "nl-nl"}, 2),
        (("LV-lv", "nl-NL"), {"en-us", "nl-nl", "lv-lv"}, 5),
        (("en-US",), {"en-us"}, 2),
    ],
)
def test_locales_that_are_asked_for(tmp_path: Path, chosen: tuple[str, ...], expected: set[str], articles: int) -> None:
    """And source pages, where they have to be made."""
    result = build_here(write(tmp_path, SMALL), locales=chosen)
    assert locales(tmp_path / "public") == expected
    assert len(result.build.index.pages) == articles
    assert not list(broken_addresses(tmp_path / "public"))


def test_no_source_pages(tmp_path: Path) -> None:
    """The configuration may say so; then nothing points to them."""
    write(tmp_path, SMALL | {"site/site.toml": PLAIN + "generate_source = false\n"})
    build_here(tmp_path)
    assert locales(tmp_path / "public") == {"nl-nl", "lv-lv"}
    assert not list(broken_addresses(tmp_path / "public"))


@pytest.mark.parametrize("wanted", [True, False])
def test_search_may_be_left_out(tmp_path: Path, wanted: bool) -> None:
    """One bundle per locale, or none."""
    write(tmp_path, SMALL | {"site/site.toml": f"search = {str(wanted).lower()}\n"})
    build_here(tmp_path)
    found = {path.parent.parent.name for path in (tmp_path / "public").rglob("pagefind-entry.json")}
    assert found == ({"en-us", "nl-nl", "lv-lv"} if wanted else set())


def test_source_in_another_language(tmp_path: Path) -> None:
    """Nothing about English is built in."""
    write(tmp_path, SMALL | {"site/site.toml": PLAIN + 'source_locale = "fr-FR"\n'})
    build_here(tmp_path)
    page = at(tmp_path / "public", "fr-fr/anker/")
    assert page.get("lang") == "fr-FR"
    assert body_text(page) == "Anchor Heavy."


def test_articles_elsewhere(tmp_path: Path) -> None:
    """A locale may live in another folder; a single folder may be a whole project."""
    write(tmp_path / "one", {"site.toml": PLAIN + '[locales.lv-LV]\npath = "../two/docs"\n', "nl-NL/a.md": "# A\n"})
    write(tmp_path / "two", {"docs/b.md": "# B\n\n[a](a.md)\n"})
    build_here(tmp_path / "one")
    assert body_text(at(tmp_path / "one/public", "lv-lv/b/")) == "B a"
    write(tmp_path / "three", {"site.toml": PLAIN, "a.md": "---\nms.contentlocale: ja-JP\n---\n# 錨\n"})
    build_here(tmp_path / "three")
    assert body_text(at(tmp_path / "three/public", "ja-jp/a/")) == "錨"


def test_unit_ids_with_a_p(tmp_path: Path) -> None:
    """A unit of several sentences keeps its letter."""
    write(tmp_path, SMALL | {"content/nl-NL/p.md": f"# P\n\n{unit('p107', 'Een. Twee.', 'One. Two.')}\n"})
    build_here(tmp_path)
    (span,) = at(tmp_path / "public", "nl-nl/p/").xpath("//*[@data-unit]")
    assert (span.get("data-unit"), span.text) == ("p107", "Een. Twee.")


# Same input, same bytes


def synthetic(pages: int) -> dict[str, str]:
    """Returns a project of two locales that is large enough for more than one process."""
    words = ("anker", "boot", "zeil", "touw", "kade", "vloed", "enkurs", "laiva", "bura", "virve", "krasts", "paisums")
    chance = random.Random(7)
    files = {"site/site.toml": "generate_source = true\n"}
    for number in range(pages):
        for locale in ("nl-NL", "lv-LV"):
            text = [" ".join(chance.choices(words, k=9)) for _ in range(3)]
            link = f"[{text[0]}](../map-{(number + 1) % 4}/pagina-{number + 1}.md)"
            pair = [(link, f"See {number}."), (text[1], "Second."), (text[2], "Third.")]
            front = f"ms.lasthandoff: 0{1 + number % 9}/12/2023\nms.translationtype: MT"
            files[f"content/{locale}/map-{number % 4}/pagina-{number}.md"] = article(
                f"Titel {number}", f"Title {number}", *pair, front=front
            )
    return files


def test_same_bytes_every_time(tmp_path: Path, run_cli: Callable[..., Ran]) -> None:
    """However many processes work, wherever the project is, and in whichever order Python keeps its sets."""
    files = synthetic(40)
    sites = []
    for number, (jobs, seed) in enumerate((("1", "1"), ("4", "2"))):
        folder = write(
            tmp_path / f"copy{number}" / ("deeper" * number), dict(sorted(files.items(), reverse=bool(number)))
        )
        arguments = ("build", ".", "--output", "out") if number else ("build", folder, "--output", folder / "out")
        cwd = folder if number else tmp_path
        ran = run_cli(*arguments, "--jobs", jobs, cwd=cwd, env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" * number})
        assert ran.code == 0, ran.output
        sites.append(tree(folder / "out"))
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []
    assert sum(name.endswith("pagefind-entry.json") for name in sites[0]) == 3
    assert len([name for name in sites[0] if "/pagina-" in name and name.endswith(".html")]) == 120


def test_same_bytes_again(tmp_path: Path) -> None:
    """A build over an old site leaves what a build from nothing leaves."""
    write(tmp_path, {**MIXED, **SMALL})
    build_here(tmp_path)
    for name in SMALL:
        if name.startswith("content/lv-LV"):
            (tmp_path / name).unlink()
    write(tmp_path, {"content/nl-NL/anker.md": "# Een ander anker\n"})
    build_here(tmp_path)
    build_here(tmp_path, tmp_path / "fresh" / "out")
    assert tree(tmp_path / "public") == tree(tmp_path / "fresh/out")


# A build that is killed


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """A project with its site of yesterday, that site, and the one of today."""
    project = write(tmp_path_factory.mktemp("killed") / "project", synthetic(90))
    write(project, {"site/site.toml": PLAIN})
    build_here(project)
    old = tree(project / "public")
    for path in sorted((project / "content").rglob("pagina-1*.md")):
        path.unlink()
    for path in sorted((project / "content").rglob("*.md")):
        path.write_text(path.read_text("utf-8").replace("anker", "ketting"), "utf-8")
    write(project, {f"content/nl-NL/nieuw/vers-{number}.md": f"# Vers {number}\n" for number in range(20)})
    build_here(project, project.parent / "fresh" / "public")
    return project, old, tree(project.parent / "fresh/public")


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize(("after", "jobs"), [(1, "1"), (150, "1"), (200, "3"), (100_000, "1")])
def test_killed_build(
    tmp_path: Path, versions: tuple[Path, dict[str, bytes], dict[str, bytes]], after: int, jobs: str
) -> None:
    """Every file of the old site is whole, old or new; the next build finishes and leaves nothing behind."""
    project, old, new = versions
    out = write(tmp_path / "public", old)
    environment = {name: value for name, value in os.environ.items() if name not in TERMINAL_VARIABLES}
    command = [sys.executable, "-m", "diglot", "build", project, "--output", out, "--jobs", jobs]
    with subprocess.Popen(
        [str(part) for part in command],
        env=environment | {"PYTHONPATH": str(GENERATOR)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        journal = tmp_path / STATE / "public.journal"
        while process.poll() is None and noted(journal) < after:
            time.sleep(0.0005)
        process.send_signal(signal.SIGKILL)
        process.wait()
    left = tree(out)
    assert old.keys() <= left.keys() or after > 10_000
    for name in old.keys() & left.keys():
        assert left[name] in (old[name], new.get(name)), name
    build_here(project, out)
    assert tree(tmp_path / "public") == new
    assert left_over(tmp_path / STATE) == []
    assert not [folder for folder, folders, names in os.walk(out) if not folders and not names]


def noted(journal: Path) -> int:
    """Returns how many files a build has begun to write."""
    try:
        return journal.read_bytes().count(b"\0")
    except OSError:
        return 0


# Real articles


def scanned(path: Path) -> list[tuple[str, str, str]]:
    """Returns (number, target, source) of a file's units."""
    text = decode(path.read_bytes())[0].text
    return [(unit.number, unit.target, unit.source) for unit in scan_units(text, front_matter(text).end).units]


def words(text: str) -> str:
    """Returns the letters and digits of a unit's text, without what Markdown keeps for itself."""
    plain = html.fromstring(f"<p>{text}</p>").text_content() if "<" in text or "&" in text else text
    return "".join(findall(r"\w+", plain.split("](")[0].replace("_", ""))).lower()


def test_seeds(shared: Path, tmp_path: Path) -> None:
    """Five articles, and the three English ones that they are translations of; nothing of their text is lost."""
    project = write(
        tmp_path, {"site.toml": PLAIN, **{f"content/{name}": data for name, data in tree(shared / "seeds").items()}}
    )
    index = build_here(project).build.index
    articles = sorted(f"{page.locale}/{page.path}" for page in index.pages)
    assert articles == [
        "da-DK/sharepoint-profile-picture-sync",
        "en-US/office-profile-picture-sync",
        "en-US/permissions-issues-while-migrating",
        "en-US/sharepoint-profile-picture-sync",
        "lv-LV/sharepoint-profile-picture-sync",
        "nb-NO/office-profile-picture-sync",
        "nl-NL/permissions-issues-while-migrating",
        "nl-NL/sharepoint-profile-picture-sync",
    ]
    for page, summary in index.pages.items():
        drawn = at(project / "public", index.addresses[page])
        everything = "".join(findall(r"\w+", body_text(drawn).replace("_", ""))).lower()
        addressable = set(drawn.xpath("//*[@id='article-body']//@data-unit"))
        for number, target, source in scanned(project / summary.file):
            assert number in addressable, (page, number)
            text = source if page.locale == "en-US" else target
            assert words(text) in everything, (page, number, text)
    for data in tree(project / "public").values():
        assert b"data-ttu-id" not in data
        assert b"sxs-lookup" not in data


@pytest.mark.parametrize("locale", ["lv-LV", "ja-JP"])
def test_corpus(corpus: Path, tmp_path: Path, locale: str) -> None:
    """Every sixth article of a large real tree: each has its page, and each of its units can be found on it."""
    files = sorted((corpus / "live-sxs" / locale).rglob("*.md"))[::6]
    below = corpus / "live-sxs" / locale
    write(tmp_path, {"site.toml": PLAIN + "generate_source = false\n"})
    write(tmp_path / "content" / locale, {path.relative_to(below).as_posix(): path.read_bytes() for path in files})
    index = build_here(tmp_path, jobs=2).build.index
    assert len(index.pages) == len([path for path in files if path.name.lower() != "toc.md"])
    for page, summary in index.pages.items():
        data = (tmp_path / "public" / index.addresses[page] / "index.html").read_text("utf-8")
        assert "data-ttu-id" not in data
        assert "sxs-lookup" not in data
        found = set(findall(r'data-unit="([^"]*)"', data))
        missing = {number for number, _, _ in scanned(tmp_path / summary.file)} - found
        assert not missing, page


def test_units_that_are_not_translated_say_their_language(tmp_path: Path) -> None:
    """They are spoken as what they are, and read in their own direction on a page that runs the other way."""
    left = unit("103", "Heavy.", "Heavy.") + "<!-- untranslated -->"
    pages = {
        f"content/{locale}/anchor.md": f"# {unit('102', title, 'Anchor')}\n\n{left}\n"
        for locale, title in (("nl-NL", "Anker"), ("ar-SA", "مرساة"))
    }
    build_here(write(tmp_path, {"site/site.toml": "search = false\n", **pages}))
    for locale, said in (("nl-nl", {"lang": "en-US"}), ("ar-sa", {"lang": "en-US", "dir": "ltr"})):
        page = html.document_fromstring((tmp_path / f"public/{locale}/anchor/index.html").read_text("utf-8"))
        open_one, done = (page.xpath(f"//article//*[@data-unit='{number}']")[0] for number in (103, 102))
        assert open_one.attrib == {"data-unit": "103", **said}
        assert done.attrib == {"data-unit": "102"}
