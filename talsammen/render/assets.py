"""The style sheets and scripts of ``layouts/`` and the fonts in; what the site and the prints share out."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from pathlib import Path

from ..fonts import font_files
from .environment import Renderer

FONT_FILES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")


def print_style(renderer: Renderer) -> str:
    """The style sheet all prints share, with the organisation's colours."""
    return renderer.template("styles/print.css", {"colours": renderer.colours()})


def site_assets(renderer: Renderer) -> Mapping[str, bytes]:
    """What lies beside all workplaces' pages: path below ``output/site/`` -> bytes."""
    figures = renderer.template("styles/figures.css", {"colours": renderer.colours()})
    style = renderer.template("styles/site.css", {"look": renderer.project.organisation.look})
    logo = renderer.project.logo
    scripts = sorted((renderer.project.root / "layouts" / "scripts").glob("*.js"))
    return {
        "assets/site.css": (style + "\n" + figures).encode(),
        **{f"assets/{path.name}": path.read_bytes() for path in scripts},
        **{f"assets/{Path(name).stem}.woff2": _woff2(name) for name in FONT_FILES},
        **({f"assets/{logo.name}": logo.data} if logo else {}),
    }


@functools.cache
def _woff2(name: str) -> bytes:
    """A font of the package as browsers want it."""
    from fontTools.ttLib import TTFont

    font = TTFont(font_files()[name], recalcTimestamp=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
