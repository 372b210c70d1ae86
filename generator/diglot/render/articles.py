"""Views of articles: what stands around the text of one article, and in it."""

from __future__ import annotations

from diglot.i18n import format_day
from diglot.markup.labels import fill_labels
from diglot.markup.slots import fill_blocks, fill_slots
from diglot.model import Body, Crumb, Facts, Heading, Summary
from diglot.render.bilingual import reading_of
from diglot.render.drawing import Reader, absolute, alternates_of, name_of_language, site_from
from diglot.settings import Settings
from diglot.urls import relative
from diglot.view import Alternate, Item, Notice, View

MACHINE = "MT"
_CONTENTS = 3
"""A table of contents is worth its room from this many headings on."""


def article_view(reader: Reader, facts: Facts, body: Body) -> View:
    """Returns the view of an article."""
    summary, here = facts.summary, facts.address
    html = fill_slots(body.html, here, facts.targets, summary.id.locale)
    html = fill_blocks(html, facts.blocks)
    html = fill_labels(html, reader.catalog.gettext)
    alternates = alternates_of(reader.settings, here, facts.alternates, summary.id.locale)
    return View(
        kind="article",
        site=site_from(reader, here),
        root=relative(here, "") if here else "./",
        home=relative(here, f"{summary.id.locale.lower()}/"),
        title=summary.title,
        description=summary.description,
        canonical=absolute(reader.settings, here),
        robots=", ".join(sorted(summary.metadata.robots)),
        alternates=alternates if len(alternates) > 1 else (),
        default=_default(reader.settings, here, facts.alternates),
        trail=tuple(_step(here, crumb) for crumb in facts.trail),
        navigation=reader.sidebars.branch(facts.navigation, here),
        previous=_neighbour(here, facts.previous),
        next=_neighbour(here, facts.next),
        related=tuple(Item(crumb.title, relative(here, crumb.address)) for crumb in facts.related),
        notices=_notices(reader, summary, alternates),
        body=html,
        reading=reading_of(reader, facts, body, alternates, html),
        shows_title=not body.has_title,
        contents=_contents(body),
        updated=format_day(summary.metadata.updated, summary.id.locale),
        has_formulas=reader.settings.math and " data-math=" in html,
    )


def _notices(reader: Reader, summary: Summary, alternates: tuple[Alternate, ...]) -> tuple[Notice, ...]:
    locale = summary.id.locale
    if summary.generated:
        others = [alternate for alternate in alternates if not alternate.current]
        return (_notice("generated-source", locale, others[0] if len(others) == 1 else None),)
    if summary.metadata.translation_type.upper() != MACHINE:
        return ()
    source = next((other for other in alternates if other.language.tag == reader.settings.source_locale), None)
    return (_notice("machine-translated", locale, source, format_day(summary.metadata.last_handoff, locale)),)


def _notice(kind: str, locale: str, other: Alternate | None, day: str = "") -> Notice:
    return Notice(kind, day, other, name_of_language(other.language.tag, locale) if other else "")


def _contents(body: Body) -> tuple[Heading, ...]:
    headings = tuple(heading for heading in body.headings if 2 <= heading.level <= 3 and heading.text)
    return headings if len(headings) >= _CONTENTS else ()


def _step(here: str, crumb: Crumb) -> Crumb:
    return crumb._replace(address=relative(here, crumb.address)) if crumb.internal and crumb.address else crumb


def _neighbour(here: str, crumb: Crumb | None) -> Item | None:
    return Item(crumb.title, relative(here, crumb.address)) if crumb else None


def _default(settings: Settings, here: str, pages: tuple[tuple[str, str, bool], ...]) -> str:
    """Returns the address for readers of none of the languages: the source page, if there is one."""
    address = next((address for locale, address, _ in pages if locale == settings.source_locale), "")
    return (absolute(settings, address) or relative(here, address)) if address else ""
