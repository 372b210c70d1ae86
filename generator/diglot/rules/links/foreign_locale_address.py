"""LNK203: addresses that lead readers to another language than that of their page."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Edit, Finding, Fix
from diglot.i18n import canonical_tag, subtags
from diglot.model import Span
from diglot.rules.links.places import Written, written
from diglot.rules.links.safelink import unwrapped
from diglot.rules.links.web import path_locale
from diglot.rules.subject import Page


def find_foreign_locale_addresses(page: Page) -> Iterator[Finding]:
    """Yields a finding for each address on a translated page whose path holds the locale of other readers.

    One that is not the source's own is meant to be there if the source has it too; without a source it is passed over.
    """
    if page.is_source:
        return
    found = list(written(page, lambda address: bool(_tag(address))))
    if not found:
        return
    own, source = _language(page.id.locale), _language(page.source_locale)
    for one in found:
        tag = _tag(one.address)
        language = _language(tag)
        if language == own or (language != source and not _is_translators(one, tag)):
            continue
        message = f"`{tag}` in this address is not the language of the page; write `{page.id.locale}`, or take it out"
        yield Finding("foreign-locale-address", one.at, message, fix=_fix(page, one))


def _is_translators(one: Written, tag: str) -> bool:
    """Tells whether the translation brought a locale in: its source is known, and does not have it."""
    return bool(one.source) and f"/{tag.lower()}/" not in f"{one.source.lower()}/"


def _tag(address: str) -> str:
    """Returns the locale in the path of an address, as written, also of one that a service wraps."""
    found = path_locale(address) or path_locale(unwrapped(address)[0])
    return found.tag if found else ""


def _language(tag: str) -> tuple[str, str]:
    language, script, _ = subtags(canonical_tag(tag))
    return language, script


def _fix(page: Page, one: Written) -> Fix | None:
    found = path_locale(one.address)
    if found is None or page.text[one.at.start : one.at.end] != one.address:
        return None
    own = page.id.locale.lower() if found.tag.islower() else page.id.locale
    start = one.at.start + found.start
    return Fix(f"Write `{own}`", (Edit(Span(start, start + len(found.tag)), own),))
