"""Tables of contents as `TOC.md`: each heading is an entry, `# [name](address)` or `# name`, its depth its level."""

from __future__ import annotations

from collections.abc import Sequence
from re import MULTILINE
from re import compile as pattern
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from diglot.diagnostics import Finding
from diglot.markup.front_matter import front_matter
from diglot.markup.heading_ids import plain_text
from diglot.markup.toc import DEEPEST, Complaints, bare
from diglot.markup.units import scan_units
from diglot.markup.views import TARGET, Projection, project, raw_offset
from diglot.model import Entry, Span

_LINE = pattern(r"^[ \t]*(\S[^\r\n]*)", MULTILINE)
_SIMPLE = pattern(r"\[([^\[\]\\*_`&<>!~]*)\]\([ \t]*([^\s()<>\\&\"']*)[ \t]*\)\Z")
"""What nearly all entries look like: nothing in them means anything else."""
_PLAIN = pattern(r"[^\[\]\\*_`&<>!@~]*\Z")
_COMMENT = pattern(r"<!--.*?(?:-->|\Z)", 16)
_ANCHOR = pattern(r"""<a\s++(?:name|id)\s*+=\s*+["']?[^"'<>]*+["']?\s*+/?>(?:\s*+</a>)?""", 2)
_NOT_NEWLINE = pattern(r"[^\r\n]")


class _Line(NamedTuple):
    """A heading."""

    level: int
    entry: Entry


def parse_toc_markdown(text: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Returns the entries of a `TOC.md`, and what is wrong with it, if anything. Never fails.

    A heading may jump levels, and have no address. Comments are left out; so is all other text, which is told once.
    """
    start = front_matter(text).end
    projection = project(text, scan_units(text, start), TARGET, start)
    # Blanks, not nothing: places in the text stay the same.
    body = _COMMENT.sub(lambda match: _NOT_NEWLINE.sub(" ", match.group()), projection.text)
    complaints = Complaints()
    md = _markdown()
    lines: list[_Line] = []
    for match in _LINE.finditer(body):
        level, content, at = _heading(match[1], match.start(1))
        if not level:
            shown = match[1].rstrip() if len(match[1]) <= 60 else match[1][:59] + "…"
            what = f"`{shown}` is no entry" if "`" not in shown else "a line is no entry"
            complaints.add("text", _span(projection, *match.span(1)), what, "write `# [name](address)`")
            continue
        entry = _entry(md, projection, content, at)
        if not entry.title and not entry.uid:
            where = _span(projection, match.start(1), match.start(1))
            complaints.add("name", where, "an entry has no name", "write `# [name](address)`")
        lines.append(_Line(level, entry))
    return _nested(lines), complaints.findings()


def _heading(line: str, start: int) -> tuple[int, str, int]:
    """Returns the level of a heading, 0 for other lines, its words, and where they stand if the line is at `start`."""
    words = line.lstrip("#")
    level = len(line) - len(words)
    content = words.strip()
    opened = content.rstrip("#")
    if opened != content and (not opened or opened[-1] in " \t"):
        content = opened.rstrip()
    return level, content, start + level + len(words) - len(words.lstrip())


def _entry(md: MarkdownIt, projection: Projection, content: str, start: int) -> Entry:
    """Returns the entry that the words of a heading are, without those below it."""
    bare_content = _ANCHOR.sub("", content) if "<" in content else content
    if simple := _SIMPLE.match(bare_content):
        name, address = simple[1], simple[2]
    elif _PLAIN.match(bare_content):
        name, address = bare_content, ""
    else:
        name, address = _linked(md.parseInline(bare_content)[0].children or [])
    href, uid = bare(address)
    if not address and name.startswith("@") and not name[1:2].isspace():
        name, uid = "", name[1:]
    at = content.rfind(address) if address else -1
    where = (start + at, start + at + len(address)) if at >= 0 else (start, start)
    return Entry(" ".join(name.split()), href, uid="" if href else uid, at=_span(projection, *where))


def _linked(children: Sequence[Token]) -> tuple[str, str]:
    """Returns the visible words, and where the first link leads."""
    address = next((str(token.attrs["href"]) for token in children if token.type == "link_open"), "")
    words = plain_text(children)
    return ("" if words == address else words), address


def _nested(lines: list[_Line]) -> tuple[Entry, ...]:
    """Returns the headings with those that are below them: all that follow and have a higher level."""
    top: list[Entry] = []
    open_: list[tuple[_Line, list[Entry]]] = []

    def close(level: int) -> None:
        while open_ and open_[-1][0].level >= level:
            line, below = open_.pop()
            owner = open_[-1][1] if open_ else top
            owner.append(line.entry._replace(entries=tuple(below)))

    for line in lines:
        close(line.level)
        if len(open_) > DEEPEST:
            # Deeper than anyone can follow: beside the one above it.
            close(open_[-1][0].level)
        open_.append((line, []))
    close(0)
    return tuple(top)


def _span(projection: Projection, start: int, end: int) -> Span:
    first = raw_offset(projection, start)
    return Span(first, first + end - start)


def _markdown() -> MarkdownIt:
    md = MarkdownIt("commonmark")
    # Addresses stay as written; nothing here becomes HTML.
    md.normalizeLink = str  # type: ignore[method-assign, assignment]
    md.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    md.validateLink = bool  # type: ignore[method-assign, assignment]
    return md
