"""Code with colours: Pygments says what the pieces of it are, the style sheet what they look like.

Pygments is made for what people write. Its expressions look as far ahead as the code reaches, and some do so again from
every place, so that a few thousand marks can keep them busy for minutes. Here they look a bounded way ahead, and long
code stays plain; only languages are read whose expressions were measured on the worst that was found for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from re import compile as pattern
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

Lines = Sequence[tuple[int, int]]
"""First and last line of ranges, 1-based."""

LONGEST = 16_000
"""Code of more characters stays plain."""
MOST_COLOURED = 200_000
"""So many characters of code get colours on one page."""
_AHEAD = 1000
"""So many characters an expression may look ahead. A longer comment may be taken for code, and nothing worse."""
_WORDS = (r"\s+)+?", r"\s+){1,9}?")
"""What stands before a name in a declaration: any number of words in Pygments, a few are enough."""
_EMPTY = pattern(r"\s{300}")
"""Nobody writes this, and many expressions would look at each blank again from the one before."""
_HEREDOCS = 20
"""Where text may follow a `<<`, each is looked for up to the end. More of them than this are not text."""

_LANGUAGES: dict[str, str] = {
    name: lexer
    for lexer, names in {
        "bash": "bash sh shell zsh ksh azurecli azcli azurecli-interactive bash-interactive",
        "batch": "batch bat batchfile cmd dos winbatch",
        "c": "c h",
        "cpp": "cpp c++ cc cxx hpp cuda cu hlsl arduino ino cppcx cppwinrt cpp/cli",
        "cmake": "cmake",
        "csharp": "csharp cs c# csharp-interactive dotnet qsharp q# qs bicep",
        "css": "css",
        "dart": "dart",
        "dax": "dax",
        "diff": "diff patch udiff",
        "docker": "docker dockerfile",
        "fsharp": "fsharp fs f# fsx fsi",
        "go": "go golang",
        "graphql": "graphql gql",
        "groovy": "groovy gradle",
        "haskell": "haskell hs",
        "html": "html htm xhtml cshtml razor aspx ascx asp aspx-cs aspx-csharp aspx-vb vbhtml cshtml-cs jsp vue svelte "
        "erb handlebars hbs master",
        "http": "http https rest msgraph msgraph-interactive",
        "ini": "ini cfg conf config-ini editorconfig inf",
        "java": "java",
        "javascript": "javascript js mjs cjs node nodejs jscript javascript-interactive",
        "json": "json jsonc json5 jsonld json-ld adaptive-card ipynb",
        "jsx": "jsx",
        "julia": "julia jl",
        "kotlin": "kotlin kt kts",
        "kusto": "kusto kql kusto-interactive azuredataexplorer loganalytics",
        "less": "less",
        "lua": "lua",
        "markdown": "markdown md",
        "matlab": "matlab",
        "nasm": "nasm asm assembly masm",
        "nginx": "nginx",
        "objective-c": "objective-c objectivec objc obj-c",
        "perl": "perl pl",
        "php": "php",
        "powershell": "powershell powershell-interactive azurepowershell azurepowershell-interactive azps posh pwsh ps "
        "ps1 psm1 psd1",
        "properties": "properties",
        "protobuf": "protobuf proto",
        "python": "python py python3 python-interactive pyspark",
        "r": "r rscript",
        "ruby": "ruby rb",
        "rust": "rust rs",
        "scala": "scala",
        "scss": "scss",
        "sql": "sql plsql oracle u-sql usql sparksql",
        "swift": "swift",
        "tex": "tex latex",
        "toml": "toml",
        "tsql": "tsql t-sql mssql sqlserver transact-sql",
        "tsx": "tsx react",
        "typescript": "typescript ts",
        "vbnet": "vb vbnet vb.net visualbasic visual-basic vba bas",
        "vbscript": "vbscript vbs",
        "xml": "xml xaml xsl xslt xsd wsdl svg rss plist csproj vbproj fsproj vcxproj proj props targets msbuild "
        "config webconfig resx edmx csdl nuspec appxmanifest manifest storyboard axml",
        "yaml": "yaml yml",
    }.items()
    for name in names.split()
}
"""What authors call a language -> what Pygments calls one whose expressions fit. All others are plain."""
_OPTIONS: dict[str, dict[str, Any]] = {"markdown": {"handlecodeblocks": False}}
"""Code within Markdown may be of any language, also of those that were not measured."""

_CLASSES = {
    "Comment": "c",
    "Comment.Preproc": "k",
    "Comment.PreprocFile": "s",
    "Generic.Deleted": "gd",
    "Generic.Emph": "",
    "Generic.Heading": "k",
    "Generic.Inserted": "gi",
    "Generic.Prompt": "c",
    "Generic.Subheading": "k",
    "Keyword": "k",
    "Literal.Date": "m",
    "Literal.Number": "m",
    "Literal.String": "s",
    "Name.Attribute": "na",
    "Name.Builtin": "nf",
    "Name.Class": "nf",
    "Name.Decorator": "na",
    "Name.Function": "nf",
    "Name.Property": "na",
    "Name.Tag": "nt",
    "Name.Variable": "nv",
    "Operator.Word": "k",
}
"""Kinds of tokens that are shown in a colour of their own -> the class of their elements, see `style.css`."""


def highlight(code: str, language: str, lines: Lines = ()) -> str:
    """Returns `code` as HTML whose text is `code`: with an element for each word that has a colour in `language`.

    `language` is what the author called it. `lines` are put into elements of the class `highlighted`.
    """
    pieces = _pieces(code, language)
    return "".join(_in_lines(pieces, code, lines) if lines else map(_written, pieces))


def is_coloured(code: str, language: str) -> bool:
    """Tells whether `code` would be read as `language`, which takes time."""
    lexer = _LANGUAGES.get(language.lower(), "")
    is_odd = len(code) > LONGEST or (lexer == "ruby" and code.count("<<") > _HEREDOCS)
    return bool(lexer) and not is_odd and _EMPTY.search(code) is None


_Piece = tuple[str, str]
"""Class and text."""


def _pieces(code: str, language: str) -> list[_Piece]:
    """Returns the runs of `code` that have the same class."""
    if not is_coloured(code, language):
        return [("", code)]
    pieces: list[_Piece] = []
    kind, run = "", ""
    for token, text in _tokens(_LANGUAGES[language.lower()], code):
        found = kind if text.isspace() else _class(token)
        if found == kind:
            run += text
        else:
            pieces.append((kind, run))
            kind, run = found, text
    pieces.append((kind, run))
    # A language that drops or changes a character has to be told from one that does not.
    return pieces if "".join(text for _, text in pieces) == code else [("", code)]


def _tokens(name: str, code: str) -> Iterator[tuple[Any, str]]:
    """Yields the tokens of `code`. Many expressions for the last line want an end of line behind it."""
    if name == "http":
        head, blank, body = code.partition("\n\n")
        yield from _tokens_of("http-head", head + blank)
        yield from _tokens_of("xml" if body.lstrip().startswith("<") else "json", body)
    else:
        yield from _tokens_of(name, code)


def _tokens_of(name: str, code: str) -> Iterator[tuple[Any, str]]:
    left = len(code)
    whole = code if code.endswith("\n") else code + "\n"
    for _, token, text in _lexer(name, is_short=len(whole) <= _AHEAD).get_tokens_unprocessed(whole):
        yield token, text[:left]
        left = max(0, left - len(text))


@lru_cache(maxsize=256)
def _lexer(name: str, *, is_short: bool) -> Lexer:
    """Returns the lexer of that name, whose expressions look a bounded way ahead; in short code that is to its end.

    Pygments is only loaded by those who need it.
    """
    from pygments.lexer import RegexLexer, RegexLexerMeta
    from pygments.lexers import find_lexer_class_by_name

    class Bounded(RegexLexerMeta):  # type: ignore[misc]  # it comes without types
        def _process_regex(cls, regex: Any, rflags: int, state: str) -> Any:
            match = super()._process_regex(regex.replace(*_WORDS) if isinstance(regex, str) else regex, rflags, state)
            return match if is_short else lambda text, at, end=None: match(text, at, at + _AHEAD)

    found = find_lexer_class_by_name(name.partition("-head")[0])
    if issubclass(found, RegexLexer):
        found = Bounded(found.__name__, (found,), {})
    lexer: Lexer = found(**_OPTIONS.get(name, {}))
    return lexer


@lru_cache(maxsize=1024)
def _class(token: Any) -> str:
    """Returns the class of a kind of tokens: that of the nearest kind above it that has one."""
    while token.parent is not None:
        name = str(token).removeprefix("Token.")
        if name in _CLASSES:
            return _CLASSES[name]
        token = token.parent
    return ""


def _written(piece: _Piece) -> str:
    kind, text = piece
    html = escape(text, quote=False)
    return f'<span class="{kind}">{html}</span>' if kind and html else html


def _in_lines(pieces: list[_Piece], code: str, lines: Lines) -> Iterator[str]:
    """Yields the HTML of `pieces` with ranges of lines inside elements of their own; a piece may be cut in parts."""
    count = code.count("\n") + (not code.endswith("\n"))
    marked = _merged(lines, count)
    line, inside = 1, False
    for kind, text in pieces:
        for part in text.splitlines(keepends=True) if "\n" in text else (text,):
            if inside != (bool(marked) and marked[-1][0] <= line <= marked[-1][1]):
                inside = not inside
                yield '<span class="highlighted">' if inside else "</span>"
            yield _written((kind, part))
            if part.endswith("\n"):
                line += 1
                if marked and line > marked[-1][1]:
                    marked.pop()
                    if inside:
                        yield "</span>"
                        inside = False
    if inside:
        yield "</span>"


def _merged(lines: Lines, count: int) -> list[tuple[int, int]]:
    """Returns ranges without overlaps, the last one first; of those beyond the end, nothing."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted((max(1, first), min(last, count)) for first, last in lines):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged[::-1]
