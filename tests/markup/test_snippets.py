"""Fifty things that were met in real articles, in words of our own: what each view of a page makes of them.

All of them are pages of one docset, which is built as a whole; a few more need settings of their own. Letters in
comments name the cases of ARCHITECTURE.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

from diglot.builder import Result
from diglot.diagnostics import Diagnostic
from diglot.markup.front_matter import front_matter
from diglot.markup.units import scan_units
from docsets import FORMAT_WORDS, PIXEL, words_of
from markup.pages import bilingual
from sites import PLAIN, broken_addresses, build_here, parse, write
from support import expect_none


class Snippet(NamedTuple):
    """A piece of an article, and what readers see of it."""

    name: str
    text: str
    """With units as `«102 target¦source»`."""
    target: str
    """The words of the page in the target view, but for those that no author wrote."""
    source: str
    """The same of its source view."""
    both: tuple[str, ...] = ()
    """XPath expressions that are true of the article in both views."""
    in_target: tuple[str, ...] = ()
    in_source: tuple[str, ...] = ()
    says: tuple[tuple[str, str], ...] = ()
    """(rule, words of the line that it points at) of findings; a rule that is empty stands for any."""
    locale: str = "nl-NL"
    front: str = ""
    file: str = ""
    """Its name, where that matters."""

    @property
    def path(self) -> str:
        """The path of its file below the folder of its locale."""
        return f"{self.file or self.name}.md"


def _damaged(text: str) -> str:
    """Returns text in which the quotes between the first and the last one were written as entities (case f)."""
    first, last = text.index('"') + 1, text.rindex('"')
    return text[:first] + text[first:last].replace('"', "&quot;") + text[last:]


ANCHOR_SPANS = (
    '<span id="_A1" class="anchor"><span id="_A2" class="anchor"><span id="_A3" class="anchor"></span></span></span>'
)

SNIPPETS = (
    Snippet(
        "01-star",
        r"«102 Elk adres eindigt op \*.haven.example.¦Every address ends in *.haven.example.»",
        "Elk adres eindigt op *.haven.example.",
        "Every address ends in *.haven.example.",
    ),
    Snippet(
        "02-escaped-star",
        r"«102 Op de bon staat HAVEN \* K77.¦The receipt says HAVEN \* K77.»",
        "Op de bon staat HAVEN * K77.",
        "The receipt says HAVEN * K77.",
    ),
    Snippet(
        "03-half-escaped-bold",
        "«106 \\**Boten huren.\\**¦**Rent boats**.\\»",
        "*Boten huren.*",
        "Rent boats.\\",
        in_target=("not(.//strong)",),
        in_source=(".//strong[.='Rent boats']",),
    ),
    Snippet(
        "04-odd-marks",
        r"«142 _*Vanaf 1 mei*\* vaart de pont.¦_\*From 1 May\*\* the ferry sails.»",
        "_Vanaf 1 mei* vaart de pont.",
        "_*From 1 May** the ferry sails.",
    ),
    Snippet(
        "05-cut-alt-text",
        "«103 Kijk op de kaart.¦Look at the map.»\n\n![Deze kaart toont de vaargeul.](media/kaart.png)\n\n"
        "«106 Daarna vaart u.¦Then you sail.»",
        "Kijk op de kaart. Daarna vaart u.",
        "Look at the map. Then you sail.",
        both=(".//img[@alt='Deze kaart toont de vaargeul.']",),
        in_source=(".//img[@alt]/ancestor-or-self::*[@lang='nl-NL']",),
        says=(("", "Deze kaart"),),
    ),
    Snippet(
        "06-blank-before-address",
        "«106 一覧はこちらです。¦The list is here.»\n\n"
        "«107  https://haven.example/lijst を開きます。¦Open https://haven.example/lijst now.»",
        "一覧はこちらです。 https://haven.example/lijst を開きます。",
        "The list is here. Open https://haven.example/lijst now.",
        both=(".//a[@href='https://haven.example/lijst']",),
        in_target=(".//p[starts-with(., 'https://')]",),
        locale="ja-JP",
    ),
    Snippet(
        "07-units-as-front-matter",
        '---\n«101 titel: "Vragen over de haven" ms.author: kapitein ms.custom: (¦title: "Harbour questions" '
        "ms.author: captain ms.custom: (»\n---\n\n"
        "# «102 Vragen over de haven¦Questions about the harbour»\n\n«103 Bel ons.¦Call us.»",
        "Vragen over de haven Bel ons.",
        "Questions about the harbour Call us.",
        in_target=("//title[starts-with(., 'Vragen over de haven')]",),
        in_source=("//title[starts-with(., 'Questions about the harbour')]",),
        says=(("invalid-front-matter", "titel"),),
    ),
    Snippet(
        "08-title-with-words-behind",
        '---\ntitle: "Osta kods" 17 ir ""\nms.topic: article\n---\n\n'
        "# «102 Osta un kods¦Port and code»\n\n«103 Gaidiet.¦Wait.»",
        "Osta un kods Gaidiet.",
        "Port and code Wait.",
        in_target=("//title[starts-with(., 'Osta un kods')]",),
        in_source=("//title[starts-with(., 'Port and code')]",),
        says=(("invalid-front-matter", "Osta kods"),),
        locale="lv-LV",
    ),
    Snippet(
        "09-empty-link-text",
        "1. «111 Een¦One»\n2. «112 Twee¦Two»\n"
        "3. [«113 ¦Basics of sailing»](https://go.haven.example/fwlink/?linkid=77) «114 Drie¦Three»",
        "Een Twee Drie",
        "One Two Basics of sailing Three",
        both=(".//ol/li[3]//a[@href='https://go.haven.example/fwlink/?linkid=77']",),
        in_target=(".//ol/li[3]//a[normalize-space()='go.haven.example']",),
        in_source=(".//ol/li[3]//a[.='Basics of sailing']",),
        says=(("", "linkid=77"),),
    ),
    Snippet(
        "10-stray-close",
        "«112 Volg de stappen </span> in dit [artikel](https://haven.example/a).¦"
        "Follow the steps found </span> in this [article](https://haven.example/a).» «113 Klaar.¦Done.»",
        "Volg de stappen in dit artikel. Klaar.",
        "Follow the steps found in this article. Done.",
        both=(".//a[@href='https://haven.example/a']", "not(.//*[contains(text(), 'span>')])"),
    ),
    Snippet(
        "11-spans-in-heading",
        f'## <a name="what-comes-next-in-the-port"></a>«133 {ANCHOR_SPANS}Volgende stappen¦'
        f"{ANCHOR_SPANS}Next steps»\n\n"
        "«134 Vaar uit.¦Sail.»",
        "Volgende stappen Vaar uit.",
        "Next steps Sail.",
        both=(".//h2[@id='what-comes-next-in-the-port']",),
    ),
    Snippet(
        "12-span-against-autolinks",
        "«108 Schrijf *kapitein@haven. <span> example* vandaag.¦Write to *kapitein@haven.<span>example* today.» "
        "«109 Wacht dan.¦Then wait.»",
        "Schrijf kapitein@haven. example vandaag. Wacht dan.",
        "Write to kapitein@haven.example today. Then wait.",
        both=(".//em",),
    ),
    Snippet(
        "13-nested-spans",
        '«175 <span id="_Zee" class="x"><span class="x"></span></span>We voegen een boot toe.¦'
        '<span id="_Zee" class="x"><span class="x"></span></span>Notice that a boat is added.» «176 Mooi.¦Nice.»',
        "We voegen een boot toe. Mooi.",
        "Notice that a boat is added. Nice.",
    ),
    Snippet(
        "14-open-tag-in-code",
        "«206 Zet `<span asp-validation-for` in de code.¦"
        "Put `<span asp-validation-for` into the code.» «207 Bewaar.¦Save.»",
        "Zet <span asp-validation-for in de code. Bewaar.",
        "Put <span asp-validation-for into the code. Save.",
        both=(".//code[.='<span asp-validation-for']",),
    ),
    Snippet(
        "15-tag-in-code",
        "«288 `<span>` 要素を使います。¦Use the `<span>` element.» «289 保存します。¦Save.»",
        "<span> 要素を使います。保存します。",
        "Use the <span> element. Save.",
        both=(".//code[.='<span>']",),
        locale="ja-JP",
    ),
    Snippet(
        "16-quotes-as-entities",
        "\x00",
        'Zoek -eq "Zeil" nu. Een. Twee. Drie. Vier.',
        'Find -eq "Zeil" now. One. Two. Three. Four.',
        both=(""".//code[.='-eq "Zeil"']""",),
    ),
    Snippet(
        "17-doubled-definitions",
        "«102 Zie [Het zeil hijsen].¦See [Raise the sail].»\n\n"
        "[Het zeil hijsen]: https://haven.example/zeil\n[Raise the sail]: https://haven.example/zeil",
        "Zie Het zeil hijsen.",
        "See Raise the sail.",
        both=("count(.//a[@href='https://haven.example/zeil'])=1",),
        in_target=(".//a[.='Het zeil hijsen']",),
        in_source=(".//a[.='Raise the sail']",),
    ),
    Snippet(
        "18-xref-in-div",
        '> [!div class="nextstepaction"]\n'
        "> «411 <xref:haven.boot>\n> [Zeilen](xref:haven.zeil)¦<xref:haven.boot>\n[Sailing](xref:haven.zeil)»",
        "Zeilen",
        "Sailing",
        both=(
            "count(.//div[contains(@class, 'nextstepaction')]//a[@href])=2",
            "not(.//a[@href][not(normalize-space())])",
        ),
    ),
    Snippet(
        "19-list-lines-in-cell",
        "<table>\n<tr>\n<td>«141 Soort\n      - <a href='https://haven.example/a'>Boten</a>¦"
        "Kind\n      - <a href='https://haven.example/a'>Boats</a>»</td>\n</tr>\n</table>",
        "Soort - Boten",
        "Kind - Boats",
        both=(".//td//a[@href='https://haven.example/a']", "not(.//pre)"),
    ),
    Snippet(
        "20-newline-in-header-cell",
        "| «118 船¦Boat» | «119 版のバージョン\n¦Version\n"
        "»| «120 一¦One» | «121 二¦Two» | «122 三¦Three» | «123 四¦Four» "
        "| «124 五¦Five» |\n|---|---|---|---|---|---|---|\n| a | b | c | d | e | f | g |",
        "船 版のバージョン 一 二 三 四 五 a b c d e f g",
        "Boat Version One Two Three Four Five a b c d e f g",
        both=("count(.//th)=7", "count(.//tbody/tr/td)=7"),
        locale="ja-JP",
    ),
    Snippet(
        "21-link-lost",
        "«115 [Abonnementen (koppeling)\\](haven.md)¦[Subscriptions](haven.md) (link page)»",
        "[Abonnementen (koppeling)](haven.md)",
        "Subscriptions (link page)",
        in_target=("not(.//a)",),
        in_source=(".//a[.='Subscriptions'][@href]",),
        says=(("", "Abonnementen"),),
    ),
    Snippet(
        "22-backslash-at-end",
        "«110 Zie de kade (artikel)\\¦See the quay (article)\\»\n«111 Vaar verder.¦Sail on.»",
        "Zie de kade (artikel) Vaar verder.",
        "See the quay (article) Sail on.",
        both=(".//br",),
    ),
    Snippet(
        "23-doubled-backslash",
        "«101 Zet het in Haven\\SDK\\\\¦Put it into Haven\\SDK\\\\»",
        "Zet het in Haven\\SDK\\",
        "Put it into Haven\\SDK\\",
    ),
    Snippet(
        "24-list-mark-in-target",
        "«115 6. Klik op **Zet aan**¦6.Click **Set on**»",
        "Klik op Zet aan",
        "6.Click Set on",
        in_target=(".//ol[@start='6']/li//strong[.='Zet aan']",),
        in_source=(".//p//strong[.='Set on']", "not(.//li)"),
    ),
    Snippet(
        "25-braces-in-code",
        "> «154 Zo:¦Thus:»\n>\n>     «155 CN={{Kapitein}},E={{Adres}}¦CN={{Captain}},E={{Address}}»",
        "Zo: CN={{Kapitein}},E={{Adres}}",
        "Thus: CN={{Captain}},E={{Address}}",
        both=(".//blockquote//pre/code", "not(.//code//*[not(@data-unit)])"),
    ),
    Snippet(
        "26-marks-beside-brackets",
        "«112 ** [帆]**  > **[上げる]** を選びます。¦Choose **Sail** > **Raise**.»",
        "** [帆]** > [上げる] を選びます。",
        "Choose Sail > Raise.",
        in_source=("count(.//strong)=2",),
        locale="ja-JP",
    ),
    Snippet(
        "27-emptied-links",
        "«105 Zie [](/loods/kaart), [](/loods/boot), [zee](/loods/zee) en zeil.¦"
        "See [map](/loods/kaart), [boat](/loods/boot), [sea](/loods/zee) and [sail](/loods/zeil).»",
        "Zie , , zee en zeil.",
        "See map, boat, sea and sail.",
        both=("not(.//a[not(normalize-space())])",),
        in_target=("count(.//a[@href])=3",),
        in_source=("count(.//a[starts-with(@href, 'https://docs.haven.example/loods/')])=4",),
        says=(("", "/loods/kaart"),),
    ),
    Snippet(
        "28-unclosed-address",
        "«161 [Gegevens ophalen] (https://haven.example/fwlink?id=dc69¦"
        "[Fetch data](https://haven.example/fwlink?id=dc69»",
        "[Gegevens ophalen] (https://haven.example/fwlink?id=dc69",
        "[Fetch data](https://haven.example/fwlink?id=dc69",
        says=(("", "Gegevens ophalen"),),
    ),
    Snippet(
        "29-nothing-to-go-to",
        "«105 Maak kamers (hier) []()¦[Create and use rooms]()»",
        "Maak kamers (hier)",
        "Create and use rooms",
        both=("not(.//a[@href])",),
        says=(("empty-address", "Maak kamers"),),
    ),
    Snippet(
        "30-unknown-alert",
        "> [!TIPS]\n- > «102 Hijs het zeil.¦Raise the sail.»\n- > «103 Wacht.¦Wait.»",
        "[!TIPS] Hijs het zeil. Wacht.",
        "[!TIPS] Raise the sail. Wait.",
        both=("./blockquote[contains(., '[!TIPS]')]", "count(.//ul/li/blockquote)=2"),
    ),
    Snippet(
        "31-link-in-link",
        "«106 [帆 と [船](haven.md) を見る](zeilen.md)¦[Sails and [boats](haven.md)](zeilen.md)»",
        "[帆 と 船 を見る](zeilen.md)",
        "[Sails and boats](zeilen.md)",
        both=("count(.//a)=1",),
        in_target=(".//a[.='船']",),
        in_source=(".//a[.='boats']",),
        locale="ja-JP",
    ),
    Snippet(
        "32-replacement-character",
        "«110 **[\ufffd > 暗号]** を選びます。¦Choose **[\ufffd > Encrypt]**.»",
        "[\ufffd > 暗号] を選びます。",
        "Choose [\ufffd > Encrypt].",
        both=(".//strong",),
        says=(("", "\ufffd"),),
        locale="ja-JP",
    ),
    Snippet(
        "33-placeholder",
        "«103 Typ **Zoek-Boot -Naam <mailbox>**¦Type **Find-Boat -Name <mailbox>**»",
        "Typ Zoek-Boot -Naam <mailbox>",
        "Type Find-Boat -Name <mailbox>",
        both=(".//strong[contains(., '<mailbox>')]",),
    ),
    Snippet(
        "34-picture-in-the-address",
        f"«103 Kies **Grijpen**¦Choose **Grab**» <img src='{PIXEL}'>",
        "Kies Grijpen",
        "Choose Grab",
        both=(".//img[starts-with(@src, 'data:image/png;base64,')]",),
        says=(("", "data:image/png"),),
    ),
    Snippet(
        "35-picture-in-another-case",
        "«103 Zie de boot.¦See the boat.»\n\n![Een boot](media/BOOT_225x292.gif)",
        "Zie de boot.",
        "See the boat.",
        both=(".//img[@alt='Een boot'][not(contains(@src, 'BOOT'))]",),
        says=(("target-case", "media/BOOT"),),
    ),
    Snippet(
        "36-invisible-name",
        "«102 Herstel de boot.¦Restore the boat.»",
        "Herstel de boot.",
        "Restore the boat.",
        file="36-herstel" + 7 * "\u200b",
    ),
    Snippet(
        "37-key-with-words",
        "«102 Volg uw vraag.¦Follow your question.»",
        "Volg uw vraag.",
        "Follow your question.",
        front='munlocking-a-boat s.custom:\n- "123"\n- "456"',
        says=(("unknown-metadata", "s.custom"),),
    ),
    Snippet(
        "38-key-with-comma",
        "«102 Geen post.¦No mail.»",
        "Geen post.",
        "No mail.",
        front="ms,.custom: ''",
        says=(("unknown-metadata", "ms,.custom"),),
    ),
    Snippet(
        "39-link-after-soft-break",
        "«109 Voor **Zeil E3** \n [ Ankeren](https://haven.example/anker)¦For **Sail E3** \n"
        " [Anchoring](https://haven.example/anker)»",
        "Voor Zeil E3 Ankeren",
        "For Sail E3 Anchoring",
        both=("count(.//p)=1", ".//strong[.='Zeil E3' or .='Sail E3']"),
        in_target=("normalize-space(.//a)='Ankeren'", "not(.//br)"),
    ),
    Snippet(
        "40-right-to-left",
        "«102 استخدم Haven 365 مع `Get-Boat` من https://haven.example/x الآن.\u200e¦"
        "Use Haven 365 with `Get-Boat` from https://haven.example/x now.»",
        "استخدم Haven 365 مع Get-Boat من https://haven.example/x الآن.\u200e",
        "Use Haven 365 with Get-Boat from https://haven.example/x now.",
        both=(".//code[.='Get-Boat']",),
        in_target=("/html[@lang='ar-SA'][@dir='rtl']", ".//bdi[contains(., 'https://haven.example/x')]"),
        in_source=("/html[@lang='en-US'][@dir='ltr']",),
        locale="ar-SA",
    ),
    Snippet(
        "41-garbled-title",
        "# «102 Tabel van boten¦Table of boats»\n\n«103 Leeg.¦Empty.»",
        "Tabel van boten Leeg.",
        "Table of boats Empty.",
        in_target=("//title[starts-with(., 'Tabel van boten')]",),
        front="title: '#A0'",
    ),
    Snippet(
        "42-underlined-heading",
        '<a name="good-ways-to-moor"></a>«101 Goed aanmeren¦Mooring well»\r\n====\r\n\r\n«102 Rustig.¦Calmly.»\r\n',
        "Goed aanmeren Rustig.",
        "Mooring well Calmly.",
        both=(".//h1[@id='good-ways-to-moor']",),
    ),
    Snippet(
        "43-tabs",
        '### [<a name="windows"></a>«158 Op Windows¦On Windows»](#tab/windows/)\n\n«159 Klik.¦Click.»\n\n'
        '### [<a name="linux"></a>«160 Op Linux¦On Linux»](#tab/linux/)\n\n«161 Typ.¦Type.»\n\n---\n\n'
        "«162 Klaar.¦Done.»",
        "Op Windows Klik. Op Linux Typ. Klaar.",
        "On Windows Click. On Linux Type. Done.",
        both=(
            ".//*[@id='windows']",
            ".//*[@id='linux']",
            "not(.//a[contains(@href, '#tab/')])",
            "not(.//h3[.//a[@href]])",
        ),
    ),
    Snippet(
        "44-columns",
        ':::row:::\n   :::column span="":::\n      «102 **属性**¦**Property**»\n   :::column-end:::\n'
        '   :::column span="2":::\n      «103 値¦Value»\n   :::column-end:::\n:::row-end:::',
        "属性 値",
        "Property Value",
        both=(".//p//strong", "not(.//pre)", "not(.//code)"),
        locale="ja-JP",
    ),
    Snippet(
        "45-no-heading",
        '#<a name="robots"></a>«102 ROBOTS: niets¦ROBOTS: nothing»',
        "#ROBOTS: niets",
        "#ROBOTS: nothing",
        both=(".//p//*[@id='robots']", "not(.//h1)"),
    ),
    Snippet(
        "46-details",
        "<details><summary>«1246 Klik voor meer¦Click for more»</summary>\n\n| «1247 Stad¦City» | x |\n|---|---|\n"
        "| «1248 Gent¦Ghent» | y |\n\n</details>\n\n«1249 Einde.¦End.»",
        "Klik voor meer Stad x Gent y Einde.",
        "Click for more City x Ghent y End.",
        both=(".//details/summary", "count(.//details//table//td)=2", "not(.//details//*[@data-unit='1249'])"),
    ),
    Snippet(
        "47-dollars",
        "«103 [Uw Wa$$woord telt niet:](https://haven.example/w) $PSVersie kost $5 en $6.¦"
        "[Your Wa$$word does not count:](https://haven.example/w) $PSVersion costs $5 and $6.»",
        "Uw Wa$$woord telt niet: $PSVersie kost $5 en $6.",
        "Your Wa$$word does not count: $PSVersion costs $5 and $6.",
        both=("not(.//*[contains(@class, 'math')])",),
    ),
    Snippet(
        "48-mojibake",
        "«102 Open een priv√©- of gastvenster.¦Open a private or guest window.»",
        "Open een priv√©- of gastvenster.",
        "Open a private or guest window.",
        says=(("mojibake", "priv√©"),),
    ),
    Snippet(
        "50-inline-includes",
        "# «102 Haven [!INCLUDE[bootNaam](includes/boot-md.md)]¦Harbour [!INCLUDE[bootNaam](includes/boot-md.md)]»\n\n"
        "«103 Met [!INCLUDE[bootNaam](includes/boot-md.md)] vaart u.¦"
        "With [!INCLUDE[bootNaam](includes/boot-md.md)] you sail.»",
        "Haven Zeilboot Met Zeilboot vaart u.",
        "Harbour Sailing boat With Sailing boat you sail.",
        both=("count(.//p)=1", ".//h1"),
    ),
)

