"""What Pagefind is told, what of its files is kept, and that it answers."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import cbor2
import pytest
from lxml import html

from diglot.errors import WorldError
from diglot.indexer import ask_pagefind
from diglot.join import join
from diglot.markup.facets import facets_of
from diglot.model import Body, Metadata, PageId, Summary
from diglot.search import Findable, bundle, findables, requests
from diglot.search_bundles import in_order
from diglot.settings import Settings

ANCHOR = PageId("nl-NL", "boten/anker")
BODY = Body('<p><span data-unit="103">Laat het <b>anker</b> vallen.</span> <i data-generated="x">(Engels)</i></p>')


def summary(page: PageId, title: str) -> Summary:
    """Returns the summary of a page."""
    return Summary(page, "", title, "", b"", Metadata())


def found(settings: Settings, *summaries: Summary) -> dict[str, list[Findable]]:
    """Returns what results say of the articles of a site."""
    return findables(settings, join(settings, list(summaries)))


def test_findables() -> None:
    """A result shows the title and the section, and leads below the locale's home."""
    settings = Settings(source_locale="nl-NL", locales=("nl-NL",))
    assert found(settings, summary(ANCHOR, "Anker"), summary(PageId("nl-NL", "boten/index"), "Alle boten")) == {
        "nl-NL": [
            Findable(ANCHOR, "boten/anker/index.html", "Anker", "Alle boten"),
            Findable(PageId("nl-NL", "boten/index"), "boten/index.html", "Alle boten", ""),
        ]
    }
    ((home,),) = found(settings, summary(PageId("nl-NL", "index"), "Hulp")).values()
    assert (home.path, home.section) == ("index.html", "")


FACETS = [
    (
        {"ms.topic": ["How-To"], "ms.audience": ["ITPro"], "ms.service": ["pier-365"]},
        (("product", "pier-365"), ("audience", "itpro"), ("type", "how-to")),
    ),
    ({"Audience": ["Admin, End"], "ms.audience": [" "]}, (("audience", "admin"), ("audience", "end"))),
    (
        {"role": ["Admin", "User", "admin"], "solution": ["Pier"], "product": ["Quay"]},
        (("product", "Quay"), ("audience", "admin"), ("audience", "user")),
    ),
    ({"ms.topic": ["", "x" * 61]}, ()),
    ({"ms.topic": ["a,b;c", *"defghijk"]}, tuple(("type", letter) for letter in "abcdefgh")),
]
"""Front matter, and what readers can narrow a search to that finds the article."""


@pytest.mark.parametrize(("written", "expected"), FACETS)
def test_facets(written: dict[str, list[str]], expected: tuple[tuple[str, str], ...]) -> None:
    """Kinds and audiences are compared without case, products as written; the first key with a value counts."""
    assert facets_of(Metadata(other=tuple((key, tuple(values)) for key, values in written.items()))) == expected


def test_a_filter_needs_two_values() -> None:
    """What is the same everywhere is no filter, in whatever locale."""
    settings = Settings(locales=("en-US", "nl-NL"))
    pages = [
        replace(summary(PageId(locale, path), path), facets=(("type", "article"), ("product", path)))
        for locale in settings.locales
        for path in "ab"
    ]
    filters = [[one.filters for one in articles] for articles in found(settings, *pages).values()]
    assert filters == 2 * [[(("product", "a"),), (("product", "b"),)]]


def test_source_pages_know_their_translations() -> None:
    """Only what is missing or somewhere else is said, and only in the source locale."""
    settings = Settings(locales=("en-US", "da-DK", "nl-NL"))
    pages = [
        summary(PageId("en-US", "anchor"), "Anchor"),
        summary(PageId("nl-NL", "anchor"), "Anker"),
        summary(PageId("nl-NL", "search"), "Zoeken"),
        summary(PageId("en-US", "search"), "Searching"),
        summary(PageId("da-DK", "search"), "Søg"),
    ]
    index = join(settings, pages)
    index = replace(index, addresses={**index.addresses, PageId("nl-NL", "search"): "nl-nl/other place/"})
    filters = {one.page: one.filters for articles in findables(settings, index).values() for one in articles}
    assert filters[PageId("en-US", "anchor")] == (("elsewhere", "da-DK"),)
    assert filters[PageId("en-US", "search")] == (("elsewhere", "nl-NL=other place/"),)
    assert {page.locale for page, found in filters.items() if found} == {"en-US"}


@pytest.mark.parametrize("title", ["Anker", 'Anker & "ketting" <zwaar>', "錨"])
@pytest.mark.parametrize("has_title", [True, False])
def test_requests(title: str, has_title: bool) -> None:
    """A new index, the articles, the files: each article alone, with its title exactly once among its words."""
    body = Body(
        f"<h1>{title.replace('&', '&amp;').replace('<', '&lt;')}</h1>{BODY.html}" if has_title else BODY.html,
        (),
        has_title,
    )
    first, article, last = requests("nl-NL", [(Findable(ANCHOR, "boten/anker/index.html", title, "Boten"), body)])
    assert (first["type"], last["type"]) == ("NewIndex", "GetFiles")
    assert first["config"]["force_language"] == "nl-nl"
    assert "[data-generated]" in first["config"]["exclude_selectors"]
    assert article["file_path"] == "boten/anker/index.html"
    page = html.document_fromstring(article["file_contents"])
    (main,) = page.xpath("//main[@data-pagefind-body]")
    assert (page.get("lang"), main.get("data-title"), main.get("data-section")) == ("nl-NL", title, "Boten")
    assert [heading.text_content() for heading in page.xpath("//h1")] == [title]
    assert "data-unit" not in article["file_contents"]


