"""Pictures with three colons: in text, on lines of their own, and with descriptions."""

from __future__ import annotations

import pytest

from diglot.markup.labels import label
from diglot.markup.views import SOURCE
from markup.pages import bilingual, notes, parse, rendered, shown, visible, with_spans

IMAGE = '<img src="https://a.nl/a.png" alt="Haven" class="border" loading="lazy">'
MARK = ':::image type="content" source="https://a.nl/a.png" alt-text="Haven":::'
COMPLEX = ':::image type="complex" source="https://a.nl/a.png" alt-text="Haven":::'
OPEN, CLOSE = f"<details>{label('picture-description', 'summary')}\n", "</details>\n</figure>\n"
LONG = " ".join(["lang"] * 40)


@pytest.mark.parametrize(
    ("attributes", "html"),
    [
        ("", IMAGE),
        ('type="content" loc-scope="other"', IMAGE),
        ('type="photo"', IMAGE),
        ('border="true"', IMAGE),
        ('border="false"', IMAGE.replace(' class="border"', "")),
        ('type="icon"', '<img src="https://a.nl/a.png" alt="" loading="lazy">'),
        ('type="icon" border="true"', '<img src="https://a.nl/a.png" alt="" class="border" loading="lazy">'),
        ('lightbox="https://a.nl/b.png"', f'<a href="https://a.nl/b.png" class="lightbox">{IMAGE}</a>'),
        ('link="https://b.nl"', f'<a href="https://b.nl">{IMAGE}</a>'),
        ('lightbox="https://a.nl/b.png" link="https://b.nl"', f'<a href="https://b.nl">{IMAGE}</a>'),
        ('lightbox="" link=""', IMAGE),
        ("type='complex'", IMAGE),
    ],
)
def test_attributes(attributes: str, html: str) -> None:
    """In any order, in a sentence; a link needs no border and an icon no words, unless it is a link."""
    own = 'source="https://a.nl/a.png" alt-text="Haven"'
    for written in (
        f"{attributes} {own}",
        f"{own} {attributes}",
        f"{own.upper().replace('HTTPS://A.NL/A.PNG', 'https://a.nl/a.png').replace('HAVEN', 'Haven')}  {attributes} ",
    ):
        assert shown(f"Zie :::image {written}::: hier") == f"<p>Zie {html} hier</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (MARK, f"<p>{IMAGE}</p>\n"),
        (f"Tekst\n{MARK}\nmeer", f"<p>Tekst\n{IMAGE}\nmeer</p>\n"),
        (f"- een {MARK}\n- {MARK}", f"<ul>\n<li>een {IMAGE}\n</li>\n<li>{IMAGE}\n</li>\n</ul>\n"),
        (f"1. een\n\n   {MARK}", f"<ol>\n<li><p>een</p>\n<p>{IMAGE}</p>\n</li>\n</ol>\n"),
        (f"> {MARK}", f"<blockquote>\n<p>{IMAGE}</p>\n</blockquote>\n"),
        (f"**{MARK}**", f"<p><strong>{IMAGE}</strong></p>\n"),
        (f"[{MARK}](https://b.nl)", f'<p><a href="https://b.nl">{IMAGE}</a></p>\n'),
        (MARK.replace(" ", "\n  "), f"<p>{IMAGE}</p>\n"),
        (MARK.replace('"', "'"), f"<p>{IMAGE}</p>\n"),
        (f"`{MARK}`", f"<p><code>{MARK}</code></p>\n"),
        (f"    {MARK}", f"<pre><code>{MARK.replace(chr(34), '&quot;')}\n</code></pre>\n".replace("&quot;", '"')),
    ],
)
def test_places(text: str, html: str) -> None:
    """Wherever there is text."""
    assert shown(text) == html


def test_no_link_in_a_link() -> None:
    """The outer one is kept."""
    mark = MARK.replace(":::image ", ':::image lightbox="https://a.nl/b.png" ')
    assert shown(f"[{mark}](https://b.nl)") == f'<p><a href="https://b.nl">{IMAGE}</a></p>\n'


