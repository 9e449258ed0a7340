"""A Kit in; the address of its pages on the web out, as people read it and as machines follow it."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

from ..model.kit import Kit


def address_of(kit: Kit, language: str) -> str | None:
    """Where the workplace's pages lie on the web; None while the organisation has set no address."""
    base = kit.organisation.address
    return f"{base.rstrip('/')}/{kit.site_folder(language)}/" if base else None


def in_ascii(address: str) -> str | None:
    """A web address with nothing but ASCII in it (RFC 3986, host by IDNA); None for what is no web address."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path, query, fragment = quote(parts.path, safe="/%"), quote(parts.query, safe="=&%"), quote(parts.fragment)
    return urlunsplit((parts.scheme, host, path, query, fragment))
