"""Bad input, by the public build: a finding with file and line, the rest intact, bounded time and memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

from diglot.builder import Result
from diglot.diagnostics import Diagnostic
from docsets import PIXEL, words_of
from sites import PLAIN, build_here, parse, unit, write
from support import Ran, run_python

SITE = f"{PLAIN}generate_source = false\n"
BEFORE = unit(102, "Voor de storm.", "Before the storm.")
AFTER = unit(199, "Na de storm.", "After the storm.")
SECRET = "ZEESCHUIMER"
"""Stands in files that no article may reach."""


class Built(NamedTuple):
    """A site that was built out of bad pages."""

    project: Path
    result: Result

    def body(self, name: str) -> html.HtmlElement:
        """Returns the article of the page `name`."""
        return parse(self.project / f"public/nl-nl/{name}/index.html").get_element_by_id("article-body")

    def found(self, name: str) -> list[Diagnostic]:
        """Returns what was found in the file of the page `name`."""
        file = f"content/nl-NL/{name}.md"
        return [diagnostic for diagnostic in self.result.diagnostics if diagnostic.at.path == file]

    def lines(self, name: str, rule: str) -> list[int]:
        """Returns the lines of the page `name` of which a rule says something."""
        return [diagnostic.at.line for diagnostic in self.found(name) if diagnostic.name == rule]


def build(folder: Path, pages: dict[str, str | bytes], more: dict[str, str | bytes] | None = None) -> Built:
    """Builds a site of `pages`, by name, and of other files of the project."""
    files: dict[str, str | bytes] = {"site/site.toml": SITE}
    files |= more or {}
    write(folder, files | {f"content/nl-NL/{name}.md": text for name, text in pages.items()})
    return Built(folder, build_here(folder))


def page(trouble: str) -> str:
    """Returns a page with a trouble in the middle of it, on line 5."""
    return f"# De boot\n\n{BEFORE}\n\n{trouble}\n\n{AFTER}\n"


def is_intact(body: html.HtmlElement) -> bool:
    """Tells whether the words before and after the trouble stand on the page, in their units, and are shown."""
    texts = {
        number: body.xpath(f".//*[@data-unit='{number}'][not(ancestor-or-self::*[@hidden])]") for number in (102, 199)
    }
    return [" ".join(map(words_of, found)) for found in texts.values()] == ["Voor de storm.", "Na de storm."]


# What is never closed


class Unclosed(NamedTuple):
    """Something that begins and does not end."""

    name: str
    text: str
    rule: str = ""
    """What is said of it, on the line on which it begins; empty where Markdown itself knows what is meant."""


UNCLOSED = (
    Unclosed("row", ":::row:::\n   :::column:::\n   Een zeil.", "broken-construct"),
    Unclosed("column", ":::row:::\n   :::column:::\n   Een zeil.\n:::row-end:::", "broken-construct"),
    Unclosed("moniker", '::: moniker range=">= boot-2"\n\nEen zeil.', "broken-construct"),
    Unclosed("zone", '::: zone pivot="zeil"\n\nEen zeil.', "broken-construct"),
    Unclosed(
        "zone-in-zone",
        '::: zone pivot="zeil"\n\n::: zone pivot="motor"\n\nEen zeil.\n\n::: zone-end',
        "broken-construct",
    ),
    Unclosed("crossed", ':::row:::\n::: zone pivot="zeil"\n:::row-end:::\nEen zeil.\n::: zone-end', "broken-construct"),
    Unclosed("end-only", "Een zeil.\n\n:::row-end:::\n\n::: zone-end", ""),
    Unclosed("complex", ':::image type="complex" source="a.png" alt-text="b":::\n   Een zeil.', "broken-construct"),
    Unclosed("no-loc", 'Een :::no-loc text="zeil'),
    Unclosed("code", ':::code language="cs" source="a.cs'),
    Unclosed("image", ':::image type="content" source="a.png" alt-text="zeil'),
    Unclosed("include", "[!INCLUDE [zeil](includes/a.md"),
    Unclosed("snippet", "[!code-csharp[zeil](a.cs?name=b"),
    Unclosed("div", '> [!div class="checklist\n> - Een zeil.'),
    Unclosed("video", "> [!VIDEO https://haven.example/zeil"),
    Unclosed("tabs", "# [Zeil](#tab/zeil)\n\nEen zeil.\n\n# [Motor](#tab/motor)\n\nEen motor."),
    Unclosed("details", "<details><summary>Een</summary>\n\nEen zeil."),
    Unclosed("html", "<div><table><tr><td><b>Een zeil."),
    Unclosed("tag", '<a href="zeil.md'),
    Unclosed("comment", "<!-- Een zeil."),
    Unclosed("script", "<script>alert(1)"),
    Unclosed("link", "[Een [zeil](zeil.md"),
    Unclosed("picture", "![Een ![zeil](zeil.png"),
    Unclosed("emphasis", "**Een *zeil `van"),
    Unclosed("xref", "<xref:haven.zeil"),
    Unclosed("unit", '<span data-ttu-id="0ab1c-110">Een zeil.', "unit-structure"),
    Unclosed("unit-in-row", ':::row:::\n:::column:::\n<span data-ttu-id="0ab1c-110">Een zeil.', "unit-structure"),
)


FIRST = {"column": 1, "crossed": 1, "unit-in-row": 2}
"""How many lines into its text that is which is never closed."""


@pytest.fixture(scope="module")
def unclosed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of pages on which something is never closed."""
    return build(tmp_path_factory.mktemp("unclosed"), {case.name: page(case.text) for case in UNCLOSED})


