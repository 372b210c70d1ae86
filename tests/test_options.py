"""The configuration: what may be written, how mistakes are told, and what becomes of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from diglot.errors import UserError
from diglot.options import Options, parse_options, resolve_settings, schema
from diglot.project import content_folders, open_project
from diglot.scaffold import make_project
from sites import write

GOOD = """\
title = "Haven"
base_url = "https://hulp.haven.example/boten"
source_locale = "en-us"
default_locale = "NL-nl"
content = "artikelen"
output = "uit"
generate_source = false
search = false
bilingual = false
markdown_copies = false
offline = true
fallback = true
accent = "#0B6875"
flavor = "adobe"
largest_page = 2_000_000
math = true
task_lists = true
footnotes = true

[titles]
nl-nl = "Haven"
"ja-JP" = "港"

[links]
hosts = ["https://docs.haven.example/boten/", "/boten/"]
site_host = "https://docs.haven.example/"
largest_image = 300_000
xref_maps = ["maps/xrefmap.yml"]
edit = "https://haven.example/edit/{path}"
report = "https://haven.example/new?title={title}&body={unit}"

[html]
frames = ["Player.example"]
images = ["Bilder.example"]

[publish]
hosts = ["netlify", "nginx"]
target = "s3://bucket/help"
max_deletes = 20
keep = 2
grace = 1.5
invalidate = "purge {urls}"
patience = 30
precompress = ["br", "gz"]

[check]
select = ["MRK", "mojibake"]
ignore = ["LNK204"]
severity = { CHR = "warning" }
fail_on = "warning"
baseline = "known"

[check.external]
only = ["https://haven.example/*"]
ignore = ["*/login"]
connections = 4
per_host = 1
pause = 1.5
timeout = 5.0
private = true

[[check.paths]]
files = ["content/*/law/**"]
ignore = ["TYP"]
severity = { mojibake = "off" }

[locales.lv-LV]
path = "../repo.lv-LV/docs"

