"""The built-in theme with the project's laid over, file by file; mistakes in it are told as such."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from diglot.errors import UserError
from diglot.i18n import translations
from diglot.theme import builtin, load_theme
from sites import PLAIN, build_here, parse, tree, write

PROJECT = {"site/site.toml": PLAIN, "content/nl-NL/anker.md": "# Anker\n\nLaat het vallen.\n"}
ARTICLES = 'msgid "%%(num)s article"\nmsgid_plural "%%(num)s articles"\nmsgstr[0] "%s"\nmsgstr[1] "%s"\n'
PAGE = "public/nl-nl/anker/index.html"


def test_builtin_theme(tmp_path: Path) -> None:
    """It is complete, and the same every time."""
    theme = load_theme(tmp_path)
    assert {"article.html", "home.html", "section.html", "search.html"} <= {name for name, _ in theme.templates}
    assert {"style.css", "site.js", "search/page.js", "search/dialog.js"} <= {name for name, _ in theme.assets}
    assert {"en-US", "nl-NL", "ar-SA", "ja-JP", "lv-LV", "da-DK", "nb-NO"} <= {locale for locale, _ in theme.catalogs}
    assert "lv-LV" in dict(theme.alphabets)
    assert theme == load_theme(tmp_path)


def test_overlay(tmp_path: Path) -> None:
    """A file of the project wins over the built-in one of its name; all others stay."""
    write(
        tmp_path,
        {
            "site/templates/parts/footer.html": "<footer>Van ons</footer>\n",
            "site/templates/parts/.footer.html.swp": "x",
            "site/assets/fonts/a.woff2": b"\0",
            "site/assets/.DS_Store": b"\0",
            "locales/fy-NL/messages.po": 'msgid "Search"\nmsgstr "Sykje"\n',
            "locales/fy-NL/profile.toml": 'alphabet = "a b"\n',
        },
    )
    before, after = load_theme(tmp_path / "nowhere"), load_theme(tmp_path)
    assert dict(after.templates)["parts/footer.html"] == "<footer>Van ons</footer>\n"
    names = {name for name, _ in before.templates}
    assert {name for name, _ in after.templates} - names == {"default/parts/footer.html"}
    assert dict(after.templates)["default/parts/footer.html"] == dict(before.templates)["parts/footer.html"]
    assert {name for name, _ in after.assets} - {name for name, _ in before.assets} == {"fonts/a.woff2"}
    assert set(dict(after.catalogs)) - set(dict(before.catalogs)) == {"fy-NL"}
    assert dict(after.alphabets)["fy-NL"] == "a b"


def test_project_speaks_and_looks_its_own_way(tmp_path: Path) -> None:
    """Templates, catalogs and assets of the project are what its pages are made with."""
    write(
        tmp_path,
        PROJECT
        | {
            "site/templates/parts/footer.html": '<footer>{{ _("Made by us") }} <img src="{{ asset("logo.svg") }}">',
            "site/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "locales/nl-NL/messages.po": 'msgid "Made by us"\nmsgstr "Van <ons> & jullie"\n',
        },
    )
    build_here(tmp_path)
    footer = parse(tmp_path / PAGE).find(".//footer")
    # A catalog belongs to the theme, so its markup counts.
    assert "& jullie" in footer.text_content()
    assert (tmp_path / PAGE).parent.joinpath(footer.find(".//img").get("src")).resolve().is_file()


def test_a_catalog_needs_no_more_than_what_it_changes(tmp_path: Path) -> None:
    """All other words are those of the built-in catalog of the locale, or of another locale of the language."""
    own = """msgid "Search"\nmsgstr "Zoek in de haven"\n
