"""Addresses of pages, and what links in articles mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diglot.model import Metadata, PageId, Summary
from diglot.settings import Settings
from diglot.urls import Meaning, Pages, addresses, is_final, is_locale, relative, resolve, slug

SETTINGS = Settings(
    locales=("en-US", "nl-NL", "ja-JP"),
    hosts=("https://docs.harbor.example/boats/", "/boats/", "https://help.harbor.example"),
    site_host="https://docs.harbor.example",
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("create-user", "create-user"),
        ("guide/Create_User.v2~1", "guide/Create_User.v2~1"),
        ("boot toevoegen", "boot-toevoegen"),
        ("  boot  ", "boot"),
        ("crème brûlée", "creme-brulee"),
        ("pievienot laivu – ātri", "pievienot-laivu-atri"),
        ("c#/f%23", "c/f-23"),
        ("zero" + 7 * "\u200b", "zero"),
        ("\u2066isolated\u2069", "isolated"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full-width"),
        ("line\nbreak", "linebreak"),
        ('say "yes"', "say-yes"),
        ("what?&why=#1", "what-why-1"),
    ],
)
def test_slug(path: str, expected: str) -> None:
    """What ASCII can express of a path stays readable."""
    assert slug(path) == expected


@pytest.mark.parametrize("path", ["ボート", "إضافة قارب", "Ærø", "łódź", "🚤", "…", "-", "\udcff", "x" * 250])
def test_slug_keeps_apart_what_ascii_cannot(path: str) -> None:
    """A digest stands for what is lost; the slug is ASCII, not empty, stable, and fits on every disk."""
    made = slug(path)
    assert made.isascii()
    assert made.strip("-.")
    assert len(made) <= 220
    assert made == slug(path)
    assert made != slug(f"{path}x")


@given(st.text(st.characters(blacklist_characters="/\0"), min_size=1))
@example("\ud800")
def test_slug_is_always_fit_for_an_address(name: str) -> None:
    """No name of a file makes an address that would have to be escaped, or that leaves its folder."""
    made = slug(name)
    assert made
    assert made not in (".", "..")
    assert all(char.isascii() and (char.isalnum() or char in "-._~") for char in made)


def page_ids(*paths: str, locale: str = "nl-NL") -> list[PageId]:
    """Returns pages of one locale."""
    return [PageId(locale, path) for path in paths]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index", "nl-nl/"),
        ("README", "nl-nl/"),
        ("boten/Index", "nl-nl/boten/"),
        ("boten/readme", "nl-nl/boten/"),
        ("boten/index-oud", "nl-nl/boten/index-oud/"),
        ("boten/boot toevoegen", "nl-nl/boten/boot-toevoegen/"),
        ("search/tips", "nl-nl/search/tips/"),
    ],
)
def test_address(path: str, expected: str) -> None:
    """An index names its folder; everything else is a folder of its own."""
    found, clashes = addresses(page_ids(path))
    assert list(found.values()) == [expected]
    assert not clashes


@pytest.mark.parametrize(
    ("paths", "kept"),
    [
        (("index", "README"), "index"),
        (("boten/readme", "boten/index"), "boten/index"),
        (("boten", "boten/index"), "boten"),
        (("Boot", "boot"), "Boot"),
        (("boot toevoegen", "boot-toevoegen"), "boot-toevoegen"),
        (("boot\u200b", "boot"), "boot"),
        (("crème", "creme", "CREME"), "CREME"),
        (("search",), None),
        (("Search",), None),
        (("pagefind",), None),
        (("404.html",), None),
        (("x" * 190, "X" * 190), "X" * 190),
    ],
)
def test_clash(paths: tuple[str, ...], kept: str | None) -> None:
    """One page keeps the address, whatever the order; others, and those that the site needs, get another."""
    results = [addresses(page_ids(*order)) for order in permutations(paths)]
    assert all(found == results[0][0] for found, _ in results)
    found, clashes = results[0]
    lower = {address.lower() for address in found.values()}
    assert len(lower) == len(paths)
    assert not lower & {"nl-nl/search/", "nl-nl/pagefind/", "nl-nl/404.html/"}
    assert {page.path for page, _ in clashes} == set(paths) - {kept}
    assert {owner.path if owner else None for _, owner in clashes} <= {kept}


def test_locales_do_not_clash() -> None:
    """The same article has an address in every locale."""
    found, clashes = addresses([PageId(locale, "boot") for locale in ("nl-NL", "lv-LV", "ar-SA")])
    assert list(found.values()) == ["ar-sa/boot/", "lv-lv/boot/", "nl-nl/boot/"]
    assert not clashes


@pytest.mark.parametrize(
    ("start", "address", "expected"),
    [
        ("nl-nl/boot/", "nl-nl/anker/", "../anker/"),
        ("nl-nl/boot/", "nl-nl/boot/", "./"),
        ("nl-nl/boot/", "nl-nl/boot/#kiel", "#kiel"),
        ("nl-nl/boot/", "nl-nl/", "../"),
        ("nl-nl/boot/", "", "../../"),
        ("nl-nl/", "nl-nl/boot/", "boot/"),
        ("nl-nl/", "nl-nl/", "./"),
        ("", "nl-nl/", "nl-nl/"),
        ("", "", "./"),
        ("nl-nl/a/b/c/", "nl-nl/a/d/?view=x/y#z", "../../d/?view=x/y#z"),
        ("nl-nl/a/", "en-us/a/", "../../en-us/a/"),
        ("nl-nl/a/", "nl-nl/media/kiel%20links.png", "../media/kiel%20links.png"),
        ("nl-nl/a/", "nl-nl/ab/", "../ab/"),
        ("nl-nl/a/", "nl-nl/a/b/", "b/"),
    ],
)
def test_relative(start: str, address: str, expected: str) -> None:
    """The way from one page to another, as a browser follows it."""
    assert relative(start, address) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("nl", True), ("nl-NL", True), ("zh-Hans-CN", True), ("es-419", True), ("sr-latn", True)]
    + [(name, False) for name in ("", "content", "nl_NL", "nl-", "n", "nl-NL-x", "nl-NL\n", "media", "404", "abcd")],
)
def test_is_locale(name: str, expected: bool) -> None:
    """What a folder has to be called to be a locale's."""
    assert is_locale(name) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/x", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("mailto:hafen@example.org", True),
        ("tel:+31201234567", True),
        ("ms-settings:display", True),
        ("feedback-hub:?x", True),
        ("//example.org/x", True),
        ("https://docs.harbor.example/boats/x", False),
        ("https://DOCS.harbor.example/NL-nl/Boats/x", False),
        ("https://docs.harbor.example/boats?view=1", False),
        ("https://docs.harbor.example/boatshed/", True),
        ("https://help.harbor.example.org/", True),
        ("javascript:alert(1)", False),
        ("vbscript:x", False),
        ("anker.md", False),
        ("#kiel", False),
        ("/other", False),
        ("", False),
    ],
)
def test_is_final(address: str, expected: bool) -> None:
    """What needs no other page to be understood."""
    assert is_final(SETTINGS, address) is expected


