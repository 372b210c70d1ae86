"""Random mixtures of all constructs and units: nothing vanishes, nothing leaks, and what comes out is well-formed.

Every word of a mixture is one of its own: `wt17` stands in the target view only, `ws17` in the source view only, `wb17`
in both, and `wx17` in none. So what a reader must see, and in which order, is known word by word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from diglot.markup.front_matter import front_matter
from diglot.markup.units import scan_units
from diglot.markup.views import SOURCE, TARGET
from docsets import words_of
from markup.pages import notes, shown, unit, words

BOTH = "both"
LETTER = {TARGET: "t", SOURCE: "s", BOTH: "b"}
WORD = re.compile(r"w[tsbx][0-9]+")
LEAK = re.compile(r"\[!|:::|sxs|data-[ts]tu|#tab/|xref:", re.IGNORECASE)
INCLUDED = {
    # Words above 9000 are those of included files; they are numbered apart, so that a mixture may include them again.
    "includes/short.md": unit(101, "wt9001", "ws9001", "1ab2c") + "\n",
    "includes/long.md": f"---\ntitle: wx9009\n---\n## {unit(101, 'wt9002', 'ws9002', '2ab2c')}\n\n- wb9003\n\n"
    f"> [!TIP]\n> {unit(102, 'wt9004 **wt9005**', 'ws9004 **ws9005**', '2ab2c')}\n\n[!INCLUDE [x](short.md)]\n",
    "includes/self.md": "wb9006\n\n[!INCLUDE [x](self.md)]\n\nwb9007\n",
    "includes/ping.md": "wb9008\n\n[!INCLUDE [x](pong.md)]\n",
    "includes/pong.md": "wb9010\n\n[!INCLUDE [x](ping.md)]\n",
    "samples/boat.cs": "// <Sail>\nvar wb9011 = 1;\n// </Sail>\nvar wb9012 = 2;\n",
}
LIBRARY = {f"folder/{path}": text for path, text in INCLUDED.items()}
"""What pages can include; see `HERE` for where they stand."""
SHOWN_OF = {
    "includes/short.md": (["wt9001"], ["ws9001"]),
    "includes/long.md": (
        ["wt9002", "wb9003", "wt9004", "wt9005", "wt9001"],
        ["ws9002", "wb9003", "ws9004", "ws9005", "ws9001"],
    ),
    "includes/self.md": (["wb9006", "wb9007"], ["wb9006", "wb9007"]),
    "includes/ping.md": (["wb9008", "wb9010"], ["wb9008", "wb9010"]),
    "includes/missing.md": ([], []),
}
UNREADABLE = ("includes/self.md", "includes/ping.md", "includes/missing.md")


@dataclass
class Mixture:
    """A page that was put together, and what is known of it."""

    draw: st.DrawFn = field(repr=False)
    text: str = ""
    words: dict[str, list[str]] = field(default_factory=lambda: {TARGET: [], SOURCE: []})
    """What each view shows, in order."""
    units: list[str] = field(default_factory=list)
    is_broken: bool = False
    """True if it includes what cannot be included: then its marks are shown."""
    view: str = field(default=BOTH, repr=False)
    count: int = field(default=0, repr=False)
    is_narrow: bool = field(default=False, repr=False)
    """True inside of a table."""
    in_link: bool = field(default=False, repr=False)
    in_zone: bool = field(default=False, repr=False)
    in_tab: bool = field(default=False, repr=False)
    definitions: list[str] = field(default_factory=list)

    # Words and runs of text

    def number(self) -> int:
        """Returns a number that no one else has."""
        self.count += 1
        return self.count

    def seen(self, target: list[str], source: list[str]) -> None:
        """Notes words that the views of what is being written show."""
        if self.view != SOURCE:
            self.words[TARGET] += target
        if self.view != TARGET:
            self.words[SOURCE] += source

    def word(self) -> str:
        """Writes a word of its own."""
        word = f"w{LETTER[self.view]}{self.number()}"
        self.seen([word], [word])
        return word

    def run(self, depth: int) -> str:
        """Writes words with pieces of all kinds between them."""
        parts = [self.word()]
        for _ in range(self.draw(st.integers(0, 3 if depth else 0))):
            parts += [self.piece(depth - 1), self.word()]
            if not self.is_narrow and (end := self.draw(st.sampled_from(["", "", "", "\n", "  \n", "\\\n"]))):
                parts.append(end + self.word())
        return " ".join(parts).replace(" \n", "\n").replace(" \\\n", "\\\n")

    def piece(self, depth: int) -> str:
        """Writes a piece of a run."""
        kinds = [
            self.code,
            self.emphasis,
            self.entity,
            self.placeholder,
            self.tag,
            self.no_loc,
            self.picture,
            self.icon,
        ]
        kinds += [self.inline_comment, self.inline_include]
        if self.view == BOTH:
            kinds += [self.unit] * 6
        if not self.in_link:
            kinds += [self.link, self.link, self.reference, self.address, self.xref]
        return str(self.draw(st.sampled_from(kinds))(depth))

    def unit(self, depth: int) -> str:
        """Writes a bilingual span pair."""
        number = str(102 + len(self.units))
        self.units.append(number)
        self.view = TARGET
        target = self.run(depth)
        self.view = SOURCE
        source = self.run(depth)
        self.view = BOTH
        return unit(number, target, source)

    def code(self, depth: int) -> str:
        """Writes a code span."""
        return f"`{self.word()} <span> {{{{x}}}} {self.word()}`"

    def emphasis(self, depth: int) -> str:
        """Writes emphasis of some kind around a run."""
        mark = self.draw(st.sampled_from(["*", "**", "~~"]))
        return f"{mark}{self.run(min(depth, 1))}{mark}"

    def entity(self, depth: int) -> str:
        """Writes what stands for a character."""
        return str(
            self.draw(st.sampled_from(["&amp;", "&nbsp;", "&#945;", "&lt;b&gt;", "\\*", "\\[", "<br>", "<br/>"]))
        )

    def placeholder(self, depth: int) -> str:
        """Writes something that only looks like a tag."""
        return f"<{self.draw(st.sampled_from(['mailbox', 'tenant', 'T', 'je-naam']))}>"

    def tag(self, depth: int) -> str:
        """Writes an element in a run of text."""
        name = self.draw(st.sampled_from(["b", "sup", "kbd", "i", "span"]))
        return f"<{name}>{self.run(min(depth, 1))}</{name}>"

    def no_loc(self, depth: int) -> str:
        """Writes a word that is not to be translated."""
        space = self.draw(st.sampled_from(["", " "]))
        return f':::{space}no-loc text="{self.word()}":::'

    def picture(self, depth: int) -> str:
        """Writes an image."""
        address = self.draw(st.sampled_from(["media/boot.png", "https://haven.example/a.png", "/x/y.png", "..\\z.png"]))
        return f"![een boot]({address})"

    def icon(self, depth: int) -> str:
        """Writes an image with colons."""
        return str(
            self.draw(
                st.sampled_from(
                    [
                        ':::image type="icon" source="media/boot.png" border="false":::',
                        ':::image type="content" source="media/boot.png" alt-text="Een boot.":::',
                        ':::image source="media/boot.png" alt-text="Een boot." lightbox="media/groot.png":::',
                    ]
                )
            )
        )

    def inline_comment(self, depth: int) -> str:
        """Writes what no one sees."""
        return f"<!-- wx{self.number()} :::row::: [!NOTE] -->"

    def inline_include(self, depth: int) -> str:
        """Writes an include of running text."""
        return self.include(["includes/short.md", "includes/short.md", "includes/missing.md"])

    def include(self, choices: list[str]) -> str:
        """Writes an include of one of `choices`."""
        path = self.draw(st.sampled_from(choices))
        self.seen(*SHOWN_OF[path])
        self.is_broken |= path in UNREADABLE
        mark = self.draw(st.sampled_from(["INCLUDE [x]", "INCLUDE[x]", "include[x y]", "Include [a[b]c]"]))
        return f"[!{mark}({path})]"

    def link(self, depth: int) -> str:
        """Writes a link, at times around a unit or within one."""
        self.in_link = True
        text = self.unit(0) if self.view == BOTH and self.draw(st.booleans()) else self.run(min(depth, 1))
        self.in_link = False
        address = self.draw(st.sampled_from(["boot.md", "https://haven.example/a_b", "#boot", "~/x.md", "xref:a.b"]))
        return f"[{text}]({address})"

    def reference(self, depth: int) -> str:
        """Writes a link whose address stands at the end of the page."""
        self.in_link = True
        text = self.run(0)
        self.in_link = False
        self.definitions.append(f"[ref{len(self.definitions)}]: https://haven.example/{len(self.definitions)}")
        return f"[{text}][ref{len(self.definitions) - 1}]"

    def address(self, depth: int) -> str:
        """Writes a bare address."""
        return str(
            self.draw(st.sampled_from(["https://haven.example/x?y=1", "<https://haven.example>", "www.haven.example"]))
        )

    def xref(self, depth: int) -> str:
        """Writes a link to what is known by a name."""
        return str(self.draw(st.sampled_from(["<xref:Haven.Boot>", "<xref:Haven.Boot%2A?displayProperty=fullName>"])))

    # Blocks: each is a list of lines

    def blocks(self, depth: int, least: int = 1) -> list[str]:
        """Writes some blocks with blank lines between them."""
        kinds = [self.paragraph] * 3 + [self.heading, self.items, self.table, self.fence, self.indented, self.comment]
        kinds += [self.video, self.raw, self.included, self.sample, self.image]
        if depth:
            kinds += [self.items, self.quote, self.alert, self.alert, self.div, self.row, self.moniker, self.details]
            if not self.in_zone:
                kinds.append(self.zone)
            if not self.in_tab:
                kinds.append(self.tabs)
        lines: list[str] = []
        for _ in range(self.draw(st.integers(least, 3 if depth else 2))):
            lines += [*self.draw(st.sampled_from(kinds))(depth - 1), ""]
        return lines[:-1]

    def lines(self, depth: int = 2) -> list[str]:
        """Writes a run of text as lines."""
        return self.run(depth).split("\n")

    def paragraph(self, depth: int) -> list[str]:
        """Writes a paragraph; at times all of it is one unit."""
        return (self.unit(2) if self.draw(st.booleans()) else self.run(2)).split("\n")

    def heading(self, depth: int) -> list[str]:
        """Writes a heading, with or without a name."""
        self.is_narrow = True
        level = "#" * self.draw(st.integers(1, 6))
        name = f'<a name="h{self.number()}"></a>' if self.draw(st.booleans()) else ""
        text = self.unit(1) if name else self.run(1)
        self.is_narrow = False
        return [f"{level} {name}{text}"]

    def items(self, depth: int) -> list[str]:
        """Writes a list, with blocks in its items."""
        mark = self.draw(st.sampled_from(["- ", "* ", "1. ", "7) "]))
        lines: list[str] = []
        for _ in range(self.draw(st.integers(1, 3))):
            inside = self.lines(1)
            if depth > 0 and self.draw(st.booleans()):
                inside += ["", *self.blocks(depth - 1)]
            lines += [mark + inside[0], *_indented(inside[1:], len(mark))]
        return lines

    def quote(self, depth: int) -> list[str]:
        """Writes a quote."""
        return _quoted([*self.lines(1), "", *self.blocks(depth)])

    def alert(self, depth: int) -> list[str]:
        """Writes an alert, at times with a second one in the same quote."""
        kind = self.draw(st.sampled_from(["NOTE", "TIP", "IMPORTANT", "CAUTION", "WARNING", "Note", "warning"]))
        lines = [f"[!{kind}]", *self.lines(1)]
        if self.draw(st.booleans()):
            lines += ["", *self.blocks(depth)]
        if self.draw(st.booleans()):
            lines += ["", "[!TIP]", *self.lines(1)]
        return _quoted(lines)

    def div(self, depth: int) -> list[str]:
        """Writes a div in a quote."""
        kind = self.draw(st.sampled_from(["nextstepaction", "checklist", "op_single_selector", "mx-imgBorder"]))
        return _quoted([f'[!div class="{kind}"]', *self.blocks(depth)])

    def video(self, depth: int) -> list[str]:
        """Writes a video."""
        return ["> [!VIDEO https://www.youtube.com/embed/abc123]"]

    def row(self, depth: int) -> list[str]:
        """Writes a row of columns."""
        lines = [":::row:::"]
        for _ in range(self.draw(st.integers(1, 3))):
            width = self.draw(st.sampled_from(["", 'span=""', 'span="2"']))
            lines += [f"   :::column {width}:::".replace(" :::", ":::") if not width else f"   :::column {width}:::"]
            lines += [*_indented(self.blocks(depth), self.draw(st.sampled_from([0, 3, 6, 8]))), "   :::column-end:::"]
        return [*lines, ":::row-end:::"]

    def moniker(self, depth: int) -> list[str]:
        """Writes a part that is about some versions."""
        mark = self.draw(st.sampled_from([":::", "::: "]))
        bounds = self.draw(st.sampled_from([">= boot-2.1", "< boot-3.0", "boot-1.0 || boot-2.0"]))
        return [f'{mark}moniker range="{bounds}"', "", *self.blocks(depth), "", f"{mark}moniker-end"]

    def zone(self, depth: int) -> list[str]:
        """Writes a part that is about some choices."""
        self.in_zone = True
        opening = self.draw(st.sampled_from(['zone pivot="zeil"', 'zone pivot="zeil,motor"', 'zone target="docs"']))
        lines = [f"::: {opening}", "", *self.blocks(depth), "", "::: zone-end"]
        self.in_zone = False
        return lines

    def details(self, depth: int) -> list[str]:
        """Writes what a reader may unfold."""
        summary = self.unit(0)
        return [f"<details><summary>{summary}</summary>", "", *self.blocks(depth), "", "</details>"]

    def tabs(self, depth: int) -> list[str]:
        """Writes a group of tabs."""
        self.in_tab = True
        lines: list[str] = []
        for name in self.draw(st.sampled_from([["windows"], ["windows", "linux"], ["windows", "linux", "mac"]])):
            title = self.unit(0) if self.draw(st.booleans()) else self.word()
            lines += [f"# [{title}](#tab/{name})", "", *self.blocks(depth), ""]
        self.in_tab = False
        return [*lines, "---"]

    def table(self, depth: int) -> list[str]:
        """Writes a pipe table."""
        self.is_narrow = True
        width = self.draw(st.integers(1, 3))
        rows = [[self.run(1) for _ in range(width)] for _ in range(self.draw(st.integers(1, 3)))]
        self.is_narrow = False
        rows.insert(1, ["---"] * width)
        return ["| " + " | ".join(row) + " |" for row in rows]

    def fence(self, depth: int) -> list[str]:
        """Writes fenced code."""
        language = self.draw(st.sampled_from(["", "csharp", "powershell", "json", "C#", "weetniet"]))
        return [f"```{language}", f"{self.word()} = {{{{1}}}} # <b>", "", self.word(), "```"]

    def indented(self, depth: int) -> list[str]:
        """Writes indented code, which may hold units."""
        return [self.word(), "", f"    {self.word()} <b>", f"    {self.unit(0)}"]

    def comment(self, depth: int) -> list[str]:
        """Writes what no one sees."""
        return ["<!--", f"wx{self.number()}", "", ":::row:::", "```", "# [x](#tab/x)", "-->"]

    def raw(self, depth: int) -> list[str]:
        """Writes a block of HTML."""
        table = []
        if self.draw(st.booleans()):
            cell = f"<td>{self.word()}</td><td><a href='boot.md'>{self.word()}</a></td>"
            table = ["<table>", f"<tr>{cell}</tr>", "</table>"]
        return [*table, f"<div class='x'>{self.word()} <b>{self.unit(0)}</b></div>"]

    def included(self, depth: int) -> list[str]:
        """Writes an include that stands alone."""
        return [self.include(["includes/short.md", "includes/long.md", *UNREADABLE])]

    def sample(self, depth: int) -> list[str]:
        """Writes a sample of code from another file."""
        text, words = self.draw(
            st.sampled_from(
                [
                    ("[!code-csharp[Main](samples/boat.cs)]", ["wb9011", "wb9012"]),
                    ("[!code-csharp[](samples/boat.cs?name=Sail&highlight=1)]", ["wb9011"]),
                    ("[!code-csharp[](samples/boat.cs#Sail)]", ["wb9011"]),
                    (':::code language="csharp" source="samples/boat.cs" range="4":::', ["wb9012"]),
                    (':::code language="csharp" source="samples/boat.cs" id="Sail" highlight="1":::', ["wb9011"]),
                    ("[!code-csharp[Main](~/../samples/missing.cs)]", []),
                ]
            )
        )
        self.seen(words, words)
        return [text]

    def image(self, depth: int) -> list[str]:
        """Writes an image with a description."""
        opening = ':::image type="complex" source="media/boot.png" alt-text="Een boot.":::'
        return [opening, f"   {self.unit(1)}".replace("\n", " "), ":::image-end:::"]


def _indented(lines: list[str], width: int) -> list[str]:
    return [" " * width + line if line else "" for line in lines]


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}".rstrip(" ") if not line else f"> {line}" for line in lines]


@st.composite
def mixtures(draw: st.DrawFn) -> Mixture:
    """Makes well-formed pages."""
    mixture = Mixture(draw)
    lines = mixture.blocks(draw(st.integers(0, 3)))
    mixture.text = "\n".join([*lines, "", *mixture.definitions, ""])
    return mixture


@st.composite
def ruins(draw: st.DrawFn) -> Mixture:
    """Makes pages of which lines were lost, doubled, moved or cut."""
    mixture = draw(mixtures())
    lines = mixture.text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        ruin = draw(st.sampled_from(["drop", "double", "move", "cut", "shift", "join"]))
        if ruin == "drop" and len(lines) > 1:
            del lines[at]
        elif ruin == "double":
            lines.insert(draw(st.integers(0, len(lines))), lines[at])
        elif ruin == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif ruin == "cut" and "<span data" not in lines[at]:
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif ruin == "shift":
            lines[at] = (
                draw(st.sampled_from([" ", "    ", "> ", "- ", "\t", ":::", "[!", "<div>", "</div>"])) + lines[at]
            )
        elif ruin == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + " " + lines[at + 1]]
    mixture.text = "\n".join(lines)
    return mixture


# What is true of any output

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r"\s([^\s=\"]+)(?:=\"[^\"]*\")?")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NO_TEXT = frozenset("table thead tbody tr ul ol".split())
_BLOCKS = frozenset(
    "address article aside blockquote details dialog dl div fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr main "
    "nav ol p pre section table ul".split()
)
_RUNS = frozenset("a b code em i kbd s span strong sub sup".split())
_SCHEMES = {"http", "https", "mailto", "data", "diglot-slot", "ms-settings"}


def structure_problems(markup: str) -> Iterator[str]:
    """Yields what is wrong with the tags of HTML: each has to be closed, in order, where the parser would not do so."""
    opened: list[str] = []
    done = 0
    for match in _TAG.finditer(markup):
        text, done = markup[done : match.start()], match.end()
        closing, name, _ = match.groups()
        if "<" in text or ">" in text:
            yield f"a loose angle bracket in {text!r}"
        if text.strip() and opened and opened[-1] in _NO_TEXT:
            yield f"text {text!r} in <{opened[-1]}>"
        if closing:
            if not opened or opened.pop() != name:
                yield f"</{name}> closes something else, near {markup[max(0, match.start() - 60) : match.end()]!r}"
                return
            continue
        if name in _BLOCKS and "p" in opened:
            yield f"<{name}> in a paragraph"
        if name == "a" and "a" in opened:
            yield "<a> in <a>"
        if name not in _VOID:
            opened.append(name)
    if "<" in markup[done:] or opened:
        yield f"never closed: {opened}, {markup[done:]!r}"


def parsed_problems(markup: str) -> Iterator[str]:
    """Yields what a parser of HTML 5 (that of nh3) and lxml see otherwise than it was written."""
    found = _TAG.findall(markup)
    tags = {name for _, name, _ in found}
    attributes = {name for *_, written in found for name in _ATTRIBUTE.findall(written)}
    again = nh3.clean(
        markup, tags=tags, attributes={"*": attributes}, link_rel=None, url_schemes=_SCHEMES, clean_content_tags=set()
    )
    before, after = ([closing + name for closing, name, _ in tags] for tags in (found, _TAG.findall(again)))
    if before != after:
        yield f"a browser sees other elements:\n{markup}\n{again}"
    tree = html.fragment_fromstring(markup, create_parent="div")
    if words(tree.text_content()) != words(unescape(_TAG.sub("", markup))):
        yield f"lxml sees other words:\n{markup}\n{html.tostring(tree, encoding='unicode')}"
    # Where an author's `<b>` is left open, it is closed in other places.
    if not _has_blocks_in_text(markup) and _shape(markup) != [
        (element.tag, len(list(element.iterancestors()))) for element in tree.iterdescendants()
    ]:
        yield f"lxml sees other elements:\n{markup}\n{html.tostring(tree, encoding='unicode')}"


def _shape(markup: str) -> list[tuple[str, int]]:
    """Returns the elements of well-formed HTML with their depths, from 1 on."""
    found = []
    depth = 1
    for closing, name, _ in _TAG.findall(markup):
        depth -= bool(closing)
        if not closing:
            found.append((name, depth))
            depth += name not in _VOID
    return found


def _has_blocks_in_text(markup: str) -> bool:
    """Tells whether blocks stand in elements of running text, as only authors write them."""
    opened: list[str] = []
    for closing, name, _ in _TAG.findall(markup):
        if closing:
            opened.pop()
        elif name in _BLOCKS and not _RUNS.isdisjoint(opened):
            return True
        elif name not in _VOID:
            opened.append(name)
    return False


def problems(markup: str, units: list[str], doubled: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yields what is wrong with the HTML of a page that has `units`, and in which `doubled` ids were written twice."""
    yield from structure_problems(markup)
    yield from parsed_problems(markup)
    tree = html.fragment_fromstring(markup, create_parent="div")
    if lost := set(units) - set(tree.xpath("//@data-unit")):
        yield f"lost units: {sorted(lost)}"
    if tree.xpath("//*[@data-unit]//*[@data-unit]"):
        yield "a unit inside of another one"
    ids = Counter(tree.xpath("//@id"))
    if twice := {name for name, count in ids.items() if count > 1} - doubled:
        yield f"ids that stand twice: {sorted(twice)}"
    if leaked := re.findall(r"sxs-lookup|data-[ts]tu-id", markup):
        yield f"words of the format: {leaked}"


