"""`diglot new`: a small bilingual project to start from. It builds at once and shows one of everything."""

from __future__ import annotations

import json
from pathlib import Path

from diglot.errors import UserError, WorldError
from diglot.options import schema

_CONFIG = """\
#:schema ./site.schema.json
# The configuration of the site. Every key is optional; your editor knows them all from the schema beside this file.

title = "Harbor Help"
# base_url = "https://help.example.com/"

[titles]
nl-NL = "Hulp bij Harbor"
"""

_SOURCE = """\
---
title: {title}
description: {description}
ms.topic: how-to
ms.date: 11/21/2026
---
{body}"""

_INDEX = """
# Harbor Help

Everything about the harbor app. Start with [adding a boat](add-a-boat.md).
"""

_ADD = """
# Add a boat

To see a boat on the map, add it to your list.

1. Select **Boats**, and then **Add**.
2. Enter the name of the boat.
3. Select **Save**.

The boat appears on the map within a minute. If it does not, see [Find a missing boat](find-a-boat.md).
"""

_FIND = """
# Find a missing boat

A boat without a position is not on the map.

- Check that the boat's transmitter is on.
- Wait one minute.
"""

_TRANSLATION = """\
---
title: {title}
description: {description}
ms.topic: how-to
ms.date: 11/21/2026
ms.translationtype: {kind}
ms.contentlocale: nl-NL
ms.lasthandoff: 11/21/2026
---
{body}"""

_IGNORED = "public/\n.diglot/\n"


def make_project(folder: Path) -> list[Path]:
    """Writes the project into `folder`, which has to be new or empty, and returns the files. Raises `UserError`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"`{folder}` exists and is not empty; choose a new folder")
    made = []
    try:
        for name, text in _files().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            made.append(path)
    except OSError as error:
        raise WorldError(f"cannot write `{error.filename}`: {error.strerror}") from error
    return made


def _files() -> dict[str, str]:
    source = {
        "index": ("Harbor Help", "Help with the harbor app.", _INDEX),
        "add-a-boat": ("Add a boat", "Put a boat on the map.", _ADD),
        "find-a-boat": ("Find a missing boat", "What to do if a boat is not on the map.", _FIND),
    }
    return {
        **{
            f"content/en-US/{name}.md": _SOURCE.format(title=title, description=description, body=body)
            for name, (title, description, body) in source.items()
        },
        "content/nl-NL/index.md": _TRANSLATION.format(
            title="Hulp bij Harbor", description="Hulp bij de Harbor-app.", kind="HT", body=_index_nl()
        ),
        "content/nl-NL/add-a-boat.md": _TRANSLATION.format(
            title="Een boot toevoegen", description="Een boot op de kaart zetten.", kind="MT", body=_add_nl()
        ),
        "site/site.toml": _CONFIG,
        "site/site.schema.json": json.dumps(schema(), indent=2) + "\n",
        ".gitignore": _IGNORED,
    }


def _unit(number: int, target: str, source: str, prefix: str) -> str:
    name = f"{prefix}-{number}"
    return (
        f'<span data-ttu-id="{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{source}</span></span>'
    )


def _index_nl() -> str:
    one, two, three = (
        _unit(number, target, source, "4c1d0")
        for number, target, source in (
            (102, "Hulp bij Harbor", "Harbor Help"),
            (103, "Alles over de Harbor-app.", "Everything about the harbor app."),
            (104, "Begin met [een boot toevoegen](add-a-boat.md).", "Start with [adding a boat](add-a-boat.md)."),
        )
    )
    return f'\n# <a name="harbor-help"></a>{one}\n\n{two} {three}\n'


def _add_nl() -> str:
    texts = (
        ("Een boot toevoegen", "Add a boat"),
        (
            "Als u een boot op de kaart wilt zien, voegt u deze aan uw lijst toe.",
            "To see a boat on the map, add it to your list.",
        ),
        ("Selecteer **Boten** en vervolgens **Toevoegen**.", "Select **Boats**, and then **Add**."),
        ("Voer de naam van de boot in.", "Enter the name of the boat."),
        ("Selecteer **Opslaan**.", "Select **Save**."),
        ("De boot verschijnt binnen een minuut op de kaart.", "The boat appears on the map within a minute."),
        (
            "Zo niet, zie [Een ontbrekende boot zoeken](find-a-boat.md).",
            "If it does not, see [Find a missing boat](find-a-boat.md).",
        ),
    )
    units = [_unit(number, target, source, "8e7a2") for number, (target, source) in enumerate(texts, 102)]
    steps = "\n".join(f"{step}. {unit}" for step, unit in enumerate(units[2:5], 1))
    return f'\n# <a name="add-a-boat"></a>{units[0]}\n\n{units[1]}\n\n{steps}\n\n{units[5]} {units[6]}\n'
