"""The fonts of the prints, from packages: nothing is fetched, and no font of the machine is ever used."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
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


def licence() -> bytes:
    """The licence of the font that lies beside the site: it must go where the font goes."""
    return (Path(fontpkg_atkinson_hyperlegible.__file__).parent / "LICENSE").read_bytes()


def font_faces() -> str:
    """The @font-face rules of the prints' style sheet."""
    files = font_files()
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};src:url('{files[name].as_uri()}')}}"
        for family, weight, style, name in FACES
    )


@functools.cache
def woff2(name: str) -> bytes:
    """A font of the packages as browsers want it."""
    from fontTools.ttLib import TTFont

    font = TTFont(font_files()[name], recalcTimestamp=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class FormFont:
    """A font as the fields of a PDF form want it: the letters of cp1252, and their widths in thousandths."""

    name: str
    data: bytes
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int


@functools.cache
def form_font(name: str) -> FormFont:
    """A font of the packages, cut to the letters of cp1252."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(font_files()[name], recalcTimestamp=False)
    letters = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    subsetter = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    scale, cmap, metrics, head = 1000 / font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"], font["head"]
    widths = tuple(round(metrics[cmap.get(ord(letter), ".notdef")][0] * scale) for letter in letters)
    box = tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
    ascent, descent = round(font["hhea"].ascent * scale), round(font["hhea"].descent * scale)
    cap = round(getattr(font["OS/2"], "sCapHeight", 0) * scale) or 700
    return FormFont("FORMAA+" + Path(name).stem, out.getvalue(), widths, box, ascent, descent, cap)


@functools.cache
def glyph_letters(family: str) -> dict[int, str]:
    """The letter each glyph of a family's regular font stands for by itself."""
    from fontTools.ttLib import TTFont

    name = next((file for own, weight, style, file in FACES if (own, weight, style) == (family, "400", "normal")), None)
    if name is None:
        return {}
    font = TTFont(font_files()[name], lazy=True)
    return {font.getGlyphID(glyph): chr(letter) for letter, glyph in reversed(font.getBestCmap().items())}