PAGES = (
    "en-US/index",
    "en-US/boats/index",
    "en-US/boats/anchor",
    "en-US/only-english",
    "nl-NL/index",
    "nl-NL/boten",
    "nl-NL/boats/README",
    "nl-NL/boats/anchor",
    "nl-NL/boats/Motor Start",
    "nl-NL/boats/motor",
    "nl-NL/boats/Motor",
    "nl-NL/lijst/een",
    "ja-JP/boats/anchor",
)
FILES = (("nl-NL", "boats/media/Anker.png"), ("nl-NL", "media/kiel 1#2.png"), ("en-US", "media/map.svg"))
ANCHORS = ("kiel", "Zand-en-Klei", "vērā", "a:b")
HERE = PageId("nl-NL", "boats/anchor")


def summary(page: PageId, **fields: object) -> Summary:
    """Returns what other pages know of `page`."""
    return Summary(page, f"content/{page.locale}/{page.path}.md", page.path, "", b"", Metadata(), ANCHORS, **fields)  # type: ignore[arg-type]


def pages(*names: str) -> Pages:
    """Returns what `resolve` knows of a site with these pages."""
    found = [PageId(*name.split("/", 1)) for name in names]
    return Pages(
        {**{(page.locale, page.path.lower()): page for page in found}, **{(p.locale, p.path): p for p in found}},
        {(locale, name): path for locale, path in FILES for name in (path, path.lower())},
        {page: summary(page) for page in found},
        {(p.locale, f.lower()): f for p in found for f in [p.path.rpartition("/")[0]]},
    )


