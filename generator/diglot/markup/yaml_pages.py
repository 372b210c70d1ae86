"""YAML pages: Landing, Hub and FAQ (`### YamlMime:Landing`), read into documents as Markdown pages are.

Their texts are plain but for summaries, questions, answers and footers, which are Markdown.
"""

from __future__ import annotations

from re import MULTILINE
from re import compile as pattern

import yaml

from diglot.diagnostics import Finding
from diglot.markup.documents import Document, Placer, Reader, projection_of
from diglot.markup.front_matter import FrontMatter
from diglot.markup.library import Place
from diglot.markup.text import Text
from diglot.markup.units import scan_units
from diglot.markup.views import TARGET, Projection
from diglot.markup.yaml_cards import Card, Part, parts_of
from diglot.markup.yaml_fields import Fields, Words
from diglot.markup.yaml_metadata import PageMetadata, metadata_in, metadata_of
from diglot.markup.yaml_strings import Problem, load_nodes
from diglot.markup.yaml_tokens import Writer
from diglot.model import Span

KINDS = frozenset({"landing", "hub", "faq"})
"""The kinds of YAML files that are pages, in lower case."""
ENDINGS = (".yml", ".yaml")
_TITLE = pattern(r"^title:[ \t]*+(?!\n)([^\n]*)", MULTILINE)


def read_yaml_page(reader: Reader, place: Place, file: str, text: Text, view: str = TARGET) -> Document:
    """Returns one view of the YAML page at `place` as a document; `file` is how reports name it. Never fails."""
    scanned = scan_units(text.text)
    projection = projection_of(text.text, 0, scanned, view)
    root, problem = load_nodes(projection.text)
    fields = Fields(root)
    found = metadata_of(projection.text, fields) if problem is None else metadata_in(projection.text)
    writer = Writer(reader.pieces(place, view))
    if problem is None:
        _write(writer, fields, found)
    else:
        title = _title_in(projection.text) or found.metadata.title
        writer.title(Words(title))
    numbers = tuple(unit.number for unit in scanned.units)
    empty = FrontMatter(found.metadata, 0, ())
    document = Document(place, file, text, empty, scanned, numbers, projection, writer.tokens, tuple(writer.notes))
    own = [*found.findings, *_findings(projection, root, problem, fields)]
    placer = Placer(document)
    placed = [Finding(one.rule, placer.span(one.at.start, one.at.end - one.at.start), one.message) for one in own]
    end = placer.span(found.end, 0).start
    return document._replace(front=FrontMatter(found.metadata, end, tuple(placed)))


def _write(writer: Writer, fields: Fields, found: PageMetadata) -> None:
    title = fields.words("title")
    writer.title(title if title.text else Words(found.metadata.title))
    writer.blocks(fields.words("summary"), kind="summary")
    for part in parts_of(fields):
        _write_part(writer, part)
    for section in fields.each("sections"):
        _write_questions(writer, section)
    if fields.is_text("additionalContent"):
        writer.blocks(fields.words("additionalContent"))


def _write_questions(writer: Writer, section: Fields) -> None:
    name = section.words("name")
    if name.text:
        writer.heading(2, name)
    for question in section.each("questions"):
        asked = question.words("question")
        if asked.text:
            writer.heading(3 if name.text else 2, asked, is_markdown=True)
        writer.blocks(question.words("answer"))


def _write_part(writer: Writer, part: Part) -> None:
    if part.title.text:
        writer.heading(2, part.title)
    writer.blocks(part.summary)
    level = 0 if part.is_plain else 3 if part.title.text else 2
    if part.cards:
        writer.markup('<ul class="cards">\n')
        for card in part.cards:
            _write_card(writer, card, level)
        writer.markup("</ul>\n")
    writer.blocks(part.footer)


def _write_card(writer: Writer, card: Card, level: int) -> None:
    writer.markup('<li class="card">\n')
    writer.image(card.image)
    writer.label(card.kind)
    if level and card.title.text:
        writer.heading(level, card.title, card.address)
    else:
        writer.paragraph(card.title, card.address, kind="card-title")
    writer.blocks(card.summary)
    for links in card.lists:
        writer.label(links.kind)
        writer.markup("<ul>\n")
        for link in links.links:
            writer.item(link.text, link.address)
        writer.markup("</ul>\n")
    writer.markup("</li>\n")


def _findings(projection: Projection, root: yaml.Node | None, problem: Problem | None, fields: Fields) -> list[Finding]:
    """Returns what is wrong with the page, in the offsets of its projection."""
    if problem is not None:
        message = (
            f"the page is not valid YAML ({problem.message}), and only its title is shown; "
            "put texts that hold a colon in quotes, and indent with blanks"
        )
        at = min(problem.offset, len(projection.text))
        return [Finding("invalid-yaml-page", Span(at, at), message)]
    if not isinstance(root, yaml.MappingNode):
        message = "the page has no keys; write lines of `key: value`, `title:` first"
        at = root.start_mark.index if root is not None else 0
        return [Finding("invalid-yaml-page", Span(at, at), message)]
    return [
        Finding(
            "invalid-yaml-page",
            Span(misfit.start, misfit.start + misfit.length),
            f"{misfit.what}{f' ({misfit.more} more like it)' if misfit.more else ''}; {misfit.advice}",
        )
        for misfit in fields.misfits
    ]


def _title_in(text: str) -> str:
    """Returns the title of a text that is not valid YAML."""
    match = _TITLE.search(text)
    return match[1].split(" #")[0].strip().strip("\"'") if match else ""