WITH_MATH = (
    Snippet(
        "49-math",
        r"«106 Wij schrijven $x $ voor $ \| x \| _p $ hier.¦We write $x$ for $\|x\|_p$ here.»",
        "Wij schrijven $x $ voor $ | x | _p $ hier.",
        "We write x for \\|x\\|_p here.",
        in_target=("not(.//*[contains(@class, 'math')])",),
        in_source=("count(.//*[contains(@class, 'math')])=2",),
    ),
)

ENTITIES = "\n\n".join(
    (
        '«228 Zoek `-eq "Zeil"` nu.¦Find `-eq "Zeil"` now.»',
        "«229 Een.¦One.» «230 Twee.¦Two.»",
        "«231 Drie.¦Three.»",
        "- «232 Vier.¦Four.»",
    )
)

AROUND: dict[str, str | bytes] = {
    "docfx.json": '{"build": {"content": [{"files": ["**/*.md"], "exclude": ["**/includes/**"]}], '
    '"resource": [{"files": ["**/*.png", "**/*.gif"]}]}}',
    "haven.md": "---\ntitle: De haven\nuid: haven.boot\n---\n\n# De haven\n\nHier ligt de boot.\n",
    "zeilen.md": "---\ntitle: Zeilen\nuid: haven.zeil\n---\n\n# Zeilen\n\nMet wind.\n",
    "includes/boot-md.md": bilingual("«101 Zeilboot¦Sailing boat»"),
    "media/kaart.png": b"\x89PNG\r\n\x1a\n",
    "media/boot_225X292.gif": b"GIF89a",
}
"""What else every locale's folder holds."""

