"""Snippets: `[!code-csharp[name](path?name=part&highlight=2-3)]` and `:::code source="path" id="part":::` show a file.

What is written is read here, what the file holds in `diglot.markup.samples`. A snippet comes out as a fence with meta
data, so that it is coloured as any other. Where the file is missing, which is usual since samples live in repositories
of their own, readers are told its path. What cannot be read stays text.
"""

from __future__ import annotations

from re import IGNORECASE
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from diglot.markup.context import Context
from diglot.markup.labels import label
from diglot.markup.library import Attachment, find_place
from diglot.markup.notes import note
from diglot.markup.samples import END, Ranges, Sample, cut, dedented, parse_ranges, read_sample, region_of
from diglot.markup.triple_colon import read_attributes, shown
from diglot.patterns import pattern

_ESCAPED = r"\\."
_BRACKETS = pattern(
    r"\[!code(?:-(?P<language>[^\[\n]*+)|[ \t]*+)\[(?P<name>(?:[^\]\\\n]|\\.)*+)\][ \t]*+\([ \t]*+"
    r"(?:<(?P<angled>[^<>\n]*+)>|\"(?P<double>[^\"\n]*+)\"|'(?P<single>[^'\n]*+)'"
    r"|(?P<bare>(?:[^\\()\"\n]|\\.|\((?:[^()\\\n]|\\.)*+\))++))"
    r"[ \t]*+(?:\"(?P<title>(?:[^\"\\\n]|\\.)*+)\"[ \t]*+)?\)[ \t]*+\]",
    IGNORECASE,
)
_ADDRESS = pattern(r"(?P<path>(?:[^\\?#]|\\.)*+)(?:\?(?P<query>[^#]*+))?(?:#(?P<mark>.*))?")
_UNESCAPED = pattern(r"""\\([()\[\]"'#?<>])""")
_LINES = pattern(r"L([0-9]{1,9})(?:-L?([0-9]{1,9}))?", IGNORECASE)
_COLONS = pattern(r":{3,}+[ \t]*+code(?![\w-])", IGNORECASE)
_NUMBER = pattern(r"[0-9]{1,9}")
_KNOWN = frozenset({"source", "language", "id", "range", "highlight", "interactive"})
_LANGUAGE = pattern(r"[^\s<>\"'&]+")
_LARGEST = 5_000_000
"""Bytes of a file that is still read."""
_FORM = "[!code-language[](path)]"
_COLON_FORM = ':::code language="…" source="…":::'


class Wish(NamedTuple):
    """What a snippet asks for."""

    path: str
    language: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    """Of parts; they come before ranges."""
    ranges: Ranges = ()
    dedent: int | None = None
    highlight: Ranges = ()
    unread: str = ""
    """What could not be read of it."""


