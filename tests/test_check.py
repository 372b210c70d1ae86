"""Cross-page problems become diagnostics like all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.check import check
from diglot.checker import Request, check_project
from diglot.diagnostics import Severity
from diglot.join import join
from diglot.model import Link, Location, Metadata, PageId, Summary
from diglot.project import open_project
from diglot.settings import Settings
from examining import examined
from sites import unit, write

SETTINGS = Settings(locales=("en-US", "nl-NL"), source_locale="en-US")
AT = Location("content/nl-NL/anker.md", 7, 3, 7, 12, 140, 149)


@pytest.mark.parametrize(
    ("link", "code", "name", "severity", "message"),
    [
        ("", "LNK204", "empty-address", Severity.ERROR, "this link has no address"),
        ("gone.md", "LNK205", "missing-target", Severity.ERROR, "nothing on this site is at `gone.md`"),
        ("#mast", "LNK205", "missing-target", Severity.ERROR, "this page has no heading or anchor `#mast`"),
        ("x://y", "LNK206", "malformed-address", Severity.ERROR, "`x://y` is no address a reader can follow"),
        ("ANKER.md", "LNK209", "target-case", Severity.WARNING, "`ANKER.md` differs in case"),
        ("sea.md", "LNK210", "untranslated-target", Severity.INFO, "keep the link to English (en-US)"),
    ],
)
def test_problem_becomes_a_diagnostic(link: str, code: str, name: str, severity: Severity, message: str) -> None:
    """With the code and severity of its rule, and the place of the link."""
    here = Summary(PageId("nl-NL", "anker"), AT.path, "Anker", "", b"", Metadata(), links=(Link(link, AT),))
    other = Summary(PageId("en-US", "sea"), "content/en-US/sea.md", "Sea", "", b"", Metadata())
    (found,) = check(join(SETTINGS, [here, other]))
    assert (found.code, found.name, found.severity, found.at, found.locale) == (code, name, severity, AT, "nl-NL")
    assert message in found.message


def test_clash_becomes_a_diagnostic() -> None:
    """It is about the whole file."""
    pages = [Summary(PageId("nl-NL", name), f"content/nl-NL/{name}.md", "", "", b"", Metadata()) for name in ("a", "A")]
    (found,) = check(join(SETTINGS, pages))
    assert (found.code, found.name, found.at.path, found.at.line) == (
        "FMT810",
        "address-clash",
        "content/nl-NL/a.md",
        1,
    )


def test_nothing_wrong() -> None:
    """A sound index gives no diagnostics."""
    assert not list(check(join(SETTINGS, [])))


ADDRESSES = "http://papier.nl/a", "https://https://papier.nl", "htps://papier.nl", "gone.md", "#mast", ""


@pytest.mark.parametrize("address", ADDRESSES)
def test_fault_of_the_source_is_said_once(address: str, tmp_path: Path) -> None:
    """On the source; the translations that took an address over are not to blame. Their own faults are."""
    pair = unit(103, f"Lees [meer]({address}).", f"Read [more]({address}).")
    files = {
        "content/en-US/a.md": f"# A\n\nRead [more]({address}).\n",
        "content/nl-NL/a.md": f"# A\n\n{pair}\n",
        "content/nb-NO/a.md": f"# A\n\n{pair} Les [mer](http://papir.no/b).\n",
    }
    assert faults(tmp_path, files) == ["content/en-US/a.md", "content/nb-NO/a.md"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_fault_without_a_source_is_said_of_each_translation(address: str, tmp_path: Path) -> None:
    """Where the source is not at hand, nobody else could be told."""
    pair = unit(103, f"Lees [meer]({address}).", f"Read [more]({address}).")
    files = {f"content/{locale}/a.md": f"# A\n\n{pair}\n" for locale in ("nb-NO", "nl-NL")}
    assert faults(tmp_path, files) == ["content/nb-NO/a.md", "content/nl-NL/a.md"]


def faults(folder: Path, files: dict[str, str]) -> list[str]:
    """Returns the files whose addresses are wrong, in order."""
    write(folder, {"site.toml": "", **files})
    report = check_project(open_project(folder, None, None), Request(select=("LNK",)), lambda *_: None)
    assert not report.failures
    return [found.at.path for found in report.diagnostics]


def test_links_in_html_of_an_included_file(tmp_path: Path) -> None:
    """They are relative to that file, as those in Markdown are, and a broken one is told of it."""
    links = "<p><a href='sea.md'>Zee</a> <a href=\"../anchor.md\">Anker</a> <a href='anchor.md'>Weg</a></p>\n"
    files = {
        "nl-NL/anchor.md": "# Anker\n\n[!INCLUDE [x](parts/links.md)]\n",
        "nl-NL/parts/links.md": links,
        "nl-NL/parts/sea.md": "# Zee\n",
    }
    found = [one for one in examined(tmp_path, files).diagnostics if one.code == "LNK205"]
    assert [(one.at.path, links[one.at.start : one.at.end], one.at.start) for one in found] == [
        ("content/nl-NL/parts/links.md", "anchor.md", links.rindex("anchor.md"))
    ]
