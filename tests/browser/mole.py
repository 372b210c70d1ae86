"""A project whose articles are read in two languages: bilingual ones in five locales, one that is aligned by block."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from browser.harbour import unit


class Words(NamedTuple):
    """The text of the article in one language."""

    title: str
    intro: tuple[str, str]
    heading: str
    steps: tuple[str, str, str]
    cell: str
    note: str
    alt: str


ENGLISH = Words(
    "Build a mole",
    ("A mole keeps the waves out.", "See [the stones](stones.md) and **count** them."),
    "Before you start",
    ("Choose a day without wind.", "Type `mole start`.", "Wait."),
    "Depth",
    "Never work alone.",
    "A drawing of a mole",
)
WORDS = {
    "nl-NL": Words(
        "Een golfbreker bouwen",
        ("Een golfbreker houdt de golven tegen.", "Zie [de stenen](stones.md) en **tel** ze."),
        "Voordat u begint",
        ("Kies een dag zonder wind.", "Typ `mole start`.", "Wacht."),
        "Diepte",
        "Werk nooit alleen.",
        "Een tekening van een golfbreker",
    ),
    "lv-LV": Words(
        "Mola būvēšana",
        ("Mols aiztur viļņus.", "Skatiet [akmeņus](stones.md) un **saskaitiet** tos."),
        "Pirms sākat",
        ("Izvēlieties dienu bez vēja.", "Ierakstiet `mole start`.", "Gaidiet."),
        "Dziļums",
        "Nekad nestrādājiet vienatnē.",
        "Mola zīmējums",
    ),
    "ar-SA": Words(
        "بناء حاجز الأمواج",
        ("يصد الحاجز الأمواج.", "راجع [الأحجار](stones.md) و**عدّها**."),
        "قبل أن تبدأ",
        ("اختر يومًا بلا ريح.", "اكتب `mole start`.", "انتظر."),
        "العمق",
        "لا تعمل وحدك أبدًا.",
        "رسم لحاجز الأمواج",
    ),
    "ja-JP": Words(
        "防波堤を造る",
        ("防波堤は波を防ぎます。", "[石](stones.md)を見て、**数えて**ください。"),
        "始める前に",
        ("風のない日を選びます。", "「`mole start`」と入力します。", "待ちます。"),
        "深さ",
        "一人で作業しないでください。",
        "防波堤の図",
    ),
}
LONG = 40
"""So many paragraphs follow, so that there is something to scroll."""

LEFT = "Nobody has translated this sentence yet, so it stands here just as it was written."

_PLAIN = """---
title: {0}
---

# {0}

{1}

* {2}
* {3}

| {4} |
|---|
| 3 |

<p>{5}</p>
"""
STONES = {
    "en-US": ("Stones", "Stones are heavy.", "Granite", "Basalt", "Weight"),
    "nl-NL": ("Stenen", "Stenen zijn zwaar.", "Graniet", "Bazalt", "Gewicht"),
}
RAW = {"en-US": "Never <b>lift</b> the <i>big</i> ones.", "nl-NL": "Til de <b>grote</b> <i>nooit</i>."}
"""Text in HTML, each run of which is an element of its own."""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763a8a8a8000002840141e5a5d2dd"
    "0000000049454e44ae426082"
)


def article(locale: str, words: Words) -> str:
    """Returns the bilingual article of a locale."""
    english = ENGLISH

    def one(number: int, target: str, source: str) -> str:
        return unit(number, target, source)

    separator = "" if locale == "ja-JP" else " "
    steps = "".join(
        f"{i}. {one(104 + i, target, source)}\n"
        for i, (target, source) in enumerate(zip(words.steps, english.steps, strict=True), 1)
    )
    paragraphs = "\n\n".join(one(111 + i, f"{words.intro[0]} {i}", f"{english.intro[0]} {i}") for i in range(LONG))
    return f"""---
title: {words.title}
ms.contentlocale: {locale}
ms.translationtype: MT
ms.lasthandoff: 11/1/2026
---

# <a name="build-a-mole"></a>{one(101, words.title, english.title)}

{one(102, words.intro[0], english.intro[0])}{separator}{one(103, words.intro[1], english.intro[1])}

## <a name="before-you-start"></a>{one(104, words.heading, english.heading)}

{steps}
| {one(108, words.cell, english.cell)} | `m` |
|---|---|
| 3 | 4 |

> [!NOTE]
> {one(109, words.note, english.note)}

```
mole start
```

![{words.alt}](mole.png)

## <a name="days"></a>{one(110, "2026", "2026")}

{paragraphs}

## <a name="depth"></a>{one(151, words.cell, english.cell)}

3 m

## <a name="safety"></a>{one(152, words.note, english.note)}

{one(153, LEFT, LEFT)}
"""


def write_mole(folder: Path) -> Path:
    """Writes the project to `folder` and returns it."""
    files: dict[str, str] = {"site/site.toml": 'title = "Mole"\nsearch = false\n'}
    for locale, words in WORDS.items():
        files[f"content/{locale}/mole.md"] = article(locale, words)
        picture = folder / "content" / locale / "mole.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(PICTURE)
    for locale, words in STONES.items():
        files[f"content/{locale}/stones.md"] = _PLAIN.format(*words, RAW[locale])
    # The source of the steps has changed since: one of them says something else.
    changed = article("en-US", ENGLISH)
    files["content/en-US/mole.md"] = _source_only(changed).replace("Choose a day without wind.", "Choose a calm day.")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "content/en-US/mole.png").write_bytes(PICTURE)
    return folder


def _source_only(text: str) -> str:
    """Returns the article as its author wrote it."""
    for number in range(101, 154):
        start, inner = f'<span data-ttu-id="3f9c2-{number}">', f'<span data-stu-id="3f9c2-{number}">'
        before, _, rest = text.partition(start)
        target, _, rest = rest.partition(f'</span><span class="sxs-lookup">{inner}')
        _, _, after = rest.partition("</span></span>")
        text = before + target + after
    return text
