"""LNK208: e-mail addresses of the source that a translation does not have."""

from __future__ import annotations

from collections.abc import Iterator
from re import ASCII, escape, search
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import LINK
from diglot.rules.links.web import shown
from diglot.rules.subject import Pair

_EMAIL = pattern(r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,8}@(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?!\w)")


def find_changed_emails(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each e-mail address of the source that the target writes in another way, or leaves out."""
    source, target = pair.source, pair.target
    if source is None or "@" not in source.raw:
        return
    text = " ".join((target.text, *(run.address for run in target.of(LINK)))).casefold()
    addresses = {match[0].casefold(): match[0] for match in _EMAIL.finditer(source.text)}
    missing = [address for folded, address in addresses.items() if not _holds(text, folded)]
    if not missing:
        return
    others = [match for match in _EMAIL.finditer(target.text) if match[0].casefold() not in addresses]
    for number, address in enumerate(missing):
        if number < len(others):
            match = others[number]
            at = target.span(*match.span())
            is_plain = at.end - at.start == len(match[0])
            fix = Fix(f"Write `{shown(address)}`", (Edit(at, address),)) if is_plain else None
            message = f"`{shown(match[0])}` is another e-mail address in the source; write `{shown(address)}`"
            yield Finding("changed-email", at, message, fix=fix)
        else:
            message = f"the e-mail address `{shown(address)}` of the source is lost; write it as it is"
            yield Finding("changed-email", target.at, message)


def _holds(text: str, address: str) -> bool:
    """Tells whether an address stands in a text by itself; a hyphen may join it to a word, as in `a@b.com-adressen`."""
    return address in text and search(rf"(?<![\w.]){escape(address)}(?!\w)", text, ASCII) is not None