KNOWN = pages(*PAGES)


@pytest.mark.parametrize(
    ("target", "page", "suffix"),
    [
        ("anchor.md", "nl-NL/boats/anchor", ""),
        ("./anchor", "nl-NL/boats/anchor", ""),
        ("  anchor.md ", "nl-NL/boats/anchor", ""),
        ("anchor.md?view=x#kiel", "nl-NL/boats/anchor", "?view=x#kiel"),
        ("anchor.md?view=x", "nl-NL/boats/anchor", "?view=x"),
        ("#kiel", "nl-NL/boats/anchor", "#kiel"),
        ("#", "nl-NL/boats/anchor", "#"),
        ("#top", "nl-NL/boats/anchor", "#top"),
        ("?view=x", "nl-NL/boats/anchor", "?view=x"),
        ("#v%C4%93r%C4%81", "nl-NL/boats/anchor", "#v%C4%93r%C4%81"),
        ("#vērā", "nl-NL/boats/anchor", "#v%C4%93r%C4%81"),
        ("#a:b", "nl-NL/boats/anchor", "#a:b"),
        ("../boten.md", "nl-NL/boten", ""),
        ("..\\boats\\anchor.md", "nl-NL/boats/anchor", ""),
        ("~/boats/anchor.md", "nl-NL/boats/anchor", ""),
        ("~\\boten", "nl-NL/boten", ""),
        ("Motor%20Start.md", "nl-NL/boats/Motor Start", ""),
        ("Motor Start.md", "nl-NL/boats/Motor Start", ""),
        ("motor.md", "nl-NL/boats/motor", ""),
        ("Motor.md", "nl-NL/boats/Motor", ""),
        ("./", "nl-NL/boats/README", ""),
        (".", "nl-NL/boats/README", ""),
        ("../boats", "nl-NL/boats/README", ""),
        ("../", "nl-NL/index", ""),
        ("~/", "nl-NL/index", ""),
        ("../only-english.md", "en-US/only-english", ""),
        ("../../nl-NL/boten.md", "nl-NL/boten", ""),
        ("../../ja-JP/boats/anchor.md", "ja-JP/boats/anchor", ""),
        ("../../JA-jp/boats/anchor.md", "ja-JP/boats/anchor", ""),
        ("../../ja-JP/only-english.md", "en-US/only-english", ""),
        ("/boats/boten", "nl-NL/boten", ""),
        ("/BOATS/boats/anchor#kiel", "nl-NL/boats/anchor", "#kiel"),
        ("/boats", "nl-NL/index", ""),
        ("/nl-nl/boats/boten", "nl-NL/boten", ""),
        ("https://docs.harbor.example/boats/boten", "nl-NL/boten", ""),
        ("https://docs.harbor.example/boats/boten?view=1", "nl-NL/boten", "?view=1"),
        ("HTTPS://Docs.Harbor.Example/NL-NL/Boats/boten.md", "nl-NL/boten", ""),
        ("https://docs.harbor.example/de-de/boats/boats/anchor", "nl-NL/boats/anchor", ""),
        ("https://docs.harbor.example/boats/", "nl-NL/index", ""),
        ("https://help.harbor.example/boten", "nl-NL/boten", ""),
        ("https://help.harbor.example/en-us/boten", "nl-NL/boten", ""),
        ("https://help.harbor.example", "nl-NL/index", ""),
    ],
)
def test_link_to_a_page(target: str, page: str, suffix: str) -> None:
    """Every way to write a link to an article of the site leads to it, in the reader's locale where it is there."""
    found = resolve(SETTINGS, KNOWN, HERE, target)
    assert (found.meaning, found.page, found.suffix) == (Meaning.PAGE, PageId(*page.split("/", 1)), suffix)
    assert not found.written
    assert not found.missing_anchor


