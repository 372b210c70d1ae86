"""Imports point down, effects stay in the shell, values are frozen, and everything fits the eye.

The layers, and the reasons for them, are in `generator/ARCHITECTURE.md`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest

from support import PACKAGE, expect_none

LAYERS = {
    "values": ("model", "view", "looks", "diagnostics", "settings", "profile", "quality", "packing"),
    "knowledge": (
        "patterns",
        "bilingual",
        "markup",
        "rules",
        "allowances",
        "recounting",
        "selection",
        "inspection",
        "urls",
        "inventory",
        "own_pages",
        "i18n",
        "sidebar",
        "colours",
        "policy",
        "feedback",
        "search_bundles",
    ),
    "stages": ("survey", "join", "check", "measure", "render", "search", "seo"),
    "story": ("build",),
}
"""Each imports only from itself and from those above it. What is in none of them is the shell and may import all."""
SHELL = len(LAYERS)

EFFECTS = {
    *("os", "sys", "pathlib.Path", "subprocess", "socket", "time", "logging", "shutil", "tempfile", "glob", "random"),
    *("locale", "threading", "multiprocessing", "concurrent", "asyncio", "signal", "http", "urllib.request"),
}
"""What reaches the world outside; only the shell does."""
EFFECTFUL_CALLS = {
    *("open", "print", "input", "read_text", "read_bytes", "write_text", "write_bytes", "now", "utcnow", "today"),
}
"""Functions and methods that do so without an import of the above."""

MODULE_LINES = 400
FUNCTION_LINES = 60
TOO_LONG: dict[str, str] = {}
"""`package.module` or `package.module.function` -> why it may pass the limit."""


class Module(NamedTuple):
    """A module of Diglot, parsed."""

    name: str
    """Below the package: `markup.parser`; empty for the package itself."""
    text: str
    tree: ast.Module
    package: str
    """What its relative imports start from."""


class Import(NamedTuple):
    """One imported name."""

    line: int
    name: str
    """Dotted, absolute, as far as the statement says: `diglot.model.PageId`."""


class Length(NamedTuple):
    """How long a module or a function is, and may be."""

    name: str
    line: int
    lines: int
    limit: int


def parsed(name: str, text: str, is_package: bool = False) -> Module:
    """Returns a module made of `text`."""
    dotted = f"diglot.{name}".rstrip(".")
    return Module(name, text, ast.parse(text), dotted if is_package else dotted.rpartition(".")[0])


@cache
def modules() -> tuple[Module, ...]:
    """Returns all of them, the package's own `__init__` included."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(parsed(name, path.read_text(encoding="utf-8"), is_package))
    return tuple(found)


def layer(name: str) -> int:
    """Returns the number of a module's layer."""
    top = name.partition(".")[0]
    return next((number for number, tops in enumerate(LAYERS.values()) if top in tops), SHELL)


def imports(module: Module) -> Iterator[Import]:
    """Yields every imported name, those inside functions and for type checkers too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.package.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(filter(None, (above, node.module)))
            yield from (Import(node.lineno, f"{base}.{alias.name}") for alias in node.names)


def is_within(name: str, module: str) -> bool:
    """Tells whether a dotted name is a module or something in it."""
    return name == module or name.startswith(f"{module}.")


def wrong_imports(module: Module) -> Iterator[str]:
    """Imports must point down. The package's own names, such as its version, are open to all."""
    own = layer(module.name)
    top = module.name.partition(".")[0]
    for line, name in imports(module):
        target = name.removeprefix("diglot.")
        target_top = target.partition(".")[0]
        if target == name or target_top in package_names() or own == SHELL:
            continue
        if layer(target) > own:
            yield f"{module.name}:{line}: `{name}` is above it"
        elif top in LAYERS["stages"] and target_top in LAYERS["stages"] and target_top != top:
            yield f"{module.name}:{line}: `{name}` is another stage"
        elif top == "rules" and is_within(target, "markup.parser"):
            yield f"{module.name}:{line}: rules look at summaries and text, not at the parser"


def package_names() -> frozenset[str]:
    """Returns the names that the package itself defines, as opposed to its modules."""
    package = next(module for module in modules() if not module.name)
    assigned = {node for node in package.tree.body if isinstance(node, ast.Assign)}
    return frozenset(target.id for node in assigned for target in node.targets if isinstance(target, ast.Name))


def effects(module: Module) -> Iterator[str]:
    """Only the shell touches disk, clock, network, processes and streams."""
    if layer(module.name) == SHELL:
        return
    for line, name in imports(module):
        if any(is_within(name, effect) for effect in EFFECTS):
            yield f"{module.name}:{line}: imports `{name}`, which is for the shell"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in EFFECTFUL_CALLS:
                yield f"{module.name}:{node.lineno}: calls `{called}`, which is for the shell"


