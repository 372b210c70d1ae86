"""The rule untranslated-unit: a unit whose target is its source, but for names. It is looked for before all others."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Finding
from diglot.rules.language.kept_text import is_same_sentence, kept_text
from diglot.rules.quoting import quoted
from diglot.rules.subject import Pair


def find_untranslated_units(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit that nobody has translated."""
    text = pair.target.text
    if pair.is_new:
        yield Finding("untranslated-unit", pair.target.at, f"{quoted(text)} is not translated yet; translate it")
        return
    if is_same_sentence(pair) or _is_mostly_kept(pair):
        at = pair.target.span(len(text) - len(text.lstrip()), len(text.rstrip()))
        yield Finding("untranslated-unit", at, f"{quoted(text)} is still in the language of the source; translate it")


def _is_mostly_kept(pair: Pair) -> bool:
    kept = kept_text(pair)
    return kept is not None and kept.is_most