def test_table_cell() -> None:
    """A cell is text like any other."""
    cell = parse(shown(f"| a | b |\n|---|---|\n| {MARK} | «102 x» |\n")).xpath("//td")[0]
    assert [image.get("alt") for image in cell] == ["Haven"]


def test_slots() -> None:
    """Addresses of the site are looked up like those of all links and images."""
    found = rendered(':::image source="../media/a.png" alt-text="x" lightbox="..\\media\\b c.png":::\n')
    assert [(slot.address, slot.image, slot.line) for slot in found.slots] == [
        ("..\\media\\b c.png", False, 0),
        ("../media/a.png", True, 0),
    ]


def test_link_has_a_name() -> None:
    """A picture that says nothing, and can be enlarged."""
    html = shown(':::image type="icon" source="https://a.nl/a.png" lightbox="https://a.nl/b.png":::')
    assert label("enlarge", kind="unseen") in html


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        (':::image type="content" alt-text="x":::', True),
        (':::image source="" alt-text="x":::', True),
        (':::image source="a.png" alt-text="x" size="3":::', True),
        (':::image source="a.png" source="b.png" alt-text="x":::', True),
        (':::image source="a.png alt-text="x":::', True),
        (':::image source=a.png alt-text="x":::', True),
        (':::image source="a.png" alt-text="x"', True),
        (':::image source="a.png" alt-text="x"::', True),
        (":::image:::", True),
        (':::image source=":::image source=":::', True),
        # Machine translation, and words about pictures.
        (': : : image source="a.png" alt-text="x":::', False),
        (':::imagen source="a.png":::', False),
        ("een :::image in de tekst", False),
        ("::: image", False),
    ],
)
def test_broken(mark: str, found: bool) -> None:
    """It stays as it was written, and is pointed at."""
    html = shown(f"{mark}\n\nna")
    assert "<img" not in html
    assert visible(html) == f"{mark} na"
    assert notes(f"{mark}\n\nna") == ([("broken-construct", mark)] if found else [])


@pytest.mark.parametrize("name", ["source", "lightbox", "link"])
@pytest.mark.parametrize("kind", ["content", "complex"])
def test_harmful_address(name: str, kind: str) -> None:
    """It stays text, and the parser says why."""
    addresses = {"source": "a.png", name: "javascript:x"}
    written = " ".join(f'{key}="{value}"' for key, value in addresses.items())
    mark = f':::image type="{kind}" {written} alt-text="x":::'
    text = f"{mark}\neen" + "\n:::image-end:::" * (kind == "complex")
    assert visible(shown(text)) == f"{mark} een"
    assert notes(text) == [("unsafe-html", "javascript:x")]


def test_picture_without_words() -> None:
    """It is shown, and reported."""
    mark = ':::image source="https://a.nl/a.png":::'
    assert '<img src="https://a.nl/a.png" alt=""' in shown(mark)
    assert notes(mark) == [("broken-construct", mark)]


def test_damage_in_words() -> None:
    """Colons within quotes are words."""
    mark = ':::image source="a.png" alt-text="Azure::: no-loc (SignalR):::":::'
    assert parse(shown(mark)).xpath("//img/@alt") == ["Azure::: no-loc (SignalR):::"]
    assert notes(mark) == []
    assert visible(shown("![Azure::: no-loc (SignalR):::](a.png) Azure::: no-loc (SignalR):::")).startswith("Azure")


