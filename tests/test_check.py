"""Cross-page problems become diagnostics like all others."""

from __future__ import annotations

import pytest

from diglot.check import check
from diglot.diagnostics import Severity
from diglot.join import join
from diglot.model import Link, Location, Metadata, PageId, Summary
from diglot.settings import Settings

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
    here = Summary(PageId("nl-NL", "anker"), AT.path, "Anker", "", "", Metadata(), links=(Link(link, AT),))
    other = Summary(PageId("en-US", "sea"), "content/en-US/sea.md", "Sea", "", "", Metadata())
    (found,) = check(join(SETTINGS, [here, other]))
    assert (found.code, found.name, found.severity, found.at, found.locale) == (code, name, severity, AT, "nl-NL")
    assert message in found.message


def test_clash_becomes_a_diagnostic() -> None:
    """It is about the whole file."""
    pages = [Summary(PageId("nl-NL", name), f"content/nl-NL/{name}.md", "", "", "", Metadata()) for name in ("a", "A")]
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