[locales.ar-sa]
"""


def told(text: str) -> list[str]:
    """Returns the lines of the message about a configuration that cannot be used."""
    with pytest.raises(UserError) as caught:
        parse_options(text, "site.toml")
    assert caught.value.exit_code == 2
    return str(caught.value).splitlines()


def test_everything_can_be_set() -> None:
    """Every key arrives, with codes in their usual case and addresses with one slash at their end."""
    options = parse_options(GOOD, "site.toml")
    assert options.model_dump() == {
        "title": "Haven",
        "base_url": "https://hulp.haven.example/boten/",
        "source_locale": "en-US",
        "default_locale": "nl-NL",
        "content": "artikelen",
        "output": "uit",
        "generate_source": False,
        "search": False,
        "bilingual": False,
        "accent": "#0b6875",
        "flavor": "adobe",
        "check": {
            "select": ["MRK", "mojibake"],
            "ignore": ["LNK204"],
            "severity": {"CHR": "warning"},
            "fail_on": "warning",
            "baseline": "known",
            "external": {
                "only": ["https://haven.example/*"],
                "ignore": ["*/login"],
                "connections": 4,
                "per_host": 1,
                "pause": 1.5,
                "timeout": 5.0,
                "private": True,
            },
            "paths": [{"files": ["content/*/law/**"], "ignore": ["TYP"], "severity": {"mojibake": "off"}}],
        },
        "largest_page": 2_000_000,
        "markdown_copies": False,
        "offline": True,
        "fallback": True,
        "math": True,
        "task_lists": True,
        "footnotes": True,
        "titles": {"nl-NL": "Haven", "ja-JP": "港"},
        "links": {
            "hosts": ["https://docs.haven.example/boten/", "/boten/"],
            "site_host": "https://docs.haven.example",
            "largest_image": 300_000,
            "xref_maps": ["maps/xrefmap.yml"],
            "edit": "https://haven.example/edit/{path}",
            "report": "https://haven.example/new?title={title}&body={unit}",
        },
        "html": {"frames": ["player.example"], "images": ["bilder.example"]},
        "publish": {
            "hosts": ["netlify", "nginx"],
            "target": "s3://bucket/help",
            "max_deletes": 20,
            "keep": 2,
            "grace": 1.5,
            "invalidate": "purge {urls}",
            "precompress": ["br", "gz"],
            "patience": 30,
        },
        "locales": {"lv-LV": {"path": "../repo.lv-LV/docs"}, "ar-SA": {"path": None}},
    }


def test_nothing_has_to_be_set() -> None:
    """An empty file is a configuration."""
    assert parse_options("", "site.toml") == Options()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ""),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/", "https://a.example/"),
        ("http://a.example/b//", "http://a.example/b/"),
    ],
)
def test_base_url(written: str, expected: str) -> None:
    """It ends with one slash, or is empty."""
    assert parse_options(f'base_url = "{written}"', "site.toml").base_url == expected


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('flavor = "github"', 1, ["`flavor`", "should be 'docfx' or 'adobe'", "not `github`"]),
        ('titel = "Haven"', 1, ["unknown key `titel`", "did you mean `title`"]),
        ('\n\nkleur = "rood"', 3, ["unknown key `kleur`", "known here: `title`, `base_url`"]),
        ("title = 3", 1, ["`title`", "should be a valid string", "not `3`"]),
        ("title = ]\n", 1, ["not valid TOML"]),
        ('title = "a"\ntitle = "b"\nsearch = true', 2, ["not valid TOML"]),
        ('search = "ja"', 1, ["`search`", "should be a valid boolean", "not `ja`"]),
        ("search = 1", 1, ["`search`", "should be a valid boolean"]),
        ('accent = "blue"', 1, ["`accent`", "`blue` is no colour; write one as in `#0b6875`"]),
        ('accent = "#ffcc00"', 1, ["a contrast of 1.5 with white, and text needs 4.5; choose a darker one"]),
        ('base_url = "hulp.example"', 1, ["`base_url`", "has to begin with `https://` or `http://`"]),
        ('source_locale = "Nederlands"', 1, ["`source_locale`", "`Nederlands` is no locale", "as in `nl-NL`"]),
        ('default_locale = "Dutch"', 1, ["`default_locale`", "`Dutch` is no locale"]),
        ('source_locale = "qq-QQ"', 1, ["`qq-QQ` is no locale"]),
        ('title = "x"\n[titles]\nnl-NL = "y"\nnl_NL = "z"', 2, ["`titles`", "`nl_NL` is no locale"]),
        ('[titles]\nen-US = "x"\nnl-NL = 4', 3, ["`titles.nl-NL`", "should be a valid string"]),
        ('[links]\nhost = ["/x/"]', 2, ["unknown key `links.host`", "did you mean `hosts`"]),
        ('[links]\nhosts = "/x/"', 2, ["`links.hosts`", "should be a valid list"]),
        ('links.hosts = ["/x/", "docs.example"]', 1, ["`docs.example` has to begin with"]),
        ('[links]\nsite_host = "docs.example"', 2, ["`links.site_host`", "has to begin with"]),
        ('[html]\nframes = ["https://player.example"]', 2, ["`https://player.example` has to be a host alone"]),
        ("[html]\nframe = []", 2, ["unknown key `html.frame`", "did you mean `frames`"]),
        ('links = "x"', 1, ["`links`", "should be"]),
        ("[links]\nlargest_image = -1", 2, ["`links.largest_image`", "greater than or equal to 0"]),
        ('[publish]\nhosts = ["netlify", "ftp"]', 2, ["`publish.hosts.1`", "'nginx'", "not `ftp`"]),
        ('[publish]\nhost = ["netlify"]', 2, ["unknown key `publish.host`", "did you mean `hosts`"]),
        ('[locales.nl-NL]\npat = "x"', 2, ["unknown key `locales.nl-NL.pat`", "did you mean `path`"]),
        ("[locales.nl-NL]\npath = 7", 2, ["`locales.nl-NL.path`", "should be a valid string"]),
        ('[locales]\nnl-NL = { pat = "x" }', 2, ["did you mean `path`"]),
        ("[locales.dutch-x]", 1, ["`dutch-x` is no locale"]),
    ],
)
def test_mistake(text: str, line: int, words: list[str]) -> None:
    """A mistake is told with its line, what was written, and what is near to it."""
    lines = told(text)
    assert all(word in " ".join(lines) for word in words), lines
    place = f"site.toml:{line}:" if "not valid TOML" not in words else f"line {line},"
    assert place in " ".join(lines), lines


def test_all_mistakes_at_once() -> None:
    """They come in one message, in the order of the file."""
    lines = told(
        'titel = "x"\nbase_url = "x"\nsearch = 3\n\n[links]\nhosts = ["x"]\nhost = 1\n\n[locales.nl]\npat = "x"\n'
        '\n[titles]\nx-y-z = "x"\n'
    )
    assert lines[0] == "7 mistakes in the configuration:"
    assert [line.split(":")[1] for line in lines[1:]] == ["1", "2", "3", "6", "7", "10", "12"]


def test_one_mistake_is_one() -> None:
    """The count agrees with its noun."""
    assert told("titel = 1")[0] == "1 mistake in the configuration:"


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_file_is_found(tmp_path: Path, start: str) -> None:
    """In `site/` or at the top; a byte order mark, as some editors write it, does no harm."""
    write(tmp_path, {"site.toml": f'{start}title = "Top"'})
    assert open_project(tmp_path, None, None).options.title == "Top"
    write(tmp_path, {"site/site.toml": f'{start}title = "Site"'})
    assert open_project(tmp_path, None, None).options.title == "Site"
    write(tmp_path, {"other.toml": f'{start}title = "Other"'})
    assert open_project(tmp_path, tmp_path / "other.toml", None).options.title == "Other"


def test_unusable_files(tmp_path: Path) -> None:
    """A missing project or file, and one that is not UTF-8, are named."""
    with pytest.raises(UserError, match=r"no folder `.*gone`"):
        open_project(tmp_path / "gone", None, None)
    with pytest.raises(UserError, match=r"no file `.*gone\.toml`"):
        open_project(tmp_path, tmp_path / "gone.toml", None)
    write(tmp_path, {"site.toml": b'title = "\xe9"'})
    with pytest.raises(UserError, match=r"site\.toml: not UTF-8"):
        open_project(tmp_path, None, None)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"site.toml": 'content = "weg"'}, "names `weg` as the folder of the content"),
        ({"site.toml": '[locales.nl-NL]\npath = "weg"'}, "says that nl-NL is in `weg`"),
        ({"readme.txt": "x"}, "there are no articles"),
        ({"content/nl-NL/plaatje.png": "x"}, "there are no articles"),
    ],
)
def test_content_that_is_not_there(tmp_path: Path, files: dict[str, str], message: str) -> None:
    """It is said what was looked for, and where."""
    write(tmp_path, files)
    with pytest.raises(UserError, match=message):
        content_folders(open_project(tmp_path, None, None))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"content/nl-nl/a.md": "", "content/notes/a.md": "", "content/it/b.md": ""},
            {"nl-NL": "content/nl-nl", "it": "content/it"},
        ),
        ({"lv-LV/a.md": "", "de-DE/x.png": "", "build/a.md": ""}, {"lv-LV": "lv-LV"}),
        ({"docs/a.md": "---\nms.contentlocale: ar-sa\n---\n", "docs/b.md": ""}, {"ar-SA": "."}),
        (
            {"site.toml": 'content = "x"\n[locales.ja-JP]\npath = "y"', "x/nl-NL/a.md": "", "y/a.md": ""},
            {"nl-NL": "x/nl-NL", "ja-JP": "y"},
        ),
    ],
)
def test_content_folders(tmp_path: Path, files: dict[str, str], expected: dict[str, str]) -> None:
    """Folders named after locales, one folder whose articles say their locale, and what the configuration says."""
    write(tmp_path, files)
    found = content_folders(open_project(tmp_path, None, None))
    assert {locale: folder.relative_to(tmp_path).as_posix() for locale, folder in found.items()} == expected


@pytest.mark.parametrize(
    ("text", "found", "chosen", "locales"),
    [
        ("", ["nl-NL", "en-US", "ar-SA"], (), ("en-US", "ar-SA", "nl-NL")),
        ("", ["nl-NL", "lv-LV"], (), ("en-US", "lv-LV", "nl-NL")),
        ("generate_source = false", ["nl-NL", "lv-LV"], (), ("lv-LV", "nl-NL")),
        ('source_locale = "nl-NL"', ["en-US", "nl-NL"], (), ("nl-NL", "en-US")),
        ("[locales.nl-NL]\n[locales.fr-FR]", ["en-US", "lv-LV", "nl-NL"], (), ("en-US", "nl-NL", "lv-LV")),
        ("", ["en-US", "lv-LV", "nl-NL"], ("nl-nl",), ("nl-NL",)),
        ("", ["lv-LV", "nl-NL"], ("nl-NL",), ("en-US", "nl-NL")),
        ("", ["lv-LV", "nl-NL"], ("en-US",), ("en-US",)),
    ],
)
def test_locales(text: str, found: list[str], chosen: tuple[str, ...], locales: tuple[str, ...]) -> None:
    """The source locale first, then as configured, then by code; generated where it is wanted and has no content."""
    assert resolve_settings(parse_options(text, ""), found, chosen).locales == locales


@pytest.mark.parametrize(
    ("text", "chosen", "words"),
    [
        ("", "nl-BE", "no locale `nl-BE`; did you mean `nl-NL`"),
        ("", "xx", "no locale `xx`; there is `lv-LV`, `nl-NL`, `en-US`"),
        ("generate_source = false", "en-US", "no locale `en-US`; there is `lv-LV`, `nl-NL`"),
    ],
)
def test_unknown_locale(text: str, chosen: str, words: str) -> None:
    """A locale that cannot be built is a mistake: an empty site is not what anyone wanted."""
    with pytest.raises(UserError) as caught:
        resolve_settings(parse_options(text, ""), ["lv-LV", "nl-NL"], (chosen,))
    assert words in str(caught.value)


def test_settings() -> None:
    """What a build is told."""
    settings = resolve_settings(parse_options(GOOD, ""), ["nl-NL"])
    assert settings.title_in("ja-JP") == "港"
    assert settings.title_in("lv-LV") == "Haven"
    # Adobe's articles name one another from the folder `help` on.
    assert settings.flavor == "adobe"
    assert settings.hosts == ("https://docs.haven.example/boten/", "/boten/", "/help/")
    assert settings.site_host == "https://docs.haven.example"
    assert (settings.generate_source, settings.search) == (False, False)
    assert (settings.largest_image, settings.redirect_hosts) == (300_000, ("netlify", "nginx"))
    assert settings.frame_hosts == ("player.example",)
    assert settings.image_hosts == ("bilder.example",)
    assert settings.edit_link == "https://haven.example/edit/{path}"
    assert settings.report_link == "https://haven.example/new?title={title}&body={unit}"
    assert (settings.markdown_copies, settings.offline, settings.fallback) == (False, True, True)
    assert (settings.math, settings.task_lists, settings.footnotes) == (True, True, True)


def test_schema_accepts_what_diglot_accepts() -> None:
    """An editor marks no good line."""
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(tomllib.loads(GOOD), schema())
    jsonschema.validate({}, schema())


@pytest.mark.parametrize("text", ['titel = "x"', "title = 3", "[links]\nhost = []", '[locales.nl]\npad = "x"'])
def test_schema_refuses_what_diglot_refuses(text: str) -> None:
    """An editor marks mistakes of form."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), schema())


def test_schema_is_shipped(tmp_path: Path) -> None:
    """A new project has the schema beside its configuration, which names it."""
    make_project(tmp_path / "new")
    assert json.loads((tmp_path / "new/site/site.schema.json").read_text("utf-8")) == schema()
    assert (tmp_path / "new/site/site.toml").read_text("utf-8").startswith("#:schema ./site.schema.json\n")


@pytest.mark.parametrize(("chosen", "expected"), [((), "nl-NL"), (("lv-LV",), "")])
def test_default_locale(chosen: tuple[str, ...], expected: str) -> None:
    """Nobody is led to a locale that the site does not have."""
    options = parse_options('default_locale = "nl-nl"', "site.toml")
    assert resolve_settings(options, ["lv-LV", "nl-NL"], chosen).default_locale == expected


def test_schema_explains_every_key() -> None:
    """What an editor shows is never empty."""
    for table in (schema(), *schema()["$defs"].values()):
        assert all(entry.get("description") or "$ref" in entry for entry in table["properties"].values())
