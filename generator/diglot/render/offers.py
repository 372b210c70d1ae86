"""What offers readers a page in their language, in the words of that language: one small file for the whole site."""

from __future__ import annotations

import json
from dataclasses import replace

from diglot.looks import Theme
from diglot.model import Output
from diglot.render.drawing import OFFER, name_of_language, offers_path, plain, reader_of, written
from diglot.settings import Settings


def offers(settings: Settings, theme: Theme) -> Output:
    """Returns the file that scripts ask once a page is there in a language that its reader would rather read."""
    lines = []
    for locale in settings.locales:
        reader = reader_of(settings, theme, locale)
        view = plain(reader, "offer", "")
        words = written(reader, replace(view, title=name_of_language(locale, locale)), OFFER)
        lines.append(f"{json.dumps(locale)}: {words.strip()}")
    return Output(offers_path(settings, theme), "{{\n{}\n}}\n".format(",\n".join(lines)).encode("utf-8", "replace"))