def snippets(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule whose tokens are fences with `meta["highlight"]`, or say what is missing."""
    around = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("reference", "snippet", _block, around)  # type: ignore[arg-type]


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    brackets = state.src.startswith("[!", first)
    if not (brackets or state.src.startswith(":::", first)) or state.is_code_block(start):
        return False
    line = state.src[first:last].rstrip()
    form = _FORM if brackets else _COLON_FORM
    if not (line[:6].lower() == "[!code" and line[6:7] in ("-", "[", " ", "\t") if brackets else _COLONS.match(line)):
        return False
    wish = read_brackets(line) if brackets else read_colons(line)
    if wish is None:
        told: set[int] = state.env.setdefault("broken_snippets", set())
        if start not in told:
            told.add(start)
            message = f"`{shown(line)}` cannot be read; write it as `{form}`"
            note(state.env, "broken-construct", message, start, start + 1, shown(line))
        return False
    if not silent:
        _show(state, start, wish)
        if wish.unread:
            message = f"`{wish.unread}` says nothing about the code to show; write lines as in `1-3,5`"
            note(state.env, "broken-construct", message, start, start + 1, wish.unread)
        state.line = start + 1
    return True


def read_brackets(line: str) -> Wish | None:
    """Returns what a line that begins with `[!code` asks for; None if it is not whole."""
    match = _BRACKETS.fullmatch(line)
    if match is None:
        return None
    written = next(match[kind] for kind in ("angled", "double", "single", "bare") if match[kind] is not None)
    address = _ADDRESS.fullmatch(written)
    path = _UNESCAPED.sub(r"\1", address["path"]).strip() if address else ""
    if address is None or not path:
        return None
    wish = Wish(path, (match["language"] or "").strip(), _UNESCAPED.sub(r"\1", match["title"] or "").strip())
    wish = _with_query(wish, address["query"] or "")
    mark = (address["mark"] or "").strip()
    lines = _LINES.fullmatch(mark)
    if lines:
        return wish._replace(ranges=((int(lines[1]), int(lines[2] or lines[1])),))
    return wish._replace(names=_names(mark)) if mark else wish


def read_colons(line: str) -> Wish | None:
    """Returns what a line that begins with `:::code` asks for; None if it cannot be read."""
    opening = _COLONS.match(line)
    attributes, at = read_attributes(line, opening.end() if opening else 0, len(line))
    if opening is None or attributes is None or attributes.keys() - _KNOWN or line[at:].strip() not in (":::", ""):
        return None
    path = attributes.get("source", "").strip()
    if not path:
        return None
    wish = Wish(path, attributes.get("language", "").strip(), names=_names(attributes.get("id", "")))
    for key in ("range", "highlight"):
        if attributes.get(key):
            wish = _with_value(wish, key, attributes[key])
    return wish


def _with_query(wish: Wish, query: str) -> Wish:
    bounds: dict[str, int] = {}
    for written in query.replace("&amp;", "&").split("&"):
        key, _, value = written.partition("=")
        key, value = key.strip().lower(), value.strip()
        if key in ("start", "end") and _NUMBER.fullmatch(value):
            bounds[key] = int(value)
        elif written.strip():
            read = _with_value(wish, key, value)
            wish = read._replace(unread=written.strip()) if read.unread != wish.unread else read
    if "start" in bounds:
        return wish._replace(ranges=((bounds["start"], bounds.get("end", bounds["start"])),))
    return wish._replace(ranges=((1, bounds["end"]),)) if "end" in bounds else wish


def _with_value(wish: Wish, key: str, value: str) -> Wish:
    """Returns `wish` with one more detail."""
    if key == "name" and value:
        return wish._replace(names=(*wish.names, *_names(value)))
    if key == "dedent" and _NUMBER.fullmatch(value.removeprefix("-")):
        return wish._replace(dedent=None if value.startswith("-") else int(value))
    ranges = parse_ranges(value)
    if key == "range" and ranges:
        return wish._replace(ranges=ranges)
    if key == "highlight" and ranges:
        return wish._replace(highlight=ranges)
    return wish._replace(unread=value or key)


def _names(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(",") if name.strip())


def _show(state: StateBlock, line: int, wish: Wish) -> None:
    """Pushes the token of a snippet, and notes what is wrong with it."""
    found = _sample(state, line, wish)
    code = _code(state, line, wish, found) if found else None
    if code is None:
        placeholder = state.push("markup", "", 0)
        placeholder.content = label("missing-code", "p", kind="missing-code", name=wish.path) + "\n"
        placeholder.map = [line, line + 1]
        return
    token = state.push("fence", "code", 0)
    token.content, token.map, token.markup = code, [line, line + 1], "snippet"
    token.info = "".join(_LANGUAGE.findall(wish.language)[:1]) or _ending(wish.path)
    token.meta["highlight"] = wish.highlight
    if wish.title:
        token.attrs["title"] = wish.title


def _ending(path: str) -> str:
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(_LANGUAGE.findall(name.rpartition(".")[2].lower())[:1]) if "." in name else ""


def _sample(state: StateBlock, line: int, wish: Wish) -> Sample | None:
    """Returns the file of a snippet; None where it cannot be shown, which is noted once for each path."""
    known: dict[str, Sample | None] = state.env.setdefault("samples", {})
    if wish.path not in known:
        known[wish.path] = None
        found = _found(state.env["context"], wish.path)
        if isinstance(found, Attachment):
            known[wish.path] = read_sample(found.data)
        else:
            note(state.env, *found, line, line + 1, wish.path)
    return known[wish.path]


def _found(context: Context, path: str) -> Attachment | tuple[str, str]:
    """Returns the file at `path`; or the rule that it breaks, and what to say."""
    place = find_place(context.place, path)
    if place is None:
        return (
            "foreign-code",
            f"`{path}` lies outside of the content; move it into the folder of the locale, or keep it",
        )
    found = context.library.read(place)
    if found is None:
        return "missing-code", f"there is no file `{path}` to show code from; write the path of one"
    if len(found.data) > min(_LARGEST, context.budget.bytes):
        return "missing-code", f"`{path}` is too large to show code from; name a smaller file"
    context.budget.bytes -= len(found.data)
    return found


def _code(state: StateBlock, line: int, wish: Wish, sample: Sample) -> str | None:
    """Returns the code of a snippet; None if it would make the page too large.

    Where a part is asked for that is not there, all is shown: readers find more than they need, instead of nothing.
    """
    ranges, skipped = wish.ranges or ((1, END),), frozenset[int]()
    if wish.names:
        regions = [(name, region_of(sample, name)) for name in wish.names]
        ranges, skipped = tuple(region for _, region in regions if region), sample.marks
        for name in (name for name, region in regions if region is None or region[1] == END):
            problem = "does not end" if region_of(sample, name) else "is not there"
            message = f"the part `{name}` of `{wish.path}` {problem}; name one that is there, and write both its marks"
            note(state.env, "missing-code", message, line, line + 1, name)
    budget = state.env["context"].budget
    lines = cut(sample, ranges, skipped, budget.bytes)
    if lines == [] and sample.lines:
        if not wish.names:
            message = f"`{wish.path}` has only {len(sample.lines)} lines, so all are shown; name lines that it has"
            note(state.env, "missing-code", message, line, line + 1, wish.path)
        lines = cut(sample, ((1, END),), skipped, budget.bytes)
    if lines is None:
        message = f"the code of `{wish.path}` makes this page too large; name fewer lines"
        note(state.env, "missing-code", message, line, line + 1, wish.path)
        return None
    budget.bytes -= sum(map(len, lines)) + len(lines)
    return "".join(f"{text}\n" for text in dedented(lines, wish.dedent))
