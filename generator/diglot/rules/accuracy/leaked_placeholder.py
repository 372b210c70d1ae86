"""The rule leaked-placeholder: a mark that a program put in place of a word, and forgot to replace."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.rules.accuracy.prose import prose
from diglot.rules.subject import Pair

_PLACEHOLDER = pattern(
    r"#\s?[A-Z]\d{1,2}(?![\w#-])|\{\{?\s?\w{1,40}\s?\}?\}|(?<![\w%])%(?:[1-9](?![\w%.,]|\s?%)|[ds@](?![\w%]))"
)
_PERCENT = pattern(r"\d\s?%")


def find_leaked_placeholders(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each placeholder in a target that the source does not have."""
    text = pair.target.text
    if pair.source is None or not ("#" in text or "{" in text or "%" in text):
        return
    source = prose(pair.source)
    known = "".join(pair.source.text.split())
    # Some languages write `%5` where the source has `5%`.
    is_share = _PERCENT.search(source) is not None
    leaked = [match for match in _PLACEHOLDER.finditer(prose(pair.target)) if _flat(match.group()) not in known]
    names = [name for name in _PLACEHOLDER.findall(source) if _flat(name) not in "".join(text.split())]
    for match, name in zip_longest(leaked, names[: len(leaked)]):
        mark, at = match.group(), pair.target.span(*match.span())
        if mark.startswith("%") and is_share:
            continue
        if name is None:
            message = f"`{mark}` stands in place of words that were lost; put what the source says there"
            yield Finding("leaked-placeholder", at, message)
        else:
            message = f"`{mark}` is unknown to the program that fills it in; did you mean `{name}`"
            fix = Fix(f"Write `{name}`", (Edit(at, name),))
            yield Finding("leaked-placeholder", at, message, fix=fix)


def _flat(text: str) -> str:
    return "".join(text.split())
