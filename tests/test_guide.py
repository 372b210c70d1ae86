"""The articles of the guide that are made from the rules' own pages.

`PYTHONPATH=generator python tests/test_guide.py` writes them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from diglot.diagnostics import Rule
from diglot.rule_pages import rule_page
from diglot.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "content" / "en-US" / "rules"
TITLES = {
    "SEG": "units",
    "MRK": "links and marked text",
    "LNK": "addresses",
    "ACC": "accuracy",
    "LNG": "language",
    "TRM": "names and terms",
    "CHR": "characters",
    "TYP": "typography",
    "FMT": "format",
    "CON": "consistency",
    "STA": "freshness",
}
"""Family -> what its rules are about."""
_DATE = "11/26/2026"


def articles() -> Iterator[tuple[str, str]]:
    """Yields (name, text) of each article that is made: one per family, and the list of all rules."""
    families = [(code, list(rules)) for code, rules in groupby(RULES, key=lambda rule: rule.family)]
    for code, rules in families:
        head = _front(
            f"Rules about {TITLES[code]}", f"The rules {code} of diglot check, and how to mend what they find."
        )
        yield f"{code.lower()}.md", head + "\n".join(section(rule) for rule in rules)
    rows = [
        f"| [{rule.code}]({code.lower()}.md#{rule.name}) | `{rule.name}` | {rule.severity.word} | {rule.summary} |"
        for code, rules in families
        for rule in rules
    ]
    head = _front("All rules", "Look up what diglot check finds, by code and name.")
    intro = "`diglot explain NAME` shows the page of a rule, with examples, in your terminal.\n\n"
    yield (
        "index.md",
        head + intro + "| Code | Name | Severity | What it finds |\n|---|---|---|---|\n" + "\n".join(rows) + "\n",
    )


def section(rule: Rule) -> str:
    """Returns the page of a rule, without its examples, as a section."""
    page = rule_page(rule).partition("\n## Examples\n")[0]
    lines = page.splitlines()
    name = f'## <a name="{rule.name}"></a>{rule.name} ({rule.code})'
    body = "\n".join(line.replace("## ", "### ", 1) if line.startswith("## ") else line for line in lines[1:])
    # Every rule has these headings: without a name of their own their anchors would depend on their order.
    body = re.sub(r"^### (.+)$", lambda match: f"**{match[1]}**", body, flags=re.MULTILINE)
    return f"{name}\n\nSeverity: {rule.severity.word}\n{body.rstrip()}\n"


def _front(title: str, description: str) -> str:
    return (
        f"---\ntitle: {title}\ndescription: {description}\n"
        f"ms.topic: reference\nms.date: {_DATE}\nauthor: diglot\n---\n\n"
        f"# {title}\n\n"
    )


def test_guide_has_all_rules() -> None:
    """The articles in the repository are what the rules' pages make."""
    stored = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert stored == dict(articles()), "run `PYTHONPATH=generator python tests/test_guide.py`"


def main() -> None:
    """Writes the articles."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        path.unlink()
    for name, text in articles():
        (FOLDER / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{FOLDER / name}\n")


if __name__ == "__main__":
    main()