def words_in(markup: str) -> list[str]:
    """Returns the words of ours that HTML shows, in order."""
    return WORD.findall(words_of(html.fragment_fromstring(markup, create_parent="div"), generated=True))


@pytest.mark.parametrize("view", [TARGET, SOURCE])
@given(mixture=mixtures())
def test_mixture(mixture: Mixture, view: str) -> None:
    """All words of a view are there, in order, none of the other; nothing of the marks; all is well-formed."""
    markup = shown(mixture.text, view, LIBRARY)
    assert words_in(markup) == mixture.words[view]
    assert set(WORD.findall(markup)) <= set(mixture.words[view])
    assert not list(problems(markup, mixture.units))
    if not mixture.is_broken:
        assert not LEAK.findall(_without_addresses(markup))


def _without_addresses(markup: str) -> str:
    """Returns HTML without the attributes in which addresses are kept as written."""
    return re.sub(r"\s(?:href|src|data-name|title)=\"[^\"]*\"", "", markup)


@given(mixture=mixtures())
def test_mixture_is_praised(mixture: Mixture) -> None:
    """Nothing is found in a page that is well-formed, but for files that are not there."""
    found = {rule for rule, _ in notes(mixture.text, TARGET, LIBRARY)}
    assert found <= ({"foreign-code", "missing-include"} if mixture.is_broken else {"foreign-code"})


