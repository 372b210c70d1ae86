"""What pages may load: the Content-Security-Policy of a site. Nothing is allowed that it does not need."""

from __future__ import annotations

from diglot.settings import Settings


def page_policy(settings: Settings) -> str:
    """Returns the policy as a page says it of itself, in a `<meta>`."""
    own = "'self'"
    allowed = {
        "default-src": "'none'",
        # Pagefind's search is WebAssembly.
        "script-src": f"{own} 'wasm-unsafe-eval'" if settings.search else own,
        "style-src": own,
        # Authors may write small pictures into their pages.
        "img-src": " ".join((own, "data:", *(f"https://{host}" for host in settings.image_hosts))),
        "font-src": own,
        "connect-src": own,
        "worker-src": own,
        "manifest-src": own,
        "frame-src": " ".join(f"https://{host}" for host in settings.frame_hosts) or "'none'",
        "form-action": own,
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def served_policy(settings: Settings) -> str:
    """Returns the policy as a host sends it, which can also say who may show the site in a frame."""
    return f"{page_policy(settings)}; frame-ancestors 'self'"
