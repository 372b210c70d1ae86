"""Docsets as people have them on their disks, built as they are by the public command, and looked at from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

from diglot.diagnostics import Severity
from diglot.rules.registry import RULES
from docsets import DOCSETS, FORMAT_WORDS, Docset, Expected, files_of, words_of
from sites import PLAIN, broken_addresses, pages_of, parse, write
from support import Ran, expect_none

_MARKS = re.compile(r":::|\[!(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING|VIDEO|code)|#tab/|<xref|class=\"uid\"|diglot-slot")
ARTICLES = [
    pytest.param(docset, article, id=f"{docset.name}-{article.path}")
    for docset in DOCSETS
    for article in docset.articles
]


class Site(NamedTuple):
    """A docset that was built."""

    repository: Path
    output: Path
    ran: Ran


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, run_cli: Callable[..., Ran]) -> dict[str, Site]:
    """Every docset, built."""
    built = {}
    for docset in DOCSETS:
        top = tmp_path_factory.mktemp(docset.name)
        repository = write(top / "repo", files_of(docset))
        write(top, {"site.toml": PLAIN + docset.settings})
        arguments = ("--config", top / "site.toml", "--output", top / "out", "--strict")
        ran = run_cli("build", repository, *arguments, env={"COLUMNS": "400"})
        built[docset.name] = Site(repository, top / "out", ran)
    return built


def page_of(sites: dict[str, Site], docset: Docset, article: Expected, view: str) -> html.HtmlElement:
    """Returns the page of an article in one of its views."""
    locale = docset.locale.lower() if view == "target" else "en-us"
    path = article.path.removesuffix("/index").removesuffix("index")
    return parse(sites[docset.name].output / locale / path / "index.html")


@pytest.mark.parametrize("view", ["target", "source"])
@pytest.mark.parametrize(("docset", "article"), ARTICLES)
def test_article(sites: dict[str, Site], docset: Docset, article: Expected, view: str) -> None:
    """All words of a view are there and no others, in what they belong to; units are addressable."""
    page = page_of(sites, docset, article, view)
    body = page.get_element_by_id("article-body")
    assert words_of(body) == (article.target if view == "target" else article.source)
    written = html.tostring(body, encoding="unicode")
    expect_none(
        f"{expression} is not true of:\n{written}" for expression in article.holds if not body.xpath(expression)
    )
    text = files_of(docset)[_file(docset, article)]
    assert isinstance(text, str)
    assert set(re.findall(r"data-ttu-id=\"0ab1c-([0-9]+)\"", text)) <= set(body.xpath(".//@data-unit"))
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def _file(docset: Docset, article: Expected) -> str:
    path = f"{docset.folder}/{article.path}"
    names = (f"{path}.md", f"{path}/index.md", f"{path.replace('-tabel', ' tabel')}.md")
    return next(name for name in names if name in files_of(docset))


@pytest.mark.parametrize("docset", DOCSETS, ids=[docset.name for docset in DOCSETS])
def test_exit_code(sites: dict[str, Site], docset: Docset) -> None:
    """With `--strict`, errors and nothing else make it fail; it never falls over."""
    ran = sites[docset.name].ran
    assert not ran.stderr
    errors = {rule.code for rule in RULES if rule.severity >= Severity.ERROR}
    assert ran.code == int(any(code in errors for code, _, _ in docset.findings)), ran.output


@pytest.mark.parametrize("docset", DOCSETS, ids=[docset.name for docset in DOCSETS])
def test_findings(sites: dict[str, Site], docset: Docset) -> None:
    """Everything that is wrong is named with its file and line, and nothing else."""
    output = sites[docset.name].ran.stdout
    wanted = sorted((code, _place(docset, file, words)) for code, file, words in docset.findings)
    assert sorted(said(output)) == wanted, output


def _place(docset: Docset, file: str, words: str) -> str:
    """Returns `file:line` of the first line with these words."""
    name = file[1:] if file.startswith("/") else f"{docset.folder}/{file}"
    text = files_of(docset)[name]
    assert isinstance(text, str)
    return f"{name}:{next(number for number, line in enumerate(text.splitlines(), 1) if words in line)}"


def said(output: str) -> list[tuple[str, str]]:
    """Returns (code, `file:line`) of every finding in what the command printed."""
    return [
        (match[2], match[1])
        for match in re.finditer(r"^(\S.*?:[0-9]+):[0-9]+:? .*?([A-Z]{3}[0-9]{3})", output, re.MULTILINE)
    ]


@pytest.mark.parametrize("docset", DOCSETS, ids=[docset.name for docset in DOCSETS])
def test_nothing_leaks(sites: dict[str, Site], docset: Docset) -> None:
    """No word of the format is in any file, no mark of a construct on any page, and no link leads to nothing."""
    output = sites[docset.name].output
    for path in output.rglob("*"):
        if path.is_file():
            assert not [word for word in FORMAT_WORDS if word in path.read_bytes()], path
    for name, page in pages_of(output):
        for body in page.xpath("//*[@id='article-body']"):
            text = html.tostring(body, encoding="unicode").replace("&gt; [!NOTE] 5", "")
            assert not _MARKS.findall(text), name
    expect_none(broken_addresses(output))


@pytest.mark.parametrize("docset", DOCSETS, ids=[docset.name for docset in DOCSETS])
def test_files(sites: dict[str, Site], docset: Docset) -> None:
    """Pictures are copied once and unchanged, includes and configurations are no pages."""
    output = sites[docset.name].output
    pictures = {path.read_bytes() for path in output.rglob("*.png")}
    for name in docset.copied:
        source = files_of(docset)[f"{docset.folder}/{name.removeprefix(f'{docset.folder}/')}"]
        assert source in pictures, name
    assert len(list(output.rglob("*.png"))) >= len(docset.copied)
    names = [path.relative_to(output).as_posix().lower() for path in output.rglob("*") if path.is_file()]
    assert not [name for name in names if "/includes/" in name or name.endswith(("docfx.json", "toc.yml", "toc.md"))]
    assert not [name for name in names if "readme" in name or "lees-mij" in name]


@pytest.mark.parametrize("docset", [docset for docset in DOCSETS if docset.navigation], ids=lambda docset: docset.name)
def test_navigation(sites: dict[str, Site], docset: Docset) -> None:
    """Beside each article stands what the table of contents leads to, in its order, with the article marked."""
    for article in docset.articles:
        if article.path == "index":
            # The home page lists everything.
            continue
        page = page_of(sites, docset, article, "target")
        links = page.xpath("//nav[contains(@class, 'navigation')]//a[@href]")
        shown = [words_of(link) for link in links]
        assert shown == [name for name in docset.navigation if name in shown], article.path
        assert len(shown) > 1, article.path
        assert len([link for link in links if link.get("aria-current")]) == 1, article.path


@pytest.mark.parametrize("docset", DOCSETS, ids=[docset.name for docset in DOCSETS])
def test_alternates(sites: dict[str, Site], docset: Docset) -> None:
    """Each page of the source leads to its translation, and back."""
    for article in docset.articles:
        for view, other in (("target", "en-US"), ("source", docset.locale)):
            page = page_of(sites, docset, article, view)
            assert page.xpath(f"//a[@hreflang='{other}']"), article.path
            assert page.xpath("/html/@lang") == [docset.locale if view == "target" else "en-US"]


@pytest.mark.parametrize("docset", [docset for docset in DOCSETS if docset.redirects], ids=lambda docset: docset.name)
def test_redirects(sites: dict[str, Site], docset: Docset) -> None:
    """Old addresses lead on, at once to where the article is now."""
    output = sites[docset.name].output / docset.locale.lower()
    for old, new in docset.redirects:
        page = parse(output / old / "index.html")
        where = page.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content")
        assert where, old
        address = str(where[0]).partition("=")[2].strip("'\"")
        assert (output / old / address / "index.html").resolve() == (output / new / "index.html").resolve()
