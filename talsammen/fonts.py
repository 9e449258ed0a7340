"""The fonts of the prints, from packages: nothing is fetched, and no font of the machine is ever used."""

from __future__ import annotations

from pathlib import Path

import fontpkg_atkinson_hyperlegible
import fontpkg_noto_sans

#: Family, weight, style, file. Noto Sans only stands in for letters the first family lacks.
FACES = (
    ("Atkinson Hyperlegible", "400", "normal", "AtkinsonHyperlegible-Regular.ttf"),
    ("Atkinson Hyperlegible", "700", "normal", "AtkinsonHyperlegible-Bold.ttf"),
    ("Atkinson Hyperlegible", "400", "italic", "AtkinsonHyperlegible-Italic.ttf"),
    ("Noto Sans", "400", "normal", "NotoSans[wdth,wght].ttf"),
)


def font_files() -> dict[str, Path]:
    """Every font file by its name."""
    return {
        path.name: path
        for package in (fontpkg_atkinson_hyperlegible, fontpkg_noto_sans)
        for path in sorted(Path(package.ROOT).rglob("*.ttf"))
    }


def font_faces() -> str:
    """The @font-face rules of the prints' style sheet."""
    files = font_files()
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};src:url('{files[name].as_uri()}')}}"
        for family, weight, style, name in FACES
    )
