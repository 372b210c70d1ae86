"""What machines are told of an article: who made what out of what, in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable

from diglot.model import Facts
from diglot.own_pages import is_hidden
from diglot.settings import Settings
from diglot.urls import relative, web_address
from diglot.view import Alternate


def translations_of(facts: Facts, alternates: tuple[Alternate, ...]) -> tuple[Alternate, ...]:
    """Returns those of an article's `alternates` that search engines are told of; none if there is only one.

    A page that is hidden from them has none, and is nobody's. Source pages made out of translations are among them:
    their text is the very source, whoever kept it.
    """
    if is_hidden(facts.summary.metadata):
        return ()
    found = tuple(other for other in alternates if other.language.tag not in facts.hidden)
    return found if len(found) > 1 else ()


def linked_data(settings: Settings, facts: Facts, others: Iterable[Alternate], site_title: str) -> str:
    """Returns an article and its place on the site as JSON-LD, fit for a `<script>`.

    `others` are the versions of the article that search engines are told of.
    """
    summary, here, locale = facts.summary, facts.address, facts.summary.id.locale

    def address(there: str) -> str:
        return settings.base_url + web_address(there) if settings.base_url else web_address(relative(here, there))

    article: dict[str, object] = {"@type": "TechArticle", "@id": address(here), "headline": summary.title}
    if summary.description:
        article["description"] = summary.description
    article["inLanguage"] = summary.id.locale
    if summary.metadata.updated:
        article["dateModified"] = summary.metadata.updated.isoformat()
    works = [
        {"@type": "TechArticle", "@id": other.absolute, "inLanguage": other.language.tag}
        for other in others
        if not other.current and (settings.source_locale in (locale, other.language.tag))
    ]
    if works and locale == settings.source_locale:
        article["workTranslation"] = works
    elif works:
        article["translationOfWork"] = works[0]
    home = f"{locale.lower()}/"
    steps = [(site_title, address(home))]
    steps += [
        (crumb.title, address(crumb.address) if crumb.internal else web_address(crumb.address))
        for crumb in facts.trail
        if crumb.address
    ]
    if here != home:
        steps.append((summary.title, address(here)))
    trail = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": item}
            for position, (name, item) in enumerate(steps, 1)
        ],
    }
    graph = {"@context": "https://schema.org", "@graph": [article, trail]}
    # A script ends at the first `</script`, and some comments in one mean something, whatever language it is in.
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
