"""What an article needs to be read in two languages: the source of its units, or where to fetch it."""

from __future__ import annotations

from re import compile as pattern

from diglot.i18n import language
from diglot.markup.outside_images import without_outside_images
from diglot.markup.slots import fill_slots
from diglot.model import Body, Facts
from diglot.render.drawing import Reader, language_of, name_of_language
from diglot.view import Alternate, Reading

_UNIT = pattern(r'data-unit="([^"]*)"')


def reading_of(
    reader: Reader, facts: Facts, body: Body, alternates: tuple[Alternate, ...], html: str
) -> Reading | None:
    """Returns what the page of an article needs, whose text is `html`; nothing where there is no other text.

    Articles without units that stand on the site in both languages share the numbers of their blocks with the source
    page, which is fetched once a reader asks for it.
    """
    locale = facts.summary.id.locale
    settings = reader.settings
    if not settings.bilingual or facts.summary.generated or locale == settings.source_locale:
        return None
    source = next((other for other in alternates if other.language.tag == settings.source_locale), None)
    if not (body.sources or (source and any(facts.blocks))):
        return None
    state, behind = facts.freshness
    sources = fill_slots(body.sources, facts.address, facts.targets, locale)
    return Reading(
        source=source,
        language=language_of(settings.source_locale, settings.locales),
        name=name_of_language(settings.source_locale, locale),
        own_name=name_of_language(locale, locale),
        sources=without_outside_images(sources, settings.image_hosts),
        behind=" ".join(behind) if state else "",
        untranslated=" ".join(body.untranslated),
        has_images=' alt="' in html and html.count(' alt=""') < html.count(' alt="'),
    )


def with_language_of_source(reader: Reader, facts: Facts, body: Body, html: str) -> str:
    """Returns the text of an article in which units that are not translated yet say so by their language.

    So they are spoken as what they are, and their marks stand where they belong where the page runs the other way
    (WCAG 2.2, 3.1.2 Language of Parts).
    """
    left = frozenset(body.untranslated)
    if not left:
        return html
    source, own = language(reader.settings.source_locale), language(facts.summary.id.locale)
    direction = f' dir="{source.direction}"' if source.direction != own.direction else ""
    said = f' lang="{source.tag}"{direction}'
    return _UNIT.sub(lambda unit: unit[0] + said if unit[1] in left else unit[0], html)