#, fuzzy\nmsgid "Home"\nmsgstr "Haven?"\n
msgid "Our own"\nmsgstr "Van ons"\n
msgid "%(num)s article"\nmsgid_plural "%(num)s articles"\nmsgstr[0] "%(num)s stuk"\nmsgstr[1] "%(num)s stuks"\n"""
    before = load_theme(tmp_path / "nowhere")
    write(tmp_path, {f"locales/{locale}/messages.po": own for locale in ("nl-NL", "nl-BE", "fy-NL")})
    catalogs = dict(load_theme(tmp_path).catalogs)
    brought = translations(dict(before.catalogs)["nl-NL"])
    for locale in ("nl-NL", "nl-BE"):
        said = translations(catalogs[locale])
        assert said.gettext("Search") == "Zoek in de haven"
        assert said.gettext("Our own") == "Van ons"
        assert said.ngettext("%(num)s article", "%(num)s articles", 2) == "%(num)s stuks"
        for word in ("Home", "Side by side", "Interleaved"):
            assert said.gettext(word) == brought.gettext(word) != word
    assert catalogs["fy-NL"] == own
    assert load_theme(tmp_path) == load_theme(tmp_path)


@pytest.mark.parametrize(
    ("catalog", "files"),
    [
        ('msgid "Serch"\nmsgstr "a"\n', {"site/templates/own.html": '{{ _("Serch") }}'}),
        ('msgid "Serch"\nmsgstr "a"\n', {"site/templates/own.html": "{% trans %}Serch{% endtrans %}"}),
        ('msgid "Serch"\nmsgstr "a"\n', {"site/templates/own.html": "{{ _(view.title) }}"}),
        ('#: content/nl-NL/anker.md\nmsgid "Serch"\nmsgstr "a"\n', {}),
        ('msgid "Serch"\nmsgstr ""\n', {}),
        ('#, fuzzy\nmsgid "Serch"\nmsgstr "100%"\n', {}),
        ('#~ msgid "Serch"\n#~ msgstr "a\n', {}),
        ('msgid "Search"\r\nmsgstr "100%%, \\"nu\\"\\n"\r\n"en hier"\r\n', {}),
        # Nothing fills in the names of boxes.
        ('msgid "Tip"\nmsgstr "100%"\n', {}),
        (ARTICLES % ("een stuk", "%(num)s stuks"), {}),
    ],
)
def test_a_catalog_in_order(tmp_path: Path, catalog: str, files: dict[str, str]) -> None:
    """What templates or articles of the project say is no slip, nor is a form that says its number in words."""
    write(tmp_path, PROJECT | files | {"locales/nl-NL/messages.po": catalog})
    assert load_theme(tmp_path) == load_theme(tmp_path)


def test_plural_forms_of_a_catalog(tmp_path: Path) -> None:
    """A language has as many as it has."""
    own = 'msgid "%(num)s article"\nmsgid_plural "%(num)s articles"\nmsgstr[0] "a"\nmsgstr[1] "b"\n'
    write(tmp_path, {"locales/ar-SA/messages.po": own})
    with pytest.raises(UserError, match=r"ar-SA/messages\.po: `%\(num\)s article` has 2 plural forms; .* has 6"):
        load_theme(tmp_path)


def test_a_template_changes_one_block_of_the_one_that_it_replaces(tmp_path: Path) -> None:
    """All else is what Diglot brings, also where a part is replaced."""
    after = '{% extends "default/article.html" %}\n{% block after %}{{ super() }}<p id="ours">Vraag</p>{% endblock %}\n'
    footer = '<div id="around">{% include "default/parts/footer.html" %}</div>\n'
    write(tmp_path, PROJECT)
    build_here(tmp_path)
    before = parse(tmp_path / PAGE)
    write(tmp_path, {"site/templates/article.html": after, "site/templates/parts/footer.html": footer})
    build_here(tmp_path)
    page = parse(tmp_path / PAGE)
    assert page.find(".//p[@id='ours']").text == "Vraag"
    assert (
        page.find(".//div[@id='around']/footer").text_content().split()
        == before.find(".//footer").text_content().split()
    )
    for outside in (page.find(".//p[@id='ours']"), page.find(".//div[@id='around']")):
        outside.drop_tag() if outside.tag == "div" else outside.drop_tree()
    assert page.text_content().split() == before.text_content().split()


def test_changed_asset_has_another_name(tmp_path: Path) -> None:
    """It may be cached forever."""
    write(tmp_path, PROJECT | {"site/assets/style.css": "a{}"})
    build_here(tmp_path)
    before = {name for name in tree(tmp_path / "public") if name.startswith("assets/style")}
    write(tmp_path, {"site/assets/style.css": "b{}"})
    build_here(tmp_path)
    after = {name for name in tree(tmp_path / "public") if name.startswith("assets/style")}
    assert len(before) == len(after) == 1
    assert before != after


def test_parts_of_an_asset(tmp_path: Path) -> None:
    """A part of the style sheet can be replaced or added; a file of its name stands for all of it."""
    parts = {"10-tokens.css": ":root { --mine: 1 } /* gone */", "99-mine.css": ".mine { color : red }"}
    write(tmp_path, {f"site/assets/style.css/{name}": text for name, text in parts.items()})
    before, after = (dict(load_theme(folder).assets)["style.css"] for folder in (tmp_path / "nowhere", tmp_path))
    assert after.startswith(b":root{--mine:1}")
    assert after.endswith(b".mine{color:red}")
    assert before.partition(b"*,::before")[2] + b".mine{color:red}" == after.partition(b"*,::before")[2]
    assert dict(load_theme(tmp_path, "#123456").assets)["style.css"] == after + b":root{--accent:#123456}"
    write(tmp_path / "other", {"site/assets/style.css": "a { }"})
    assert dict(load_theme(tmp_path / "other").assets)["style.css"] == b"a { }"


def test_style_sheets_reach_assets(tmp_path: Path) -> None:
    """What a sheet names is where it says, with the name that it has on the site; other addresses are left alone."""
    part = """/* url("gone.png") */ .a::after { content: "url(gone.png)" }
