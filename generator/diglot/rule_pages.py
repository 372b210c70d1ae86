"""Reads the pages of rules that ship with Diglot: what a rule finds, why, and how to mend it."""

from __future__ import annotations

from importlib.resources import files

from diglot.diagnostics import Rule


def rule_page(rule: Rule) -> str:
    """Returns the page of `rule`, in Markdown. Every rule has one."""
    name = f"{rule.name.replace('-', '_')}.md"
    pages = (folder / name for folder in files("diglot.rules").iterdir() if folder.is_dir())
    return next(page for page in pages if page.is_file()).read_text("utf-8")
