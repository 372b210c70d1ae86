"""The pages of rules, as `explain` and reports read them."""

from __future__ import annotations

import pytest

from diglot.diagnostics import Rule
from diglot.rule_pages import rule_page
from diglot.rules.registry import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_page(rule: Rule) -> None:
    """The page that is found is the rule's own."""
    assert rule_page(rule).startswith(f"# {rule.name} ({rule.code})\n")
