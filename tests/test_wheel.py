"""The wheel alone, far from the repository, is a whole Diglot: code, rules' pages, theme and languages."""

from __future__ import annotations

import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lxml import html

import diglot
from support import PACKAGE, ROOT, Ran, run_python

ARTICLES = {
    "content/nl-NL/index.md": "# Hulp\n\nLees over de [printer](printer.md).\n",
    "content/nl-NL/printer.md": "# Printer\n\nZet de printer aan.\n",
    "content/da-DK/index.md": "# Hjælp\n\nLæs om [printeren](printer.md).\n",
    "content/da-DK/printer.md": "# Printer\n\nTænd printeren.\n",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the repository by the locked back end."""
    folder = tmp_path_factory.mktemp("wheel")
    ran = run_python("-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    assert ran.code == 0, ran.output
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed wheel and nothing else; what it depends on comes from this environment."""
    folder = tmp_path_factory.mktemp("installed") / "lib" / "packages"
    ran = run_python("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", folder, wheel)
    assert ran.code == 0, ran.output
    return folder


@pytest.fixture(scope="module")
def site(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two locales that only the installed wheel had a hand in."""
    folder = tmp_path_factory.mktemp("project")
    for path, text in ARTICLES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    ran = run_installed(installed, folder.parent, "build", folder, "--output", folder / "out")
    assert ran.code == 0, ran.output
    return folder / "out"


def run_installed(installed: Path, cwd: Path, *arguments: str | Path) -> Ran:
    """Runs the installed `diglot`."""
    return run_python("-m", "diglot", *arguments, cwd=cwd, path=installed)


def names_in(wheel: Path) -> set[str]:
    """Returns the paths of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_below(folder: Path) -> set[str]:
    """Returns the relative paths of the files that a wheel should take from a folder."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(PACKAGE, "diglot", id="code"),
        pytest.param(ROOT / "locales", "diglot/_locales", id="languages"),
        pytest.param(ROOT / "site" / "assets", "diglot/_site/assets", id="assets"),
        pytest.param(ROOT / "site" / "templates", "diglot/_site/templates", id="templates"),
    ],
)
def test_wheel_has_all_files(wheel: Path, source: Path, target: str) -> None:
    """Nothing that Diglot needs stays behind."""
    wanted = {f"{target}/{path}" for path in files_below(source)}
    assert wanted
    assert wanted <= names_in(wheel)


def test_wheel_has_nothing_else(wheel: Path) -> None:
    """This repository's own `site.toml`, articles and tests do not travel."""
    names = names_in(wheel)
    assert {name.partition("/")[0] for name in names} == {"diglot", f"diglot-{diglot.__version__}.dist-info"}
    assert not [name for name in names if name.endswith(("/site.toml", ".pyc"))]


def test_metadata(wheel: Path) -> None:
    """The version comes from the code, the command leads to `diglot.__main__:main`."""
    info = f"diglot-{diglot.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = HeaderParser().parsestr(archive.read(f"{info}/METADATA").decode())
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
    assert (metadata["Name"], metadata["Version"]) == ("diglot", diglot.__version__)
    assert "diglot = diglot.__main__:main" in entry_points


def test_installed_code_runs(installed: Path, tmp_path: Path) -> None:
    """These tests exercise the wheel and not the repository."""
    ran = run_python("-c", "import diglot; print(diglot.__file__)", cwd=tmp_path, path=installed)
    assert Path(ran.stdout.strip()).is_relative_to(installed), ran.output


@pytest.mark.parametrize("locale", ["nl-NL", "da-DK"])
def test_page_is_localized(site: Path, locale: str) -> None:
    """A page has its article's words, and the interface speaks its language."""
    page = html.document_fromstring((site / locale.lower() / "printer" / "index.html").read_bytes())
    assert page.get("lang") == locale
    assert "printeren." if locale == "da-DK" else "de printer" in page.get_element_by_id("article-body").text_content()

    with (ROOT / "locales" / locale / "messages.po").open("rb") as file:
        catalog = read_po(file)
    words = " ".join(page.itertext()) + " ".join(page.xpath("//@aria-label | //@title | //@placeholder"))
    translated = {str(message.string) for message in catalog if message.id and message.string != message.id}
    assert [message for message in translated if message and message in words]


def test_page_finds_its_style(site: Path) -> None:
    """Every style sheet that a page names is in the output."""
    page = html.document_fromstring((site / "nl-nl" / "printer" / "index.html").read_bytes())
    sheets = page.xpath("//link[@rel='stylesheet']/@href")
    assert sheets
    for sheet in sheets:
        assert (site / "nl-nl" / "printer" / sheet.partition("?")[0]).resolve().is_file(), sheet