@pytest.mark.parametrize(
    ("target", "page", "suffix", "written"),
    [
        ("Anchor.md", "nl-NL/boats/anchor", "", "boats/Anchor.md"),
        ("../BOTEN", "nl-NL/boten", "", "BOTEN"),
        ("#KIEL", "nl-NL/boats/anchor", "#kiel", "#KIEL"),
        ("../boten.md#zand-en-klei", "nl-NL/boten", "#Zand-en-Klei", "#zand-en-klei"),
    ],
)
def test_link_in_another_case(target: str, page: str, suffix: str, written: str) -> None:
    """Such a link works, and it is known that hosts will not forgive it."""
    found = resolve(SETTINGS, KNOWN, HERE, target)
    assert (found.page, found.suffix, found.written) == (PageId(*page.split("/", 1)), suffix, written)


@pytest.mark.parametrize(
    ("target", "anchor", "suffix"),
    [("#mast", "mast", ""), ("anchor.md?view=x#mast", "mast", "?view=x"), ("../boten.md#%E6%B5%B7", "海", "")],
)
def test_missing_anchor(target: str, anchor: str, suffix: str) -> None:
    """The link still leads to the page."""
    found = resolve(SETTINGS, KNOWN, HERE, target)
    assert (found.meaning, found.missing_anchor, found.suffix) == (Meaning.PAGE, anchor, suffix)


@pytest.mark.parametrize(
    ("here", "target", "page", "suffix", "missing"),
    [
        ("nl-NL/boats/anchor", "../only-english.md#bow", "en-US/only-english", "#bow", ""),
        ("nl-NL/boats/anchor", "../only-english.md#boeg", "en-US/only-english", "", "boeg"),
        ("ja-JP/boats/anchor", "#boeg", "ja-JP/boats/anchor", "", "boeg"),
        ("nl-NL/boats/anchor", "#boeg", "nl-NL/boats/anchor", "#boeg", ""),
        ("nl-NL/boats/anchor", "#bow", "nl-NL/boats/anchor", "", "bow"),
        (
            "nl-NL/boats/anchor",
            "../../ja-JP/boats/anchor.md#へさき",
            "ja-JP/boats/anchor",
            "#%E3%81%B8%E3%81%95%E3%81%8D",
            "",
        ),
        ("nl-NL/boats/anchor", "../../ja-JP/boats/anchor.md#boeg", "ja-JP/boats/anchor", "", "boeg"),
        ("en-US/boats/anchor", "/boats/only-english#bow", "en-US/only-english", "#bow", ""),
        ("ja-JP/boats/anchor", "~/boats/index.md#bow", "en-US/boats/index", "#bow", ""),
        ("ja-JP/boats/anchor", "..\\boats\\index.md#boeg", "en-US/boats/index", "", "boeg"),
    ],
)
def test_anchors_of_each_locale(here: str, target: str, page: str, suffix: str, missing: str) -> None:
    """A link has to name an anchor of the page that it really leads to, in whichever locale that is."""
    own = {"en-US": ("bow",), "nl-NL": ("boeg",), "ja-JP": ("へさき",)}
    summaries = {id: replace(known, anchors=own[id.locale]) for id, known in KNOWN.summaries.items()}
    found = resolve(SETTINGS, KNOWN._replace(summaries=summaries), PageId(*here.split("/", 1)), target)
    assert (found.page, found.suffix, found.missing_anchor) == (PageId(*page.split("/", 1)), suffix, missing)


@pytest.mark.parametrize(
    ("here", "target", "path"),
    [
        ("ja-JP/boats/anchor", "../media/map.svg", "en-US/media/map.svg"),
        ("ja-JP/boats/anchor", "media/Anker.png", ""),
        ("en-US/boats/anchor", "media/Anker.png", ""),
        ("ja-JP/boats/anchor", "../../nl-NL/boats/media/Anker.png", "nl-NL/boats/media/Anker.png"),
        ("nl-NL/boats/anchor", "..\\media\\map.svg", "en-US/media/map.svg"),
        ("nl-NL/boats/anchor", "/boats/media/map.svg", "en-US/media/map.svg"),
    ],
)
def test_files_of_each_locale(here: str, target: str, path: str) -> None:
    """A file is looked for in the page's locale, then in the source's, and in no other one unless it is named."""
    found = resolve(SETTINGS, KNOWN, PageId(*here.split("/", 1)), target)
    assert (found.meaning, found.path) == (Meaning.RESOURCE if path else Meaning.MISSING, path)


