"""Patterns for paths, as `docfx.json` has them: many at once, and each path is walked through all of them together.

`*` and `?` stand for letters of one name, `[a-z]` for one of some, `**` for any folders; `{a,b}` is two patterns, and
`!` in front turns a pattern round. Capital letters do not matter. Names that begin with a dot are only matched by
patterns that write it. A pattern that ends with `/` matches a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from re import DOTALL, Pattern, escape

from diglot.patterns import pattern

_LONGEST = 1000
"""Characters of a pattern. A path may have four times as many, but no one writes such a pattern."""
_MOST_FORMS = 500
"""Patterns that one with braces may stand for: `{a,b}` thirty times over would be a thousand million."""
_MOST_ALL_FORMS = 200_000
_MOST_WILD = 500
"""Different names with wildcards in one place; each has to be tried on every file there."""
_MOST_TURNED = 100

_FOLDERS = "**"
_BRACE = pattern(r"\\.|[{},]", DOTALL)
_PIECE = pattern(r"\\(?P<escaped>.)|(?P<star>\*+)|(?P<one>\?)|\[(?P<members>(?:[^\]\\]|\\.)++)\]|.", DOTALL)
_MEMBER = pattern(r"\\?(.)(?:-\\?(.))?", DOTALL)


class _Node:
    """What has been matched of some patterns, and what may come next."""

    __slots__ = ("below", "files", "folders", "is_folders", "names", "wild")

    def __init__(self, *, is_folders: bool = False) -> None:
        self.is_folders = is_folders
        """True where `**` stands, and any number of folders may pass."""
        self.below: _Node | None = None
        """The node of a `**` that comes next."""
        self.names: dict[str, _Node] = {}
        self.wild: dict[str, tuple[Pattern[str], _Node]] = {}
        self.files: list[int] = []
        """The numbers of the patterns that match a file that ends here."""
        self.folders: list[int] = []
        """The numbers of the patterns that match a folder that ends here."""


class Globs:
    """A list of patterns. What it costs to match a path hardly depends on how many there are."""

    def __init__(self, globs: Iterable[str]) -> None:
        """Takes patterns; those that cannot be used match nothing and are in `refused`."""
        self.refused: list[tuple[int, str]] = []
        """(number of a pattern, what to do about it)."""
        self._root = _Node()
        self._turned: dict[int, None] = {}
        self._forms = 0
        for number, glob in enumerate(globs):
            if (reason := self._take(number, glob)) is not None:
                self.refused.append((number, reason))
        self._states: dict[str, tuple[list[_Node], list[int]]] = {"": (_closed([self._root]), [])}
        """Folder -> what is matched when it has been walked through, and which patterns match a folder on the way."""

    def matches(self, path: str) -> Iterator[int]:
        """Yields the numbers of the patterns that match the file `path`, in no order."""
        folder, _, name = path.lower().rpartition("/")
        found = dict.fromkeys(number for node in self._state(folder)[0] for number in _files(node, name))
        yield from (number for number in found if number not in self._turned)
        yield from (number for number in self._turned if number not in found)

    def match(self, path: str) -> bool:
        """Tells whether any pattern matches the file `path`."""
        if self._turned:
            return any(True for _ in self.matches(path))
        folder, _, name = path.lower().rpartition("/")
        # Every file of a project is asked for several times over, so nothing is made here.
        for node in self._state(folder)[0]:
            if name in node.names and node.names[name].files:
                return True
            for regex, found in node.wild.values():
                if found.files and regex.match(name):
                    return True
        return False

    def covers(self, path: str) -> bool:
        """Tells whether any pattern matches the file `path`, or one of the folders that it is in."""
        return bool(self._state(path.lower().rpartition("/")[0])[1]) or self.match(path)

    def _take(self, number: int, glob: str) -> str | None:
        """Adds a pattern; returns what to do about it if it cannot be used."""
        if len(glob) > _LONGEST:
            return f"make it shorter than {_LONGEST} characters"
        bare = glob.lstrip("!")
        forms = expand_braces(bare.lower())
        if not forms:
            return "close each of its braces, and write fewer of them"
        is_turned = (len(glob) - len(bare)) % 2 == 1
        self._forms += len(forms)
        if self._forms > _MOST_ALL_FORMS or (is_turned and len(self._turned) == _MOST_TURNED):
            return "make fewer patterns do"
        if not all(self._add(number, form) for form in forms):
            return "make fewer patterns with wildcards do"
        if is_turned:
            self._turned[number] = None
        return None

    def _add(self, number: int, form: str) -> bool:
        parts = list(chain.from_iterable(_long(part) for part in form.split("/") if part not in ("", ".")))
        if parts and parts[-1] == _FOLDERS and not form.endswith("/"):
            # Behind everything else, `**` stands for at least one name.
            parts.append("*")
        node: _Node | None = self._root
        for part in parts:
            node = self._next(node, part) if node is not None else None
        if node is not None and parts:
            (node.folders if form.endswith("/") else node.files).append(number)
        return node is not None

    def _next(self, node: _Node, part: str) -> _Node | None:
        """Returns the node behind `node` and `part`; None where there are too many of them."""
        if part == _FOLDERS:
            node.below = node if node.is_folders else node.below or _Node(is_folders=True)
            return node.below
        found = _regex(part)
        if found is None:
            return node.names.setdefault(_plain(part), _Node())
        if found not in node.wild:
            if len(node.wild) == _MOST_WILD:
                return None
            node.wild[found] = (pattern(found, DOTALL), _Node())
        return node.wild[found][1]

    def _state(self, folder: str) -> tuple[list[_Node], list[int]]:
        if (known := self._states.get(folder)) is not None:
            return known
        names = []
        while folder not in self._states:
            folder, _, name = folder.rpartition("/")
            names.append(name)
        for name in reversed(names):
            nodes, passed = self._states[folder]
            nodes = _closed(chain.from_iterable(_step(node, name) for node in nodes))
            folder = f"{folder}/{name}" if folder else name
            ended = list(islice(chain.from_iterable(node.folders for node in nodes), 1))
            self._states[folder] = (nodes, passed or ended)
        return self._states[folder]


def expand_braces(glob: str) -> list[str]:
    """Returns the patterns that `glob` stands for; none if its braces do not match, or if there are too many."""
    levels: list[list[list[str]]] = [[[""]]]
    """Of each open brace its alternatives, of each alternative what it stands for so far."""
    at = 0
    for match in _BRACE.finditer(glob):
        mark, text, at = match.group(), glob[at : match.start()], match.end()
        if mark[0] == "\\":
            text += mark[1] if mark[1] in "{}," else mark
        elif mark == "," and len(levels) == 1:
            text += mark
        levels[-1][-1] = [form + text for form in levels[-1][-1]]
        if mark == "{":
            levels.append([[""]])
        elif mark == "," and len(levels) > 1:
            levels[-1].append([""])
        elif mark == "}":
            inner = list(chain.from_iterable(levels.pop()))
            if not levels or len(inner) * len(levels[-1][-1]) > _MOST_FORMS:
                return []
            levels[-1][-1] = [form + end for form in levels[-1][-1] for end in inner]
    return [form + glob[at:] for form in levels[0][0]] if len(levels) == 1 else []


def _long(part: str) -> tuple[str, ...]:
    """Returns `**.md` as `**` and `*.md`, which it is short for."""
    bare = part.lstrip("*")
    if len(part) - len(bare) < 2:
        return (part,)
    return (_FOLDERS, f"*{bare}") if bare else (_FOLDERS,)


def _plain(part: str) -> str:
    return "".join(match["escaped"] or match.group() for match in _PIECE.finditer(part))


def _regex(part: str) -> str | None:
    """Returns a name with wildcards as a regular expression; None if it has none.

    What stands between two stars is looked for once, without a way back, so that no name takes long.
    """
    runs = [""]
    is_wild = False
    for match in _PIECE.finditer(part):
        if match["star"]:
            runs.append("")
        elif match["one"]:
            runs[-1] += "."
        else:
            runs[-1] += _class(match["members"]) if match["members"] else escape(match["escaped"] or match.group())
        is_wild = is_wild or match.lastgroup in ("star", "one", "members")
    if not is_wild:
        return None
    shown = "" if part.startswith(".") else r"(?!\.)"
    first, *others = runs
    between = "".join(f"(?>.*?{run})" for run in others[:-1])
    return f"{shown}{first}{between}{'.*' + others[-1] if others else ''}\\Z"


def _class(members: str) -> str:
    """Returns what stands between square brackets as a regular expression; ranges that are none have no members."""
    turned = "^" if members.startswith("^") and len(members) > 1 else ""
    found = ""
    for match in _MEMBER.finditer(members, len(turned)):
        first, last = match.groups()
        if last is None:
            found += escape(first)
        elif first <= last:
            found += f"{escape(first)}-{escape(last)}"
    return f"[{turned}{found}]" if found else "(?!)"


def _files(node: _Node, name: str) -> Iterator[int]:
    if name in node.names:
        yield from node.names[name].files
    for regex, found in node.wild.values():
        if found.files and regex.match(name):
            yield from found.files


def _step(node: _Node, folder: str) -> Iterator[_Node]:
    if node.is_folders and not folder.startswith("."):
        yield node
    if folder in node.names:
        yield node.names[folder]
    for regex, found in node.wild.values():
        if regex.match(folder):
            yield found


def _closed(nodes: Iterable[_Node]) -> list[_Node]:
    """Returns `nodes` and those behind a `**` that stands for nothing."""
    found = dict.fromkeys(nodes)
    found.update(dict.fromkeys(node.below for node in list(found) if node.below is not None))
    return list(found)
