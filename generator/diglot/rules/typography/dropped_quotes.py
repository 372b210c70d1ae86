"""The rule dropped-quotes: quotes round a label or message in the source, nothing that sets it off in the target."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.markup.sides import CODE, EM, STRONG, Side
from diglot.rules.subject import Pair
from diglot.rules.typography.prose import Quotation, prose, quotations, quoted

_QUOTE = pattern('["“”„«»‹›「」『』〝〟]')
_ANY_QUOTE = pattern(r"(?<!\w)['‘’‚＇]|['‘’＇](?!\w)|[\"“”„«»‹›「」『』〝〟＂]")
_LONGEST = 60


def find_dropped_quotes(pair: Pair) -> Iterator[Finding]:
    """Yields a finding if a unit's source has quotes round a text, and the target neither quotes nor marked text."""
    source, side = pair.source, pair.target
    if source is None or _QUOTE.search(source.text) is None or _ANY_QUOTE.search(side.text) is not None:
        return
    marked, meant = (sum(1 for _ in each.of(STRONG, EM, CODE)) for each in (side, source))
    if marked > meant or side.text.count("[") > source.text.count("["):
        # The words are set off in another way.
        return
    text = prose(source)
    found = [each for each in quotations(text, pair.source_profile) if _is_label(text, each)]
    found = [each for each in found if not (marked and _is_marked(source, each))]
    lost = [each for each in found if text[each.start + 1 : each.end].strip(" ,.;") not in side.text]
    if lost:
        start, end = lost[0]
        message = f"the quotes of {quoted(source.text[start : end + 1])} are lost; put the words into quotes here, too"
        yield Finding("dropped-quotes", side.span(0, len(side.text)), message)


def _is_marked(source: Side, quotation: Quotation) -> bool:
    """Tells whether the quotation is bold or otherwise marked in the source as well."""
    return any(run.start <= quotation.end and quotation.start < run.end for run in source.of(STRONG, EM, CODE))


def _is_label(text: str, quotation: Quotation) -> bool:
    """Tells whether the words in quotes name what is on the screen: few words, the first one with a capital."""
    content = text[quotation.start + 1 : quotation.end].strip()
    return text[quotation.start] in '"“' and len(content) <= _LONGEST and content[:1].isupper()
