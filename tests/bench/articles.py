"""Makes bilingual articles up: as many as wanted, in several languages and scripts, as long and as rich as real ones.

`PYTHONPATH=generator:tests python -m bench.articles FOLDER --articles 500 --locale nl-NL --locale ja-JP` writes them.
Same seed, same bytes; each locale has the same articles, made from the same source text.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha1
from pathlib import Path
from re import sub

import click

from bench.plans import PICTURES, Block, Plan, Unit, plan
from bench.words import SOURCE, Words, load_words, spoken, written

LOCALES = ("nl-NL", "da-DK", "nb-NO", "lv-LV", "ar-SA", "ja-JP")
SEED = 6


def articles(number: int, locales: Sequence[str], seed: int = SEED) -> Iterator[tuple[str, str, str]]:
    """Yields (locale, path, text) of `number` articles in each of `locales`, all of an article together."""
    words = load_words()
    for at in range(number):
        one = plan(seed, at, number, words[SOURCE])
        for locale in locales:
            yield locale, one.path, _article(one, locale, words)


def write_articles(folder: Path, number: int, locales: Sequence[str], seed: int = SEED) -> None:
    """Writes `number` articles and their images into a folder per locale below `folder`."""
    made: set[Path] = set()
    for locale, path, text in articles(number, locales, seed):
        file = folder / locale / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(text.encode())
    for locale in locales:
        media = folder / locale / "media"
        media.mkdir(parents=True, exist_ok=True)
        for picture in range(PICTURES):
            (media / f"picture-{picture}.png").write_bytes(_png(320 + 16 * picture, 200, 24 * picture))


def _article(one: Plan, locale: str, words: Mapping[str, Words]) -> str:
    prefix = sha1(one.path.encode()).hexdigest()[:5]
    target, source = words[locale], words[SOURCE]
    english = written(source, one.title)
    name = sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")
    pieces = [_front(one, locale, written(target, one.title), english), f'# <a name="{name}"></a>']
    pieces.append(_unit(f"{prefix}-102", written(target, one.title), english))
    unit_number = 103
    for block in one.blocks:
        pieces.append("\n" if block.is_tight else "\n\n")
        texts = []
        for unit in block.units:
            texts.append(_unit(f"{prefix}-{unit_number}", _text(target, unit), _text(source, unit)))
            unit_number += 1
        pieces += (block.start, block.between.join(texts), _picture(target, block), block.end)
    return "".join((*pieces, "\n"))


def _text(words: Words, unit: Unit) -> str:
    return " ".join([written(words, sentence) for sentence in unit.sentences])


def _picture(words: Words, block: Block) -> str:
    return spoken(words, block.picture) if block.picture else ""


def _unit(name: str, target: str, source: str) -> str:
    return (
        f'<span data-ttu-id="{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{source}</span></span>'
    )


def _front(one: Plan, locale: str, title: str, english: str) -> str:
    digest = sha1(f"{one.path} {english}".encode()).hexdigest()
    month, day = one.number % 12 + 1, one.number % 28 + 1
    topic = ("article", "how-to", "troubleshooting")[one.number % 3]
    return (
        f"---\ntitle: {title}\nms.author: writer{one.number % 9}\nauthor: writer{one.number % 9}\n"
        f"manager: editor{one.number % 4}\nms.date: {month:02}/{day:02}/2020\nms.audience: Admin\n"
        f"ms.topic: {topic}\nms.service: harbor-administration\nROBOTS: NOINDEX, NOFOLLOW\n"
        f"localization_priority: Normal\nms.collection: Harbor\nms.custom: '{9000 + one.number}'\n"
        f"ms.openlocfilehash: {digest}\nms.sourcegitcommit: {digest[::-1]}\nms.translationtype: MT\n"
        f"ms.contentlocale: {locale}\nms.lasthandoff: {month:02}/{day:02}/2021\n"
        f'ms.locfileid: "{40_000_000 + one.number}"\n---\n'
    )


def _png(width: int, height: int, grey: int) -> bytes:
    """Returns an image of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + bytes([grey]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--articles", "number", type=click.IntRange(min=2), default=500, show_default=True, help="How many.")
@click.option(
    "--locale", "locales", multiple=True, default=LOCALES, type=click.Choice(LOCALES), help="In which locales."
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Another seed makes other articles.")
def main(folder: Path, number: int, locales: tuple[str, ...], seed: int) -> None:
    """Write made-up articles into a folder per locale below FOLDER."""
    write_articles(folder, number, locales, seed)


if __name__ == "__main__":
    main()