@pytest.mark.parametrize(
    ("target", "meaning", "path", "suffix", "written"),
    [
        ("media/Anker.png", Meaning.RESOURCE, "nl-NL/boats/media/Anker.png", "", ""),
        ("media/Anker.png#lightbox", Meaning.RESOURCE, "nl-NL/boats/media/Anker.png", "#lightbox", ""),
        ("media\\anker.PNG", Meaning.RESOURCE, "nl-NL/boats/media/Anker.png", "", "boats/media/anker.PNG"),
        ("../media/kiel%201%232.png", Meaning.RESOURCE, "nl-NL/media/kiel 1#2.png", "", ""),
        ("~/media/map.svg", Meaning.RESOURCE, "en-US/media/map.svg", "", ""),
        ("../lijst/", Meaning.FOLDER, "nl-NL/lijst", "", ""),
        ("../Lijst", Meaning.FOLDER, "nl-NL/lijst", "", ""),
        ("/cars/engine?view=1#x", Meaning.ELSEWHERE, "https://docs.harbor.example/cars/engine?view=1#x", "", ""),
        ("/boatshed", Meaning.ELSEWHERE, "https://docs.harbor.example/boatshed", "", ""),
        ("", Meaning.EMPTY, "", "", ""),
        ("   ", Meaning.EMPTY, "", "", ""),
        ("javascript:alert(1)", Meaning.MALFORMED, "", "", ""),
        ("hhttps://example.org", Meaning.MALFORMED, "", "", ""),
        ("C:\\docs\\anker.md", Meaning.MALFORMED, "", "", ""),
        ("gone.md", Meaning.MISSING, "", "", ""),
        ("gone.png", Meaning.MISSING, "", "", ""),
        ("../../../../etc/passwd", Meaning.MISSING, "", "", ""),
        ("..%2f..%2f..%2f..%2fetc/passwd", Meaning.MISSING, "", "", ""),
        ("../../fr-FR/boats/anchor.md", Meaning.MISSING, "", "", ""),
        ("~/../secret.md", Meaning.MISSING, "", "", ""),
        ("https://docs.harbor.example/boats/gone", Meaning.MISSING, "", "", ""),
        ("\0", Meaning.MISSING, "", "", ""),
    ],
)
def test_link_to_something_else(target: str, meaning: Meaning, path: str, suffix: str, written: str) -> None:
    """Files, folders, other sites, and the ways to lead nowhere."""
    found = resolve(SETTINGS, KNOWN, HERE, target)
    assert (found.meaning, found.path, found.suffix, found.written) == (meaning, path, suffix, written)


def test_home_without_an_index() -> None:
    """Every locale has a home page, also where no article stands on it."""
    known = pages("nl-NL/boats/anchor")
    assert resolve(SETTINGS, known, HERE, "../")[:3] == (Meaning.FOLDER, None, "nl-NL")


def test_locale_of_a_host_without_a_path() -> None:
    """A folder that is only shaped like a locale is none."""
    known = pages("nl-NL/api/keys", "nl-NL/keys")
    found = resolve(SETTINGS, known, PageId("nl-NL", "keys"), "https://help.harbor.example/api/keys")
    assert found.page == PageId("nl-NL", "api/keys")


def test_generated_page_finds_what_its_translation_has() -> None:
    """A picture beside the translation is on the page that was made of it."""
    here = PageId("en-US", "boats/anchor")
    made = summary(here, generated=True)
    made = Summary(made.id, made.file, "", "", b"", Metadata(content_locale="nl-NL"), generated=True)
    known = KNOWN._replace(summaries={**KNOWN.summaries, here: made})
    assert resolve(SETTINGS, known, here, "media/Anker.png").path == "nl-NL/boats/media/Anker.png"
    assert resolve(SETTINGS, known, here, "../boten.md").page == PageId("nl-NL", "boten")
    assert resolve(SETTINGS, KNOWN, here, "media/Anker.png").meaning is Meaning.MISSING


@given(st.text())
def test_any_target_means_something(target: str) -> None:
    """No link can break the build."""
    resolve(SETTINGS, KNOWN, HERE, target)
    is_final(SETTINGS, target)
