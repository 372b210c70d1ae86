"""`docfx.json` and `.openpublishing.publish.config.json`: which files a docset consists of, and what is said of them.

Both are read as far as they decide that; whatever else they say is nobody's mistake. Parsing never fails.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from diglot.diagnostics import Finding
from diglot.markup.globs import Globs
from diglot.markup.json_text import load_json
from diglot.model import Span

_RULE = "invalid-configuration"
_MOST_SELECTIONS = 500
_SHOWN = 60

Values = tuple[tuple[str, tuple[str, ...]], ...]
"""Keys of front matter with their values."""


class Selection(NamedTuple):
    """An entry of `build.content` or `build.resource`."""

    files: Globs
    exclude: Globs
    source: str
    """The folder that the patterns start from, relative to that of `docfx.json`; empty for the same, or `../other`."""
    dest: str
    """The folder that the files are published in; empty for the top."""

    def place(self, path: str) -> str | None:
        """Returns where `path`, relative to `docfx.json`, is published; None if it is not selected."""
        if self.source:
            if not path.startswith(f"{self.source}/"):
                return None
            path = path[len(self.source) + 1 :]
        if not self.files.match(path) or self.exclude.covers(path):
            return None
        return f"{self.dest}/{path}" if self.dest else path


class Docfx(NamedTuple):
    """What a `docfx.json` says."""

    content: tuple[Selection, ...] | None = None
    """None where it does not say what the content is."""
    resource: tuple[Selection, ...] | None = None
    everywhere: Values = ()
    """`globalMetadata`."""
    somewhere: Globs | None = None
    """The patterns of `fileMetadata`."""
    settings: Values = ()
    """What each of these patterns sets."""

    def defaults(self, path: str) -> Values:
        """Returns the front matter that `path`, relative to `docfx.json`, has unless it says so itself, by key."""
        found = dict(self.everywhere)
        if self.somewhere is not None and self.settings:
            found.update(self.settings[number] for number in sorted(self.somewhere.matches(path)))
        return tuple(sorted(found.items()))

    def values(self, key: str) -> frozenset[str]:
        """Returns everything that `key` is set to anywhere."""
        pairs = (*self.everywhere, *self.settings)
        return frozenset(value for name, values in pairs if name == key for value in values)


class PublishConfig(NamedTuple):
    """What the configuration of a repository says."""

    docsets: tuple[tuple[str, str], ...] = ()
    """(folder of a docset, its locale as written or empty), relative to the repository; empty for its top."""
    redirections: tuple[str, ...] = ()
    """Files that hold redirections, relative to the repository."""


def parse_docfx(text: str, folder: str = "") -> tuple[Docfx, tuple[Finding, ...]]:
    """Returns what a `docfx.json` in `folder`, relative to the project, says, and what of it cannot be used."""
    loaded, findings = _load(text)
    reader = _Reader(text, folder, findings)
    build = _object(loaded.get("build"))
    everywhere = {key: _values(value) for key, value in _object(build.get("globalMetadata")).items()}
    patterns, settings = reader.file_metadata(build.get("fileMetadata"))
    docfx = Docfx(
        reader.selections(build.get("content")),
        reader.selections(build.get("resource")),
        tuple((key, values) for key, values in everywhere.items() if values),
        patterns,
        settings,
    )
    return docfx, tuple(findings)


def parse_publish_config(text: str, folder: str = "") -> tuple[PublishConfig, tuple[Finding, ...]]:
    """Returns what an `.openpublishing.publish.config.json` in `folder`, relative to the project, says."""
    loaded, findings = _load(text)
    reader = _Reader(text, folder, findings)
    docsets = []
    for entry in _list(loaded.get("docsets_to_publish")):
        entry = _object(entry)
        source = entry.get("build_source_folder", "")
        where = reader.path(source) if isinstance(source, str) else None
        if where is not None and not where.startswith(".."):
            docsets.append((where, locale if isinstance(locale := entry.get("locale"), str) else ""))
    files = [reader.path(name) for name in _list(loaded.get("redirection_files")) if isinstance(name, str)]
    return PublishConfig(tuple(dict.fromkeys(docsets)), tuple(dict.fromkeys(filter(None, files)))), tuple(findings)


class _Reader:
    """Reads parts of a configuration, and keeps what is wrong with them."""

    def __init__(self, text: str, folder: str, findings: list[Finding]) -> None:
        self._text = text
        self._folder = folder
        self._findings = findings

    def selections(self, value: Any) -> tuple[Selection, ...] | None:
        if value is None:
            return None
        items = _list(value)
        plain = [item for item in items if isinstance(item, str)]
        objects: list[dict[str, Any]] = [{"files": plain}] if plain else []
        objects += [item for item in items if isinstance(item, dict)]
        if len(objects) > _MOST_SELECTIONS:
            self._tell(f"{len(objects)} groups of files are too many; make {_MOST_SELECTIONS} do, the rest is left out")
        return tuple(filter(None, map(self._selection, objects[:_MOST_SELECTIONS])))

    def _selection(self, entry: dict[str, Any]) -> Selection | None:
        written = entry.get("src", entry.get("cwd", ""))
        source = self.path(written) if isinstance(written, str) else ""
        if source is None:
            return None
        dest = entry.get("dest", "")
        into = self.path(dest.lstrip("/\\"), at_top=True) if isinstance(dest, str) else ""
        return Selection(self._globs(entry.get("files")), self._globs(entry.get("exclude")), source, into or "")

    def file_metadata(self, value: Any) -> tuple[Globs, Values]:
        settings = [
            (glob, key, values)
            for key, globs in _object(value).items()
            for glob, setting in _object(globs).items()
            if (values := _values(setting))
        ]
        return self._globs([glob for glob, _, _ in settings]), tuple((key, values) for _, key, values in settings)

    def path(self, written: str, *, at_top: bool = False) -> str | None:
        """Returns a folder as it is written here, without detours; None if it is outside of the project.

        `at_top` tells that it is relative to the site, which has nothing above it.
        """
        above = [] if at_top else [part for part in self._folder.split("/") if part]
        parts = written.replace("\\", "/").split("/")
        found: list[str] = []
        outside = 0
        for part in parts:
            if part == ".." and found:
                found.pop()
            elif part == "..":
                outside += 1
            elif part not in ("", "."):
                found.append(part)
        if outside > len(above) or (not parts[0] and len(parts) > 1) or ":" in parts[0] or "\0" in written:
            message = f"`{_short(written)}` leads out of the project; write a path inside of it"
            self._tell(message, written)
            return None
        return "/".join([".."] * outside + found)

    def _globs(self, value: Any) -> Globs:
        written = [glob for glob in _list(value) if isinstance(glob, str)]
        globs = Globs(written)
        if globs.refused:
            number, advice = globs.refused[0]
            more = f" ({len(globs.refused)} such patterns)" if len(globs.refused) > 1 else ""
            self._tell(f"the pattern `{_short(written[number])}` matches nothing; {advice}{more}", written[number])
        return globs

    def _tell(self, message: str, written: str = "") -> None:
        at = max(0, self._text.find(json.dumps(written, ensure_ascii=False)[1:-1])) if written else 0
        self._findings.append(Finding(_RULE, Span(at, at), message))


def _load(text: str) -> tuple[dict[str, Any], list[Finding]]:
    loaded, problem = load_json(text)
    if problem is not None:
        message = f"the file is not valid JSON and is not used: {problem.message}; close its quotes and brackets there"
        return {}, [Finding(_RULE, Span(problem.offset, problem.offset), message)]
    return _object(loaded), []


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []


def _values(value: Any) -> tuple[str, ...]:
    return tuple(item.strip() for item in _list(value) if isinstance(item, str) and item.strip())


def _short(written: str) -> str:
    shown = " ".join(written.split())
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
