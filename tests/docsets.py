"""Docsets like those that people bring, as data, and ways to read what became of them."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha1
from typing import NamedTuple

from lxml import html

from markup.pages import bilingual

FORMAT_WORDS = (b"data-ttu-id", b"data-stu-id", b"sxs-lookup")
"""Words of the bilingual tags: no file of a site holds them."""

PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""The smallest picture there is, as an address."""

_INLINE = frozenset(
    "a abbr b bdi bdo button center cite code del dfn em font i img input ins kbd label mark q rp rt ruby s samp small "
    "span strike strong sub sup tt u var wbr".split()
)


def words_of(element: html.HtmlElement, *, generated: bool = False) -> str:
    """Returns the words of an element as they are read, blocks apart; those that no author wrote only if wanted."""
    return " ".join("".join(_texts(element, generated)).split())


def _texts(element: html.HtmlElement, generated: bool) -> Iterator[str]:
    if not isinstance(element.tag, str) or (not generated and element.get("data-generated") is not None):
        return
    gap = "" if element.tag in _INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        yield from _texts(child, generated)
        yield child.tail or ""
    yield gap


class Expected(NamedTuple):
    """An article and what readers see of it."""

    path: str
    """Below the locale's address, without a trailing slash."""
    target: str
    """Its words in the target view, but for those that no author wrote."""
    source: str
    """The same of its source view."""
    holds: tuple[str, ...] = ()
    """XPath expressions that are true of the article in both views."""


class Docset(NamedTuple):
    """A repository of localized articles, as people have it on their disks."""

    name: str
    locale: str
    folder: str
    """Of the docset, below the repository."""
    files: Mapping[str, str | bytes]
    """By paths below the docset's folder; those that begin with `/` are paths below the repository."""
    articles: tuple[Expected, ...]
    copied: tuple[str, ...] = ()
    """Files that are on the site, below the locale's address."""
    findings: tuple[tuple[str, str, str], ...] = ()
    """All findings that are more than information: (code, file below the docset, words of the line)."""
    redirects: tuple[tuple[str, str], ...] = ()
    """(old address, where it leads), both below the locale's address."""
    navigation: tuple[str, ...] = ()
    """The names of the table of contents, in its order; empty where it is too short to say anything."""
    settings: str = ""
    """More lines of `site.toml`."""


def _article(locale: str, title: str, body: str, **keys: str) -> str:
    """Returns an article with the front matter that such files have; units as `«102 target¦source»`."""
    more = "".join(f"{key.replace('__', '.')}: {value}\n" for key, value in keys.items())
    front = (
        f'title: "{title}"\ndescription: "{title}."\nms.topic: article\n{more}ms.openlocfilehash: {_hash(title)}\n'
        f"ms.sourcegitcommit: {_hash(title + '.')}\nms.translationtype: MT\nms.contentlocale: {locale}\n"
        "ms.lasthandoff: 05/04/2023\nms.locfileid: '60123456'\n"
    )
    return f"---\n{front}---\n\n{bilingual(body)}\n"


