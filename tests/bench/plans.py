"""What stands in a made-up article, before it is written in any language: same seed and number, same article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from bench.shapes import REAL, Shape
from bench.words import CODE, NAMES, Sentence, Thing, Words

PICTURES = 8
"""So many images are shared by all articles of a locale."""
_SECTION = 100
"""Articles of a folder."""
_EVERYTHING = Shape(16, 1600, 12, 1, 3, 2, 1, 4, 1, 1, 4, 1, 3, 1, 3, 1)
_SHAPES = (*REAL, _EVERYTHING)
"""One of each construct is added: some are too rare for a sample of this size."""
_LONGEST_LIST = 12
_COLUMNS = 2
_NAMED = 0.6
"""The share of things that have a name: as many different words as in real articles."""
_THINGS = 23
"""By how many letters two things are longer than their places in the pattern."""
_ADDRESS = 50
"""Letters of an address, about."""


class Unit(NamedTuple):
    """A unit: one sentence, or some."""

    sentences: tuple[Sentence, ...]


class Block(NamedTuple):
    """A paragraph, a heading, an item, a row of a table: units with the marks around them."""

    units: tuple[Unit, ...]
    start: str = ""
    between: str = " "
    end: str = ""
    is_tight: bool = False
    """No empty line before it."""
    picture: Thing | None = None
    """What an image shows, whose description stands between `start` and `end`."""


class Plan(NamedTuple):
    """An article."""

    path: str
    number: int
    title: Sentence
    blocks: tuple[Block, ...]
    shape: Shape
    """What it was to be like."""


def path_of(number: int) -> str:
    """Returns the path of an article below the folder of its locale."""
    return f"part-{number // _SECTION + 1:03}/article-{number:05}.md" if number else "index.md"


def plan(seed: int, number: int, articles: int, english: Words) -> Plan:
    """Returns article `number` of `articles`. What it says is the same however many there are, but for own links."""
    random = Random(f"{seed}/{number}")
    shape = _shape(seed, number)
    title = _sentence(random, int(random.random() * english.shorts))
    blocks = list(_Writer(random, english, shape).blocks())
    return Plan(path_of(number), number, title, tuple(_marked(random, shape, blocks, number, articles)), shape)


def _shape(seed: int, number: int) -> Shape:
    """Returns the shape of an article: all are dealt before one comes again."""
    deal, place = divmod(number, len(_SHAPES))
    order = list(range(len(_SHAPES)))
    Random(f"{seed}/deal/{deal}").shuffle(order)
    return _SHAPES[order[place]]


class _Writer:
    """Makes the blocks of one article out of its shape."""

    def __init__(self, random: Random, english: Words, shape: Shape) -> None:
        self._random = random
        self._lengths = [len(sentence) for sentence in english.sentences]
        self._shorts = english.shorts
        self._shape = shape
        self._units = max(1, shape.units - 1)
        self._letters = float(shape.letters - _ADDRESS * (shape.links + shape.own_links) - 4 * shape.bolds - 40)

    def blocks(self) -> Iterator[Block]:
        """Yields the blocks below the title, unmarked."""
        shape = self._shape
        cells = max(0, shape.rows - 1) * _COLUMNS
        fixed = shape.headings + shape.alerts + cells
        items = min(shape.ordered + shape.bullets, max(0, self._units - 1 - fixed))
        ordered = min(shape.ordered, items)
        texts = max(1, self._units - fixed - items)
        room = shape.blocks - 1 - shape.headings - shape.alerts - shape.samples - shape.images - bool(cells)
        is_tight = room < items + 1
        lists = [*_cut(ordered, "1. "), *_cut(items - ordered, "- ")]
        paragraphs = min(texts, max(1, room - (len(lists) if is_tight else items)))
        parts: list[list[Block]] = [[self._paragraph(count)] for count in _shares(texts, paragraphs)]
        first = parts.pop(0)
        nested = shape.nested
        for mark, count in lists:
            depth = min(nested, count - 1)
            nested -= depth
            parts.append([*self._items(mark, count, depth, is_tight)])
        parts += [[Block((self._unit(),), "> [!NOTE]\n> ")] for _ in range(shape.alerts)]
        parts += [[_sample(shape.sample_lines // shape.samples, self._random)] for _ in range(shape.samples)]
        parts += [[self._picture()] for _ in range(shape.images)]
        parts += [[*self._rows(shape.rows)]] if cells else []
        self._random.shuffle(parts)
        places = {int(self._random.random() * (len(parts) + 1)) for _ in range(shape.headings)}
        yield from first
        for place, part in enumerate(parts):
            if place in places:
                yield Block((Unit((_sentence(self._random, 0),)),), "## ")
            yield from part

    def _unit(self) -> Unit:
        wanted = self._letters / self._units * (0.5 + self._random.random())
        sentences: list[Sentence] = []
        while not sentences or wanted > 40:
            pattern = self._pattern(wanted)
            sentences.append(_sentence(self._random, pattern))
            length = self._lengths[pattern] + _THINGS
            wanted -= length
            self._letters -= length
        self._units = max(1, self._units - 1)
        return Unit(tuple(sentences))

    def _pattern(self, wanted: float) -> int:
        """Returns one of the three sentences whose length is nearest."""
        near = sorted(
            range(self._shorts, len(self._lengths)), key=lambda pattern: abs(self._lengths[pattern] + _THINGS - wanted)
        )
        return near[int(self._random.random() * 3)]

    def _paragraph(self, units: int) -> Block:
        return Block(tuple(self._unit() for _ in range(units)))

    def _items(self, mark: str, count: int, nested: int, is_tight: bool) -> Iterator[Block]:
        for number in range(count):
            indent = "    " if 0 < number <= nested else ""
            yield Block((self._unit(),), indent + mark, is_tight=is_tight and number > 0)

    def _rows(self, rows: int) -> Iterator[Block]:
        for number in range(rows - 1):
            cells = tuple(Unit((_sentence(self._random, column),)) for column in range(_COLUMNS))
            line = "\n|" + " --- |" * _COLUMNS if number == 0 else ""
            yield Block(cells, "| ", " | ", f" |{line}", is_tight=number > 0)

    def _picture(self) -> Block:
        address = f"../media/picture-{int(self._random.random() * PICTURES)}.png"
        return Block((), "![", end=f"]({address})", picture=_thing(self._random))


def _cut(items: int, mark: str) -> Iterator[tuple[str, int]]:
    """Yields (mark, items) of lists of a usual length."""
    while items > 0:
        yield mark, min(items, _LONGEST_LIST)
        items -= _LONGEST_LIST


def _shares(whole: int, parts: int) -> list[int]:
    return [whole // parts + (part < whole % parts) for part in range(parts)]


def _thing(random: Random) -> Thing:
    # Some names are in every other article, most in hardly any, as words are.
    name = int(NAMES * random.random() ** 5) if random.random() < _NAMED else 0
    return Thing(int(random.random() * 30), int(random.random() * 24), name=name)


def _sentence(random: Random, pattern: int) -> Sentence:
    return Sentence(pattern, _thing(random), _thing(random))


def _sample(lines: int, random: Random) -> Block:
    code = "\n".join(f"Set-Thing -Name sample{int(random.random() * 90)}" for _ in range(max(1, lines - 2)))
    return Block((), f"```powershell\n{code}\n", end="```")


def _marked(random: Random, shape: Shape, blocks: Sequence[Block], number: int, articles: int) -> Iterator[Block]:
    """Yields the blocks with bold text, code and links in their sentences."""
    marks = [("**", "**")] * shape.bolds + [(CODE, CODE)] * shape.codes
    marks += [
        ("[", f"](https://www.example.org/guides/topic-{int(random.random() * 9999):04}/start)")
        for _ in range(shape.links)
    ]
    above = "../" if number else ""
    marks += [("[", f"]({above}{path_of(1 + int(random.random() * (articles - 1)))})") for _ in range(shape.own_links)]
    sentences = sum(len(unit.sentences) for block in blocks for unit in block.units if block.start != "## ")
    places = list(range(2 * sentences))
    random.shuffle(places)
    at = dict(zip(places, marks, strict=False))
    place = 0
    for block in blocks:
        if block.start == "## " or not block.units:
            yield block
            continue
        units = []
        for unit in block.units:
            marked = []
            for sentence in unit.sentences:
                a, b = (at.get(place + side, ("", "")) for side in (0, 1))
                marked.append(_decorated(sentence, a, b))
                place += 2
            units.append(Unit(tuple(marked)))
        yield block._replace(units=tuple(units))


def _decorated(sentence: Sentence, a: tuple[str, str], b: tuple[str, str]) -> Sentence:
    return Sentence(
        sentence.pattern,
        sentence.a._replace(before=a[0], after=a[1]),
        sentence.b._replace(before=b[0], after=b[1]),
    )
