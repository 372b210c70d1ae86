"""Link slots: links and images whose addresses are known only once all pages are joined, and what they become.

In a body they are addresses of the scheme `SLOT_SCHEME`, one number each. What reaches this module was written by our
own renderer or by the sanitizer, both of which escape `<` and `>` in attributes; so a tag ends where it seems to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape, unescape
from re import Match
from re import compile as pattern

from diglot.i18n import language_name
from diglot.markup.html import address_attribute
from diglot.markup.sanitize import SLOT_SCHEME
from diglot.markup.xref import UID_CLASS
from diglot.model import Target
from diglot.urls import relative

_LINK = pattern(rf'<a ([^>]*?)href="{SLOT_SCHEME}:(\d+)"([^>]*)>(.*?)</a>', 16)
_IMAGE = pattern(rf'<img ([^>]*?)src="{SLOT_SCHEME}:(\d+)"([^>]*)>')
_EMPTY_LINK = pattern(r'(<a [^>]*?href="([^"]*)"[^>]*>)((?:\s|<span data-unit="[^"]*"></span>)*)</a>')
_TAG = pattern(r"<[^>]*>")
_ALT = pattern(r'\salt="([^"]*)"')
_SIZED = pattern(r"\s(?:width|height)=")
_UID = f'class="{UID_CLASS}"'
_CLASS = pattern(r'\sclass="([^"]*)"')
_BLOCK = pattern(r'(<[a-z][^<>]*?) data-unit="#([0-9]+)"')


def fill_slots(html: str, here: str, targets: Sequence[Target], locale: str) -> str:
    """Returns the body of the page at `here` with its slots filled; a link without a text of its own is given one.

    `targets` says what each slot leads to, by number; `locale` is the reader's.
    """
    if targets:
        html = _LINK.sub(partial(_link, here, targets, locale), html)
        html = _IMAGE.sub(partial(_image, here, targets), html)
    if "></a>" in html or "> </a>" in html:
        html = _EMPTY_LINK.sub(_named, html)
    return html


def fill_blocks(html: str, numbers: Sequence[int]) -> str:
    """Returns a body in which the blocks of a page without units have the numbers that they share with its source.

    `numbers` has them by block; one without a counterpart, or all if there are no numbers, is no longer named.
    """
    if ' data-unit="#' not in html:
        return html

    def fill(match: Match[str]) -> str:
        before, block = match.groups()
        number = numbers[int(block) - 1] if int(block) <= len(numbers) else 0
        return f'{before} data-unit="b{number}"' if number else before

    return _BLOCK.sub(fill, html)


def _link(here: str, targets: Sequence[Target], locale: str, match: Match[str]) -> str:
    before, number, after, text = match.groups()
    # A number that no link of this page has was written by hand, to mislead.
    target = targets[int(number)] if int(number) < len(targets) else Target("", False)
    if target.plain:
        return text
    written = f" {before.strip()} {after.strip()}"
    if target.title and _UID in written:
        text = f'<span data-generated="link-text">{escape(target.title, quote=False)}</span>'
    if not _TAG.sub("", text).strip() and "<img" not in text:
        if not target.title:
            return text
        text += f'<span data-generated="link-text">{escape(target.title, quote=False)}</span>'
    if not target.address:
        return f"<a{_with_class(written, 'missing-link')}>{text}</a>"
    address = escape(relative(here, target.address)) if target.internal else address_attribute(target.address)
    if not target.locale:
        return f'<a href="{address}"{_with_class(written)}>{text}</a>'
    name = escape(language_name(target.locale, locale))
    mark = f'<span class="locale-mark" data-generated="locale-mark"> ({name})</span>'
    return f'<a href="{address}" hreflang="{target.locale}"{_with_class(written, "other-locale")}>{text}</a>{mark}'


def _with_class(attributes: str, *more: str) -> str:
    """Returns the attributes of a link with `more` classes, and without those that only say how it came to be."""
    found = _CLASS.search(attributes)
    classes = [name for name in (found.group(1).split() if found else []) if name != UID_CLASS]
    rest = _CLASS.sub("", attributes).rstrip()
    return (f' class="{" ".join((*more, *classes))}"' if more or classes else "") + rest


def _image(here: str, targets: Sequence[Target], match: Match[str]) -> str:
    before, number, after = match.groups()
    target = targets[int(number)] if int(number) < len(targets) else Target("", False)
    if target.address:
        address = escape(relative(here, target.address)) if target.internal else address_attribute(target.address)
        sized = target.size is None or _SIZED.search(f" {before}{after}")
        size = "" if sized or target.size is None else f' width="{target.size[0]}" height="{target.size[1]}"'
        return f'<img {before}src="{address}"{size}{after}>'
    alt = _ALT.search(f" {before} {after}")
    return (
        f'<span class="missing-image" data-generated="missing-image">{alt.group(1)}</span>'
        if alt and alt.group(1)
        else ""
    )


def _named(match: Match[str]) -> str:
    opening, address, text = match.groups()
    name = unescape(address).partition("://")[2].partition("/")[0] or unescape(address)
    return f'{opening}{text}<span data-generated="link-text">{escape(name, quote=False)}</span></a>'
