"""A small project in five languages whose articles can be found by letter, by date and by what they share."""

from __future__ import annotations

from pathlib import Path

from sites import write

WORDS = {
    "en-US": ("Anchor", "Lamp", "Rope"),
    "nl-NL": ("Anker", "Lamp", "Touw"),
    "lv-LV": ("Enkurs", "Čiekurs", "Cilpa"),
    "ar-SA": ("مرساة", "مصباح", "حبل"),
    "ja-JP": ("アンカー", "灯台", "Rope"),
}
"""What three sections are about."""
SIZES = (14, 6, 5)
"""Articles of each section."""
TEXT = "It holds in all weathers, as long as somebody looks after it once a year, and has done so for ages.\n\n"


def article(title: str, day: int) -> str:
    """Returns an article with a date and some headings."""
    parts = "".join(f"## {title} {letter}\n\n{TEXT * 5}" for letter in "ABCDEF")
    front = f"---\ntitle: {title}\nms.date: 3/{day}/2024\nms.custom: shore-{day}\n---\n\n"
    return f"{front}# {title}\n\n{parts}## End\n\nShort.\n"


def write_shore(folder: Path, base_url: str = "", settings: str = "") -> Path:
    """Writes the project to `folder` and returns it; an article `only` is there in English and Dutch alone."""
    files = {"site/site.toml": f'title = "Shore"\nbase_url = "{base_url}"\n{settings}'}
    for locale, words in WORDS.items():
        for name, word, size in zip(("anchors", "lamps", "ropes"), words, SIZES, strict=True):
            for number in range(1, size + 1):
                # Two articles of a section share a subject: the first and the last one, the second and the one before…
                day = min(number, size + 1 - number)
                files[f"content/{locale}/{name}/{name}-{number}.md"] = article(f"{word} {number}", day)
    for locale in ("en-US", "nl-NL"):
        files[f"content/{locale}/lamps/old/only-here.md"] = article(f"{WORDS[locale][1]} X", 20)
    return write(folder, files)
