"""Articles for tests of the bilingual package, and the whole way from a source article to its translation."""

from __future__ import annotations

from datetime import date

from diglot.bilingual.carrying import carry, skeleton
from diglot.bilingual.cutting import Cut, Cutter
from diglot.bilingual.front import skeleton_front
from diglot.bilingual.writing import number_units, prefix_in, write
from diglot.markup.front_matter import front_matter
from diglot.markup.units import scan_units
from diglot.markup.views import source_view
from diglot.model import Unit
from diglot.settings import Settings

DAY = date(2026, 11, 27)
"""The day on which tests hand off."""
ABBREVIATIONS = frozenset({"e.g.", "i.e.", "etc.", "vs."})
FRONT = "---\ntitle: Harbor\nms.date: 11/21/2026\n---\n\n"

CONSTRUCTS = (
    "# Open the lid\n\nPress it. Wait one minute.\n",
    "Setext heading\n==============\n\nText below it.\n\nAnother one\n---\n",
    '## <a name="own"></a>A heading with a name\n\n### A heading with marks ###\n',
    "- One item.\n- Another. With two sentences.\n  - A nested one\n\n    And its second paragraph.\n* [ ] A task\n",
    "1. First step.\n2. Second step,\n   which goes on here.\n3) Third\nand lazily on\n",
    "> A quote. It has two sentences\n> on two lines.\n>\n> - An item in it,\n>   going on.\n",
    '> [!NOTE]\n> Take care. It is hot.\n\n> [!div class="x"]\n> [Next](next.md)\n',
    "| Key | Meaning |\n|---|---|\n| `title` | The title. Of the page |\n| a \\| b | Either `x|y` or z |\n",
    "a | b\n--|--\nleft | right\n",
    "```sh\ndiglot check  # a comment\n```\n\n    indented code.\n\n~~~\nText in a fence. Not cut.\n~~~\n",
    "<details>\n<summary>Click here</summary>\n\nText in it. More text.\n\n</details>\n",
    "<table>\n<tr><td>A cell. Of HTML</td></tr>\n</table>\n",
    "![A picture](a.png)\n\nText with ![an icon](b.png) in it. And [a link. With a stop](c.md). End.\n",
    'See [the docs][docs]. Or <https://example.com>. Or https://a.example/a.b.\n\n[docs]: https://a.example "Title"\n',
    "**Bold. With two sentences.** And *more. Of it*. `Code. Too.` Done.\n",
    "Use tools, e.g. a hammer, etc. and vs. Others. J. Smith said so. Version 2.0 is it.\n",
    "Broken by force.  \nNext line.\\\nThird line<br>fourth line.\n",
    "Text with <span>a tag</span>. And <span>half a tag. Then more.\n",
    'Quoted "end." Then (a bracket. With two.) More! Really? Yes…\n',
    ':::image type="content" source="a.png" alt-text="A lid":::\n\n'
    ":::row:::\n   :::column:::\n      Text in a column. More.\n   :::column-end:::\n:::row-end:::\n",
    "# [First tab](#tab/one)\n\nText one.\n\n# [Second tab](#tab/two)\n\nText two.\n\n---\n",
    "[!INCLUDE [legal](includes/legal.md)]\n\nText [!INCLUDE [name](includes/name.md)] goes on. End.\n",
    "日本語の文です。次の文です！「はい。」そうです。\n",
    "هذه جملة. وهذه جملة أخرى؟ نعم.\n",
    "<!-- a comment -->\nText below a comment. <!-- inside --> More.\n",
    "Math like \\* and \\` stays. A \\\nline.\n",
    "Term\n: Not a definition list. But text.\n\n***\n\nLast one\n",
    "[Link](a.md)\n\n**Bold only**\n\n`code only`\n\n100 %\n",
)
"""One of everything that authors write."""

_cutter = Cutter(Settings(), ABBREVIATIONS)


def cut_up(text: str) -> Cut:
    """Returns an article in segments."""
    cut = _cutter.cut(text)
    assert cut is not None
    return cut


def segments(text: str) -> list[str]:
    """Returns the texts that become units."""
    return [segment.text for segment in cut_up(text).segments]


def made(text: str, prefix: str = "0ab1c") -> str:
    """Returns the skeleton of an article."""
    cut = cut_up(text)
    carried = skeleton(cut, skeleton_front(cut.text[: cut.body], "nl-NL", DAY))
    return write(carried, number_units(carried, prefix, cut.body > 0))


def synced(translation: str, source: str) -> str:
    """Returns a translation with what its source says by now."""
    cut = cut_up(source)
    carried = carry(translation, cut)
    if carried.is_same:
        return translation
    return write(carried, number_units(carried, prefix_in(carried) or "0ab1c", cut.body > 0))


def units(text: str) -> tuple[Unit, ...]:
    """Returns the units of a page, which is whole."""
    scanned = scan_units(text, front_matter(text).end)
    assert [finding for finding in scanned.findings if finding.rule == "unit-structure"] == []
    return scanned.units


def translated(text: str) -> str:
    """Returns a page with all its units translated, into what nobody speaks."""
    for unit in reversed(units(text)):
        target = "".join(char.swapcase() for char in unit.target) if "](" not in unit.target else f"№ {unit.target}"
        end = unit.at.end
        state = "<!-- untranslated -->"
        after = text[end:].removeprefix(state)
        text = text[: unit.target_at.start] + target + text[unit.target_at.end : end] + after
    return text


def body(text: str) -> str:
    """Returns a page without its front matter."""
    return text[front_matter(text).end :]


def source_body(text: str) -> str:
    """Returns the body of the source view of a page."""
    return body(source_view(text))
