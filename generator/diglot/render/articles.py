"""Views of articles: what stands around the text of one article, and in it."""

from __future__ import annotations

from diglot.i18n import format_day, language
from diglot.markup.labels import fill_labels
from diglot.markup.outside_images import without_outside_images
from diglot.markup.slots import fill_blocks, fill_slots
from diglot.model import Body, Crumb, Facts, Heading
from diglot.render.bilingual import reading_of, with_language_of_source
from diglot.render.drawing import Reader, absolute, alternates_of, site_from
from diglot.render.feedback import feedback_of
from diglot.render.machines import linked_data, translations_of
from diglot.render.notices import notices_of
from diglot.settings import Settings
from diglot.urls import copy_address, relative
from diglot.view import Alternate, Item, View

_CONTENTS = 3
"""A table of contents is worth its room from this many headings on."""


def article_view(reader: Reader, facts: Facts, body: Body) -> View:
    """Returns the view of an article."""
    summary, here, locale = facts.summary, facts.address, reader.site.locale.tag
    is_fallback = summary.id.locale != locale
    html = fill_slots(body.html, here, facts.targets, locale)
    html = fill_blocks(html, facts.blocks)
    html = fill_labels(html, reader.catalog.gettext)
    html = without_outside_images(html, reader.settings.image_hosts)
    html = with_language_of_source(reader, facts, body, html)
    alternates = alternates_of(reader.settings, here, facts.alternates, locale)
    translations = () if is_fallback else translations_of(facts, alternates)
    feedback = feedback_of(reader.settings, facts)
    return View(
        kind="article",
        site=site_from(reader, here),
        root=relative(here, "") if here else "./",
        home=relative(here, f"{locale.lower()}/"),
        title=summary.title,
        description=summary.description,
        canonical=absolute(reader.settings, _source_of(facts) if is_fallback else here),
        robots=", ".join(sorted(summary.metadata.robots)),
        alternates=alternates if len(alternates) > 1 else (),
        translations=translations,
        default=_default(reader.settings, translations),
        trail=tuple(_step(here, crumb) for crumb in facts.trail),
        navigation=reader.sidebars.branch(facts.navigation, here),
        previous=_neighbour(here, facts.previous),
        next=_neighbour(here, facts.next),
        related=tuple(Item(crumb.title, relative(here, crumb.address)) for crumb in facts.related),
        notices=notices_of(reader, facts, body, alternates),
        body=html,
        reading=reading_of(reader, facts, body, alternates, html),
        shows_title=not body.has_title,
        contents=_contents(body),
        updated=format_day(summary.metadata.updated, locale),
        modified=summary.metadata.updated.isoformat() if summary.metadata.updated else "",
        linked_data="" if is_fallback else linked_data(reader.settings, facts, translations, reader.site.title),
        language=language(summary.id.locale) if is_fallback else None,
        is_translation=summary.id.locale != reader.settings.source_locale,
        edit=feedback.edit,
        report=feedback.report,
        report_template=feedback.report_template,
        copy=relative(here, copy_address(here)) if body.markdown and not is_fallback else "",
        has_formulas=reader.settings.math and " data-math=" in html,
    )


def _source_of(facts: Facts) -> str:
    """Returns the address of the page that a fallback shows: the one that search engines are to know."""
    return next(address for locale, address, _ in facts.alternates if locale == facts.summary.id.locale)


def _contents(body: Body) -> tuple[Heading, ...]:
    headings = tuple(heading for heading in body.headings if 2 <= heading.level <= 3 and heading.text)
    return headings if len(headings) >= _CONTENTS else ()


def _step(here: str, crumb: Crumb) -> Crumb:
    return crumb._replace(address=relative(here, crumb.address)) if crumb.internal and crumb.address else crumb


def _neighbour(here: str, crumb: Crumb | None) -> Item | None:
    return Item(crumb.title, relative(here, crumb.address)) if crumb else None


def _default(settings: Settings, translations: tuple[Alternate, ...]) -> str:
    """Returns the address for readers of none of the languages: the source page, if there is one."""
    return next((other.absolute for other in translations if other.language.tag == settings.source_locale), "")