SITE = f'{PLAIN}[links]\nsite_host = "https://docs.haven.example"\n'


def _markdown(snippet: Snippet) -> str:
    text = _damaged(bilingual(ENTITIES)) if snippet.name == "16-quotes-as-entities" else bilingual(snippet.text)
    return f"---\n{snippet.front}\n---\n\n{text}\n" if snippet.front else f"{text}\n"


class Built(NamedTuple):
    """A built docset."""

    project: Path
    result: Result

    def page(self, snippet: Snippet, view: str) -> html.HtmlElement:
        """Returns the page of one view of a snippet."""
        index = self.result.build.index
        locale = snippet.locale if view == "target" else "en-US"
        address = next(
            address
            for page, address in index.addresses.items()
            if (page.locale, f"{page.path}.md") == (locale, snippet.path)
        )
        return parse(self.project / "public" / address / "index.html")

    def findings(self, snippet: Snippet) -> list[Diagnostic]:
        """Returns what was found in the file of a snippet."""
        file = f"content/{snippet.locale}/{snippet.path}"
        return [diagnostic for diagnostic in self.result.diagnostics if diagnostic.at.path == file]


def _build(folder: Path, snippets: tuple[Snippet, ...], site: str) -> Built:
    files: dict[str, str | bytes] = {"site/site.toml": site}
    for snippet in snippets:
        base = f"content/{snippet.locale}"
        files |= {f"{base}/{name}": content for name, content in AROUND.items()}
        files[f"{base}/{snippet.path}"] = _markdown(snippet)
    write(folder, files)
    return Built(folder, build_here(folder))


