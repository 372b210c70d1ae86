"""What readers should know of an article before they read it: how it came to be, and how old its source is."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from re import compile as pattern

from diglot.i18n import format_day, split_list
from diglot.model import Body, Facts
from diglot.quality import BEHIND
from diglot.render.drawing import Reader, name_of_language
from diglot.view import Alternate, Item, Notice

_MACHINE = "MT"
_MOST_PLACES = 6
"""A notice that names more parts than this says less than one that names none."""
_UNIT_OR_HEADING = pattern(r' data-unit="([^"]*)"|<h[1-6](?= )[^<>]*? id="([^"]*)"')


def notices_of(reader: Reader, facts: Facts, body: Body, alternates: tuple[Alternate, ...]) -> tuple[Notice, ...]:
    """Returns the notices of an article, the one that matters most first; `alternates` are all its versions."""
    summary, locale = facts.summary, reader.site.locale.tag
    others = [other for other in alternates if other.language.tag != summary.id.locale]
    source = next((other for other in others if other.language.tag == reader.settings.source_locale), None)
    if summary.id.locale != locale:
        own = next(other for other in alternates if other.language.tag == summary.id.locale)
        return (_notice("fallback", locale, own),)
    if summary.generated:
        return (_notice("generated-source", locale, others[0] if len(others) == 1 else None),)
    found = []
    if summary.metadata.translation_type.upper() == _MACHINE:
        day = format_day(summary.metadata.last_handoff, locale)
        found.append(_notice("machine-translated", locale, source, day, summary.units > 0))
    state, units = facts.freshness
    if state == BEHIND:
        shown = source if not found else None
        found.append(
            _behind(_notice("behind", locale, shown, "", summary.units > 0 and not found), body, units, locale)
        )
    return tuple(found)


def _notice(kind: str, locale: str, other: Alternate | None, day: str = "", is_bilingual: bool = False) -> Notice:
    name = name_of_language(other.language.tag, locale) if other else ""
    return Notice(kind, day, other, name, is_bilingual)


def _behind(notice: Notice, body: Body, units: tuple[str, ...], locale: str) -> Notice:
    """Returns the notice with the parts of the page in which something is behind."""
    items = tuple(Item(text, f"#{id}") for id, text in _headings_above(body, frozenset(units)).items())
    if not 0 < len(items) <= _MOST_PLACES:
        return replace(notice, count=len(units))
    return replace(notice, count=len(units), places=split_list(items, locale))


def _headings_above(body: Body, units: frozenset[str]) -> dict[str, str]:
    """Returns id -> text of the headings below which `units` stand, or which are among them, in order."""
    texts = {heading.id: heading.text for heading in body.headings if heading.text}
    found: dict[str, str] = {}
    above = ""
    for match in _UNIT_OR_HEADING.finditer(body.html):
        unit, heading = match.groups()
        if heading is not None:
            above = unescape(heading) if unescape(heading) in texts else above
        elif unit in units and above:
            found[above] = texts[above]
    return found
