"""What tests of single rules share: a page as text, what rules say of it, and what is left once it is fixed."""

from __future__ import annotations

from functools import cache

from diglot.diagnostics import Diagnostic
from diglot.fixer import apply_fixes
from diglot.model import PageId, Source
from diglot.profile import Profiles
from diglot.profiles import load_profiles
from diglot.settings import Settings
from diglot.survey import survey
from sites import unit
from support import ROOT

LOCALES = ("en-US", "ar-SA", "da-DK", "de-DE", "fr-FR", "ja-JP", "lv-LV", "nb-NO", "nl-NL")


@cache
def known_profiles() -> Profiles:
    """Returns what Diglot knows of languages."""
    return load_profiles(ROOT, "en-US", LOCALES)


def page_of(target: str, source: str) -> bytes:
    """Returns a page with one unit."""
    return f"{unit(103, target, source)}\n".encode()


def found_in(locale: str, data: bytes, family: str) -> tuple[Diagnostic, ...]:
    """Returns what the rules of a family say of a page."""
    (surveyed,) = survey(Settings(), [Source(PageId(locale, "mast"), "mast.md", data)], profiles=known_profiles())
    assert not surveyed.failures
    return tuple(found for found in surveyed.diagnostics if found.code.startswith(family))


def codes_in(locale: str, target: str, source: str, family: str) -> list[str]:
    """Returns the codes that rules of a family give for a unit."""
    return [found.code for found in found_in(locale, page_of(target, source), family)]


def fixed(locale: str, data: bytes, family: str, *, safe: bool) -> bytes:
    """Returns a page with all its fixes applied, or the safe ones only, until none is left."""
    while True:
        found = found_in(locale, data, family)
        done = apply_fixes(data, [one for one in found if one.fix is not None and (one.fix.safe or not safe)])
        if not done.applied:
            return data
        data = done.data