class Sites:
    """The sites of all snippets, each built when it is first asked for."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders
        self._built: dict[tuple[Snippet, ...], Built] = {}

    def __getitem__(self, name: str) -> Built:
        """Returns the site that the snippet `name` is on."""
        snippets, settings = (WITH_MATH, f"math = true\n{SITE}") if name == "49-math" else (SNIPPETS, SITE)
        if snippets not in self._built:
            self._built[snippets] = _build(self._folders.mktemp("snippets"), snippets, settings)
        return self._built[snippets]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The built sites of all snippets."""
    return Sites(tmp_path_factory)


EVERY = [pytest.param(snippet, id=snippet.name) for snippet in (*SNIPPETS, *WITH_MATH)]


def _failures(body: html.HtmlElement, expressions: tuple[str, ...]) -> Iterator[str]:
    for expression in expressions:
        if not body.xpath(expression):
            yield f"{expression} is not true of:\n{html.tostring(body, encoding='unicode')}"


def test_all_fifty_are_here() -> None:
    """None was forgotten."""
    assert sorted(int(snippet.name[:2]) for snippet in (*SNIPPETS, *WITH_MATH)) == list(range(1, 51))


@pytest.mark.parametrize("view", ["target", "source"])
@pytest.mark.parametrize("snippet", EVERY)
def test_snippet(sites: Sites, snippet: Snippet, view: str) -> None:
    """The words of each view are there, no others, and they stand in what the snippet is about."""
    body = sites[snippet.name].page(snippet, view).get_element_by_id("article-body")
    assert words_of(body) == (snippet.target if view == "target" else snippet.source)
    expected = snippet.both + (snippet.in_target if view == "target" else snippet.in_source)
    expect_none(_failures(body, expected))


