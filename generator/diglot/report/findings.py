"""The findings of an HTML report as values for its template, and all of them as compact JSON for its script."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from diglot.diagnostics import Diagnostic, Severity
from diglot.i18n import is_rtl
from diglot.quality import PageQuality, Report
from diglot.report.places import Change, Passage, change, in_file, in_source, in_target
from diglot.report.plots import FAMILIES

_Key = TypeVar("_Key")

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Shown(NamedTuple):
    """A finding as it is shown."""

    code: str
    name: str
    severity: str
    known: bool
    locale: str
    path: str
    line: int
    column: int
    unit: str
    message: str
    target: Passage
    source: Passage
    frame: Passage | None
    change: Change | None

    @property
    def bilingual(self) -> bool:
        """True if it has a unit whose texts can be shown."""
        return bool(self.target.text or self.source.text)


class RuleCount(NamedTuple):
    """A rule that found something."""

    code: str
    name: str
    found: int


def fit(text: str) -> str:
    """Returns text that HTML can hold, character for character: signs for controls, `\ufffd` for stray bytes."""
    return _UNFIT.sub(_picture, text) if _UNFIT.search(text) else text


def show(found: Diagnostic) -> Shown:
    """Returns what a report shows of a diagnostic."""
    return Shown(
        found.code,
        found.name,
        found.severity.word,
        found.known,
        found.locale,
        found.at.path,
        found.at.line,
        found.at.column,
        found.unit or "",
        found.message,
        in_target(found),
        in_source(found),
        in_file(found),
        change(found),
    )


def rules_of(diagnostics: Iterable[Diagnostic]) -> tuple[RuleCount, ...]:
    """Returns the rules that found something, in the order of families and codes."""
    counts = Counter((found.code, found.name) for found in diagnostics)
    order = {family: number for number, family in enumerate(FAMILIES)}
    ranked = sorted(counts.items(), key=lambda rule: (order.get(rule[0][0][:3], len(order)), rule[0]))
    return tuple(RuleCount(code, name, count) for (code, name), count in ranked)


def worst(pages: Iterable[PageQuality]) -> list[PageQuality]:
    """Returns the pages that something was found on, the worst first."""
    found = [page for page in pages if page.errors or page.warnings or page.infos]
    return sorted(found, key=lambda page: (-page.score, -page.errors, -page.infos, page.locale, page.path))


def direction(locale: str) -> str:
    """Returns `rtl` or `ltr`."""
    return "rtl" if locale and is_rtl(locale) else "ltr"


def payload(report: Report, shown: Iterable[Shown], pages: Iterable[PageQuality]) -> str:
    """Returns everything that the script of the report needs, as JSON that no text in it can break out of.

    `texts` holds every string once, and is what numbers named `text` below count in; 0 stands for nothing.

        locales   [tag, direction]
        rules     [code, name]
        files     [text of the path, locale]
        pages     [locale, text of the title, of the path, of the file, of the type, of the handoff, of the freshness,
                  units, score, errors, warnings]
        findings  [rule, severity, file, line, column, text of the unit, of the message, target, source, frame, fix,
                  1 if known, text of the type]; the four in the middle are passages and a change, or 0
        passage   [text] or [text, start, end, label], in UTF-16 units
        change    [text of the title, 1 if safe, passage before or 0, passage after]
    """
    rows = _Rows(report)
    findings = [rows.finding(found) for found in shown]
    table = {
        "pages": [rows.page(page) for page in pages],
        "findings": findings,
        "rules": [[fit(code), fit(name)] for code, name in rows.rules],
        "files": list(rows.files),
        "locales": [[fit(tag), direction(tag)] for tag in rows.locales],
        "texts": [fit(text) for text in rows.texts],
    }
    # No `<`, so neither `</script>` nor `<!--`.
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


class _Rows:
    """Turns values into rows of numbers, and keeps what the numbers stand for."""

    def __init__(self, report: Report) -> None:
        self.texts: dict[str, int] = {"": 0}
        self.locales: dict[str, int] = {}
        self.rules: dict[tuple[str, str], int] = {}
        self.files: dict[tuple[int, int], int] = {}
        self._types = {page.file: page.translation_type for page in report.pages}
        for locale in report.locales:
            _number(self.locales, locale.locale)
        for rule in rules_of(report.diagnostics):
            _number(self.rules, (rule.code, rule.name))

    def text(self, text: str) -> int:
        """Returns the number of a text."""
        return _number(self.texts, text)

    def page(self, page: PageQuality) -> list[object]:
        """Returns the row of a page."""
        words = (page.title, page.path, page.file, page.translation_type, page.handoff, page.freshness)
        figures = (page.units, round(page.score, 2), page.errors, page.warnings)
        return [_number(self.locales, page.locale), *map(self.text, words), *figures]

    def finding(self, found: Shown) -> list[object]:
        """Returns the row of a finding."""
        return [
            _number(self.rules, (found.code, found.name)),
            Severity[found.severity.upper()].value,
            _number(self.files, (self.text(found.path), _number(self.locales, found.locale))),
            found.line,
            found.column,
            self.text(found.unit),
            self.text(found.message),
            self.passage(found.target) if found.bilingual else 0,
            self.passage(found.source) if found.bilingual else 0,
            self.passage(found.frame) if found.frame else 0,
            self.change(found.change) if found.change else 0,
            int(found.known),
            self.text(self._types.get(found.path, "")),
        ]

    def passage(self, passage: Passage) -> list[object]:
        """Returns a passage as a script counts characters."""
        text = self.text(passage.text)
        if passage.start < 0:
            return [text]
        start = _utf16(passage.before)
        return [text, start, start + _utf16(passage.marked), *filter(None, [passage.label])]

    def change(self, change: Change) -> list[object]:
        """Returns the row of a change."""
        before = self.passage(change.before) if change.before else 0
        return [self.text(change.title), int(change.safe), before, self.passage(change.after)]


def _number(numbers: dict[_Key, int], key: _Key) -> int:
    return numbers.setdefault(key, len(numbers))


def _utf16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