@pytest.mark.parametrize("view", [TARGET, SOURCE])
@given(mixture=ruins())
def test_ruin(mixture: Mixture, view: str) -> None:
    """Whatever happened to a page: all is well-formed, each unit named, and no word of the other view shown."""
    scanned = scan_units(mixture.text, front_matter(mixture.text).end)
    markup = shown(mixture.text, view, LIBRARY)
    notes(mixture.text, view, LIBRARY)
    names = Counter(re.findall(r"<a name=\"(\w+)", mixture.text))
    doubled = frozenset(name for name, count in names.items() if count > 1)
    found = problems(markup, [unit.number for unit in scanned.units], doubled)
    # What stands in an author's table that is not closed is moved out of it, in each reading anew.
    is_closed = _closes_tables(mixture.text)
    assert not [problem for problem in found if is_closed or "sees other elements" not in problem]
    # What is left of a unit that fell apart is text as any other.
    allowed: list[str] = []
    done = 0
    for one in scanned.units:
        allowed += (mixture.text[done : one.at.start], one.target if view == TARGET else one.source)
        done = one.at.end
    allowed.append(mixture.text[done:])
    other = LETTER[SOURCE if view == TARGET else TARGET]
    assert set(re.findall(rf"w{other}[0-9]+", markup)) <= set(WORD.findall(" ".join(allowed)))


def _closes_tables(text: str) -> bool:
    """Tells whether each `<table>` has its end behind it."""
    depth = 0
    for end in re.findall("<(/?)table", text):
        depth = max(0, depth - 1) if end else depth + 1
    return depth == 0


@given(mixture=mixtures())
def test_size_is_linear(mixture: Mixture) -> None:
    """Ten times as much is about ten times as large."""
    once, often = (len(shown((mixture.text + "\n\n") * count, TARGET, LIBRARY)) for count in (1, 10))
    assert often < 12 * once + 2000