def globals_(module: Module) -> Iterator[str]:
    """No function changes its module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Global):
            yield f"{module.name}:{node.lineno}: `global {', '.join(node.names)}`"


def mutable_values(module: Module) -> Iterator[str]:
    """Dataclasses of the value modules are frozen and slotted, and hold nothing that can be changed."""
    if layer(module.name) != 0:
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in map(ast.unparse, node.decorator_list):
            if decorator.startswith("dataclass") and not {"frozen=True", "slots=True"} <= set(keywords(decorator)):
                yield f"{module.name}:{node.lineno}: `{node.name}` is not frozen and slotted"
        for field in node.body:
            if isinstance(field, ast.AnnAssign):
                names = {name.id for name in ast.walk(field.annotation) if isinstance(name, ast.Name)}
                if mutable := names & {"list", "dict", "set", "bytearray"}:
                    yield f"{module.name}:{field.lineno}: `{node.name}` holds a {mutable.pop()}"


def keywords(decorator: str) -> list[str]:
    """Returns the arguments of a decorator as they would be written: `["frozen=True"]`."""
    call = ast.parse(decorator, mode="eval").body
    return [f"{word.arg}={ast.unparse(word.value)}" for word in call.keywords] if isinstance(call, ast.Call) else []


def undocumented(module: Module) -> Iterator[str]:
    """A module says what it owns."""
    if not ast.get_docstring(module.tree):
        yield f"{module.name or 'diglot'}: has no docstring"


def lengths(module: Module) -> Iterator[Length]:
    """Yields the length of a module and of each function in it, without its docstring."""
    yield Length(module.name, 1, module.text.count("\n"), MODULE_LINES)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if ast.get_docstring(node, clean=False) is not None:
                lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
            yield Length(f"{module.name}.{node.name}", node.lineno, lines, FUNCTION_LINES)


def too_long(module: Module) -> Iterator[str]:
    """What is long wants to be two things."""
    for name, line, lines, limit in lengths(module):
        if lines > limit and name not in TOO_LONG:
            yield f"{module.name}:{line}: `{name}` has {lines} lines, more than {limit}"


CHECKS = (wrong_imports, effects, globals_, mutable_values, undocumented, too_long)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_architecture_holds(check: Callable[[Module], Iterator[str]]) -> None:
    """No module breaks a rule of the architecture."""
    expect_none(problem for module in modules() for problem in check(module))


def test_layers_exist() -> None:
    """The layers name modules that are there, so that a renamed one does not slip into the shell."""
    present = {module.name.partition(".")[0] for module in modules()}
    expect_none(f"no module `{top}`" for tops in LAYERS.values() for top in tops if top not in present)


def test_exceptions_are_needed() -> None:
    """What became short loses its exception."""
    long = {name for module in modules() for name, _, lines, limit in lengths(module) if lines > limit}
    assert TOO_LONG.keys() <= long


BREACHES = [
    (wrong_imports, "model", "from diglot.markup.text import lines"),
    (wrong_imports, "markup.text", "import diglot.survey"),
    (wrong_imports, "markup.text", "from ..files import read"),
    (wrong_imports, "markup.text", "from .. import files"),
    (wrong_imports, "survey", "from diglot import render"),
    (wrong_imports, "seo", "def late():\n    from diglot.render import render"),
    (wrong_imports, "build", "from diglot.cli import main"),
    (wrong_imports, "rules.links", "from diglot.markup import parser"),
    (effects, "survey", "import os.path"),
    (effects, "rules.links", "from urllib.request import urlopen"),
    (effects, "join", "from pathlib import Path"),
    (effects, "join", "path.read_text()"),
    (effects, "build", "date.today()"),
    (globals_, "cli", "def f():\n    global state"),
    (mutable_values, "model", "@dataclass\nclass Page: ..."),
    (mutable_values, "model", "@dataclass(frozen=True)\nclass Page: ..."),
    (mutable_values, "settings", "class Options(NamedTuple):\n    names: tuple[list[str], ...]"),
    (undocumented, "cli", "import os"),
    (too_long, "cli", "pass\n" * (MODULE_LINES + 1)),
    (too_long, "cli", "def f():\n" + "    pass\n" * FUNCTION_LINES),
]

FINE = [
    (wrong_imports, "diagnostics", "from diglot.model import Location"),
    (wrong_imports, "markup.parser", "from .text import lines\nfrom diglot import urls"),
    (wrong_imports, "seo", "from diglot import __version__, model"),
    (wrong_imports, "rules.links", "from diglot.markup.text import lines"),
    (wrong_imports, "build", "from diglot.survey import survey\nfrom diglot.seo import seo"),
    (wrong_imports, "cli", "from diglot import build, files, survey"),
    (effects, "files", "import os\nopen(path)"),
    (effects, "seo", "from pathlib import PurePosixPath\nfrom urllib.parse import quote"),
    (mutable_values, "model", "@dataclass(frozen=True, slots=True)\nclass Page:\n    titles: tuple[str, ...]"),
    (too_long, "cli", 'def f():\n    """' + "\n" * FUNCTION_LINES + '"""\n    return 1'),
]


@pytest.mark.parametrize(("check", "name", "text"), BREACHES)
def test_breach_is_found(check: Callable[[Module], Iterator[str]], name: str, text: str) -> None:
    """Each check finds what it is for."""
    assert len(list(check(parsed(name, text)))) == 1


@pytest.mark.parametrize(("check", "name", "text"), FINE)
def test_fine_code_is_left_alone(check: Callable[[Module], Iterator[str]], name: str, text: str) -> None:
    """No check complains about what the architecture allows."""
    assert not list(check(parsed(name, text)))
