"""A small project with a page of every kind: an article on a folder's page, translations, and much to find."""

from __future__ import annotations

from pathlib import Path

LAMPS = 23
"""So many articles hold the word `keeper`: more than one screen of results, twice."""

HOME = """---
title: Harbour help
---

Ask the <harbour@pier.example> desk, or read about [the lamps](lamps/README.md).
"""

LAMP_SECTION = """# All about lamps

Start with [lamp 1](lamp-1.md), then see [the tides](../tides.md).

## Colours
Red to port.

## Wicks
Trim them.

## Oil
Fill it up.
"""

LAMP = """---
title: Lamp {number} & <wick>
description: How lamp {number} is lit.
---

# Lamp {number} & <wick>

Ask the &lt;keeper&gt; for the key of lamp {number}.
"""

TIDES = """---
title: Tides
ms.date: 3/2/2024
---

# Tides

| Harbour | Low | High | A column with a very long heading | And another that is as wide |
|:---|:---:|---:|---|---|
| Pier | 1 | 2 | `diglot build --output a-folder-with-a-very-long-name` | `abcdefghijklmnopqrstuvwxyz` |

<table><tr><td>raw</td><td>cells</td></tr></table>

```
a line of code that is wider than any telephone is, so that it has to be scrolled sideways to be read to its end
```

[A link to nothing](nothing.md) and ![a missing image](nothing.png).
"""

ARABIC_HOME = """---
title: مساعدة المرفأ
ms.translationtype: MT
ms.lasthandoff: 12/15/2019
---

مرحبًا بكم في المرفأ. اقرأ عن [المصابيح](lamps/README.md).
"""

ARABIC_LAMP_SECTION = """# كل شيء عن المصابيح

## الألوان
أحمر على اليسار.

## الفتيل
قصّ الفتيل.

## الزيت
املأ الزيت: `diglot --help`.
"""

ARABIC_TIDES = """---
title: المد والجزر
ms.translationtype: MT
ms.lasthandoff: 12/15/2019
---

# المد والجزر

يأتي الماء ويذهب. [Lamp 1](lamps/lamp-1.md)، [ضائع](nothing.md).

| المرفأ | منخفض | مرتفع |
|:---|:---:|---:|
| الرصيف | 1 | `diglot build --output a-folder-with-a-very-long-name` |

1. افتح الصفحة.
2. اقرأ `site/site.toml`.

```
a line of code that is wider than any telephone is, so that it has to be scrolled sideways to be read to its end
```
"""

DUTCH_TIDES = """---
title: Getijden
ms.translationtype: MT
ms.contentlocale: nl-NL
ms.lasthandoff: 12/15/2019
---

# <a name="tides"></a>{title}

{text} [Lamp 1](lamps/lamp-1.md).
"""


def unit(number: int, target: str, source: str) -> str:
    """Returns a bilingual unit as it is written in an article."""
    return (
        f'<span data-ttu-id="3f9c2-{number}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="3f9c2-{number}">{source}</span></span>'
    )


def write_harbour(folder: Path, base_url: str = "") -> Path:
    """Writes the project to `folder` and returns it."""
    files = {
        "site/site.toml": f'title = "Harbour!"\nbase_url = "{base_url}"\n',
        "content/en-US/index.md": HOME,
        "content/en-US/lamps/README.md": LAMP_SECTION,
        "content/en-US/tides.md": TIDES,
        "content/nl-NL/tides.md": DUTCH_TIDES.format(
            title=unit(101, "Getijden", "Tides"), text=unit(102, "Het water komt en gaat.", "The water comes and goes.")
        ),
        "content/ar-SA/index.md": ARABIC_HOME,
        "content/ar-SA/lamps/README.md": ARABIC_LAMP_SECTION,
        "content/ar-SA/lamps/lamp-2.md": "# المصباح الثاني\n\nاسأل الحارس عن المفتاح.\n",
        "content/ar-SA/tides.md": ARABIC_TIDES,
    }
    for number in range(1, LAMPS + 1):
        files[f"content/en-US/lamps/lamp-{number}.md"] = LAMP.format(number=number)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
