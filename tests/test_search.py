"""What Pagefind is told, what of its files is kept, and that it answers."""

from __future__ import annotations

import gzip
import json

import pytest
from lxml import html

from diglot.errors import WorldError
from diglot.indexer import ask_pagefind
from diglot.join import join
from diglot.model import Body, Findable, Metadata, PageId, Summary
from diglot.search import bundle, findable, requests
from diglot.settings import Settings

ANCHOR = PageId("nl-NL", "boten/anker")
BODY = Body('<p><span data-unit="103">Laat het <b>anker</b> vallen.</span> <i data-generated="x">(Engels)</i></p>')


def summary(page: PageId, title: str) -> Summary:
    """Returns the summary of a page."""
    return Summary(page, "", title, "", "", Metadata())


def test_findable() -> None:
    """A result shows the title and the section, and leads below the locale's home."""
    index = join(
        Settings(locales=("nl-NL",)), [summary(ANCHOR, "Anker"), summary(PageId("nl-NL", "boten/index"), "Alle boten")]
    )
    assert findable(index, ANCHOR) == Findable(ANCHOR, "boten/anker/index.html", "Anker", "Alle boten")
    home = findable(
        join(Settings(locales=("nl-NL",)), [summary(PageId("nl-NL", "index"), "Hulp")]), PageId("nl-NL", "index")
    )
    assert (home.path, home.section) == ("index.html", "")


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
    articles = [(Findable(ANCHOR, "boten/anker/index.html", "Anker", "Boten"), BODY)]
    files = dict(ask_pagefind("nl-NL", requests("nl-NL", articles)))
    assert json.loads(files["pagefind-entry.json"])["languages"]["nl-nl"]["page_count"] == 1
    (fragment,) = [data for name, data in files.items() if name.endswith(".pf_fragment")]
    read = json.loads(gzip.decompress(fragment).partition(b"pagefind_dcd")[2])
    assert (read["meta"]["title"], read["meta"]["section"]) == ("Anker", "Boten")
    assert "Laat het anker vallen." in read["content"]
    assert "Engels" not in read["content"]


def test_pagefind_complains() -> None:
    """What it cannot do is an error that names the locale."""
    with pytest.raises(WorldError, match="could not index the pages of lv-LV") as caught:
        ask_pagefind("lv-LV", [{"type": "NoSuchMessage"}])
    assert caught.value.exit_code == 3
