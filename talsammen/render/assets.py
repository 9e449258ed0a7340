"""The style sheets, scripts and fonts of ``layouts/`` in; what the site and the prints share out."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from pathlib import Path

import fontpkg_atkinson_hyperlegible

from .environment import Renderer

FONT_FILES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")


def print_style(renderer: Renderer) -> str:
    """The style sheet all prints share, with the organisation's colours."""
    return renderer.template("styles/print.css", {"colours": renderer.colours()})


def site_assets(renderer: Renderer) -> Mapping[str, bytes]:
    """What lies beside all workplaces' pages: path below ``output/site/`` -> bytes."""
    figures = renderer.template("styles/figures.css", {"colours": renderer.colours()})
    style = renderer.template("styles/site.css", {"look": renderer.project.organisation.look})
    scripts = sorted((renderer.project.root / "layouts" / "scripts").glob("*.js"))
    return {
        "assets/site.css": (style + "\n" + figures).encode(),
        **{f"assets/{path.name}": path.read_bytes() for path in scripts},
        **{f"assets/{Path(name).stem}.woff2": _woff2(name) for name in FONT_FILES},
    }


@functools.cache
def _woff2(name: str) -> bytes:
    """A font of the package as browsers want it."""
    from fontTools.ttLib import TTFont

    path = next(Path(fontpkg_atkinson_hyperlegible.ROOT).rglob(name))
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
