"""The project that is measured: its folder, the edits that are made in it, and the way back to how it was."""

from __future__ import annotations

from pathlib import Path

from bench.watching import CommandError

ROOT = Path(__file__).resolve().parents[2]
"""The repository."""


def put_away(folder: Path, parent: Path) -> None:
    """Moves what an earlier run left, if it is there, into a folder of `parent` that nobody looks into again.

    It is not deleted: where thousands of files were deleted a moment before, file systems take several times as long to
    make new ones, and whoever is measured next would pay for it.
    """
    if folder.exists():
        left = parent / "left"
        left.mkdir(exist_ok=True)
        folder.rename(left / f"{sum(1 for _ in left.iterdir())}")


class Project:
    """A project with articles in `content/`, which begins clean. It remembers what edits replaced."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output = root / "public"
        self._aside = root.parent / "aside"
        self._before: dict[Path, bytes | None] = {}
        self._edits = 0
        self.locales = tuple(sorted(folder.name for folder in (root / "content").iterdir() if folder.is_dir()))
        if not self.locales:
            raise CommandError(f"`{root / 'content'}` has no folder of a locale, as in `nl-NL/`")
        self.articles = tuple(sorted((root / "content" / self.locales[0]).rglob("*.md")))
        self.pages = sum(1 for _ in (root / "content").rglob("*.md"))
        self.use_search(True)

    def clean(self) -> None:
        """Removes whatever builds left, and takes all edits back."""
        for folder in (self.output, self.root / ".diglot"):
            put_away(folder, self.root.parent)
        for path, data in self._before.items():
            path.unlink() if data is None else path.write_bytes(data)
        self._before.clear()
        self.put_locale_back()

    def use_search(self, search: bool) -> None:
        """Says in the configuration whether the site has a search."""
        file = self.root / "site" / "site.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'title = "Help"\nsearch = {str(search).lower()}\n', "utf-8")

    def edit_article(self) -> None:
        """Adds a paragraph to one article of one locale, from the middle of the list."""
        article = self.articles[len(self.articles) // 2]
        self._replace(article, article.read_bytes() + f"\n\n{self._next()}\n".encode())

    def edit_template(self) -> None:
        """Changes the template that all pages have in common, in the project's own folder."""
        text = self._text(ROOT / "site" / "templates" / "base.html", self.root / "site" / "templates" / "base.html")
        self._change("site/templates/base.html", text, "</body>", f"<!-- {self._next()} --></body>")

    def edit_string(self) -> None:
        """Changes one interface string of one locale, in the project's own folder."""
        known = [locale for locale in self.locales if (ROOT / "locales" / locale / "messages.po").exists()]
        name = f"locales/{known[-1] if known else 'en-US'}/messages.po"
        text = self._text(ROOT / name, self.root / name)
        mark = 'msgid "Skip to content"\nmsgstr "'
        self._change(name, text, mark, f"{mark}{self._next()}: ")

    def take_locale_away(self) -> None:
        """Moves the articles of the last locale out of the project."""
        (self.root / "content" / self.locales[-1]).rename(self._aside)

    def put_locale_back(self) -> None:
        """Moves them back, if they are away."""
        if self._aside.exists():
            self._aside.rename(self.root / "content" / self.locales[-1])

    def _text(self, built_in: Path, own: Path) -> str:
        return (own if own.exists() else built_in).read_text("utf-8")

    def _change(self, name: str, text: str, old: str, new: str) -> None:
        if old not in text:
            raise CommandError(f"`{name}` has no `{old}` to be edited")
        self._replace(self.root / name, text.replace(old, new, 1).encode())

    def _replace(self, path: Path, data: bytes) -> None:
        self._before.setdefault(path, path.read_bytes() if path.exists() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _next(self) -> str:
        """Returns words that no edit before had: what was seen once may be remembered."""
        self._edits += 1
        return f"Edit {self._edits}"
