"""Pages to try a theme with, and the environment that its templates are promised."""

from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from diglot.model import Crumb, Heading
from diglot.view import Alternate, Branch, Group, Item, Language, Notice, Site, Stop, View
from support import ROOT

ENGLISH = Language("en-US", "ltr", "English (United States)")
ARABIC = Language("ar-SA", "rtl", "العربية (المملكة العربية السعودية)")
DUTCH = Language("nl-NL", "ltr", "Nederlands (Nederland)")

BODY = """<p><span data-unit="101">The lamp on the pier is lit at dusk.</span> Ask &lt;keeper&gt; for the key.</p>
<h2 id="wick">The wick</h2><p>Trim it every week.</p><h2 id="glass">The glass</h2><p>Wipe it &amp; dry it.</p>
<h3 id="cloth">Which cloth</h3><p>Any that leaves no lint.</p>"""

HEADINGS = (Heading(2, "wick", "The wick"), Heading(2, "glass", "The glass"), Heading(3, "cloth", "Which cloth"))


def environment() -> Environment:
    """Returns what templates are rendered in; messages stay in English."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "site" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    return made


def draw(view: View, **words: object) -> str:
    """Returns the page of `view`."""
    template = environment().get_template(f"{view.kind}.html")
    return template.render(view=view, asset=lambda name: f"{view.root}assets/{name}", **words)


def site(depth: int, language: Language = ENGLISH, count: int = 3) -> Site:
    """Returns a site as it is seen from `depth` folders below its root."""
    return Site("Harbour & Pier", language, alternates(depth, "", language)[:count], "Diglot 1.2.3")


def alternates(depth: int, page: str, current: Language = ENGLISH) -> tuple[Alternate, ...]:
    """Returns a page in three languages."""
    return tuple(
        Alternate(
            language,
            f"{'../' * depth}{language.tag.lower()}/{page}",
            f"https://pier.example/{language.tag.lower()}/{page}",
            language == current,
        )
        for language in (ENGLISH, DUTCH, ARABIC)
    )


def items(number: int) -> tuple[Item, ...]:
    """Returns so many articles."""
    return tuple(Item(f"Lamp <{index}>", f"lamp-{index}/", "How it is lit" * (index % 2)) for index in range(number))


ARTICLE = View(
    kind="article",
    site=site(2),
    root="../../",
    home="../",
    title='Light the "pier" lamp & go',
    description="Who lights it, and when",
    canonical="https://pier.example/en-us/lamp/",
    robots="noindex",
    alternates=alternates(2, "lamp/"),
    translations=alternates(2, "lamp/"),
    default="https://pier.example/en-us/lamp/",
    trail=(Crumb("Lamps, wicks: all", "../lamps/"),),
    previous=Item("Before", "../before/"),
    next=Item("After", "../after/"),
    notices=(Notice("machine-translated", "March 1, 2024", alternates(2, "lamp/", DUTCH)[0], "English"),),
    body=BODY,
    contents=HEADINGS,
    updated="March 2, 2024",
)

BARE = View("article", site(1, count=1), "../", "./", "Bare", body="<h1>Bare</h1>", shows_title=False)

HOME = View(
    "home",
    site(1),
    "../",
    "./",
    "Harbour & Pier",
    groups=(Group("Lamps", "lamps/", items(6), 184), Group("", "", items(5), 5)),
)

NAVIGATION = Branch(
    (
        Stop("Start & go", "../start/"),
        Stop(
            "Lamps",
            "",
            is_group=True,
            branch=Branch(
                (
                    Stop(
                        "The <pier> lamp", "./", is_current=True, is_group=True, branch=Branch((Stop("Oil", "oil/"),))
                    ),
                    Stop("Wick", "../wick/", "nl-NL", "Dutch"),
                ),
                "../lamps/",
            ),
        ),
        Stop("Boats", "../boats/", is_group=True),
    )
)

VIEWS = {
    "article": ARTICLE,
    "article, in a table of contents": replace(ARTICLE, navigation=NAVIGATION),
    "article, nothing optional": BARE,
    "article, right to left": replace(ARTICLE, site=site(2, ARABIC)),
    "article, generated source": replace(
        ARTICLE, notices=(Notice("generated-source", "", ARTICLE.alternates[1], "Dutch"),)
    ),
    "article, notices without details": replace(
        ARTICLE, notices=(Notice("machine-translated"), Notice("generated-source"))
    ),
    "home": HOME,
    "home, empty": replace(HOME, groups=()),
    "home, with an article": replace(HOME, body=BODY),
    "home, with an article that has a title": replace(HOME, body="<h1>Welcome</h1>", shows_title=False),
    "section": View("section", site(2), "../../", "../", "Lamps", groups=(Group("Lamps", "", items(184), 184),)),
    "section, with an article": View(
        "section",
        site(2),
        "../../",
        "../",
        "Lamps",
        groups=(Group("Lamps", "", items(5), 5),),
        trail=(Crumb("Pier", "../pier/"), Crumb("No page", "")),
        notices=ARTICLE.notices,
        body=BODY,
        contents=HEADINGS,
        updated="March 2, 2024",
    ),
    "section, in a table of contents": View(
        "section",
        site(2),
        "../../",
        "../",
        "Lamps",
        groups=(Group("Lamps", "", items(5), 5),),
        body=BODY,
        navigation=NAVIGATION,
    ),
    "section, of everything": View("section", site(2), "../../", "../", "", groups=HOME.groups),
    "search": View("search", site(2), "../../", "../", "", robots="noindex"),
    "redirect": View(
        "redirect", site(2), "../../", "../", "New", robots="noindex", next=Item("New & lit", "../new/?a=b&c")
    ),
    "not-found": View("not-found", site(1), "/docs/", "/docs/en-us/", "", robots="noindex"),
    "languages": View("languages", site(0), "./", "en-us/", ""),
}
"""A page of every kind, full and bare."""
