"""The pages of rules on a terminal."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from diglot.diagnostics import Rule
from diglot.rule_pages import rule_page
from diglot.rules.registry import RULES

_WIDTH = 100
"""Columns of prose that are easy to read."""


def explain_rule(console: Console, name: str) -> None:
    """Prints the page of the rule called `name`, by name or code, or the rules of the family of that name."""
    family = [rule for rule in RULES if rule.family == name]
    if family:
        _print_table(console, family)
        return
    rule = next(rule for rule in RULES if name in (rule.name, rule.code))
    page = rule_page(rule)
    if console.is_terminal:
        console.print(Markdown(page, code_theme="ansi_dark"), width=min(_WIDTH, console.width))
        console.print(Text(f"Usual severity: {rule.severity.word}", style="dim"))
    else:
        console.print(Text(page.rstrip()), soft_wrap=True)
        console.print(Text(f"\nUsual severity: {rule.severity.word}"), soft_wrap=True)


def explain_all(console: Console) -> None:
    """Prints all rules, a line each."""
    for _, family in groupby(RULES, key=lambda rule: rule.family):
        _print_table(console, list(family))


def _print_table(console: Console, rules: list[Rule]) -> None:
    rows = [(f"{rule.code:6}", f"{rule.name:24}", f"{rule.severity.word:7}", rule.summary) for rule in rules]
    if not console.is_terminal:
        # Programs read it: nothing is cut to a width.
        console.print(Text("\n".join("  ".join(row) for row in rows)), soft_wrap=True)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for number in range(4):
        table.add_column(no_wrap=number < 3)
    for row in rows:
        table.add_row(*row)
    console.print(table)
