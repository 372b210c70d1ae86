"""Parts of a page for some of its readers: all are shown, with labels, and named for the choice between them."""

from __future__ import annotations

import pytest

from diglot.markup.labels import label
from diglot.markup.monikers import readable
from diglot.markup.views import SOURCE
from markup.pages import bilingual, notes, parse, shown, with_spans

ZONES = "".join(f'::: zone pivot="os-{name}"\n{name}\n::: zone-end\n' for name in ("linux", "mac"))


def part(attributes: str, name: str, inner: str) -> str:
    """Returns the element of a part with a label."""
    return f"<div {attributes}>{label('applies-to', 'p', kind='applies-to', name=name)}\n{inner}</div>\n"


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        (
            '::: moniker range=">= a-3.0 < a-6.0"\n\n## «102 Kop¦Title»\n\n«103 Tekst¦Text»\n\n::: moniker-end\n',
            part(
                'class="moniker" data-moniker="&gt;= a-3.0 &lt; a-6.0"',
                ">= a-3.0 < a-6.0",
                '<h2 id="kop">«102 Kop»</h2>\n<p>«103 Tekst»</p>\n',
            ),
            part(
                'class="moniker" data-moniker="&gt;= a-3.0 &lt; a-6.0"',
                ">= a-3.0 < a-6.0",
                '<h2 id="title">«102 Title»</h2>\n<p>«103 Text»</p>\n',
            ),
        ),
        (
            ':::zone pivot="azure-portal" target="docs":::\n- «102 値¦Value»\n:::zone-end:::\n',
            part(
                'class="zone" data-pivot="azure-portal" data-pivot-names="Azure portal"',
                "Azure portal",
                "<ul>\n<li>«102 値»\n</li>\n</ul>\n",
            ),
            part(
                'class="zone" data-pivot="azure-portal" data-pivot-names="Azure portal"',
                "Azure portal",
                "<ul>\n<li>«102 Value»\n</li>\n</ul>\n",
            ),
        ),
        ('::: zone target="docs"\nA\n::: zone-end\n', '<div class="zone"><p>A</p>\n</div>\n', None),
        ('::: zone target="pdf"\nA\n::: zone-end\n', part('class="zone"', "pdf", "<p>A</p>\n"), None),
        ("::: moniker range='a'\n    code\n::: moniker-end", None, None),
    ],
)
def test_part(text: str, target: str | None, source: str | None) -> None:
    """In both views. Unlike that of columns, what is indented in a part is code."""
    html = shown(bilingual(text))
    if target is None:
        assert "<pre><code>code\n</code></pre>" in html
    else:
        assert html == with_spans(target)
        assert shown(bilingual(text), SOURCE) == with_spans(source or target)


@pytest.mark.parametrize(
    ("mark", "is_one"),
    [
        ('::: moniker range="a || b"', True),
        (':::moniker range="a":::', True),
        ("::: Moniker Range = 'a' :::", True),
        ('::::: moniker range="a"', True),
        ('::: moniker range=""', False),
        ('::: moniker range="a', False),
        ("::: moniker range=a", False),
        ("::: moniker", False),
        ('::: moniker range="a" and more', False),
    ],
)
def test_moniker_mark(mark: str, is_one: bool) -> None:
    """What cannot be read stays as it was written, with one finding, at the mark."""
    text = f"{mark}\nA\n::: moniker-end\n"
    html = shown(text)
    assert ('class="moniker"' in html) == is_one
    assert (":::" in html) != is_one
    assert notes(text) == ([] if is_one else [("broken-construct", mark)])


@pytest.mark.parametrize(
    ("attributes", "pivots"),
    [
        ('pivot="a,b"', "a b"),
        ('pivot=" a ,  b "', "a b"),
        ('pivot="b,a,b"', "b a"),
        ('pivot="csharp7-is-great" target="docs"', "csharp7-is-great"),
        ('pivot="c++,c#"', "c++ c#"),
        ('pivot="**"', None),
        ('pivot="a/b"', None),
        ('pivot=""', None),
        ("pivot", None),
        ("", None),
    ],
)
def test_pivots(attributes: str, pivots: str | None) -> None:
    """They are names between commas."""
    tree = parse(shown(f"::: zone {attributes}\nA\n::: zone-end\n"))
    assert [zone.get("data-pivot") for zone in tree.xpath("//*[@class='zone']")] == ([] if pivots is None else [pivots])


@pytest.mark.parametrize(
    ("pivots", "names"),
    [
        (["programming-language-csharp", "programming-language-python"], ["Csharp", "Python"]),
        (["programming-language-csharp", "azure-cli"], ["Programming language csharp", "Azure cli"]),
        (["azure-portal"], ["Azure portal"]),
        (["os", "os-linux"], ["Os", "Os linux"]),
        (["-", "a--b"], ["-", "A b"]),
        (["日本", "العربية"], ["日本", "العربية"]),
        ([], []),
    ],
)
def test_names(pivots: list[str], names: list[str]) -> None:
    """Readable, and without what is the same in all of them."""
    assert readable(pivots) == dict(zip(pivots, names, strict=True))


def test_choice() -> None:
    """Where there are several, the words for a choice stand before the first one, and the labels name each."""
    tree = parse(shown("voor\n\n" + ZONES))
    children = [element.get("class") for element in tree]
    assert children == [None, "pivots", "zone", "zone"]
    assert tree.xpath("//*[@class='pivots']/*/@data-label") == ["variant", "all-variants"]
    assert tree.xpath("//*[@class='zone']/@data-pivot-names") == ["Linux", "Mac"]
    assert tree.xpath("//*[@class='zone']/p/@data-name") == ["Linux", "Mac"]


def test_no_choice_of_one() -> None:
    """Several parts for the same readers leave nothing to choose."""
    html = shown('::: zone pivot="a"\nA\n::: zone-end\n' * 2)
    assert "pivots" not in html
    assert html.count('data-pivot="a"') == 2


def test_several_pivots_of_one_zone() -> None:
    """They are named one after the other."""
    tree = parse(shown(ZONES + '::: zone pivot="os-mac,os-linux"\nB\n::: zone-end\n'))
    assert tree.xpath("//*[@class='zone']/p/@data-name")[-1] == "Mac / Linux"
    assert tree.xpath("//*[@class='zone']/@data-pivot-names")[-1] == "Mac|Linux"


def test_parts_beside_raw_html() -> None:
    """The sanitizer keeps what the theme needs, and authors cannot write it."""
    forged = '<div class="zone" data-pivot="x" data-pivot-names="y" data-moniker="z">x</div>\n\n'
    tree = parse(shown(forged + ZONES + "::: moniker range='>= 1'\nA\n::: moniker-end\n"))
    assert tree.xpath("//@data-pivot") == ["os-linux", "os-mac"]
    assert tree.xpath("//@data-pivot-names") == ["Linux", "Mac"]
    assert tree.xpath("//@data-moniker") == [">= 1"]


def test_attributes_are_escaped() -> None:
    """A range is shown as it is written, and is never HTML."""
    html = shown("::: moniker range='\"><script>x</script>'\nA\n::: moniker-end\n")
    assert "<script" not in html
    assert parse(html).xpath("//@data-moniker") == ['"><script>x</script>']


def test_many_pivots() -> None:
    """Naming them costs no more than their length."""
    text = '::: zone pivot="' + ",".join(f"p-{i}" for i in range(100_000)) + '"\nA\n::: zone-end\n'
    assert "|99999" in shown(text)
    assert shown(ZONES * 5_000).count('class="pivots"') == 1
