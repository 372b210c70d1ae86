"""Loads what a site looks and sounds like: the built-in theme and catalogs, the project's laid over, file by file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from re import DOTALL, fullmatch
from re import compile as pattern

import rjsmin

import diglot
from diglot.catalog_checks import check_catalog
from diglot.errors import UserError, WorldError
from diglot.i18n import laid_over, tongue, translations
from diglot.looks import Theme
from diglot.style_sheets import Sheets, text_of

_PARTED = r"[^/]+\.(?:css|js)/[^/]+\.(?:css|js)"
"""A part of a style sheet or script: `style.css/50-article.css`."""
_LINE = pattern(r"line (\d+): (.*)", DOTALL)


def builtin(name: str) -> Path:
    """Returns the folder `site` or `locales` that Diglot brings: in the package of a wheel, at the top of a clone."""
    package = Path(diglot.__file__).resolve().parent
    clone = package.parent.parent / name
    if package.parent.name == "generator" and clone.is_dir():
        return clone
    installed = package / f"_{name}"
    if installed.is_dir():
        return installed
    raise WorldError(f"this installation of Diglot lacks its folder `{name}`: install it again")


def load_theme(project: Path, accent: str = "") -> Theme:
    """Returns the theme for the project. Raises `UserError` where one of its files cannot be used.

    `accent` is the one colour that a site chooses, as `#rrggbb`; empty for that of the theme.
    """
    sites = [builtin("site"), project / "site"]
    languages = [builtin("locales"), project / "locales"]
    return Theme(
        templates=tuple(_templates(sites)),
        assets=tuple(_assets(_files(sites, "assets"), accent)),
        catalogs=tuple(_catalogs(*languages)),
        alphabets=load_alphabets(project),
    )


def template_file(project: Path, name: str) -> str:
    """Returns what people call the file of a template: a project's own by its path, others by their name."""
    own = f"site/templates/{name}"
    return own if (project / own).is_file() else f"the template `{name}` of Diglot"


def load_alphabets(project: Path) -> tuple[tuple[str, str], ...]:
    """Returns the letters of each language that says so, in their order. Raises `UserError`."""
    return tuple(_alphabets([builtin("locales"), project / "locales"]))


def _templates(roots: list[Path]) -> list[tuple[str, str]]:
    """Returns the templates by name; a built-in one that the project replaces is still there as `default/<name>`."""
    used, brought = _files(roots, "templates"), dict(_files(roots[:1], "templates"))
    replaced = ((f"default/{name}", brought[name]) for name, path in used if brought.get(name, path) != path)
    return sorted((name, text_of(path)) for name, path in (*used, *replaced))


def _catalogs(brought: Path, own: Path) -> list[tuple[str, str]]:
    """Returns the catalogs by locale: a project's needs no more than the strings that it changes.

    What it does not have is taken from the built-in catalog of its locale, or else of its language.
    """
    known = _texts([brought], "messages.po")
    found = {locale: po for locale, (po, _) in known.items()}
    brought_files = {file for _, file in known.values()}
    for locale, (po, file) in _texts([own], "messages.po").items():
        kin = next((tag for tag in (locale, *known) if tag in known and tongue(tag) == tongue(locale)), None)
        try:
            # A project may be the very clone that the built-in ones are in, and to read all of them takes a second.
            if file.resolve() not in brought_files:
                templates = (text_of(path) for _, path in _files([own.parent / "site"], "templates"))
                # All that Diglot brings have the same messages.
                check_catalog(po, known[min(known)][0], own.parent, templates)
            found[locale] = laid_over(known[kin][0], po) if kin else po
            translations(found[locale])
        except ValueError as error:
            placed = _LINE.fullmatch(str(error))
            raise UserError(f"{file}:{placed[1]}: {placed[2]}" if placed else f"{file}: {error}") from error
    return sorted(found.items())


def _files(roots: list[Path], folder: str) -> list[tuple[str, Path]]:
    found: dict[str, Path] = {}
    for root in roots:
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root / folder).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                found[name] = path
    return sorted(found.items())


def _assets(files: list[tuple[str, Path]], accent: str) -> list[tuple[str, bytes]]:
    """Returns the files that pages load; those of a folder such as `style.css/` are one, in order."""
    whole = {name: path for name, path in files if "/" not in name or not fullmatch(_PARTED, name)}
    parted: dict[str, list[Path]] = {}
    for name, path in files:
        if name not in whole and name.partition("/")[0] not in whole:
            parted.setdefault(name.partition("/")[0], []).append(path)
    made = {name: path.read_bytes() for name, path in whole.items() if not name.endswith(".css")}
    # Each part is a block, so that no name of one is in the way of another.
    for name in [name for name in parted if name.endswith(".js")]:
        blocks = "\n".join(f"{{\n{text_of(path)}\n}}" for path in parted.pop(name))
        made[name] = str(rjsmin.jsmin(blocks)).encode()
    sheets = {name: (path,) for name, path in whole.items() if name not in made}
    return Sheets(made, sheets, parted, accent).assets()


def _texts(roots: list[Path], name: str) -> dict[str, tuple[str, Path]]:
    found = {path.parent.name: path for root in roots for path in sorted(root.glob(f"*/{name}"))}
    return {locale: (text_of(path), path) for locale, path in sorted(found.items())}


def _alphabets(roots: list[Path]) -> list[tuple[str, str]]:
    found = []
    for locale, (text, file) in _texts(roots, "profile.toml").items():
        # Most that Diglot brings have none, and to read TOML takes its time.
        if file.is_relative_to(roots[0]) and "alphabet" not in text:
            continue
        try:
            alphabet = _alphabet(text)
        except tomllib.TOMLDecodeError as error:
            raise UserError(f"{file}: not valid TOML: {error}") from error
        if not isinstance(alphabet, str):
            raise UserError(f"{file}: `alphabet` has to be text: letters in their order, with blanks between them")
        if alphabet:
            found.append((locale, alphabet))
    return found


@lru_cache(64)
def _alphabet(text: str) -> object:
    return tomllib.loads(text).get("alphabet", "")