@pytest.mark.parametrize("case", UNCLOSED, ids=[case.name for case in UNCLOSED])
def test_unclosed(unclosed: Built, case: Unclosed) -> None:
    """It costs no word of the page, and is named once where it begins."""
    body = unclosed.body(case.name)
    if case.name not in ("comment", "details"):
        assert is_intact(body)
    assert set(body.xpath(".//@data-unit")) >= {"102", "199"}
    assert words_of(body).startswith("De boot Voor de storm.")
    assert words_of(body).endswith("Na de storm.")
    if case.rule:
        first = 5 + FIRST.get(case.name, 0)
        assert first in unclosed.lines(case.name, case.rule), unclosed.found(case.name)
        assert len(unclosed.found(case.name)) <= 3, unclosed.found(case.name)


# Files that include themselves, each other, too many


CHAIN = {f"includes/chain{n}": f"Schakel {n}.\n\n[!INCLUDE [x](chain{n + 1}.md)]\n" for n in range(60)}
"""The sixtieth is there as well."""
LAUGHS = {f"includes/laugh{n}": f"[!INCLUDE [x](laugh{n + 1}.md)]\n\n" * 10 for n in range(10)}


@pytest.fixture(scope="module")
def including(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of pages that include what they should not."""
    pages: dict[str, str | bytes] = {
        "self": page("[!INCLUDE [x](self.md)]"),
        "inline-self": page("Een [!INCLUDE [x](inline-self.md)] zeil."),
        "mutual": page("[!INCLUDE [x](includes/mutual.md)]"),
        "includes/mutual": "Wederzijds.\n\n[!INCLUDE [x](../mutual.md)]\n",
        "loop": page("[!INCLUDE [x](includes/a.md)]"),
        "includes/a": "Een.\n\n[!INCLUDE [x](b.md)]\n",
        "includes/b": "Twee.\n\n[!INCLUDE [x](a.md)]\n",
        "many": page("[!INCLUDE [x](weg.md)]\n" * 500),
        "chained": page("[!INCLUDE [x](includes/chain0.md)]"),
        "laughing": page("[!INCLUDE [x](includes/laugh0.md)]"),
        "inline-laughing": page("Ha [!INCLUDE [x](includes/laugh0.md)] ha."),
        **CHAIN,
        **LAUGHS,
        "includes/laugh10": "Haha.\n",
        "includes/chain60": "Schakel 60.\n",
    }
    return build(tmp_path_factory.mktemp("including"), pages)


@pytest.mark.parametrize(
    "name", ["self", "inline-self", "mutual", "loop", "many", "chained", "laughing", "inline-laughing"]
)
def test_includes_end(including: Built, name: str) -> None:
    """What cannot be included is said, of a file and a line, and the rest of the page is there."""
    assert is_intact(including.body(name))
    said = [found for found in including.result.diagnostics if found.name == "missing-include"]
    assert {found.at.path for found in said} & {f"content/nl-NL/{name}.md", *_includes_of(name)}
    assert all(found.at.line >= 1 for found in said)


def _includes_of(name: str) -> Iterator[str]:
    starts = {
        "mutual": ["mutual"],
        "loop": ["a", "b"],
        "chained": ["chain"],
        "laughing": ["laugh"],
        "inline-laughing": ["laugh"],
    }
    for start in starts.get(name, []):
        yield from (f"content/nl-NL/includes/{start}{n}.md" for n in ["", *range(60)])


def test_one_missing_file_is_one_finding(including: Built) -> None:
    """500 includes of one missing file are one mistake."""
    assert including.lines("many", "missing-include") == [5]


def test_laughing_pages_are_bounded(including: Built) -> None:
    """Ten thousand million includes make a page of a size that can be read."""
    for name in ("laughing", "inline-laughing"):
        assert (including.project / f"public/nl-nl/{name}/index.html").stat().st_size < 5_000_000
    assert len(including.result.diagnostics) < 500


# Ways out of the content


OUTSIDE = (
    "../../../../secret/passwd{0}",
    "../../../secret/passwd{0}",
    "..\\..\\..\\secret\\passwd{0}",
    "%2e%2e/%2e%2e/%2e%2e/secret/passwd{0}",
    "..%2f..%2f..%2fsecret%2fpasswd{0}",
    "~/../../../secret/passwd{0}",
    "~/~/../../../../secret/passwd{0}",
    "/../../../secret/passwd{0}",
    "x/../../../../secret/passwd{0}",
    "{1}/secret/passwd{0}",
    "file://{1}/secret/passwd{0}",
    "file:{1}/secret/passwd{0}",
    "linked{0}",
    "linked-folder/passwd{0}",
    "~/linked{0}",
    "../../../../../../../../etc/passwd",
    "/etc/passwd",
    "~/../../../../../../../../etc/passwd",
)
WAYS: dict[str, tuple[str, str]] = {
    "include": ("[!INCLUDE [x]({})]", ".md"),
    "inline": ("Een [!INCLUDE [x]({})] zeil.", ".md"),
    "snippet": ("[!code-text[x]({})]", ".txt"),
    "ranged": ("[!code-text[x]({}?range=1-5)]", ".txt"),
    "code": (':::code language="text" source="{}":::', ".txt"),
    "image": ("![Een zeil]({})", ".png"),
    "picture": (':::image type="content" source="{}" alt-text="Een zeil":::', ".png"),
    "lightbox": (':::image source="a.png" lightbox="{}" alt-text="Een zeil":::', ".png"),
    "link": ("[Een zeil]({})", ".txt"),
    "html": ("<a href='{0}'>Een</a> <img src='{0}' alt='zeil'>", ".png"),
}
"""How an article names another file, and with which ending."""


@pytest.fixture(scope="module")
def escaping(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site whose pages, tables of contents and configurations name files outside of it; all of them exist."""
    top = tmp_path_factory.mktemp("escaping")
    endings = (".md", ".txt", ".png", ".yml", ".json")
    write(top / "secret", {f"passwd{ending}": f"# {SECRET}\n\n{SECRET}\n" for ending in endings})
    project = top / "project"
    pages: dict[str, str | bytes] = {}
    for way, (text, ending) in WAYS.items():
        for number, address in enumerate(OUTSIDE):
            pages[f"{way}-{number}"] = page(text.format(address.format(ending, top)))
    toc = [{"name": f"Weg {n}", "href": address.format(".md", top)} for n, address in enumerate(OUTSIDE)]
    toc += [{"name": f"Toc {n}", "href": address.format(".yml", top)} for n, address in enumerate(OUTSIDE)]
    around = [address.format(".*", top) for address in OUTSIDE]
    folders = ["../../..", "../../../secret", f"{top}/secret", "linked-folder", "%2e%2e/%2e%2e/%2e%2e/secret"]
    docfx = {
        "build": {
            "content": [
                {"files": ["**/*.md", "toc.yml", *around]},
                *({"files": ["**"], "src": one} for one in folders),
            ],
            "resource": [{"files": ["**/*.png", *around]}, *({"files": ["**"], "src": one} for one in folders)],
            "globalMetadata": {"breadcrumb_path": "../../../secret/passwd.yml"},
        }
    }
    moved = [{"source_path": "weg.md", "redirect_url": address.format(".md", top)} for address in OUTSIDE]
    more: dict[str, str | bytes] = {
        "content/nl-NL/docfx.json": json.dumps(docfx),
        "content/nl-NL/toc.yml": json.dumps(toc),
        "content/nl-NL/.openpublishing.redirection.json": json.dumps({"redirections": moved}),
    }
    write(project, more)
    for ending in endings:
        (project / f"content/nl-NL/linked{ending}").symlink_to(top / f"secret/passwd{ending}")
    (project / "content/nl-NL/linked-folder").symlink_to(top / "secret")
    return build(project, pages, more)


def test_nothing_from_outside(escaping: Built) -> None:
    """No byte of a file outside of the content is in the site."""
    for path in (escaping.project / "public").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert SECRET.encode() not in data, path
            assert b"root:x:0" not in data, path


@pytest.mark.parametrize("way", WAYS)
def test_way_out(escaping: Built, way: str) -> None:
    """Each attempt is named with its file and line, and costs nothing else of its page."""
    for number, address in enumerate(OUTSIDE):
        name = f"{way}-{number}"
        assert is_intact(escaping.body(name)), address
        is_elsewhere = way in ("image", "picture", "lightbox", "link", "html") and address.startswith(("/", "{1}"))
        if not is_elsewhere and way not in ("snippet", "ranged", "code"):
            # What begins with `/` may be another site's; samples of code may be in another repository.
            assert 5 in [found.at.line for found in escaping.found(name)], address


def test_ways_out_in_configurations_are_named(escaping: Built) -> None:
    """So are those in tables of contents and configurations."""
    files = {found.at.path for found in escaping.result.diagnostics}
    assert {"content/nl-NL/docfx.json", "content/nl-NL/toc.yml"} <= files


# Thousands deep


DEPTH = 4_000
MANY = 2_000
"""For what stands behind one another and not within."""
DEEP: dict[str, str] = {
    "quotes": ">" * DEPTH + " zeil",
    "spaced-quotes": "> " * DEPTH + "zeil",
    "lists": "- " * DEPTH + "zeil",
    "numbers": "1. " * DEPTH + "zeil",
    "lists-of-quotes": "- > " * DEPTH + "zeil",
    "steps": "\n".join(" " * (2 * n) + "- zeil" for n in range(1_000)),
    "alerts": "\n".join("> " * n + "[!NOTE]" for n in range(1, 400)),
    "deep-alert": "> " * DEPTH + "[!NOTE]",
    "divs-in-quotes": "\n".join("> " * n + '[!div class="x"]' for n in range(1, 400)),
    "rows": ":::row:::\n" * DEPTH + "zeil",
    "closed-rows": ":::row:::\n:::column:::\n" * DEPTH + "zeil\n" + ":::column-end:::\n:::row-end:::\n" * DEPTH,
    "ends": ":::row-end:::\n" * MANY,
    "monikers": '::: moniker range="x"\n' * DEPTH + "zeil",
    "closed-monikers": '::: moniker range="x"\n' * DEPTH + "zeil\n" + "::: moniker-end\n" * DEPTH,
    "zones": '::: zone pivot="x"\n' * DEPTH + "zeil",
    "complex": ':::image type="complex" source="a.png" alt-text="b":::\n' * DEPTH + "zeil",
    "tabs": "# [Zeil](#tab/x)\n\n" * DEPTH + "zeil",
    "html-divs": "<div>" * DEPTH + "zeil",
    "closed-html": "<div>" * DEPTH + "zeil" + "</div>" * DEPTH,
    "html-in-text": "Een " + "<b>" * DEPTH + "zeil" + "</b>" * DEPTH,
    "html-ends": "</div>" * MANY + "zeil",
    "details": "<details><summary>x</summary>\n\n" * DEPTH + "zeil",
    "tables": "<table><tr><td>" * DEPTH + "zeil",
    "spans": "<span>" * DEPTH + "zeil",
    "brackets": "[" * DEPTH + "zeil",
    "closed-brackets": "[" * DEPTH + "zeil" + "]" * DEPTH,
    "closing-brackets": "]" * MANY + "zeil",
    "links": "[" * DEPTH + "zeil" + "](a.md)" * DEPTH,
    "images": "![" * DEPTH + "zeil" + "](a.png)" * DEPTH,
    "opened-links": "[a](" * MANY + "zeil",
    "addresses": "[a](" + "(" * DEPTH + "zeil" + ")" * DEPTH + ")",
    "emphasis": "*a **b " * DEPTH + "zeil" + "** *" * DEPTH,
    "stars": "*" * DEPTH + "zeil" + "*" * DEPTH,
    "underscores": "_a " * MANY + "zeil",
    "backticks": "".join("`" * (n % 200) + " " for n in range(MANY)) + "zeil",
    "strikes": "~~a " * MANY + "zeil",
    "includes": "[!INCLUDE [" * MANY + "zeil",
    "snippets": "[!code-cs[" * MANY + "zeil",
    "no-locs": ':::no-loc text="' * MANY + "zeil",
    "inline-images": ':::image source="' * MANY + "zeil",
    "colons": ":::" * MANY + "zeil",
    "alert-marks": "> [!" * MANY + "zeil",
    "comments": "<!--" * MANY + " zeil -->",
    "cells": "| a " * MANY + "|\n" + "|---" * MANY + "|\n| zeil |",
    "units": "".join(f'<span data-ttu-id="0ab1c-{n}">' for n in range(110, 110 + MANY)) + "zeil",
    "xrefs": "<xref:" * MANY + "zeil",
    "uids": "@a" * MANY + " zeil",
    "entities": "&amp" * MANY + "zeil",
    "braces": "{{" * MANY + "zeil" + "}}" * MANY,
    "dollars": "$a " * MANY + "zeil",
}


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of pages on which something is nested without measure."""
    more: dict[str, str | bytes] = {"content/nl-NL/a.png": b"\x89PNG\r\n", "content/nl-NL/a.md": "# Een\n"}
    return build(tmp_path_factory.mktemp("deep"), {name: page(text) for name, text in DEEP.items()}, more)


@pytest.mark.parametrize("name", DEEP)
def test_deep(deep: Built, name: str) -> None:
    """The page comes out, with the words around what is too deep, and at a size that has to do with its own."""
    path = deep.project / f"public/nl-nl/{name}/index.html"
    body = deep.body(name)
    words = words_of(body)
    # Not compared as wholes: to explain how long texts differ takes longer than all the rest.
    assert {"102", "199"} - set(body.xpath(".//@data-unit")) == set()
    assert [part for part in ("Voor de storm.", "Na de storm.") if part not in words] == []
    is_there = "zeil" in words or "zeil" in "".join(body.xpath(".//@alt"))
    assert is_there or name in ("ends", "alerts", "deep-alert", "divs-in-quotes", "comments")
    size, count = path.stat().st_size, len(deep.found(name))
    assert size < 100_000 + 60 * len(DEEP[name])
    assert count < 150


@pytest.mark.parametrize("name", ["quotes", "spaced-quotes", "lists", "numbers", "rows", "closed-rows", "monikers"])
def test_too_deep_is_said(deep: Built, name: str) -> None:
    """Blocks that cannot be read are named, on the line where they begin or later."""
    lines = deep.lines(name, "too-deep")
    assert lines
    assert all(line >= 5 for line in lines)


# Bytes that are no text, and lines that end in all ways


BYTES: dict[str, tuple[bytes, str, str]] = {
    "nul": (b"Een \x00zeil.", "Een \ufffdzeil.", ""),
    "latin": (b"Een z\xe9\xeal.", "Een z\ufffd\ufffdl.", "invalid-encoding"),
    "surrogates": (b"Een \xed\xa0\x80zeil \xed\xbf\xbf.", "zeil", "invalid-encoding"),
    "overlong": (b"Een \xc0\xafzeil.", "zeil", "invalid-encoding"),
    "cut": (b"Een zeil \xe2\x82", "Een zeil", "invalid-encoding"),
    "too-high": (b"Een \xf4\x90\x80\x80 zeil.", "zeil", "invalid-encoding"),
    "controls": (b"Een \x01\x02\x1bzeil\x7f.", "zeil", ""),
    "byte-order-mark": ("Een \ufeffzeil.".encode(), "zeil", ""),
    "noncharacters": ("Een \uffff\ufdd0\U0001ffffzeil.".encode(), "zeil", ""),
    "overrides": ("Een \u202ezeil\u202c.".encode(), "zeil", ""),
    "nul-in-unit": (unit(110, "Een \0zeil.", "A \0sail.").encode(), "Een \ufffdzeil.", ""),
    "nul-in-address": (b"[Een zeil](a\x00b.md) [!INCLUDE [x](a\x00.md)]", "Een zeil", ""),
    "bytes-in-address": (
        b"[Een zeil](a\xffb.md) ![x](\xff.png) [!INCLUDE [x](\xff.md)]",
        "Een zeil",
        "invalid-encoding",
    ),
    "bytes-in-code": (b"```\nEen z\xe9il\n```", "Een z\ufffdil", "invalid-encoding"),
}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of pages that are no clean text."""
    pages: dict[str, str | bytes] = {}
    for name, (text, _, _) in BYTES.items():
        around = page("\x1a").encode()
        pages[name] = around.replace(b"\x1a", text)
    clean = page("> [!NOTE]\n> Een zeil.\n>\n> - Twee.\n\n| a | b |\n|---|---|\n| c | d |")
    mixed = "".join(line + ("\r\n", "\n", "\r")[n % 3] for n, line in enumerate(clean.split("\n")))
    pages |= {
        "clean": clean,
        "carriage-returns": clean.replace("\n", "\r"),
        "windows": clean.replace("\n", "\r\n"),
        "mixed": mixed,
        "marked": "\ufeff" + clean,
        "doubly-marked": "\ufeff\ufeff" + clean,
        "utf-16": clean.encode("utf-16"),
        "only-nul": b"\0" * 1000,
        "only-bytes": bytes(range(256)) * 20,
        "empty": b"",
        "one-line": b"a" * 300_000,
        "blank": b"\n" * 100_000,
        "tabs": b"\t" * 10_000 + b"zeil",
        "front": "---\n" * 5_000,
        "front-bytes": b"---\ntitle: \xff\x00\n---\n# zeil\n",
    }
    return build(tmp_path_factory.mktemp("raw"), pages)


@pytest.mark.parametrize("name", BYTES)
def test_bytes(raw: Built, name: str) -> None:
    """What is no text shows as what it is, and is named with its line."""
    _, words, rule = BYTES[name]
    body = raw.body(name)
    assert is_intact(body)
    assert words in words_of(body)
    if rule:
        first = 6 if name == "bytes-in-code" else 5
        assert first in raw.lines(name, rule)


@pytest.mark.parametrize("name", ["carriage-returns", "windows", "mixed", "marked"])
def test_line_ends(raw: Built, name: str) -> None:
    """However lines end, and whatever stands before the first, the page is the same."""
    assert html.tostring(raw.body(name)) == html.tostring(raw.body("clean"))


@pytest.mark.parametrize(
    "name",
    ["utf-16", "only-nul", "only-bytes", "empty", "one-line", "blank", "tabs", "front", "front-bytes", "doubly-marked"],
)
def test_odd_files(raw: Built, name: str) -> None:
    """Any bytes give a page."""
    assert raw.body(name) is not None


# What could harm a reader


class Harm(NamedTuple):
    """HTML or an address that must not reach a reader."""

    name: str
    text: str
    named: str
    """What the finding names."""
    gone: str
    """An XPath expression that finds it; it must not."""
    kept: str = "zeil"
    """Words that stay."""


HARMS = (
    Harm("script", "Een <script>alert(1)</script> zeil.", "script", ".//script"),
    Harm("script-block", "<script>\nalert(1)\n</script>\n\nEen zeil.", "script", ".//script"),
    Harm("script-upper", "<SCRIPT SRC='https://kwaad.example/a.js'></SCRIPT>\n\nEen zeil.", "script", ".//script"),
    Harm("script-cut", "<script>alert('<b>')</script >Een zeil.", "script", ".//script"),
    Harm("style", "<style>body { display: none }</style>\n\nEen zeil.", "style", ".//style"),
    Harm("style-attribute", "<p style='position:fixed'>Een zeil.</p>", "style", ".//@style"),
    Harm("onclick", "<p onclick='alert(1)'>Een zeil.</p>", "onclick", ".//@onclick"),
    Harm("onerror", "Een zeil <img src='https://a.example/x.png' alt='x' onerror=alert(1)>.", "onerror", ".//@onerror"),
    Harm("on-upper", "<b OnMouseOver='alert(1)'>Een zeil.</b>", "onmouseover", ".//@onmouseover"),
    Harm("javascript", "<a href='javascript:alert(1)'>Een zeil.</a>", "javascript:", ".//a[contains(@href, 'script')]"),
    Harm(
        "javascript-entity",
        "<a href='java&#x73;cript:alert(1)'>Een zeil.</a>",
        "javascript:",
        ".//a[contains(@href, 'script')]",
    ),
    Harm(
        "javascript-tab",
        "<a href='java\tscript:alert(1)'>Een zeil.</a>",
        "javascript:",
        ".//a[contains(@href, 'script')]",
    ),
    Harm("javascript-link", "[Een zeil](javascript:alert(1))", "javascript:", ".//a[contains(@href, 'script')]"),
    Harm("javascript-upper", "[Een zeil](JaVaScRiPt:alert(1))", "javascript:", ".//a[contains(@href, 'cript')]"),
    Harm(
        "javascript-reference",
        "[Een zeil][x]\n\n[x]: javascript:alert(1)",
        "javascript:",
        ".//a[contains(@href, 'script')]",
    ),
    Harm("vbscript", "[Een zeil](vbscript:x)", "vbscript:", ".//a[contains(@href, 'script')]"),
    Harm("data-page", "<a href='data:text/html,<b>x</b>'>Een zeil.</a>", "data:", ".//a[starts-with(@href, 'data:')]"),
    Harm("data-link", "[Een zeil](data:text/html;base64,PGI+)", "data:", ".//a[starts-with(@href, 'data:')]"),
    Harm(
        "data-svg", "Een zeil ![x](data:image/svg+xml;base64,PHN2Zz4=)", "data:", ".//img[starts-with(@src, 'data:')]"
    ),
    Harm(
        "data-html-svg",
        "Een zeil <img alt='x' src='data:image/svg+xml,x'>",
        "data:",
        ".//img[starts-with(@src, 'data:')]",
    ),
    Harm("form", "<form action='https://kwaad.example/'><input name='a'>Een zeil.</form>", "form", ".//form"),
    Harm("iframe", "<iframe src='https://kwaad.example/'></iframe>\n\nEen zeil.", "iframe", ".//iframe"),
    Harm("object", "<object data='https://kwaad.example/a.swf'>Een zeil.</object>", "object", ".//object"),
    Harm("embed", "<embed src='https://kwaad.example/a.swf'>\n\nEen zeil.", "embed", ".//embed"),
    Harm("svg", "<svg onload='alert(1)'><script>alert(1)</script></svg>\n\nEen zeil.", "svg", ".//*[@onload]"),
    Harm("meta", "<meta http-equiv='refresh' content='0;url=https://kwaad.example/'>\n\nEen zeil.", "", ".//meta"),
    Harm("base", "<base href='https://kwaad.example/'>\n\nEen zeil.", "", ".//base"),
    Harm("stylesheet", "<link rel='stylesheet' href='https://kwaad.example/a.css'>\n\nEen zeil.", "", ".//link"),
    Harm("video-scheme", "> [!VIDEO javascript:alert(1)]\n\nEen zeil.", "", ".//a[contains(@href, 'script')]"),
    Harm(
        "icon-source",
        ':::image type="icon" source="javascript:alert(1)":::\n\nEen zeil.',
        "",
        ".//img[contains(@src, 'script')]",
    ),
    Harm(
        "lightbox",
        ':::image source="a.png" alt-text="b" lightbox="javascript:alert(1)":::\n\nEen zeil.',
        "",
        ".//a[contains(@href, 'script')]",
    ),
    Harm("quoted-attribute", ':::no-loc text="<b onclick=alert(1)>zeil</b>":::', "", ".//b"),
    Harm("class", '> [!div class="x" onclick="alert(1)"]\n> Een zeil.', "", ".//@onclick"),
    Harm("class-quote", "> [!div class=\"x' onclick='alert(1)\"]\n> Een zeil.", "", ".//@onclick"),
    Harm("language", '```a"onclick="alert(1)\nzeil\n```', "", ".//@onclick"),
    Harm("tab", '# [Een zeil](#tab/x"onclick="alert(1))\n\nzeil\n\n---', "", ".//@onclick"),
    Harm("pivot", "::: zone pivot=\"x' onclick='alert(1)\"\n\nzeil\n\n::: zone-end", "", ".//@onclick"),
    Harm("moniker", '::: moniker range="<b>x</b>"\n\nzeil\n\n::: moniker-end', "", ".//b"),
    Harm(
        "template",
        "{{ 7 * 7 }} {% raw %} {{ view.body }} zeil",
        "",
        ".//*[contains(., '49')]",
        "{{ 7 * 7 }} {% raw %} {{ view.body }} zeil",
    ),
    Harm("forged-slot", "<a href='diglot-slot:0'>Een</a> [zeil](diglot-slot:1)", "", ".//a[contains(@href, 'slot')]"),
    Harm(
        "forged-unit",
        "<span data-unit='102'>Een</span> <b data-unit=199>zeil</b>",
        "",
        ".//*[@data-unit='102'][.='Een']|.//b[@data-unit]",
    ),
    Harm(
        "forged-label",
        "<span data-label='note' data-generated='label'></span> zeil",
        "",
        ".//span[@data-label or .='Opmerking']",
    ),
)
FRAMED = "https://speler.haven.example/zeil"
HARMLESS = {
    "frame": f"<iframe src='{FRAMED}' title='Een zeil'></iframe>\n\nEen zeil.",
    "picture": f"Een zeil ![zeil]({PIXEL})",
    "html-picture": f"Een zeil <img alt='zeil' src='{PIXEL}'>",
    "table": "<table><tr><td colspan=2>Een zeil</td></tr></table>",
    "script-in-code": "`<script>` en `onclick=` van een zeil\n\n```html\n<script>alert(1)</script>\n```",
    "mail": "[Een zeil](mailto:kapitein@haven.example) <kapitein@haven.example>",
    "settings": "[Een zeil](ms-settings:display)",
}


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of pages that want to do harm, and of some that only look like it."""
    pages: dict[str, str | bytes] = {case.name: page(case.text) for case in HARMS}
    pages |= {f"harmless-{name}": page(text) for name, text in HARMLESS.items()}
    frames = '[html]\nframes = ["speler.haven.example"]\n'
    return build(tmp_path_factory.mktemp("harmful"), pages, {"site/site.toml": SITE + frames})


@pytest.mark.parametrize("case", HARMS, ids=[case.name for case in HARMS])
def test_harm(harmful: Built, case: Harm) -> None:
    """It is gone, the words around it are not, and where it is HTML a finding names it on its line."""
    body = harmful.body(case.name)
    assert not body.xpath(case.gone), html.tostring(body)
    assert is_intact(body)
    assert case.kept in words_of(body)
    assert "kwaad.example" not in str(body.xpath("string(.//@src)"))
    if case.named:
        said = [found for found in harmful.found(case.name) if found.at.line in (5, 7)]
        assert any(case.named in found.message.lower() for found in said), [found.message for found in said]


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(harmful: Built, name: str) -> None:
    """What is allowed is there, and nobody is warned of it."""
    assert is_intact(harmful.body(f"harmless-{name}"))
    assert not harmful.lines(f"harmless-{name}", "unsafe-html")
    if "picture" in name:
        assert harmful.body(f"harmless-{name}").xpath(".//img[starts-with(@src, 'data:image/png')]")
    if name == "frame":
        assert FRAMED in harmful.body(f"harmless-{name}").xpath(".//@src|.//@href|.//@data-src|.//@data-frame")


# A large page


LARGE = 4_000_000
LIMIT = 3_000_000_000
"""Bytes of memory that the build of the largest page may take."""
MEASURE = """
import resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from diglot.builder import build_project
from diglot.project import open_project
start = time.process_time()
build_project(open_project(Path(sys.argv[1]), None, None), (), 1, lambda *_: None)
print(time.process_time() - start)
"""


def typical(number: int) -> str:
    """Returns a section as articles have them, with units from `number` on."""
    units = iter(range(number, number + 20))

    def one(target: str, source: str) -> str:
        return unit(next(units), target, source)

    return "\n".join(
        (
            f'## <a name="part-{number}"></a>{one("Een deel over zeilen", "A part about sails")}',
            "",
            f"{one('Hijs het **grote zeil** bij wind.', 'Raise the **main sail** in wind.')} {one('Wacht.', 'Wait.')}",
            f"{one('Zie [de haven](haven.md) en <https://haven.example>.', 'See [the port](haven.md) and more.')}",
            "",
            "> [!NOTE]",
            f"> {one('Let op de `kiel`.', 'Mind the `keel`.')}",
            "",
            f"1. {one('Klik op **Start**.', 'Click **Start**.')}",
            f"   - {one('Kies een boot.', 'Choose a boat.')}",
            f"2. {one('Vaar.', 'Sail.')}",
            "",
            f"| {one('Boot', 'Boat')} | {one('Lengte', 'Length')} |",
            "|---|---|",
            f"| {one('Sloep<br>groen', 'Sloop<br>green')} | 5 m |",
            "",
            "```powershell",
            'Get-Boat -Name "Zeil" | Set-Boat',
            "```",
            "",
            "![Een boot](media/boot.png)",
            "",
            "",
        )
    )


def large(size: int) -> str:
    """Returns a page of about `size` bytes."""
    section = len(typical(100_100).encode())
    return "# De boot\n\n" + "".join(typical(102 + 20 * n) for n in range(size // section))


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[float, Path]]:
    """Builds a page of a size in a process of its own, of limited memory; returns its seconds and the project."""

    def measured(size: int) -> tuple[float, Path]:
        project = write(
            tmp_path_factory.mktemp("large"),
            {
                "site/site.toml": SITE,
                "content/nl-NL/groot.md": large(size),
                "content/nl-NL/haven.md": "# De haven\n",
                "content/nl-NL/media/boot.png": b"\x89PNG\r\n",
            },
        )
        ran: Ran = run_python("-c", MEASURE.format(limit=LIMIT), project)
        assert ran.code == 0, ran.output
        return float(ran.stdout), project

    return measured


def test_large_page(measure: Callable[[int], tuple[float, Path]]) -> None:
    """Ten times as much takes about ten times as long, in bounded memory, and nothing of it is lost."""
    little, _ = measure(LARGE // 10)
    much, project = measure(LARGE)
    assert much < 20 * little
    written = (project / "public/nl-nl/groot/index.html").read_text("utf-8")
    sections = large(LARGE).count("## <a name=")
    assert written.count("Hijs het <strong>grote zeil</strong>") == sections
    assert written.count("<pre>") + written.count("<pre ") == sections