def _hash(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest()


def _include(body: str, number: int) -> str:
    """Returns an included file; its units are numbered apart from those of the pages."""
    return bilingual(body).replace("0ab1c-", f"1ab{number:02x}-") + "\n"


def _docfx(locale: str, **build: object) -> str:
    """Returns the configuration of a docset, with what they usually say."""
    usual: dict[str, object] = {
        "content": [
            {
                "files": ["**/*.md", "**/*.yml"],
                "exclude": ["**/obj/**", "**/includes/**", "README.md", "LICENSE.md", "_themes/**"],
            }
        ],
        "resource": [{"files": ["**/*.png", "**/*.jpg", "**/*.gif"], "exclude": ["**/obj/**"]}],
        "overwrite": [],
        "externalReference": [],
        "globalMetadata": {"breadcrumb_path": "/haven/breadcrumb/toc.json", "feedback_system": "None"},
        "fileMetadata": {},
        "template": [],
        "dest": "haven",
    }
    return json.dumps({"build": usual | build}, indent=2)


def _repository(folder: str, locale: str) -> dict[str, str]:
    """Returns what stands at the top of a repository."""
    docset = {"docset_name": "haven", "build_source_folder": folder, "locale": locale, "build_output_subfolder": folder}
    config = {"docsets_to_publish": [docset], "branches_to_filter": [], "redirection_files": []}
    return {
        "/.openpublishing.publish.config.json": json.dumps(config),
        "/README.md": "# Lees mij\n\nNiet voor lezers.\n",
        "/.gitignore": "obj/\n",
    }


def _picture(width: int, height: int) -> bytes:
    """Returns a PNG of a size, without anything to see."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = _picture(64, 48)

# Office: alerts in lists and tables, videos, landing pages, backslashes, doubled definitions

_OFFICE = Docset(
    "office",
    "nl-NL",
    "haven-365",
    {
        **_repository("haven-365", "nl-NL"),
        "docfx.json": _docfx(
            "nl-NL", globalMetadata={"ms.suite": "haven", "breadcrumb_path": "/haven-365/breadcrumb/toc.json"}
        ),
        "/.openpublishing.redirection.json": '{"redirections": [\n'
        '{"source_path": "haven-365/admin/oude-boot.md", "redirect_url": "/haven-365/admin/boten-toevoegen", '
        '"redirect_document_id": false}\n'
        '{"source_path": "haven-365/weg.md", "redirect_url": "/haven-365/admin/oude-boot"},\n]}',
        "breadcrumb/toc.yml": "- name: Haven 365\n  tocHref: /haven-365/\n  topicHref: /haven-365/index\n",
        "toc.yml": "- name: Welkom\n  href: index.yml\n- name: Beheer\n  expanded: true\n  items:\n"
        "  - name: Boten toevoegen\n    href: admin/boten-toevoegen.md\n    displayName: schip, sloep\n"
        "  - name: Vragen\n    href: admin/vragen.yml\n- name: Kade\n  items:\n  - name: De kade\n"
        "    href: kade.md?view=o365\n",
        "index.yml": "### YamlMime:Landing\n\ntitle: Haven 365\nsummary: Alles over boten.\n\nmetadata:\n"
        "  title: Haven 365\n  description: Alles over boten.\n  ms.contentlocale: nl-NL\n\n"
        "landingContent:\n  - title: Beginnen\n    linkLists:\n      - linkListType: overview\n        links:\n"
        "          - text: Boten toevoegen\n            url: admin/boten-toevoegen.md\n"
        "          - text: De haven op het web\n            url: https://haven.example/\n",
        "admin/vragen.yml": "### YamlMime:FAQ\nmetadata:\n  title: Vragen over boten\n  ms.contentlocale: nl-NL\n"
        "title: Vragen over boten\nsummary: Antwoorden.\nsections:\n  - name: Algemeen\n    questions:\n"
        "      - question: Waar ligt mijn boot?\n        answer: |\n          Aan de [kade](../kade.md).\n",
        "context.yml": "### YamlMime:ContextObject\nbrand: haven\n",
        "admin/boten-toevoegen.md": _article(
            "nl-NL",
            "Boten toevoegen",
            "# «102 Boten toevoegen¦Add boats»\n\n"
            "> [!VIDEO https://www.haven.example/videoplayer/embed/RE1?autoplay=false]\n\n"
            "1. «103 Ga naar de [haven](..\\kade.md#de-steiger).¦Go to the [port](..\\kade.md#de-steiger).»\n\n"
            "   > [!NOTE]\n   > «104 Neem een `sleutel` mee.¦Bring a `key`.»\n   > [!TIP]\n"
            "   > «105 Twee is beter.¦Two are better.»\n\n"
            "2. «106 Kies **Boot**  >  **Nieuw**.¦Choose **Boat**  >  **New**.»\n\n"
            '   :::image type="content" source="../media/boot.png" alt-text="Een boot." '
            'lightbox="../media/groot.png":::\n\n'
            "«107 Soort | Prijs¦Kind | Price»\n---|---\n"
            "«108 `a|b`¦`a|b`» | «109 > [!NOTE] 5<br/>euro¦> [!NOTE] 5<br/>euros»\n\n"
            "[!INCLUDE [x](../includes/let-op.md)]\n\n"
            "«110 Zie [Zeil hijsen: zo] en [](https://go.haven.example/fwlink/?linkid=5).¦"
            "See [Raise sails: how] and [more](https://go.haven.example/fwlink/?linkid=5).»\n\n"
            "[Zeil hijsen: zo]: /haven-365/kade\n[Raise sails: how]: /haven-365/kade\n\n"
            "<details><summary>«111 Meer¦More»</summary>\n\n"
            "- «112 Vraag de *meester*.¦Ask the *master*.»\n\n</details>",
        ),
        "kade.md": _article(
            "nl-NL",
            "De kade",
            '# «102 De kade¦The quay»\n\n## <a name="de-steiger"></a>«103 De steiger¦The jetty»\n\n'
            '::: moniker range="o365-worldwide"\n\n«104 Overal.¦Everywhere.»\n\n::: moniker-end\n\n'
            "## [«105 Nieuw¦New»](#tab/nieuw)\n\n«106 Klik hier.¦Click here.»\n\n"
            "## [«107 Oud¦Old»](#tab/oud)\n\n«108 Roep de wacht.¦Call the guard.»\n\n---\n\n"
            "«109 Uw Wa$$woord is `$null`.¦Your Pa$$word is `$null`.» ![Kaart](/haven-365/media/BOOT.png)",
        ),
        "includes/let-op.md": "---\nms.topic: include\n---\n"
        + _include(
            "> [!IMPORTANT]\n> «101 Let op: [de kade](../kade.md) is nat.¦Mind: [the quay](../kade.md) is wet.»", 1
        ),
        "media/boot.png": PICTURE,
        "media/groot.png": _picture(640, 480),
    },
    (
        Expected(
            "admin/boten-toevoegen",
            "Boten toevoegen Ga naar de haven. Neem een sleutel mee. Twee is beter. Kies Boot > Nieuw. Soort Prijs a|b "
            "> [!NOTE] 5 euro Let op: de kade is nat. Zie Zeil hijsen: zo en . Meer Vraag de meester.",
            "Add boats Go to the port. Bring a key. Two are better. Choose Boat > New. Kind Price a|b > "
            "[!NOTE] 5 euros "
            "Mind: the quay is wet. See Raise sails: how and more. More Ask the master.",
            (
                "count(.//ol)=1",
                "count(.//ol/li)=2",
                ".//ol/li//code[.='sleutel' or .='key']/ancestor::*[contains(@class, 'note')]",
                ".//ol/li//*[contains(@class, 'tip')]",
                ".//ol/li//img[@alt='Een boot.'][@width='64'][@height='48']",
                ".//a[contains(@href, 'groot.png')]",
                "count(.//table//td)=2",
                ".//*[contains(@class, 'important')]//a[contains(@href, 'kade/')]",
                ".//details//li/*[self::span or self::em]",
                "count(.//a[contains(@href, 'kade/')])=3",
                ".//a[@href='https://go.haven.example/fwlink/?linkid=5'][normalize-space()]",
                ".//*[@href[contains(., 'haven.example/videoplayer')]]",
            ),
        ),
        Expected(
            "kade",
            "De kade De steiger Overal. Nieuw Klik hier. Oud Roep de wacht. Uw Wa$$woord is $null.",
            "The quay The jetty Everywhere. New Click here. Old Call the guard. Your Pa$$word is $null.",
            (".//h2[@id='de-steiger']", ".//img[@alt='Kaart']", "not(.//a[contains(@href, '#tab')])"),
        ),
    ),
    ("haven-365/media/boot.png", "haven-365/media/groot.png"),
    (
        ("LNK212", "admin/boten-toevoegen.md", "kade.md#de-steiger"),
        ("MRK101", "admin/boten-toevoegen.md", "linkid=5"),
        ("MRK110", "admin/boten-toevoegen.md", "`sleutel`"),
        ("FMT805", "kade.md", '<a name="de-steiger">'),
        ("LNK209", "kade.md", "BOOT.png"),
        ("FMT812", "context.yml", "YamlMime"),
        ("FMT816", "/.openpublishing.redirection.json", "weg.md"),
    ),
    (("admin/oude-boot", "admin/boten-toevoegen"), ("weg", "admin/boten-toevoegen")),
    ("Welkom", "Beheer", "Boten toevoegen", "Vragen", "Kade", "De kade"),
    settings='[links]\nhosts = ["/haven-365/"]\n',
)

# A framework: samples of code, versions, names that lead elsewhere, pivots, tabs

_SAMPLE = """using Haven;

namespace Boot
{
    // <snippet_Zeil>
    public class Zeil
    {
        public void Hijs() => Wind.Wacht();
    }
    // </snippet_Zeil>

    #region Anker
    public class Anker { }
    #endregion
}
"""

_FRAMEWORK = Docset(
    "framework",
    "ja-JP",
    "haven-core",
    {
        **_repository("haven-core", "ja-JP"),
        "docfx.json": _docfx("ja-JP"),
        "toc.yml": "- name: 帆\n  href: fundamentals/sails.md\n  uid: haven/sails\n- name: 錨\n  uid: haven/anchors\n",
        "fundamentals/sails.md": _article(
            "ja-JP",
            "帆の使い方",
            '# <a name="use-sails"></a>«102 帆の使い方¦Use sails»\n\n'
            "«103 <xref:haven/anchors> と [錨](xref:haven/anchors#drop)を見ます。¦"
            "See <xref:haven/anchors> and [anchors](xref:haven/anchors#drop).» "
            "«104 <xref:Haven.Boats.Sail.Raise%2A?displayProperty=nameWithType> を呼び出します。¦"
            "Call <xref:Haven.Boats.Sail.Raise%2A?displayProperty=nameWithType>.»\n\n"
            '::: moniker range=">= haven-3.0"\n\n'
            "[!code-csharp[Main](sails/samples/Boot.cs?name=snippet_Zeil&highlight=3)]\n\n"
            "«105 `Hijs` は新しいです。¦`Hijs` is new.»\n\n::: moniker-end\n\n"
            '::: moniker range="< haven-3.0"\n\n'
            "[!code-csharp[](sails/samples/Boot.cs#Anker)]\n\n::: moniker-end\n\n"
            ':::code language="csharp" source="sails/samples/Boot.cs" range="6-9" highlight="3":::\n\n'
            "[!code-csharp[](~/../haven-samples/Weg.cs?highlight=2-4)]\n\n"
            "# [«106 ビジュアル スタジオ¦Visual Studio»](#tab/visual-studio)\n\n"
            "1. «107 開きます。¦Open it.»\n\n   ```csharp\n   // 行\n   ```\n\n"
            "# [«108 コマンド¦Command line»](#tab/command-line)\n\n"
            "[!INCLUDE[](~/includes/command.md)]\n\n---\n\n"
            '::: zone pivot="windows"\n\n«109 窓です。¦It is a window.»\n\n::: zone-end\n\n'
            '::: zone pivot="linux,macos"\n\n«110 窓ではない。¦It is none.»\n\n::: zone-end\n\n'
            '«111 :::no-loc text="Haven \\"Core\\""::: は速いです。¦:::no-loc text="Haven \\"Core\\""::: is fast.» '
            "«112 `Task<T>` と IList<T> です。¦`Task<T>` and IList<T>.»\n\n"
            '> [!div class="step-by-step"]\n> [«113 前¦Previous»](xref:haven/anchors)\n> [«114 次¦Next»](anchors.md)',
            monikerRange="'>= haven-2.1'",
            uid="haven/sails",
            zone_pivot_groups="boats",
        ),
        "fundamentals/anchors.md": _article(
            "ja-JP",
            "錨について",
            '# «102 錨について¦About anchors»\n\n## <a name="drop"></a>«103 下ろす¦Drop»\n\n'
            "«104 @haven/sails と @contoso.com です。¦See @haven/sails and @contoso.com.»\n\n"
            "| «105 型¦Type» | «106 値¦Value» |\n| --- | --- | --- |\n"
            "| `a` | <xref:Haven.Boats.Anchor> | «107 余り¦Rest» |",
            uid="haven/anchors",
        ),
        "fundamentals/sails/samples/Boot.cs": _SAMPLE,
        "includes/command.md": _include("«101 `haven new boot` を実行します。¦Run `haven new boot`.»", 2),
    },
    (
        Expected(
            "fundamentals/sails",
            "帆の使い方 と 錨を見ます。Sail.Raise を呼び出します。 public class Zeil { public void Hijs() => "
            "Wind.Wacht(); } Hijs は新しいです。 "
            "public class Anker { } public class Zeil { public void Hijs() => Wind.Wacht(); } ビジュアル "
            "スタジオ 開きます。 // 行 コマンド "
            'haven new boot を実行します。 窓です。 窓ではない。 Haven "Core" は速いです。Task<T> と IList<T> '
            "です。 前 次",
            "Use sails See and anchors. Call Sail.Raise. public class Zeil { public void Hijs() => "
            "Wind.Wacht(); } Hijs is new. "
            "public class Anker { } public class Zeil { public void Hijs() => Wind.Wacht(); } Visual Studio "
            "Open it. // 行 Command line "
            'Run haven new boot. It is a window. It is none. Haven "Core" is fast. Task<T> and IList<T>. Previous Next',
            (
                ".//h1[@id='use-sails']",
                "count(.//a[contains(@href, 'anchors/')])=4",
                ".//a[contains(@href, 'anchors/#drop')]",
                ".//*[contains(., 'Sail.Raise')]",
                "count(.//pre)=4",
                "not(.//pre[contains(., 'snippet_')])",
                ".//*[@data-generated][contains(., 'Weg.cs')]",
                ".//div[contains(@class, 'step-by-step')]//a",
            ),
        ),
        Expected(
            "fundamentals/anchors",
            "錨について 下ろす と @contoso.com です。 型 値 a Anchor 余り",
            "About anchors Drop See and @contoso.com. Type Value a Anchor Rest",
            (".//a[contains(@href, 'sails/')]", "count(.//tbody/tr/td)=3", ".//table//*[contains(., 'Anchor')]"),
        ),
    ),
    findings=(("TRM501", "fundamentals/sails.md", "ビジュアル スタジオ"),),
    navigation=("帆", "錨"),
)

# Add-ins: reference links, tables in HTML with lists in their cells, includes, a picture in a table

_ADDINS = Docset(
    "addins",
    "lv-LV",
    "docs",
    {
        **_repository("docs", "lv-LV"),
        "docfx.json": _docfx("lv-LV", content=[{"files": ["**/*.md", "**/toc.yml"], "exclude": ["**/includes/**"]}]),
        "toc.yml": "- name: Ievads\n  href: index.md\n- name: Laivas\n  href: laivas/toc.yml\n",
        "laivas/toc.yml": "- name: Pieejamība\n  href: availability.md\n",
        "index.md": _article(
            "lv-LV",
            "Ievads",
            "# «102 Ievads¦Introduction»\n\n«103 Skatiet [laivu sarakstu][saraksts] un [enkurus].¦"
            "See the [list of boats][list] and [anchors].»\n\n"
            "[!INCLUDE [x](includes/note.md)]\n\n"
            "[saraksts]: laivas/availability.md\n[list]: laivas/availability.md\n"
            "[enkurus]: https://osta.example/enkuri 'Enkuri'\n[anchors]: https://osta.example/enkuri 'Enkuri'",
        ),
        "laivas/availability.md": _article(
            "lv-LV",
            "Pieejamība",
            '# «102 Pieejamība¦Availability»\n\n<table style="width:80%">\n  <tr>\n    <th>«103 Laiva¦Boat»</th>\n'
            "    <th>«104 Prasības¦Requirements»</th>\n  </tr>\n  <tr>\n    <td>«105 Bura<br>\n"
            '      - <a href="../index.md">Ievads</a><br>\n'
            '      - Jūra¦Sail<br>\n      - <a href="../index.md">Introduction</a><br>\n      - Sea»</td>\n'
            "    <td>«106 <b>Vējš</b> (skat. <i>laiku</i>)¦<b>Wind</b> (see <i>weather</i>)»</td>\n  </tr>\n"
            "</table>\n\n"
            '- «107 *Pievienots ar <a href="https://osta.example/1">atjauninājumu</a>.*¦'
            '*Added by <a href="https://osta.example/1">an update</a>.*»\n\n'
            "«108 Skatiet [pirmo¦See the [first» «109 soli](../index.md).¦step](../index.md).»\n\n"
            "```js\nconst a = `${boat}`; // {{x}}\n```\n\n![Laiva][attēls]\n\n[attēls]: ../media/laiva.png",
        ),
        "includes/note.md": _include(
            "> [!NOTE]\n> «101 Rakstiet uz [ostu](../laivas/availability.md).¦"
            "Write to [the port](../laivas/availability.md).»",
            3,
        ),
        "media/laiva.png": PICTURE,
    },
    (
        Expected(
            "index",
            "Ievads Skatiet laivu sarakstu un enkurus. Rakstiet uz ostu.",
            "Introduction See the list of boats and anchors. Write to the port.",
            (
                "count(.//a[contains(@href, 'laivas/availability/')])=2",
                ".//a[@href='https://osta.example/enkuri'][@title='Enkuri']",
                ".//*[contains(@class, 'note')]//a",
                "not(.//*[contains(text(), ']:')])",
            ),
        ),
        Expected(
            "laivas/availability",
            "Pieejamība Laiva Prasības Bura - Ievads - Jūra Vējš (skat. laiku) Pievienots ar atjauninājumu. "
            "Skatiet pirmo soli. const a = `${boat}`; // {{x}}",
            "Availability Boat Requirements Sail - Introduction - Sea Wind (see weather) Added by an update. "
            "See the first step. const a = `${boat}`; // {{x}}",
            (
                "count(.//table//tr)=2",
                ".//td//a",
                ".//li//em//a[@href='https://osta.example/1']",
                ".//p/a[contains(@href, '../')]",
                ".//pre/code",
                ".//img[@alt='Laiva'][@width='64']",
                "not(.//@style)",
            ),
        ),
    ),
    ("media/laiva.png",),
    navigation=("Ievads", "Laivas", "Pieejamība"),
)

# A browser: rows and columns, pictures with colons, reference links without end

_BROWSER = Docset(
    "browser",
    "ja-JP",
    "haven-edge",
    {
        **_repository("haven-edge", "ja-JP"),
        "docfx.json": _docfx("ja-JP"),
        "toc.yml": "- name: 始めに\n  href: landing/index.md\n- name: 通信\n  href: messaging.md\n",
        "landing/index.md": _article(
            "ja-JP",
            "始めに",
            '# «102 始めに¦Get started»\n\n:::row:::\n   :::column span="":::\n'
            "      «103 **部品**¦**Parts**»\n   :::column-end:::\n"
            '   :::column span="2":::\n'
            "      «104 船は [帆][SailLink] を持ちます。¦A boat has a [sail][SailLink].»\n\n"
            "      - «105 錨¦Anchor»\n"
            "        - «106 鎖¦Chain»\n\n      ```css\n      .boat { color: red }\n      ```\n"
            "   :::column-end:::\n:::row-end:::\n\n"
            ':::image type="complex" source="../media/boat.png" alt-text="船の図" lightbox="../media/boat.png":::\n'
            "   «107 図は船を示します。¦The figure shows a boat.»\n:::image-end:::\n\n"
            '1. «108 開きます。¦Open it.»  :::image type="icon" source="../media/icon.png" border="false":::\n\n'
            '[SailLink]: ../messaging.md "帆 | 港"\n<!-- links -->\n<!-- ::: row ::: ``` [x](#tab/y) -->',
        ),
        "messaging.md": _article(
            "ja-JP",
            "通信",
            '##  «102 通信¦Messaging»\n\n### [<a name="windows"></a>«103 窓¦Windows»](#tab/windows/)\n\n'
            "«104 窓を開きます。¦Open the window.»\n\n"
            '### [<a name="macos"></a>«105 林檎¦macOS»](#tab/macos/)\n\n«106 箱を開きます。¦Open the box.»\n\n* * *\n\n'
            "«107 [#deeplink](#windows) と Shift+`Ctrl`+**I** です。¦[#deeplink](#windows) and Shift+`Ctrl`+**I**.»",
        ),
        "media/boat.png": PICTURE,
        "media/icon.png": _picture(16, 16),
    },
    (
        Expected(
            "landing",
            "始めに 部品 船は 帆 を持ちます。 錨 鎖 .boat { color: red } 図は船を示します。 開きます。",
            "Get started Parts A boat has a sail. Anchor Chain .boat { color: red } The figure shows a boat. Open it.",
            (
                ".//p/*[self::strong or self::span]",
                ".//ul/li/ul/li",
                ".//pre/code[contains(@class, 'css')]",
                "count(.//pre)=1",
                ".//figure[.//img[@alt='船の図']]/figcaption[contains(., '図は') or contains(., 'figure')]",
                ".//ol/li//img[@width='16']",
                ".//a[@title='帆 | 港'][contains(@href, 'messaging/')]",
            ),
        ),
        Expected(
            "messaging",
            "通信 窓 窓を開きます。 林檎 箱を開きます。 #deeplink と Shift+Ctrl+I です。",
            "Messaging Windows Open the window. macOS Open the box. #deeplink and Shift+Ctrl+I.",
            (
                ".//*[@id='windows']",
                ".//*[@id='macos']",
                ".//a[@href='#windows']",
                "not(.//a[contains(@href, '#tab')])",
            ),
        ),
    ),
    ("media/boat.png", "media/icon.png"),
    findings=(("TRM501", "messaging.md", "(#tab/windows/)"), ("TRM501", "messaging.md", "(#tab/macos/)")),
    navigation=("始めに", "通信"),
)

# A server: includes in headings, links, tables and sentences; names in capitals; hard breaks everywhere

_SERVER = Docset(
    "server",
    "de-DE",
    "haven",
    {
        **_repository("haven", "de-DE"),
        "docfx.json": _docfx("de-DE"),
        "toc.md": "# [Anlegen](core/anlegen.md)\n## [Ablegen](core/ablegen.md)\n# Mehr\n## [Leer]()\n",
        "core/anlegen.md": _article(
            "de-DE",
            "Anlegen",
            "# «102 Anlegen mit [!INCLUDE[hafenName](../includes/hafen-md.md)]¦"
            "Moor with [!INCLUDE[hafenName](../includes/hafen-md.md)]»\n\n"
            "«103 [!INCLUDE[hafenName](../includes/hafen-md.md)] ist [im "
            "[!INCLUDE[hafenName](../includes/hafen-md.md)] da](ablegen.md#BKMK_Los).¦"
            "[!INCLUDE[hafenName](../includes/hafen-md.md)] is [at "
            "[!INCLUDE[hafenName](../includes/hafen-md.md)]](ablegen.md#BKMK_Los).»  \n"
            "«104 Zweite Zeile.¦Second line.»\n\n"
            "| «105 Name¦Name» | «106 Ort¦Place» |\n|---|---|\n"
            "| [!INCLUDE[hafenName](../includes/hafen-md.md)] | «107 In "
            "[!INCLUDE[kurz](../includes/kurz-md.md)]¦In [!INCLUDE[kurz](../includes/kurz-md.md)]» |\n\n"
            "«108 Pfad: Hafen\\SDK\\\\¦Path: Hafen\\SDK\\\\»\n\n«109 Siehe auch¦See also»\n==========\n\n"
            "[«110 Ablegen¦Cast off»](../core/ablegen.md)",
        ),
        "core/ablegen.md": _article(
            "de-DE",
            "Ablegen",
            '# «102 Ablegen¦Cast off»\n\n## <a name="BKMK_Los"></a>«103 Los¦Go»\n\n'
            "«104 In [!INCLUDE[kurz](../includes/kurz-md.md)] und [!INCLUDE[weg](../includes/weg-md.md)].¦"
            "In [!INCLUDE[kurz](../includes/kurz-md.md)] and [!INCLUDE[weg](../includes/weg-md.md)].»\n\n"
            "-   «105 Erstens¦First»\n\n    > [!WARNING]\n    >  «106 Nass!¦Wet!»\n\n"
            '-   «107 Zweitens¦Second»\n\n    ```xml\n    <Boot Name="{{x}}" />\n    ```',
        ),
        "includes/hafen-md.md": _include("«101 Hafen™-Server¦Harbour™ Server»", 4),
        "includes/kurz-md.md": "[!INCLUDE[hafenName](hafen-md.md)]",
    },
    (
        Expected(
            "core/anlegen",
            "Anlegen mit Hafen™-Server Hafen™-Server ist im Hafen™-Server da. Zweite Zeile. Name Ort "
            "Hafen™-Server In Hafen™-Server "
            "Pfad: Hafen\\SDK\\ Siehe auch Ablegen",
            "Moor with Harbour™ Server Harbour™ Server is at Harbour™ Server. Second line. Name Place Harbour™ "
            "Server In Harbour™ Server "
            "Path: Harbour\\SDK\\ See also Cast off".replace("Harbour\\", "Hafen\\"),
            (
                "count(.//h1)=2",
                ".//h1[contains(., '™')]",
                ".//a[contains(., '™')][contains(@href, '#BKMK_Los')]",
                "count(.//td[contains(., '™')])=2",
                "count(.//br)=1",
            ),
        ),
        Expected(
            "core/ablegen",
            'Ablegen Los In Hafen™-Server und [!INCLUDEweg]. Erstens Nass! Zweitens <Boot Name="{{x}}" />'.replace(
                "[!INCLUDEweg]", "[!INCLUDE[weg](../includes/weg-md.md)]"
            ),
            "Cast off Go In Harbour™ Server and [!INCLUDE[weg](../includes/weg-md.md)]. First Wet! Second "
            '<Boot Name="{{x}}" />',
            (".//h2[@id='BKMK_Los']", ".//li//*[contains(@class, 'warning')]", ".//li//pre", "count(.//li)=2"),
        ),
    ),
    findings=(("LNK214", "core/ablegen.md", "weg-md.md"),),
    navigation=("Anlegen", "Ablegen"),
)

# A telephone system: alerts in table cells, columns too many, garbled titles, names with blanks

_TELEPHONE = Docset(
    "telephone",
    "nl-NL",
    "bellen",
    {
        **_repository("bellen", "nl-NL"),
        "docfx.json": _docfx("nl-NL"),
        "TOC.yml": "items:\n- name: Toestellen\n  href: hulp/toestel tabel.md\n- name: Plan\n  href: hulp/plan.md\n",
        "hulp/toestel tabel.md": _article(
            "nl-NL",
            "#A0",
            "# «102 Tabel van toestellen¦Table of devices»\n\n"
            "|«103 **Naam**¦**Name**»|«104 **Soort**¦**Kind**»|\n|:-----|:-----|\n"
            "|«105 Toestel<br/>¦Device<br/>»|«106 `int|0`, niet leeg<br/>¦"
            "`int|0`, not empty<br/>» |«107 te veel¦too much»|\n"
            "|«108 Sleutel¦Key»|\n\n"
            "«109 a. Eerst dit.¦a. This first.»\n\n> [!CAUTION]\n> | «110 Let¦Mind» | «111 op¦this» |\n"
            "> |---|---|\n> | «112 nu¦now» | 1 |\n\n"
            "<ul>\n<li><p>«113 Zie [plan](plan.md).¦See [plan](plan.md).»</p></li>\n</ul>\n\n"
            "[«114 Plan¦Plan»](plan.md) [«115 Deze pagina¦This page»](toestel%20tabel.md)",
        ),
        "hulp/plan.md": _article(
            "nl-NL",
            "Plan",
            '# «102 Plan¦Plan»\n\n<a name="BK_Stap"> </a>\n\n'
            "«103 Typ <gebruiker>@<domein> of Get-Lijn -Naam <naam>.¦"
            "Type <user>@<domain> or Get-Line -Name <name>.»\n\n"
            '<p style="color:red">«104 Rood.¦Red.»</p>\n\n<input type="checkbox"> «105 Gedaan¦Done»\n\n'
            "[«106 Stap¦Step»](#bk_stap) ![Weg](media/weg.png)",
        ),
    },
    (
        Expected(
            "hulp/toestel-tabel",
            "Tabel van toestellen Naam Soort Toestel int|0, niet leeg te veel Sleutel a. Eerst dit. Let op nu "
            "1 Zie [plan](plan.md). "
            "Plan Deze pagina",
            "Table of devices Name Kind Device int|0, not empty too much Key a. This first. Mind this now 1 "
            "See [plan](plan.md). "
            "Plan This page",
            (
                "count(.//table)=2",
                "count((.//table)[1]/tbody/tr[1]/td)=3",
                ".//*[contains(@class, 'caution')]//table",
                "not(.//ol)",
                ".//td/code|.//td//code[.='int|0']",
                "count(.//a[@href])=2",
                "//title[contains(., 'Tabel van toestellen') or contains(., 'Table of devices')]",
            ),
        ),
        Expected(
            "hulp/plan",
            "Plan Typ <gebruiker>@<domein> of Get-Lijn -Naam <naam>. Rood. Gedaan Stap",
            "Plan Type <user>@<domain> or Get-Line -Name <name>. Red. Done Step",
            (".//*[@id='BK_Stap']", ".//a[@href='#BK_Stap']", "not(.//@style)"),
        ),
    ),
    findings=(
        ("LNK209", "hulp/plan.md", "#bk_stap"),
        ("LNK205", "hulp/plan.md", "weg.png"),
        ("ACC305", "hulp/plan.md", "Get-Lijn"),
        ("ACC305", "hulp/plan.md", "-Naam"),
    ),
    navigation=("Toestellen", "Plan"),
)

# Old device management: lines that end with CR LF, code with units in it, headings that are none, underlined ones

_DEVICES = Docset(
    "devices",
    "nl-NL",
    "beheer",
    {
        **{name: text.replace("\n", "\r\n") for name, text in _repository("beheer", "nl-NL").items()},
        "docfx.json": _docfx("nl-NL").replace("\n", "\r\n"),
        "toc.md": "# [Profielen](profielen.md)\r\n## [Voorbeeld](voorbeeld.md)\r\n",
        "profielen.md": _article(
            "nl-NL",
            "Profielen",
            '<a name="make-profiles"></a>«102 Profielen maken¦Make profiles»\n====\n\n«103 Gebruik:¦Use:»\n\n'
            ">     «104 CN={{Gebruiker}},E={{Post}}¦CN={{User}},E={{Mail}}»\n\n"
            "1.  «105 Klik.¦Click.»\n\n        «106 Get-Boot¦Get-Boat»\n\n    «107 Klaar.¦Done.»\n\n"
            "![«108 Een schip¦A ship»](media/schip.png)\n\n"
            "«109 Zie [voorbeeld](Voorbeeld.md).¦See [sample](Voorbeeld.md).»",
            keywords="",
        ).replace("\n", "\r\n"),
        "voorbeeld.md": _article(
            "nl-NL",
            "Voorbeeld",
            '#<a name="robots"></a>«102 ROBOTS: geen¦ROBOTS: none»\n#«103 Zonder spatie¦Without blank»\n\n'
            "## «104 Met spatie¦With blank»\n\n"
            "«105 ~~Oud~~ nieuw¦~~Old~~ new»\n- «106 een¦one»\n- «107 twee¦two»",
        ).replace("\n", "\r\n"),
        "media/schip.png": PICTURE,
    },
    (
        Expected(
            "profielen",
            "Profielen maken Gebruik: CN={{Gebruiker}},E={{Post}} Klik. Get-Boot Klaar. Zie voorbeeld.",
            "Make profiles Use: CN={{User}},E={{Mail}} Click. Get-Boat Done. See sample.",
            (
                ".//h1[@id='make-profiles']",
                ".//blockquote//pre//*[@data-unit='104']",
                ".//ol/li//pre//*[@data-unit='106']",
                ".//img[@alt='Een schip' or @alt='A ship'][@width='64']",
                ".//a[contains(@href, 'voorbeeld/')]",
            ),
        ),
        Expected(
            "voorbeeld",
            "#ROBOTS: geen #Zonder spatie Met spatie Oud nieuw een twee",
            "#ROBOTS: none #Without blank With blank Old new one two",
            (".//p//*[@id='robots']", "count(.//h2)=1", "not(.//h1)", ".//s|.//del", "count(.//li)=2"),
        ),
    ),
    ("media/schip.png",),
    (
        ("LNK209", "profielen.md", "Voorbeeld.md"),
        ("ACC301", "profielen.md", "{{Gebruiker}}"),
        ("ACC301", "profielen.md", "{{Post}}"),
    ),
    navigation=("Profielen", "Voorbeeld"),
)

# A language for quantum computers: formulas that stay text, names that lead nowhere, one uid on two pages

_QUANTUM = Docset(
    "quantum",
    "nl-NL",
    "golven",
    {
        **_repository("golven", "nl-NL"),
        "docfx.json": _docfx("nl-NL", globalMetadata={"ROBOTS": "NOINDEX"}),
        "toc.yml": "- name: Norm\n  href: api/norm.md\n",
        "api/norm.md": _article(
            "nl-NL",
            "Norm",
            "# «102 Norm¦Norm»\n\n«103 Geeft $x $ en $ \\| x \\| _p $ terug.¦Returns $x$ and $\\|x\\|_p$.»\n\n"
            "## «104 Invoer¦Input»\n\n"
            "### «105 p : [Double](xref:golven.double)¦p : [Double](xref:golven.double)»\n\n"
            "«106 $$ \\sum_i x_i $$¦$$ \\sum_i x_i $$»\n\n"
            "«107 Zie <xref:golven.canon>.¦See <xref:golven.canon>.»\n\n```qsharp\noperation Norm() : Unit\n```",
            uid="golven.norm",
            qsharp__summary="'Returns $x$.'",
        ),
        "api/norm-2.md": _article(
            "nl-NL", "Norm 2", "# «102 Norm 2¦Norm 2»\n\n«103 Zie @golven.norm.¦See @golven.norm.»", uid="golven.norm"
        ),
    },
    (
        Expected(
            "api/norm",
            "Norm Geeft $x $ en $ | x | _p $ terug. Invoer p : Double $$ \\sum_i x_i $$ Zie canon. operation "
            "Norm() : Unit",
            "Norm Returns $x$ and $|x|_p$. Input p : Double $$ \\sum_i x_i $$ See canon. operation Norm() : Unit",
            (
                "not(.//*[contains(@class, 'math')])",
                ".//pre/code[contains(@class, 'qsharp')]",
                ".//p[contains(., 'canon')]",
            ),
        ),
        Expected("api/norm-2", "Norm 2 Zie .", "Norm 2 See .", (".//a[@href]",)),
    ),
)

# A cloud: selectors, tables whose columns do not fit, placeholders, hundreds of definitions, checklists

_CLOUD = Docset(
    "cloud",
    "nl-NL",
    "artikelen",
    {
        **_repository("artikelen", "nl-NL"),
        "docfx.json": _docfx("nl-NL"),
        "toc.yml": "- name: Wolk\n  items:\n  - name: Maken\n    href: wolk/maken.md\n  - name: Wissen\n"
        "    href: wolk/wissen.md\n",
        "wolk/maken.md": _article(
            "nl-NL",
            "Een wolk maken",
            '# «102 Een wolk maken¦Make a cloud»\n\n> [!div class="op_single_selector"]\n'
            "> * [«103 Maken¦Make»](maken.md)\n> * [«104 Wissen¦Wipe»](wissen.md)\n\n"
            '«105 In dit artikel leert u:¦In this article you learn:»\n\n> [!div class="checklist"]\n'
            "> * «106 Regen maken¦Make rain»\n> * «107 Wind maken¦Make wind»\n\n"
            "| «108 Naam¦Name» | «109 Waarde¦Value» | «110 Uitleg¦Meaning» |\n| --- | --- |\n"
            "| `<naam>` | «111 <waarde>¦<value>» | [«112 wissen¦wipe»][1] |\n\n"
            "«113 Typ `az wolk` of [![Naar de wolk](media/wolk.png)][2] vóór <je-tenant>.¦"
            "Type `az cloud` or [![Naar de wolk](media/wolk.png)][2] before <your-tenant>.»\n\n"
            '> [!div class="nextstepaction"]\n> [«114 Daarna: wissen¦Next: wipe»](wissen.md)\n\n'
            "<!-- Image references -->\n[1]: wissen.md\n[2]: https://wolk.example/maken?x=1&y=2",
        ),
        "wolk/wissen.md": _article(
            "nl-NL",
            "Een wolk wissen",
            "# «102 Een wolk wissen¦Wipe a cloud»\n\n«103 Eerste regel\\¦First line\\»\n"
            "«104 Tweede regel¦Second line»\n\n"
            "* «105 Een¦One»\n\n  «106 Meer¦More»\n\n  1. «107 Twee¦Two»\n\n     ![Wolk](./media/wolk.png)\n\n"
            '«108 [!div class="x"] is tekst.¦[!div class="x"] is text.»\n\n> [!div class="step-by-step"]\n'
            "[«109 Terug¦Back»](maken.md)",
        ),
        "wolk/media/wolk.png": PICTURE,
    },
    (
        Expected(
            "wolk/maken",
            "Een wolk maken Maken Wissen In dit artikel leert u: Regen maken Wind maken Naam Waarde Uitleg "
            "<naam> <waarde> wissen "
            "Typ az wolk of vóór <je-tenant>. Daarna: wissen",
            "Make a cloud Make Wipe In this article you learn: Make rain Make wind Name Value Meaning <naam> "
            "<value> wipe "
            "Type az cloud or before <your-tenant>. Next: wipe",
            (
                ".//div[contains(@class, 'op_single_selector')]//li[2]//a[contains(@href, 'wissen/')]",
                "count(.//div[contains(@class, 'checklist')]//li)=2",
                "count(.//th)=3",
                "count(.//td)=3",
                ".//td//a[contains(@href, 'wissen/')]",
                ".//a[@href='https://wolk.example/maken?x=1&y=2']/img[@alt='Naar de wolk'][@width='64']",
                ".//div[contains(@class, 'nextstepaction')]//a",
                "not(.//blockquote)",
            ),
        ),
        Expected(
            "wolk/wissen",
            'Een wolk wissen Eerste regel Tweede regel Een Meer Twee [!div class="x"] is tekst. Terug',
            'Wipe a cloud First line Second line One More Two [!div class="x"] is text. Back',
            (".//br", ".//ul/li/ol/li//img[@alt='Wolk'][@height='48']", ".//a[contains(@href, 'maken/')]"),
        ),
    ),
    ("wolk/media/wolk.png",),
    (("FMT814", "wolk/wissen.md", "is tekst"), ("MRK110", "wolk/maken.md", "`az wolk`")),
    navigation=("Maken", "Wissen"),
)

DOCSETS = (_OFFICE, _FRAMEWORK, _ADDINS, _BROWSER, _SERVER, _TELEPHONE, _DEVICES, _QUANTUM, _CLOUD)
"""Every docset."""


def files_of(docset: Docset) -> dict[str, str | bytes]:
    """Returns the files of a repository, by their paths below it."""
    return {
        name[1:] if name.startswith("/") else f"{docset.folder}/{name}": text for name, text in docset.files.items()
    }
