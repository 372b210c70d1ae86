"""What is known of hosts: which ones readers reach from anywhere, and which ones are sure to answer over HTTPS."""

from __future__ import annotations

from re import compile as pattern

from diglot.rules.links.web import is_below, web_parts

_PUBLIC = pattern(r"(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}\Z")
"""No port, no number, no placeholder, and more than the name of a machine."""
_DATED = pattern(r"/(?:19|20)\d\d/")
_LOCAL = "arpa corp home internal intranet lan local localdomain localhost".split()
_INVENTED = "adatum.com contoso.com example example.com example.net example.org fabrikam.com invalid test".split()
_NAMING = frozenset("crl crl3 crl4 ns ocsp purl schema schemas xmlns".split())
"""First parts of hosts whose addresses are names, or are asked by programs without encryption on purpose."""
_SECURE_HOSTS = frozenset(
    "azure.microsoft.com docs.microsoft.com go.microsoft.com learn.microsoft.com microsoft.com portal.azure.com "
    "support.microsoft.com techcommunity.microsoft.com www.google.com www.microsoft.com www.w3.org".split()
)
_SECURE_DOMAINS = (
    "app bank dev foo new page "
    "aka.ms github.com github.io gitlab.com live.com mozilla.org office.com office365.com onenote.com outlook.com "
    "python.org sharepoint.com skype.com stackoverflow.com wikipedia.org youtube.com"
).split()
"""Every host in them answers over HTTPS; in the first ones, which are top-level domains, browsers insist on it."""


def is_insecure(address: str) -> bool:
    """Tells whether `address` is asked for in the clear from a host that is open to everyone."""
    parts = web_parts(address) if address[:7].lower() == "http://" else None
    if parts is None or _PUBLIC.match(parts.host) is None:
        return False
    if parts.host.partition(".")[0] in _NAMING or (parts.host == "www.w3.org" and _DATED.match(parts.rest)):
        return False
    return not is_below(parts.host, _LOCAL) and not is_below(parts.host, _INVENTED)


def is_secure_host(host: str) -> bool:
    """Tells whether `host` is known to answer over HTTPS, whoever mentions it."""
    return host in _SECURE_HOSTS or is_below(host, _SECURE_DOMAINS)