.b { background: url("wave.png") } .c { background: URL( '../wave.png' ) } .d { background: url(wave.png?v=1#x) }
.e { background: url("img/my bg.png") } .f { background: url(img/my\\ bg.png) } .g { background: url(img/my%20bg.png) }
.h { background: url("beside.png"), url("https://a.example/b c.png"), url("#d"), url("/e f.png"), url("//g/h.png") }
.i { background: url("data:image/svg+xml,<svg a='b c'/>"), url(data:image/png;base64,AA==), url("") }
.j { background: url("img/deep/k.css") }
"""
    files: dict[str, str | bytes] = {
        "site/assets/wave.png": b"wave",
        "site/assets/img/my bg.png": b"ground",
        "site/assets/style.css/beside.png": b"beside",
        "site/assets/style.css/99-own.css": part,
        "site/assets/img/deep/k.css": "a { b: url('../my bg.png'), url(../../wave.png) }\n@import '../../own.css';\n",
        "site/assets/own.css": "/* none */ a { b: url('wave.png') }\n",
    }
    write(tmp_path, PROJECT | files)
    build_here(tmp_path)
    assets = tmp_path / "public/assets"

    [style] = assets.glob("style.*.css")
    text = style.read_text("utf-8").partition(".b{")[2]
    kept = """url("#d"),url("/e%20f.png"),url("//g/h.png")"""
    assert kept in text
    assert "https://a.example/b%20c.png" in text
    assert 'url("data:image/svg+xml,<svg a=\'b c\'/>"),url(data:image/png;base64,AA==),url("")' in text
    assert re.search(r'url\("wave\.\w{8}\.png\?v=1#x"\)', text)
    found = re.findall(r'url\("((?:\.\./)?(?:wave|img|style)[^"]*)"\)', text)
    contents = [(assets / unquote(re.split("[?#]", one)[0])).read_bytes() for one in found]
    assert contents[:7] == [b"wave"] * 3 + [b"ground"] * 3 + [b"beside"]
    [deep] = assets.glob("img.*/deep/k.css")
    assert contents[7:] == [deep.read_bytes()]
    one, two, three = re.findall(r"""(?:url\(|@import )["']?([^"')]*)""", deep.read_text("utf-8"))
    assert (deep.parent / unquote(one)).read_bytes() == b"ground"
    assert (deep.parent / two).read_bytes() == b"wave"
    assert re.search(r"url\(\"wave\.\w{8}\.png\"\)", (deep.parent / three).read_text("utf-8"))


def test_a_sheet_has_another_name_when_what_it_names_has(tmp_path: Path) -> None:
    """It may be cached forever as well, and sheets that name it too; the rest keeps its name."""
    sheets = {"site/assets/a.css": "@import 'b.css';", "site/assets/b.css": "a { b: url(wave.png) }"}
    write(tmp_path, PROJECT | sheets | {"site/assets/wave.png": b"1", "site/assets/c.css": "a {}"})
    build_here(tmp_path)
    before = {name for name in tree(tmp_path / "public") if name.startswith("assets/")}
    write(tmp_path, {"site/assets/wave.png": b"2"})
    build_here(tmp_path)
    after = {name for name in tree(tmp_path / "public") if name.startswith("assets/")}
    assert sorted(name.partition(".")[0] for name in after - before) == ["assets/a", "assets/b", "assets/wave"]
    assert len(after) == len(before)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"locales/nl-NL/messages.po": "hallo\n"}, r"nl-NL/messages\.po:1: Unknown"),
        ({"locales/nl-NL/messages.po": ARTICLES % ("%(getal)s stuk", "x")}, r"nl-NL/messages\.po:3: `%\(getal\)s`"),
        ({"locales/nl-NL/messages.po": ARTICLES % ("een", '"\n"%(num)s of "\n"100%')}, r"nl-NL/messages\.po:6: `%`"),
        ({"locales/nl-NL/messages.po": ARTICLES % ("%(num) stuk", "x")}, r"nl-NL/messages\.po:3: `%\(num\) s`"),
        ({"locales/nl-NL/messages.po": ARTICLES % ("%s stuk", "x")}, r"nl-NL/messages\.po:3: `%s` .* `%%`"),
        ({"locales/nl-NL/messages.po": 'msgid "Search"\nmsgstr "100%"\n'}, r"nl-NL/messages\.po:2: `%` .* `%%`"),
        ({"locales/nl-NL/messages.po": 'msgid "Search"\nmsgstr "Zoek\n'}, r"nl-NL/messages\.po:2: .*quotes"),
        ({"locales/nl-NL/messages.po": 'msgid "Search"\nmsgstr "Zoek "hier""\n'}, r"nl-NL/messages\.po:2: .*quotes"),
        ({"locales/nl-NL/messages.po": 'msgid "Search"\nmsgstr Zoek\n'}, r"nl-NL/messages\.po:2: .*quotes"),
        ({"locales/nl-NL/messages.po": '\nmsgid "Serch"\nmsgstr "Zoek"\n'}, r"nl-NL/messages\.po:2: .*mean `Search`"),
        ({"site/templates/parts/footer.html": '\n{{ _("Hi %(x)s") }}\n'}, r"templates/parts/footer\.html:2: .*`x=…`"),
        ({"site/templates/parts/footer.html": '\n{{ _("100%") }}\n'}, r"templates/parts/footer\.html:2: .*`%%`"),
        (
            {"site/templates/parts/footer.html": '\n{{ ngettext("%(n)s", "%(m)s", 2) }}'},
            r"parts/footer\.html:2: .*`m=…`",
        ),
        ({"locales/nl-NL/messages.po": b"\xff\xfe"}, r"nl-NL/messages\.po"),
        ({"locales/nl-NL/profile.toml": "alphabet = \n"}, r"nl-NL/profile\.toml:1: not valid TOML"),
        ({"locales/nl-NL/profile.toml": "alphabet = [1]\n"}, r"nl-NL/profile\.toml:1: `alphabet`"),
        ({"site/templates/article.html": "{% if %}"}, r"site/templates/article\.html:1: "),
        ({"site/templates/parts/footer.html": "\n\n{{ view.nothing }}"}, r"templates/parts/footer\.html:3: .*nothing"),
        ({"site/templates/parts/footer.html": "\n{{ view.kind + 1 }}"}, r"templates/parts/footer\.html:2: TypeError: "),
        ({"site/templates/parts/footer.html": '{% include "gone.html" %}'}, r"no template `gone\.html`"),
        ({"site/templates/parts/footer.html": '{{ asset("gone.svg") }}'}, r"`gone\.svg`"),
        ({"site/templates/article.html": b"\xff\xfe"}, r"article\.html"),
        ({"site/assets/style.css/99-own.css": "\n\na { b: url(gone.png) }"}, r"style\.css/99-own\.css:3: `gone\.png`"),
        ({"site/assets/style.css": "a {}\na { b: url('../a b.png') }"}, r"assets/style\.css:2: `\.\./a b\.png`"),
        ({"site/assets/own/a.css": "@import 'b.css';"}, r"own/a\.css:1: `b\.css`"),
        ({"site/assets/own/a.css": b"a { b: url('\xff') }"}, r"own/a\.css:1: `\?`"),
        (
            {"site/assets/a.css": "@import 'b.css';", "site/assets/b.css": "\n@import 'a.css';"},
            r"b\.css:2: `a\.css` needs",
        ),
    ],
)
def test_mistake_in_the_theme(tmp_path: Path, files: dict[str, str | bytes], message: str) -> None:
    """Whoever wrote it is told where it is; the old site stays."""
    write(tmp_path, PROJECT)
    build_here(tmp_path)
    before = (tmp_path / PAGE).read_bytes()
    write(tmp_path, files)
    with pytest.raises(UserError, match=message) as caught:
        build_here(tmp_path)
    assert caught.value.exit_code == 2
    assert (tmp_path / PAGE).read_bytes() == before


def test_builtin_folders() -> None:
    """Code and theme come together, from a clone or from a wheel."""
    assert (builtin("site") / "templates").is_dir()
    assert (builtin("locales") / "en-US").is_dir()
