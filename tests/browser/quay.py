"""A small docset with a page of everything: each construct of the language, in two directions and both views."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from browser.harbour import unit

_SHORT = re.compile(r"«(\d+) ([^¦»]*)¦([^»]*)»")

PAGE = """---
title: {title}
ms.contentlocale: {locale}
ms.translationtype: HT
---

# <a name="everything"></a>«101 {title}¦Everything on the quay»

> [!NOTE]
> «102 {text}¦A word in advance.»
>
> > [!TIP]
> > «103 {text}¦A box in a box.»

> [!IMPORTANT]
> «104 {text}¦Read this.»

> [!CAUTION]
> «105 {text}¦Take care.»
> [!WARNING]
> «106 {text}¦Do not fall.»

> [!div class="checklist"]
> - «107 {item}¦A coat»
> - «108 {item}¦A lamp»

> [!div class="nextstepaction"]
> [«109 {item}¦Go on»](next.md)

> [!div class="op_single_selector"]
> - [«110 {item}¦Here»](next.md)
> - [«111 {item}¦There»](all.md)

> [!VIDEO https://www.youtube.com/watch?v=abcdefghijk]

## <a name="tabs"></a>«112 {title}¦Tabs»

### [«113 {item}¦On land»](#tab/land)

«114 {text}¦Text for land.»

### [«115 {item}¦At sea»](#tab/sea)

«116 {text}¦Text for sea.»

```csharp
// A comment
public string Anchor => "iron"; // {item}
```

---

### [«117 {item}¦With oars»](#tab/oars/sea)

«118 {text}¦Oars at sea.»

### [«119 {item}¦With sails»](#tab/sails/sea)

«120 {text}¦Sails at sea.»

---

## <a name="columns"></a>«121 {title}¦Columns»

:::row:::
    :::column span="2":::
        «122 {text}¦On the left.»

        - «123 {item}¦One»
    :::column-end:::
    :::column:::
        «124 {text}¦On the right.»
    :::column-end:::
:::row-end:::

:::image type="content" source="media/boat.png" alt-text="{item}" lightbox="media/boat.png" border="true":::

:::image type="complex" source="media/boat.png" alt-text="{item}":::
    «125 {text}¦A description.»

    «126 {text}¦And more of it.»
:::image-end:::

«127 {text}¦Press» :::image type="icon" source="media/boat.png" border="false"::: ![{item}](media/boat.png#lightbox)

:::zone pivot="boat-rowing"
«128 {text}¦For rowers.»
:::zone-end

:::zone pivot="boat-sailing"
«129 {text}¦For sailors.»
:::zone-end

::: moniker range=">= harbour-2.0"
«130 {text}¦Since version two.»
::: moniker-end

| «131 {item}¦Name» | «132 {item}¦Value» |
|:---|---:|
| «133 `a|b`¦`a|b`» | «134 12¦12» | «135 {item}¦Extra» |
| «136 {item}¦Name» [!INCLUDE [name](includes/name.md)] |

| | |
|---|---|
| «137 {item}¦One» | «138 {item}¦Two» |

<details>
<summary>«139 {item}¦More»</summary>

1. «140 {item}¦Inside»

   > [!NOTE]
   > «141 {text}¦In a list.»

</details>

[!code-csharp[Anchor](code/anchor.cs?name=drop&highlight=2)]

:::code language="python" source="~/../samples/gone.py" range="1-3":::

«142 {text} <xref:Harbour.Anchor.Drop%2A> @harbour¦See <xref:Harbour.Anchor.Drop%2A> @harbour»

[!INCLUDE [legal](includes/legal.md)]

<input type="checkbox" checked> «143 {item}¦Ticked» <kbd>Ctrl</kbd> H<sub>2</sub>O :::no-loc text="Harbour":::
"""

WORDS = {
    "nl-NL": {"title": "Alles op de kade", "text": "Dit staat op de kade.", "item": "Een ding"},
    "ar-SA": {"title": "كل شيء على الرصيف", "text": "هذا موجود على الرصيف.", "item": "شيء"},
}

ANCHOR = """class Anchor
{
    // <drop>
    void Drop()
    {
        Sink("iron");
    }
    // </drop>
}
"""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)
LANDING = """### YamlMime:Landing
title: {title}
summary: {text}
landingContent:
  - title: {item}
    linkLists:
      - linkListType: overview
        links:
          - text: {title}
            url: all.md
"""
FAQ = """### YamlMime:FAQ
title: {title}
summary: {text}
sections:
  - name: {item}
    questions:
      - question: {title}?
        answer: |
          {text}

          > [!NOTE]
          > {text}
"""
TOC = """- name: {title}
  href: all.md
- name: {item}
  expanded: true
  items:
    - name: {item} 1
      href: next.md
    - name: {item} 2
      href: faq.yml
"""


def bilingual(text: str) -> str:
    """Returns a page with a pair for each `«102 target¦source»`."""
    return _SHORT.sub(lambda match: unit(int(match[1]), match[2], match[3]), text)


def filled(text: str, words: Mapping[str, str]) -> str:
    """Returns `text` with words in the place of their names in braces; other braces stay."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def write_quay(folder: Path) -> Path:
    """Writes the project to `folder` and returns it."""
    files: dict[str, str | bytes] = {"site/site.toml": 'title = "Quay"\n'}
    for locale, words in WORDS.items():
        below = f"content/{locale}"
        files |= {
            f"{below}/all.md": bilingual(filled(PAGE, {"locale": locale, **words})),
            f"{below}/next.md": bilingual(f"---\nuid: harbour\n---\n\n# «101 {words['item']}¦Next»\n"),
            f"{below}/includes/name.md": bilingual(f"«101 {words['item']}¦Boat»\n"),
            f"{below}/includes/legal.md": bilingual(f"## «101 {words['title']}¦Law»\n\n«102 {words['text']}¦Law.»\n"),
            f"{below}/media/boat.png": PIXEL,
            f"{below}/code/anchor.cs": ANCHOR,
            f"{below}/index.yml": LANDING.format(**words),
            f"{below}/faq.yml": FAQ.format(**words),
            f"{below}/TOC.yml": TOC.format(**words),
            f"{below}/old.md": "---\nredirect_url: next.md\n---\n",
        }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
