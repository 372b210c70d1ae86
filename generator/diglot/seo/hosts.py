"""Redirects and headers as rules of hosts.

So readers are sent on before a page is loaded, and pages may load nothing but what they need.

Each host has its own syntax, with its own letters that mean something else than themselves. Addresses on the left are
plain ASCII, but for the path of `base_url`; those on the right are whatever people wrote, and encoded first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from re import Match, escape
from re import compile as pattern
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from diglot.model import Index, Output
from diglot.policy import served_policy
from diglot.settings import Settings
from diglot.urls import web_address

_NO_GUESSING = "X-Content-Type-Options"
_MEANT_IN_APACHE = pattern(r"[%$]")


class Rule(NamedTuple):
    """A permanent redirect."""

    path: str
    """Without escapes, from the root of the host: `/help/nl-nl/old/`."""
    below: str
    """The same from the root of the site: `nl-nl/old/`."""
    target: str
    """An absolute address, or a path from the root of the host; ready for use in a header."""


def host_rules(settings: Settings, index: Index) -> Iterator[Output]:
    """Yields the files of rules for each host that the settings name: what it sends with pages, and its redirects."""
    rules = _rules(settings, index)
    policy = served_policy(settings)
    headers = {path: write for host, (path, write) in HEADERS.items() if host in settings.redirect_hosts}
    for path, write_headers in headers.items():
        yield Output(path, write_headers(policy).encode())
    # For Netlify and Cloudflare one file has to do: the one that both understand.
    files = {path: write for host, (path, write) in HOSTS.items() if host in settings.redirect_hosts}
    for path, write in files.items():
        if text := write(rules, policy):
            yield Output(path, text.encode())


def _rules(settings: Settings, index: Index) -> list[Rule]:
    base = urlsplit(settings.base_url).path or "/"
    return [
        Rule(
            unquote(base) + address,
            address,
            (web_address(base) if target.internal else "") + web_address(target.address),
        )
        for address, target in index.redirects.items()
    ]


def _folders(policy: str) -> str:
    """Writes `_headers`, which Netlify and Cloudflare Pages read alike."""
    forever = "Cache-Control: public, max-age=31536000, immutable"
    return f"/*\n  Content-Security-Policy: {policy}\n  {_NO_GUESSING}: nosniff\n/assets/*\n  {forever}\n"


def _server(policy: str) -> str:
    """Writes headers to include in a `server` block of nginx."""
    return f'add_header Content-Security-Policy "{policy}" always;\nadd_header {_NO_GUESSING} "nosniff" always;\n'


def _forced(rules: Sequence[Rule], _: str) -> str:
    """Writes `_redirects` for Netlify: `!`, since a page stands at the same address, for other ways to publish."""
    return _lines(rules, "301!")


def _plain(rules: Sequence[Rule], _: str) -> str:
    """Writes `_redirects` for Cloudflare Pages, which knows no `!`, and looks at rules before files."""
    return _lines(rules, "301")


def _lines(rules: Sequence[Rule], status: str) -> str:
    return "".join(f"{quote(rule.path, safe='/~')} {_netlify(rule.target)} {status}\n" for rule in rules)


def _netlify(target: str) -> str:
    """Encodes what would stand for a part of the path: `:name` and `*`, but not in front of `//` or a port."""
    scheme, mark, rest = target.partition("://")
    if not mark:
        scheme, rest = "", target
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host}{slash}{path.replace(':', '%3A').replace('*', '%2A')}"


def _apache(rules: Sequence[Rule], policy: str) -> str:
    """Writes `.htaccess`. `RedirectMatch` would encode targets twice, and `Redirect` takes what stands below, too."""
    lines = "".join(
        f'RewriteRule "^{escape(rule.below.rstrip("/"))}/?$" "{_MEANT_IN_APACHE.sub(_backslashed, rule.target)}" '
        "[R=301,L,NE]\n"
        for rule in rules
    )
    headers = f'Header always set Content-Security-Policy "{policy}"\nHeader always set {_NO_GUESSING} "nosniff"\n'
    redirects = f"<IfModule mod_rewrite.c>\nRewriteEngine On\n{lines}</IfModule>\n" if lines else ""
    return f"<IfModule mod_headers.c>\n{headers}</IfModule>\n{redirects}"


def _nginx(rules: Sequence[Rule], _: str) -> str:
    """Writes locations to include in a `server` block. A `$` cannot be written there, only encoded."""
    return "".join(
        f'location = "{_quoted(rule.path)}" {{ return 301 "{_quoted(rule.target).replace("$", "%24")}"; }}\n'
        for rule in rules
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _azure(rules: Sequence[Rule], policy: str) -> str:
    """Writes `staticwebapp.config.json`; a `*` in a route would stand for anything."""
    routes = [{"route": quote(rule.path, safe="/~"), "redirect": rule.target, "statusCode": 301} for rule in rules]
    headers = {"Content-Security-Policy": policy, _NO_GUESSING: "nosniff"}
    return json.dumps({"globalHeaders": headers, **({"routes": routes} if routes else {})}, indent=1) + "\n"


def _backslashed(match: Match[str]) -> str:
    return f"\\{match.group()}"


HOSTS: dict[str, tuple[str, Callable[[Sequence[Rule], str], str]]] = {
    "netlify": ("_redirects", _forced),
    "cloudflare": ("_redirects", _plain),
    "apache": (".htaccess", _apache),
    "nginx": ("redirects.nginx.conf", _nginx),
    "azure": ("staticwebapp.config.json", _azure),
}
"""Name of a host -> the file of its rules, and what writes it from redirects and the policy; empty text for no file."""
HEADERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "netlify": ("_headers", _folders),
    "cloudflare": ("_headers", _folders),
    "nginx": ("headers.nginx.conf", _server),
}
"""Name of a host -> the file of the headers that it sends, and what writes it, where that is a file of its own."""
