"""The style sheets and scripts of ``layouts/`` and the fonts in; what the site and the prints share out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..fonts import licence, woff2
from .environment import Renderer

FONT_FILES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")


def print_style(renderer: Renderer) -> str:
    """The style sheet all prints share, with the organisation's colours."""
    return renderer.template("styles/print.css", {"colours": renderer.colours()})


def site_assets(renderer: Renderer) -> Mapping[str, bytes]:
    """What all workplaces' pages share, in ``output/site/assets/``: file name -> bytes."""
    figures = renderer.template("styles/figures.css", {"colours": renderer.colours()})
    style = renderer.template("styles/site.css", {"look": renderer.organisation.look})
    logo = renderer.project.logo
    layouts = renderer.project.root / "layouts"
    scripts = sorted((layouts / "scripts").glob("*.js"))
    return {
        "site.css": (style + "\n" + figures).encode(),
        "clock.css": (layouts / "styles" / "clock.css").read_bytes(),
        **{path.name: path.read_bytes() for path in scripts},
        **{f"{Path(name).stem}.woff2": woff2(name) for name in FONT_FILES},
        "OFL.txt": licence(),
        **({logo.name: logo.data} if logo else {}),
    }
