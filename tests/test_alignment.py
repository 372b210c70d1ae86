"""Which blocks of a translation and of its source say the same."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.join.alignment import align
from diglot.markup.signatures import (
    CODE,
    HEADING,
    IMAGE,
    ITEM,
    PARAGRAPH,
    QUOTE,
    RAW,
    ROW,
    Signature,
    noted,
    read_signatures,
    signature,
)
from markup.test_linear import calls

KINDS = [(HEADING, 2), (HEADING, 3), (PARAGRAPH, 0), (ITEM, 1), (ITEM, 2), (QUOTE, 1), (RAW, 0), (CODE, 0), (IMAGE, 0)]


def plain(length: int, kind: str = PARAGRAPH, level: int = 0, *strong: str) -> Signature:
    """Returns the signature of a block."""
    return signature(kind, level, length, strong, ())


def translated(page: Sequence[Signature], ratio: float, random: Random) -> list[Signature]:
    """Returns the signatures of a translation: texts are longer or shorter, each a bit differently."""
    return [one._replace(length=max(1, round(one.length * ratio * random.uniform(0.88, 1.14)))) for one in page]


def halves(one: Signature) -> list[Signature]:
    """Returns the two halves of a block; what it has of features is in the first."""
    first = one.length // 2
    nothing: frozenset[str] = frozenset()
    return [one._replace(length=first), one._replace(length=one.length - first, strong=nothing, weak=nothing)]


def joined(first: Signature, second: Signature) -> Signature:
    """Returns one block of two."""
    return first._replace(
        length=first.length + second.length + 1, strong=first.strong | second.strong, weak=first.weak | second.weak
    )


def random_page(random: Random, count: int, *, named: bool) -> list[Signature]:
    """Returns a page of blocks, each with a feature of its own if they shall be `named`."""
    return [
        signature(kind, level, random.randint(25, 400), [f"{random.random()}"] if named else [], [])
        for kind, level in (random.choice(KINDS[2:7] if not named else KINDS) for _ in range(count))
    ]


def count_blocks(page: Sequence[Signature]) -> int:
    """Returns the number of a page's blocks."""
    return sum(one.blocks for one in page)


signatures = st.builds(
    signature,
    st.sampled_from([kind for kind, _ in KINDS] + [ROW]),
    st.integers(1, 6),
    st.integers(0, 500),
    st.lists(st.text(max_size=8), max_size=12),
    st.lists(st.text(max_size=8), max_size=12),
)
pages = st.lists(signatures, max_size=30)


@given(pages)
def test_signatures_travel_as_a_string(page: list[Signature]) -> None:
    """Nothing is lost on the way, and it is a short one."""
    text = noted(page)
    assert read_signatures(text) == page
    assert len(text) <= 140 * len(page)


@given(pages, st.sampled_from([0.45, 0.8, 1.0, 1.15, 1.4]), st.integers())
def test_same_structure(page: list[Signature], ratio: float, seed: int) -> None:
    """Pages of the same structure are aligned block by block, however long their languages are."""
    found = align(noted(page), noted(translated(page, ratio, Random(seed))))
    assert found == tuple(range(1, count_blocks(page) + 1))


@given(pages, pages)
def test_any_two_pages(source: list[Signature], target: list[Signature]) -> None:
    """Whatever they are: each block of the target has a block of the source or none, and the order is kept."""
    found = align(noted(source), noted(target))
    assert len(found) == count_blocks(target)
    assert all(0 <= number <= count_blocks(source) for number in found)
    numbers = [number for number in found if number]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("ratio", [0.5, 1.2])
@pytest.mark.parametrize("change", ["insert", "delete", "split", "merge", "insert in source"])
def test_one_change(seed: int, ratio: float, change: str) -> None:
    """A block more, less, split or merged in either page: all others keep their counterparts."""
    random = Random(seed)
    source = random_page(random, 30, named=True)
    target = translated(source, ratio, random)
    at = random.randrange(1, 28)
    # What is split and what is merged is text, of which there is enough.
    source[at : at + 2] = [plain(200, PARAGRAPH, 0, "een"), plain(300, PARAGRAPH, 0, "twee")]
    target[at : at + 2] = [one._replace(length=round(one.length * ratio)) for one in source[at : at + 2]]
    expected = list(range(1, 31))
    if change == "insert":
        target.insert(at, plain(120))
        expected.insert(at, 0)
    elif change == "delete":
        del target[at], expected[at]
    elif change == "split":
        target[at : at + 1] = halves(target[at])
        expected.insert(at, expected[at])
    elif change == "merge":
        target[at : at + 2] = [joined(target[at], target[at + 1])]
        del expected[at + 1]
    else:
        source.insert(at, plain(120))
        expected = [number + (number > at) for number in expected]
    assert align(noted(source), noted(target)) == tuple(expected)


