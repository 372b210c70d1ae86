"""Labelled samples of real articles: how much of what Diglot reports is true, and what it must not miss.

`sample/toolkit.tsv` is a yardstick: what the best-known checker of translations (Translate Toolkit 3.20.4, all checks
of its StandardChecker, with the target language and no other setting) says of some units, and whether that is true:
would mending what it names mend something that a reader or a reviewer wants mended? Of the units of each check, and of
those without a message, the first by SHA-256 of path and unit were taken, machine and human translations apart.
`rules` are the codes any of which names the defect, `CODE@UNIT` where it is found in a neighbouring unit.

`sample/findings.tsv` says which of Diglot's own findings are true. Neither holds any text of the articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

import pytest

from diglot.diagnostics import Diagnostic, Severity
from diglot.rules.registry import BY_CODE
from rules.samples import Corpus, Label, Message, Place, place, rows
from support import expect_none

PRECISION = {Severity.ERROR: Fraction(95, 100), Severity.WARNING: Fraction(85, 100)}
"""How many of the findings of a severity have to be true."""
LOST = Fraction(5, 100)
"""How many of the findings that are known to be true may no longer be found."""
FALSE_ALARMS = Fraction(1, 10)
"""How many false alarms Diglot may raise for each of the toolkit's."""
TOUCHED = Fraction(2, 100)
"""How many units of human translations may have a finding that is more than a hint."""


MESSAGES = tuple(
    Message(place(row), row["check"], row["verdict"] == "true", frozenset(filter(None, row["rules"].split(","))))
    for row in rows("toolkit.tsv")
)
LABELS = tuple(Label(place(row), row["rule"], row["verdict"] == "true", row["type"]) for row in rows("findings.tsv"))


@pytest.fixture(scope="session")
def found(checked: Corpus) -> dict[Place, list[Diagnostic]]:
    """The findings in the real articles, by place."""
    places: dict[Place, list[Diagnostic]] = defaultdict(list)
    for one in checked.diagnostics:
        path = one.at.path.removeprefix(f"{one.locale}/").removesuffix(".md")
        places[Place(one.locale, path, one.unit or "")].append(one)
    return dict(places)


def severity(found: Mapping[Place, list[Diagnostic]], at: Place, code: str) -> Severity | None:
    """Returns how much weight Diglot gives to what it finds at a place by a rule; None if it finds nothing."""
    return max((one.severity for one in found.get(at, ()) if one.code == code), default=None)


def share(part: int, whole: int) -> str:
    """Returns a share for people."""
    return f"{part} of {whole} ({100 * part / max(whole, 1):.1f} %)"


def test_samples_are_sound() -> None:
    """Lines are sorted and unique, codes exist, each true message names a rule and each false one none."""
    for name, key in (("toolkit.tsv", "check"), ("findings.tsv", "rule")):
        keys = [(*place(row), row[key]) for row in rows(name)]
        assert keys == sorted(set(keys))
    named = {code.partition("@")[0] for message in MESSAGES for code in message.rules}
    codes = {*(label.rule for label in LABELS), *named}
    expect_none(f"there is no rule {code}" for code in sorted(codes - set(BY_CODE)))
    expect_none(f"{message.at} {message.check}" for message in MESSAGES if message.is_true is not bool(message.rules))
    expect_none(f"{name}: {row}" for name in ("toolkit.tsv", "findings.tsv") for row in rows(name) if None in row)


def test_samples_are_large() -> None:
    """Each locale, machine and human translations, and units without a message have their share."""
    judged = Counter(at.locale for at in {message.at for message in MESSAGES})
    silent = Counter(message.at.locale for message in MESSAGES if not message.check)
    assert min(judged.values()) >= 160
    assert min(silent.values()) >= 40
    labelled = {(label.at, label.type) for label in LABELS}
    assert len(labelled) >= 600
    assert len({at.locale for at, _ in labelled}) == 6
    assert min(Counter(at.locale for at, _ in labelled).values()) >= 60
    assert Counter(type_ for _, type_ in labelled)["HT"] >= 100


def test_toolkit_yardstick(found: dict[Place, list[Diagnostic]]) -> None:
    """Diglot finds all true things that the toolkit finds, with at most a tenth of the false alarms."""
    expected: dict[Place, set[str]] = {message.at: set() for message in MESSAGES}
    for message in MESSAGES:
        expected[message.at] |= message.rules
    expect_none(
        f"{' '.join(at)}: none of {', '.join(sorted(rules))}"
        for at, rules in expected.items()
        if rules and not any(_has(found, at, rule) for rule in rules)
    )
    known = {(label.at, label.rule) for label in LABELS if label.is_true}
    ours = [
        f"{' '.join(at)}: {one.code} {one.message}"
        for at, rules in expected.items()
        for one in found.get(at, ())
        if one.severity > Severity.INFO and one.code not in rules and (at, one.code) not in known
    ]
    theirs = sum(bool(message.check) and not message.is_true for message in MESSAGES)
    assert len(ours) <= FALSE_ALARMS * theirs, "\n".join(ours)


def _has(found: Mapping[Place, list[Diagnostic]], at: Place, rule: str) -> bool:
    """Tells whether a rule found something in a unit, or in the neighbour that is named behind an `@`."""
    code, _, unit = rule.partition("@")
    return any(one.code == code for one in found.get(at._replace(unit=unit or at.unit), ()))


@pytest.mark.parametrize("level", PRECISION, ids=lambda level: level.word)
def test_precision(found: dict[Place, list[Diagnostic]], level: Severity) -> None:
    """Nearly all of what Diglot reports is true."""
    judged = [label for label in LABELS if severity(found, label.at, label.rule) is level]
    false = [label for label in judged if not label.is_true]
    assert judged
    assert len(judged) - len(false) >= PRECISION[level] * len(judged), _told(false, len(judged))


def test_nothing_true_is_lost(found: dict[Place, list[Diagnostic]]) -> None:
    """What was found once, and is true, is still found."""
    true = [label for label in LABELS if label.is_true]
    lost = [label for label in true if severity(found, label.at, label.rule) is None]
    assert len(lost) <= LOST * len(true), _told(lost, len(true))


def test_human_translations(checked: Corpus, found: dict[Place, list[Diagnostic]]) -> None:
    """Who translates with care hardly ever hears of it."""
    human = {page.file: page for page in checked.pages.values() if page.metadata.translation_type == "HT"}
    units = sum(page.units for page in human.values())
    touched = [
        at
        for at, here in found.items()
        if at.unit and here[0].at.path in human and any(one.severity > Severity.INFO for one in here)
    ]
    rules = Counter(one.code for at in touched for one in found[at] if one.severity > Severity.INFO)
    assert len(touched) < TOUCHED * units, f"{share(len(touched), units)}: {rules.most_common()}"


def _told(labels: Iterable[Label], whole: int) -> str:
    lines = [f"{' '.join(label.at)} {label.rule}" for label in labels]
    return "\n".join((share(len(lines), whole), *lines))