@pytest.mark.parametrize(
    ("text", "target", "source"),
    [
        (
            f"{COMPLEX}\n   **«102 Osta¦Port»**\n:::image-end:::\nna",
            f"<figure>{IMAGE}<figcaption><strong>«102 Osta»</strong></figcaption>\n</figure>\n<p>na</p>\n",
            f"<figure>{IMAGE}<figcaption><strong>«102 Port»</strong></figcaption>\n</figure>\n<p>na</p>\n",
        ),
        (
            f"1. «102 一¦One»\n\n    {COMPLEX}\n        «103 港。¦Port.»\n\n"
            "        - «104 船¦Ship»\n    :::image-end:::\n",
            f"<ol>\n<li><p>«102 一»</p>\n<figure>{IMAGE}{OPEN}<p>«103 港。»</p>\n<ul>\n<li>«104 船»\n</li>\n"
            f"</ul>\n{CLOSE}</li>\n</ol>\n",
            f"<ol>\n<li><p>«102 One»</p>\n<figure>{IMAGE}{OPEN}<p>«103 Port.»</p>\n<ul>\n<li>«104 Ship»\n</li>\n"
            f"</ul>\n{CLOSE}</li>\n</ol>\n",
        ),
        (f"{COMPLEX}\n:::image-end:::", f"<figure>{IMAGE}</figure>\n", None),
        (
            f"voor\n{COMPLEX}\n{LONG}\n:::image-end:::",
            f"<p>voor</p>\n<figure>{IMAGE}{OPEN}<p>{LONG}</p>\n{CLOSE}",
            None,
        ),
    ],
)
def test_description(text: str, target: str, source: str | None) -> None:
    """A short one is a caption, a long one can be opened; no word of it is hidden from anyone."""
    assert shown(bilingual(text)) == with_spans(target)
    # Its text is that of the translation in both views.
    inherited = (source or target).replace('alt="Haven"', 'alt="Haven" lang="nl-NL"')
    assert shown(bilingual(text), SOURCE) == with_spans(inherited)
    assert notes(bilingual(text)) == []


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        # Without its end the picture has no description, instead of the whole page for one.
        (f"{COMPLEX}\neen\n\n# twee", f'<p>{IMAGE}\neen</p>\n<h1 id="twee">twee</h1>\n', [COMPLEX]),
        (f"- {COMPLEX}\n- een\n\n:::image-end:::\n", None, [COMPLEX]),
        (f"{MARK}\neen\n:::image-end:::\n", f"<p>{IMAGE}\neen</p>\n", [":::image-end:::"]),
        (f"{COMPLEX.replace('source', 'scr')}\neen\n:::image-end:::\n", None, [COMPLEX.replace("source", "scr")[:60]]),
    ],
)
def test_description_that_is_broken(text: str, expected: str | None, found: list[str]) -> None:
    """One finding, and no word is lost."""
    html = shown(text)
    assert html == expected or expected is None
    assert "een" in visible(html).split()
    assert [words.rstrip() for _, words in notes(text)] == [mark[:60].rstrip() for mark in found]


def test_unit_in_words() -> None:
    """A unit within the damaged words of a picture is still to be found."""
    text = bilingual(':::image source="https://a.nl/a.png" alt-text="«102 Haven¦Port»":::\n')
    for view, words in (("target", "Haven"), (SOURCE, "Port")):
        tree = parse(shown(text, view))
        assert tree.xpath("//img/@alt") == [words]
        assert tree.xpath("//@data-unit") == ["102"]


@pytest.mark.parametrize(
    "text",
    [
        ':::image source="' * 20_000,
        ':::image x="' + ":::image y='" * 20_000,
        ":::image a= " * 20_000,
        f"{MARK} " * 5_000,
        f"{COMPLEX}\n" * 3_000,
        f"{COMPLEX}\nx\n:::image-end:::\n" * 3_000,
        ":::image " + " ".join(f'a{i}="b"' for i in range(100_000)) + ":::",
        f':::image source="{"x" * 1_000_000}":::',
        f':::image source="{"x" * 1_000_000}',
    ],
    ids=lambda text: text[:30],
)
def test_many_of_them(text: str) -> None:
    """Time grows with the length of the page; however many are broken in a paragraph, that is said once."""
    found = rendered(text)
    assert len(found.html) < 20 * len(text)
    assert len(notes(text)) <= max(1, text.count("\n"))
