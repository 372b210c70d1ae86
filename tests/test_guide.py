"""The articles of the guide that are made from the rules' own pages, the command line and the schema of `site.toml`.

`PYTHONPATH=generator python tests/test_guide.py` writes them. What the others show is run in `test_guide_commands.py`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from diglot.cli import diglot
from diglot.diagnostics import Rule
from diglot.options import schema
from diglot.rule_pages import rule_page
from diglot.rules.registry import RULES

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "content" / "en-US"
MADE = ("rules", "reference")
"""Folders of articles that are made."""
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
    """Yields (path, text) of each article that is made."""
    for name, text in rules():
        yield f"rules/{name}", text
    yield "reference/commands.md", commands()
    yield "reference/configuration.md", configuration()


def tables() -> Iterator[tuple[str, str]]:
    """Yields (locale, text) of the table of contents of each locale: what it has, under the titles of its articles."""
    groups = tomllib.loads((ROOT / "tests/guide.toml").read_text("utf-8"))["group"]
    for folder in sorted(path for path in GUIDE.parent.iterdir() if path.is_dir()):
        lines = ["# Made by tests/test_guide.py."]
        for group in groups:
            found = [name for name in group["articles"] if (folder / f"{name}.md").is_file()]
            if found:
                lines += [f"- name: {group['names'][folder.name]}", "  items:"]
                lines += [f"  - name: {_title(folder / f'{name}.md')}\n    href: {name}.md" for name in found]
            if "rules/index" in found:
                lines.append("    items:")
                lines += [
                    f"    - name: {TITLES[code]} ({code})\n      href: rules/{code.lower()}.md" for code in TITLES
                ]
        yield folder.name, "\n".join(lines) + "\n"


def _title(article: Path) -> str:
    match = re.search(r"^title: (.*)$", article.read_text("utf-8"), re.MULTILINE)
    assert match, article
    return match[1]


def commands() -> str:
    """Returns the article about all commands and their options, as they describe themselves."""
    head = _front(
        "All commands", "Look up every command of diglot with all of its options, as diglot --help shows them."
    )
    parts = ["Each command also describes itself: `diglot build --help`.\n"]
    whole = click.Context(diglot, info_name="diglot", **diglot.context_settings)
    for name, command in sorted(diglot.commands.items()):
        context = click.Context(command, info_name=name, parent=whole)
        usage = " ".join(("diglot", name, *command.collect_usage_pieces(context)))
        rows = [
            f"| {_code(record[0])} | {_cell(record[1])} |"
            for option in command.get_params(context)
            if (record := option.get_help_record(context)) and record[1]
        ]
        about = " ".join((command.help or "").split())
        table = "| Option | Meaning |\n|---|---|\n" + "\n".join(rows)
        parts.append(f"## diglot {name}\n\n```text\n{usage}\n```\n\n{about}\n\n{table}\n")
    return head + "\n".join(parts)


def configuration() -> str:
    """Returns the article about all keys of `site.toml`, as its schema describes them."""
    head = _front("All settings", "Look up every key of site/site.toml, what it means, and what holds without it.")
    intro = (
        "Every key is optional. The schema `site.schema.json`, which `diglot new` puts beside the file, tells editors "
        "the same.\n"
    )
    whole = schema()
    return head + intro + "\n" + "\n".join(_tables(whole, whole, ""))


def _tables(whole: Mapping[str, Any], table: Mapping[str, Any], name: str) -> Iterator[str]:
    own = {key: value for key, value in table["properties"].items() if _inner(whole, value) is None}
    title = f"[{name}]" if name else "The top of the file"
    about = f"{table['description']}\n\n" if name and table.get("description") else ""
    rows = [
        f"| `{key}` | {_cell(value.get('description', ''))} | {_kind(value)} | {_default(value)} |"
        for key, value in own.items()
        if key != "$schema"
    ]
    heading = f'## <a name="{name.replace(".", "-") or "top"}"></a>{title.replace("[", "`[").replace("]", "]`")}'
    yield f"{heading}\n\n{about}| Key | Meaning | Kind | Default |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    for key, value in table["properties"].items():
        if (inner := _inner(whole, value)) is not None:
            below, nested = inner
            yield from _tables(whole, nested, f"{name}.{key}".strip(".") + below)


def _inner(whole: Mapping[str, Any], value: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """Returns the table that a key stands for, and what has to be written behind its name."""
    for below, place in (("", value), (".<locale>", value.get("additionalProperties")), ("[]", value.get("items"))):
        if isinstance(place, Mapping) and "$ref" in place:
            return below, whole["$defs"][place["$ref"].rpartition("/")[2]]
    return None


def _kind(value: Mapping[str, Any]) -> str:
    if choices := value.get("enum") or value.get("items", {}).get("enum"):
        return ", ".join(f"`{choice}`" for choice in choices)
    kinds = {"string": "text", "array": "list", "boolean": "yes or no", "integer": "number", "object": "table"}
    kind = value.get("type") or next(one["type"] for one in value["anyOf"] if one["type"] != "null")
    return kinds.get(kind, kind)


def _default(value: Mapping[str, Any]) -> str:
    default = value.get("default")
    return (
        {True: "`true`", False: "`false`"}[default] if isinstance(default, bool) else f"`{default}`" if default else ""
    )


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def rules() -> Iterator[tuple[str, str]]:
    """Yields (name, text) of one article per family, and of the list of all rules."""
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


def test_guide_is_up_to_date() -> None:
    """The articles in the repository are what is made."""
    stored = {
        f"{folder}/{path.name}": path.read_text("utf-8") for folder in MADE for path in (GUIDE / folder).glob("*.md")
    }
    assert stored == dict(articles()), "run `PYTHONPATH=generator python tests/test_guide.py`"


def test_every_article_is_in_the_table_of_contents() -> None:
    """The tables of all locales are what is made; nothing is left out but home pages."""
    stored = {path.parent.name: path.read_text("utf-8") for path in GUIDE.parent.glob("*/toc.yml")}
    assert stored == dict(tables()), "run `PYTHONPATH=generator python tests/test_guide.py`"
    for locale, text in stored.items():
        articles = {
            path.relative_to(GUIDE.parent / locale).as_posix() for path in (GUIDE.parent / locale).rglob("*.md")
        }
        assert articles - {"index.md"} == set(re.findall(r"href: (\S+)", text))


def main() -> None:
    """Writes the articles."""
    for folder in MADE:
        (GUIDE / folder).mkdir(exist_ok=True)
        for path in (GUIDE / folder).glob("*.md"):
            path.unlink()
    for name, text in articles():
        (GUIDE / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{GUIDE / name}\n")
    for locale, text in tables():
        (GUIDE.parent / locale / "toc.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