@pytest.mark.parametrize("snippet", EVERY)
def test_units_are_addressable(sites: Sites, snippet: Snippet) -> None:
    """Every unit of the body is named in both views, none inside of another one; ids stand once."""
    text = _markdown(snippet)
    numbers = {unit.number for unit in scan_units(text, front_matter(text).end).units}
    for view in ("target", "source"):
        page = sites[snippet.name].page(snippet, view)
        assert numbers <= set(page.xpath("//*[@id='article-body']//@data-unit"))
        assert not page.xpath("//*[@data-unit]//*[@data-unit]")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("snippet", "rule", "words"),
    [
        pytest.param(snippet, rule, words, id=snippet.name)
        for snippet in (*SNIPPETS, *WITH_MATH)
        for rule, words in snippet.says
    ],
)
def test_reported(sites: Sites, snippet: Snippet, rule: str, words: str) -> None:
    """What is wrong in a snippet is said of the line on which it stands."""
    lines = _markdown(snippet).splitlines()
    wanted = next(number for number, line in enumerate(lines, 1) if words in line)
    found = sites[snippet.name].findings(snippet)
    assert [
        diagnostic
        for diagnostic in found
        if diagnostic.at.line <= wanted <= diagnostic.at.end_line and rule in ("", diagnostic.name)
    ], [(diagnostic.name, diagnostic.at.line, diagnostic.message) for diagnostic in found]


def test_hint_names_the_key(sites: Sites) -> None:
    """37, 38: a broken key comes with the one that was meant."""
    for snippet in SNIPPETS:
        if snippet.front.count("custom"):
            assert any("`ms.custom`" in found.message for found in sites[snippet.name].findings(snippet))


@pytest.mark.parametrize("name", ["01-star", "49-math"])
def test_no_trace_of_the_format(sites: Sites, name: str) -> None:
    """No file of a site holds a word of the bilingual tags."""
    for path in (sites[name].project / "public").rglob("*"):
        if path.is_file():
            assert not [word for word in FORMAT_WORDS if word in path.read_bytes()], path


@pytest.mark.parametrize("name", ["01-star", "49-math"])
def test_addresses_lead_somewhere(sites: Sites, name: str) -> None:
    """No link of these pages leads to nothing."""
    assert not list(broken_addresses(sites[name].project / "public"))