@pytest.mark.parametrize("change", ["insert", "delete", "split", "merge"])
@pytest.mark.parametrize("ratio", [0.5, 1.2])
def test_lengths_alone(change: str, ratio: float) -> None:
    """Text without a number, a link or a name in it is mostly found by its length, with three changes a page."""
    right = total = 0
    for seed in range(60):
        random = Random(seed)
        source = random_page(random, 40, named=False)
        numbered = list(zip(range(1, 41), translated(source, ratio, random), strict=True))
        for at in sorted(random.sample(range(1, 38, 3), 3), reverse=True):
            number, one = numbered[at]
            if change == "insert":
                numbered.insert(at, (0, plain(random.randint(25, 400))))
            elif change == "delete":
                del numbered[at]
            elif change == "split":
                numbered[at : at + 1] = [(number, half) for half in halves(one)]
            else:
                numbered[at : at + 2] = [(number, joined(one, numbered[at + 1][1]))]
        found = align(noted(source), noted([one for _, one in numbered]))
        pairs = [(number, got) for (number, _), got in zip(numbered, found, strict=True) if number]
        right += sum(number == got for number, got in pairs)
        total += len(pairs)
    assert right >= 0.96 * total, f"{right} of {total}"


def test_cells() -> None:
    """Rows are compared as a whole, their cells by columns; a cell more has no counterpart."""
    source = [signature(ROW, 2, 20, [], ["10"]), signature(ROW, 3, 40, [], ["20"]), plain(100)]
    target = [signature(ROW, 3, 22, [], ["10"]), signature(ROW, 3, 44, [], ["20"]), plain(110)]
    assert align(noted(source), noted(target)) == (1, 2, 0, 3, 4, 5, 6)
    assert align(noted(target), noted(source)) == (1, 2, 4, 5, 6, 7)
    missing = [signature(ROW, 2, 20, ["a"], []), signature(ROW, 2, 25, ["b"], []), signature(ROW, 2, 21, ["c"], [])]
    assert align(noted(missing), noted([missing[0], missing[2]])) == (1, 2, 5, 6)


def test_other_kinds_are_no_counterparts() -> None:
    """Code is no translation of a heading, nor a row of a paragraph, even where nothing else is left."""
    around = [plain(length) for length in (80, 300, 20)]
    source = [plain(60, HEADING, 2), plain(60, CODE), *around, plain(60)]
    target = [plain(60, HEADING, 2), signature(ROW, 2, 60, [], []), *around, plain(60, CODE)]
    assert align(noted(source), noted(target)) == (1, 0, 0, 3, 4, 5, 0)


def test_strangers() -> None:
    """Pages that have nothing to do with one another are left alone, but for a few blocks at their ends."""
    random = Random(7)
    paired = 0
    for _ in range(20):
        source = [plain(random.randint(5, 900)) for _ in range(60)]
        target = [plain(random.randint(5, 900)) for _ in range(45)]
        paired += sum(number > 0 for number in align(noted(source), noted(target)))
    assert paired < 20 * 45 * 0.6, paired


def test_nothing() -> None:
    """A page without blocks has none to align."""
    page = noted([plain(100)])
    assert align("", "") == ()
    assert align(page, "") == ()
    assert align("", page) == (0,)


def longer(count: int) -> dict[str, tuple[list[Signature], list[Signature]]]:
    """Returns pairs of pages that are hard to align, of about `count` blocks."""
    random = Random(count)
    lengths = [plain(random.randint(5, 400)) for _ in range(count)]
    named = [plain(random.randint(5, 400), PARAGRAPH, 0, f"{number}") for number in range(count)]
    return {
        "equal blocks": ([plain(80)] * count, [plain(80)] * (count - 9)),
        "one more": (lengths, [*lengths[: count // 2], plain(70), *lengths[count // 2 :]]),
        "strangers": (lengths, [plain(random.randint(5, 400)) for _ in range(count)]),
        "far fewer": (lengths, lengths[: count // 50]),
        "far more": (lengths[: count // 50], lengths),
        "one and many": (lengths[:1], lengths),
        "another order": (named, named[::-1]),
        "every third": (named, named[::3]),
        "the same features": ([plain(50, PARAGRAPH, 0, "een")] * count, [plain(55, ITEM, 1, "een")] * count),
    }


@pytest.mark.parametrize("name", longer(50))
def test_long_pages(name: str) -> None:
    """The work has a bound, on pages that hold nothing to go by; to look at all pairs would be four times as much."""
    source, target = map(noted, longer(5_000)[name])
    assert calls(lambda: align(source, target)) < 6_000_000


def test_largest_page() -> None:
    """Twenty thousand blocks with a thousand new ones among them."""
    random = Random(3)
    source = [plain(random.randint(5, 400), PARAGRAPH, 0, f"{number}") for number in range(20_000)]
    target, expected = list(source), list(range(1, 20_001))
    for _ in range(1_000):
        at = random.randrange(len(target))
        target.insert(at, plain(90))
        expected.insert(at, 0)
    found = align(noted(source), noted(target))
    wrong = [pair for pair in zip(expected, found, strict=True) if pair[0] and pair[0] != pair[1]]
    assert len(wrong) < 20