def test_request_without_a_section() -> None:
    """Nothing is promised that is not there."""
    _, article, _ = requests("nl-NL", [(Findable(ANCHOR, "x", "Anker", ""), BODY)])
    assert "section" not in article["file_contents"]
    assert "filter" not in article["file_contents"]


def test_bundle() -> None:
    """Parts that the theme does not use stay behind; a file is written after those that it names."""
    names = [
        "pagefind-entry.json",
        "pagefind-ui.js",
        "pagefind.nl_1.pf_meta",
        "pagefind.js",
        "fragment/nl_1.pf_fragment",
    ]
    kept = [output.path for output in bundle("nl-NL", [(name, b"") for name in names])]
    assert kept == [
        f"nl-nl/pagefind/{name}"
        for name in ("fragment/nl_1.pf_fragment", "pagefind.js", "pagefind.nl_1.pf_meta", "pagefind-entry.json")
    ]


def test_pagefind_answers() -> None:
    """It indexes what it is given, and only the words of authors."""
    filters = (("type", 'how-to, "or" not'), ("audience", "admin"), ("audience", "user"))
    articles = [(Findable(ANCHOR, "boten/anker/index.html", "Anker", "Boten", filters), BODY)]
    files = dict(ask_pagefind("nl-NL", requests("nl-NL", articles)))
    assert json.loads(files["pagefind-entry.json"])["languages"]["nl-nl"]["page_count"] == 1
    (fragment,) = [data for name, data in files.items() if name.endswith(".pf_fragment")]
    read = json.loads(gzip.decompress(fragment).partition(b"pagefind_dcd")[2])
    assert (read["meta"]["title"], read["meta"]["section"]) == ("Anker", "Boten")
    assert read["filters"] == {"type": ['how-to, "or" not'], "audience": ["admin", "user"]}
    assert "Laat het anker vallen." in read["content"]
    assert "Engels" not in read["content"]


def test_pagefind_complains() -> None:
    """What it cannot do is an error that names the locale."""
    with pytest.raises(WorldError, match="could not index the pages of lv-LV") as caught:
        ask_pagefind("lv-LV", [{"type": "NoSuchMessage"}])
    assert caught.value.exit_code == 3


def pagefind_file(value: object) -> bytes:
    """Returns a file of an index as Pagefind writes it."""
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value))


def bundle_of(*filters: str) -> list[tuple[str, bytes]]:
    """Returns an index with some values of a filter in this order, under names as chance would have them."""
    digest = f"{abs(hash(filters)):07x}"[:7]
    meta = [
        "1.5.2",
        [["nl-nl_e8cf28c", 6]],
        [["a", "z", "nl-nl_2ec4313"]],
        [["kind", f"nl-nl_{digest}"]],
        [],
        ["title"],
    ]
    entry = {"version": "1.5.2", "languages": {"nl-nl": {"hash": f"nl-nl_{digest}aaaaaa", "wasm": "nl-nl"}}}
    return [
        (f"filter/nl-nl_{digest}.pf_filter", pagefind_file(["kind", [[value, [0]] for value in filters]])),
        (f"pagefind.nl-nl_{digest}aaaaaa.pf_meta", pagefind_file(meta)),
        ("index/nl-nl_2ec4313.pf_index", b"x"),
        ("pagefind-entry.json", json.dumps(entry).encode()),
    ]


def test_bundles_are_put_in_order() -> None:
    """The order of the values of a filter is chance; afterwards all names lead to one another again."""
    found = sorted(in_order(bundle_of("b", "a", "c")))
    assert found == sorted(in_order(bundle_of("c", "b", "a")))
    (kind, kind_data), (_, index), (entry, entry_data), (meta, meta_data) = found
    assert index == b"x"
    assert json.loads(entry_data)["languages"]["nl-nl"]["hash"] == meta.removeprefix("pagefind.").removesuffix(
        ".pf_meta"
    )
    read = cbor2.loads(gzip.decompress(meta_data)[12:])
    assert read[3] == [["kind", kind.removeprefix("filter/").removesuffix(".pf_filter")]]
    assert cbor2.loads(gzip.decompress(kind_data)[12:]) == ["kind", [["a", [0]], ["b", [0]], ["c", [0]]]]
    assert entry == "pagefind-entry.json"


def test_bundles_without_filters_stay() -> None:
    """There is nothing of chance in them."""
    files = [file for file in bundle_of() if "filter" not in file[0]]
    assert in_order(files) == files
