"""Snippets: code of another file, whole or in parts, in every form in which it is asked for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.diagnostics import Severity
from diglot.markup.samples import cut, dedented, parse_ranges, read_sample, region_of
from diglot.markup.snippets import read_brackets, read_colons
from diglot.markup.views import SOURCE, TARGET
from diglot.rules.registry import BY_NAME
from markup.pages import bilingual, notes, parse, shown, visible
from markup.test_linear import calls

BOAT = """using Haven;

namespace Boot
{
    // <snippet_Zeil>
    public class Zeil
    {
        #region Anker
        int a = 1;
        #endregion
    }
    // </snippet_Zeil>
}
"""
FILES = {
    "folder/boot.cs": BOAT,
    "folder/my code (1).txt": "Een\n",
    "samples/帆.py": "# <帆>\nprint('帆')\n# </帆>\n",
    "folder/crlf.txt": "\ufeffeen\r\ntwee\rdrie\n",
    "folder/empty.txt": "",
    "folder/tabs.txt": "\tif\n\t\ta\n\n\tb\n",
    "folder/open.js": "// <a>\nlet a;\n",
    "folder/html.txt": "<b>&amp;\n[!NOTE]\n",
    "folder/big.txt": "x" * 999 + "\n",
    "folder/deep/page.txt": "diep\n",
}
ALL = BOAT.rstrip("\n").split("\n")
SAIL = ["public class Zeil", "{", "    int a = 1;", "}"]


def code_of(text: str, view: str = TARGET) -> list[str]:
    """Returns the lines of the only code on a page."""
    (found,) = parse(shown(text, view, FILES)).xpath("//pre/code")
    return str(found.text_content()).removesuffix("\n").split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[!code-csharp[Main](boot.cs)]", ALL, id="whole"),
        pytest.param("[!code[](boot.cs)]", ALL, id="no language, no name"),
        pytest.param("[!CODE-csharp[Main](boot.cs)]  ", ALL, id="capitals, blanks behind"),
        pytest.param("[!code [Main] ( boot.cs ) ]", ALL, id="blanks inside"),
        pytest.param("[!code-C#[a \\] b](boot.cs)]", ALL, id="escapes in the name"),
        pytest.param("[!code-csharp[](~/folder/boot.cs)]", ALL, id="from the root"),
        pytest.param("[!code-csharp[](..\\folder\\boot.cs)]", ALL, id="backslashes"),
        pytest.param("[!code-csharp[](<boot.cs>)]", ALL, id="in angles"),
        pytest.param('[!code-csharp[]("boot.cs")]', ALL, id="in quotes"),
        pytest.param("[!code-csharp[]('boot.cs')]", ALL, id="in single quotes"),
        pytest.param("[!code-text[](my code (1).txt)]", ["Een"], id="blanks and brackets"),
        pytest.param("[!code-text[](my%20code%20\\(1\\).txt)]", ["Een"], id="escapes in the path"),
        pytest.param("[!code-csharp[](boot.cs?name=snippet_Zeil)]", SAIL, id="part"),
        pytest.param("[!code-csharp[](boot.cs?name=SNIPPET_zeil)]", SAIL, id="part in another case"),
        pytest.param("[!code-csharp[](boot.cs?name=_Zeil)]", SAIL, id="part without the prefix"),
        pytest.param("[!code-csharp[](boot.cs#Anker)]", ["int a = 1;"], id="region"),
        pytest.param("[!code-csharp[](boot.cs?name=Anker,snippet_Zeil)]", ["    int a = 1;", *SAIL], id="two parts"),
        pytest.param("[!code-csharp[](boot.cs?name=Anker&name=Anker)]", ["int a = 1;"] * 2, id="a part twice"),
        pytest.param("[!code-csharp[](boot.cs#L3-L4)]", ALL[2:4], id="lines"),
        pytest.param("[!code-csharp[](boot.cs?name=Anker#L3)]", ["int a = 1;"], id="parts come before lines"),
        pytest.param("[!code-csharp[](boot.cs#L3)]", ALL[2:3], id="line"),
        pytest.param("[!code-csharp[](boot.cs?range=1,3-4)]", [ALL[0], *ALL[2:4]], id="ranges"),
        pytest.param("[!code-csharp[](boot.cs?range=13-)]", ALL[12:], id="open range"),
        pytest.param("[!code-csharp[](boot.cs?range=-2)]", ALL[:2], id="range from the start"),
        pytest.param("[!code-csharp[](boot.cs?start=3&end=4)]", ALL[2:4], id="start and end"),
        pytest.param("[!code-csharp[](boot.cs?start=3)]", ALL[2:3], id="start"),
        pytest.param("[!code-csharp[](boot.cs?end=1)]", ALL[:1], id="end"),
        pytest.param(
            "[!code-csharp[](boot.cs?range=12-99)]", ["    // </snippet_Zeil>", "}"], id="range beyond the end"
        ),
        pytest.param(
            "[!code-csharp[](boot.cs?range=5-6&dedent=2)]", ["  // <snippet_Zeil>", "  public class Zeil"], id="dedent"
        ),
        pytest.param("[!code-csharp[](boot.cs?range=5-6&dedent=0)]", ALL[4:6], id="dedent not"),
        pytest.param(
            "[!code-csharp[](boot.cs?range=5-6)]", ["// <snippet_Zeil>", "public class Zeil"], id="dedent by itself"
        ),
        pytest.param(
            "[!code-csharp[](boot.cs?range=3&amp;dedent=9#L1)]", ["using Haven;"], id="entities, lines come first"
        ),
        pytest.param("[!code-python[](~/samples/帆.py?name=帆)]", ["print('帆')"], id="other scripts"),
        pytest.param("[!code-text[](crlf.txt)]", ["een", "twee", "drie"], id="ends of lines"),
        pytest.param("[!code-text[](empty.txt)]", [""], id="empty"),
        pytest.param("[!code-text[](tabs.txt)]", ["if", "\ta", "", "b"], id="tabs"),
        pytest.param("[!code-text[](tabs.txt?dedent=2)]", ["  if", "      a", "", "  b"], id="parts of tabs"),
        pytest.param("[!code-text[](html.txt)]", ["<b>&amp;", "[!NOTE]"], id="what looks like markup"),
        pytest.param(':::code language="csharp" source="boot.cs":::', ALL, id="colons"),
        pytest.param('::: CODE source="boot.cs" id="snippet_Zeil" :::', SAIL, id="colons, part"),
        pytest.param(
            ':::code source="boot.cs" range="1,3-4" highlight="2" interactive="try":::',
            [ALL[0], *ALL[2:4]],
            id="colons, range",
        ),
        pytest.param(':::code source="~/folder/boot.cs" range="1"', ALL[:1], id="colons, not closed"),
    ],
)
def test_snippet(text: str, expected: list[str]) -> None:
    """It is the same in both views, with nothing of its mark left over."""
    for view in (TARGET, SOURCE):
        assert code_of(f"«102 Zeil¦Sail»\n\n{text}\n\nRest\n", view) == expected
    assert notes(text, files=FILES) == []
    if "html.txt" not in text:
        assert not re.search(r"\[!|:::", shown(text, files=FILES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[!code-csharp[](boot.cs#L1)]",
            '<pre><code class="language-csharp"><span class="k">using </span>Haven;\n</code></pre>\n',
        ),
        (
            "[!code[](boot.cs#L1)]",
            '<pre><code class="language-cs"><span class="k">using </span>Haven;\n</code></pre>\n',
        ),
        (
            "[!code[](BOOT.CS#L1)]",
            '<p class="missing-code" data-generated="label" data-label="missing-code" data-name="BOOT.CS"></p>\n',
        ),
        (
            '[!code-text[](boot.cs?range=1-4&highlight=1,3- "Een <boot>")]',
            '<pre title="Een &lt;boot&gt;"><code class="language-text">'
            '<span class="highlighted">using Haven;\n</span>\n'
            '<span class="highlighted">namespace Boot\n{\n</span></code></pre>\n',
        ),
        ('[!code-"><b>[](boot.cs#L1)]', '<pre><code class="language-b">using Haven;'),
        (
            "1. Een\n\n   [!code-text[](boot.cs#L1)]\n2. Twee",
            '<ol>\n<li><p>Een</p>\n<pre><code class="language-text">using Haven;\n</code></pre>\n</li>\n'
            "<li><p>Twee</p>",
        ),
        (
            "> Een\n> [!code-text[](boot.cs#L1)]",
            '<blockquote>\n<p>Een</p>\n<pre><code class="language-text">using Haven;\n</code></pre>\n</blockquote>',
        ),
        (
            "Een\n[!code-text[](boot.cs#L1)]\nTwee",
            '<p>Een</p>\n<pre><code class="language-text">using Haven;\n</code></pre>\n<p>Twee</p>',
        ),
        ("    [!code-text[](boot.cs#L1)]", "<pre><code>[!code-text[](boot.cs#L1)]\n</code></pre>"),
        ("`[!code-text[](boot.cs#L1)]`", "<p><code>[!code-text[](boot.cs#L1)]</code></p>"),
        ("[!codes[](boot.cs)]", '<p>[!codes<a href="diglot-slot:0"></a>]</p>'),
        ("[!code]", "<p>[!code]</p>"),
        ("::: codes", "<p>::: codes</p>"),
    ],
)
def test_html(text: str, expected: str) -> None:
    """Where it stands, with its language, its title and the lines to look at."""
    assert re.sub(r' data-unit="#\d+"', "", shown(text, files=FILES)).startswith(expected.rstrip("\n"))


@pytest.mark.parametrize(
    ("text", "rule", "pointed"),
    [
        ("[!code-cs[](gone.cs)]", "missing-code", "gone.cs"),
        ("[!code-cs[](gone.cs)]\n\n[!code-cs[](gone.cs?range=1)]", "missing-code", "gone.cs"),
        (':::code source="gone.cs":::', "missing-code", "gone.cs"),
        ("[!code-cs[](~/../samples/gone.cs)]", "foreign-code", "~/../samples/gone.cs"),
        ("[!code-cs[](../../../../etc/passwd)]", "foreign-code", "../../../../etc/passwd"),
        ("[!code-cs[](..\\..\\gone.cs)]", "foreign-code", "..\\..\\gone.cs"),
        ("[!code-cs[](https://a.nl/gone.cs)]", "foreign-code", "https://a.nl/gone.cs"),
        ("[!code-cs[](boot.cs?name=gone)]", "missing-code", "gone"),
        ("[!code-cs[](boot.cs?range=90-99)]", "missing-code", "boot.cs"),
        ("[!code-js[](open.js#a)]", "missing-code", "a"),
        ("[!code-cs[](boot.cs?highlight=x)]", "broken-construct", "highlight=x"),
        ("[!code-cs[](boot.cs?range=1&bereik=2)]", "broken-construct", "bereik=2"),
        (':::code source="boot.cs" range="een":::', "broken-construct", "een"),
    ],
)
def test_what_is_wrong_is_said_once(text: str, rule: str, pointed: str) -> None:
    """And points at the words. Readers see the code all the same, or what is missing."""
    found = notes(f"# Kop\n\n{text}\n\nRest\n", files=FILES)
    assert [name for name, _ in found] == [rule]
    assert pointed.startswith(found[0][1])
    assert found[0][1]
    html = shown(text, files=FILES)
    assert "[!" not in html
    assert ":::" not in html
    assert parse(html).xpath("//pre | //p[@data-name]")
    assert BY_NAME["foreign-code"].severity == Severity.INFO


@pytest.mark.parametrize(
    "text",
    [
        "[!code-cs[zeil](boot.cs",
        "[!code-cs[zeil](boot.cs)",
        "[!code-cs[zeil](boot.cs)] zeil",
        "[!code-cs[zeil](boot.cs]",
        "[!code-cs[zeil boot.cs)]",
        "[!code-cs[zeil]()]",
        "[!code-cs[zeil](#tag)]",
        "[!code-cs zeil",
        '[!code-cs[zeil](boot.cs "Zeil)]',
        ':::code source="boot.cs zeil',
        ":::code source=boot.cs zeil:::",
        ':::code source="boot.cs" zeil="1":::',
        ':::code source="boot.cs" source="zeil":::',
        ':::code source="boot.cs"::: zeil',
        ':::code language="zeil":::',
    ],
)
@pytest.mark.parametrize("before", ["", "Voor\n"])
def test_broken_snippet_stays_text(text: str, before: str) -> None:
    """Each is reported once, wherever it stands, and loses no word."""
    found = notes(f"{before}{text}\n\nRest\n", files=FILES)
    assert [rule for rule, _ in found if rule != "empty-link-text"] == ["broken-construct"]
    assert (before.strip() or visible(shown(text, files=FILES))) in visible(shown(before + text, files=FILES))
    assert text[:4] in visible(shown(text, files=FILES))
    if "zeil" in text:
        assert "zeil" in shown(text, files=FILES)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("// <a>", "// </a>"),
        ("    //<a>", "//</a>  "),
        ("# <A>", "# </a>"),
        ("-- < a >", "-- </ a >"),
        ("' <a>", "' </a>"),
        ("; <a>", "; </a>"),
        ("% <a>", "% </a>"),
        ("REM <a>", "rem </a>"),
        ("<!-- <a> -->", "<!-- </a> -->"),
        ("<!--<a>-->", "<!--</a>-->"),
        ("/* <a> */", "/* </a> */"),
        ("@* <a> *@", "@* </a> *@"),
        ("#region a", "#endregion"),
        ('#Region "a"', "#End Region"),
        ("// #region a", "// #endregion a"),
        ("//<snippeta>", "//</snippeta>"),
    ],
)
def test_marks_of_parts(opens: str, closes: str) -> None:
    """In the comments of any language; the marks of other parts are left out as well."""
    sample = read_sample(f"voor\n{opens}\neen\n// <b>\ntwee\n// </b>\n{closes}\nna\n".encode())
    assert region_of(sample, "a") == (3, 6)
    assert region_of(sample, "B") == (5, 5)
    assert region_of(sample, "c") is None
    assert cut(sample, ((3, 6),), sample.marks, 99) == ["een", "twee"]


@pytest.mark.parametrize(
    "line", ["// <a> b", "x // <a>", "<a>", "// <a b>", "#regional", "remark <a>", "# <>", "// < /a>x"]
)
def test_what_marks_no_part(line: str) -> None:
    """Code that only looks like it."""
    sample = read_sample(f"{line}\neen\n".encode())
    assert (sample.regions, sample.marks) == ({}, frozenset())


def test_regions_in_regions() -> None:
    """Each ends where it ends, and what nothing begins is a line without meaning."""
    sample = read_sample(b"#endregion\n#region a\n1\n#region b\n2\n#endregion\n3\n#endregion\n4\n")
    assert sample.regions == {"a": (3, 7), "b": (5, 5)}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1", ((1, 1),)),
        ("1-3, 5", ((1, 3), (5, 5))),
        ("7-", ((7, 10**9),)),
        ("-7", ((1, 7),)),
        ("", None),
        ("-", None),
        ("a", None),
        ("1-2-3", None),
        ("1,,2", None),
        ("9" * 50, None),
        ("１", None),
    ],
)
def test_ranges(written: str, expected: object) -> None:
    """Lines are numbers of a sensible length."""
    assert parse_ranges(written) == expected


@given(st.lists(st.text("ab \t", max_size=9)))
def test_dedent_takes_blanks_only(lines: list[str]) -> None:
    """And leaves all lines as far from one another as they were."""
    for columns in (None, 0, 1, 3, 99):
        found = dedented(lines, columns)
        assert [line.lstrip() for line in found] == [line.lstrip() for line in lines]


@given(st.text("[!code-s()\\?#=&\"'<> \u5e06.\t:", max_size=40))
def test_any_line_can_be_read(rest: str) -> None:
    """Or is refused."""
    read_brackets("[!code" + rest)
    read_colons(":::code " + rest)


def test_any_bytes_are_a_sample() -> None:
    """Characters that cannot be shown are shown as such."""
    sample = read_sample(b"a\0\xff\xfe\n\xed\xa0\x80\r\nb")
    assert sample.lines == ("a\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd", "b")


def test_pages_do_not_grow_without_bounds() -> None:
    """A file that is shown ever again is cut off, and the page says so once at most for each place."""
    files = {"folder/groot.txt": "zeil\n" * 900_000, "folder/reus.txt": "x" * 5_000_001}
    assert notes("[!code-text[](reus.txt)]", files=files) == [("missing-code", "reus.txt")]
    text = "[!code-text[](groot.txt)]\n\n" * 10
    html = shown(text, files=files)
    assert 4_000_000 < len(html) < 20_000_000
    assert html.count('data-label="missing-code"') > 5
    paths = "\n\n".join(f"[!code-text[]({'./' * n}groot.txt#L1)]" for n in range(10))
    assert parse(shown(paths, files=files)).xpath("count(//pre)") == 4
    ranges = ",".join(["1-"] * 1000)
    assert len(shown(f"[!code-text[](groot.txt?range={ranges})]", files=files)) < 1000


@pytest.mark.parametrize(
    "piece",
    [
        "[!code-cs[](boot.cs)]\n\n",
        "[!code-cs[](boot.cs?name=snippet_Zeil)]\n\n",
        "[!code-cs[](gone.cs)]\n\n",
        "[!code-cs[\n",
        "[!code-cs[",
        "> [!code-cs[](boot.cs\n\n",
        ':::code source="boot.cs" id="Anker":::\n',
        ":::code a=\n",
        ":::code ",
    ],
)
def test_work_is_linear(piece: str) -> None:
    """Ten times the snippets are ten times the work, whole or broken."""
    shown(piece, files=FILES)
    small, large = (calls(lambda n=n: shown(piece * n, files=FILES)) for n in (50, 500))  # type: ignore[misc]
    assert large < 11 * small + 2000


@pytest.mark.parametrize(
    "piece",
    [
        "[!code-cs[](",
        "[!code-cs[a](boot.cs?",
        ":::code ",
        ':::code source="',
        "[!code-cs[a](b (c) ",
        "[!code[a](\\",
        "[!code-cs[](boot.cs?name=a&",
    ],
)
def test_a_hundred_thousand_in_a_line(piece: str) -> None:
    """A line of a megabyte is read once, and refused."""
    assert read_brackets(piece * 100_000) is None
    assert read_colons(piece * 100_000) is None
    assert visible(shown(bilingual(piece * 1000 + "\n\nRest"), files=FILES)).endswith("Rest")


@pytest.mark.parametrize(
    "line", ["// <a>\n", "// </a>\n", "#region a\n", "#endregion\n", "// <", "\t", " ", "#region "]
)
def test_samples_of_many_marks(line: str) -> None:
    """Their parts are found in one go."""
    assert len(read_sample((line * 100_000).encode()).lines) in (1, 100_000)
