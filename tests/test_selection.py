"""Which findings are reported, and how much they weigh."""

from __future__ import annotations

import pytest

from diglot.diagnostics import Diagnostic, Severity
from diglot.model import Location
from diglot.rules.registry import RULES
from diglot.selection import PathSelection, Selection, choose, known_rule


def found(name: str, path: str = "content/nl-NL/mast.md") -> Diagnostic:
    """Returns a finding of the rule `name`."""
    rule = next(rule for rule in RULES if rule.name == name)
    return Diagnostic(rule.code, rule.name, rule.severity, Location(path, 1, 1, 1, 2, 0, 1), "x", "nl-NL")


ALL = [
    found("mojibake"),
    found("empty-address"),
    found("target-case"),
    found("empty-address", "content/nl-NL/law/a.md"),
]
LAW = PathSelection(("content/*/law/**",), ("empty-address",), ())
CASES = [
    (Selection(), "mojibake empty-address target-case empty-address"),
    (Selection(select=("mojibake",)), "mojibake"),
    (Selection(select=("LNK",)), "empty-address target-case empty-address"),
    (Selection(select=("LNK204", "CHR")), "mojibake empty-address empty-address"),
    (Selection(select=("LNK",), ignore=("target-case",)), "empty-address empty-address"),
    (Selection(ignore=("LNK", "CHR601")), ""),
    (Selection(severity=(("LNK", "off"),)), "mojibake"),
    (Selection(paths=(LAW,)), "mojibake empty-address target-case"),
    (
        Selection(ignore=("LNK204",), paths=(PathSelection(("*/law/*",), (), (("LNK204", "info"),)),)),
        "mojibake target-case empty-address",
    ),
    (Selection(files=frozenset({"content/nl-NL/law/a.md"})), "empty-address"),
    (Selection(files=frozenset()), ""),
]


@pytest.mark.parametrize(("selection", "names"), CASES)
def test_what_is_reported(selection: Selection, names: str) -> None:
    """By name, code or family; what is said of a path wins."""
    assert " ".join(one.name for one in choose(selection, ALL)) == names


def test_weights() -> None:
    """The last word on a rule wins, and that on a path over all others."""
    selection = Selection(
        severity=(("LNK", "info"), ("LNK204", "warning")), paths=(PathSelection(("*law*",), (), (("LNK", "error"),)),)
    )
    weights = [one.severity for one in choose(selection, ALL)]
    assert weights == [Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "near"), [("mojibakke", "mojibake"), ("lnk204", "LNK204"), ("LNK999", "LNK"), ("zzz", "explain")]
)
def test_unknown_rule(name: str, near: str) -> None:
    """The nearest one is named, or where to look."""
    with pytest.raises(LookupError, match=near):
        known_rule(name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_known_rule(rule: object) -> None:
    """Every rule is known by name, code and family."""
    assert all(known_rule(name) == name for name in (rule.name, rule.code, rule.family))  # type: ignore[attr-defined]
