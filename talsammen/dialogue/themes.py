"""What a workplace wrote as its theme in, the theme itself out (facts t10, l7, W30, W31, W33)."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.themes import KINDS, Catalogue, Kind, Theme
from ..model.values import Text
from ..model.workplace import ChosenTheme


def found(chosen: ChosenTheme, kind: Kind, catalogue: Catalogue) -> tuple[Theme, ...]:
    """The themes of the catalogue that the title names, in any of its languages; each once."""
    themes = {t.id: t for text in chosen.title.root.values() if (t := catalogue.find(kind, text))}
    return tuple(themes.values())


def resolve(chosen: ChosenTheme | None, kind: Kind, catalogue: Catalogue, languages: Sequence[str]) -> Theme | None:
    """The theme as it is printed; None while it is not chosen or cannot be found.

    A theme of one's own is the catalogue's optional theme with the workplace's title; each line of the description
    is a point.
    """
    if chosen is None:
        return None
    if known := found(chosen, kind, catalogue):
        return known[0]
    return _own(chosen, kind, catalogue, languages) if chosen.description else None


def other_kind(kind: Kind) -> Kind:
    return KINDS[1 - KINDS.index(kind)]


def _own(chosen: ChosenTheme, kind: Kind, catalogue: Catalogue, languages: Sequence[str]) -> Theme:
    optional = next((t for t in catalogue.of(kind) if t.optional), Theme(id=f"optional-{kind}", title=Text("")))
    written = [key for key in chosen.description.root if key]
    points = {language: _lines(chosen.description.in_language(language)) for language in [*languages, *written]}
    return optional.model_copy(
        update={"title": chosen.title, "heading": {}, "opening": None, "points": points, "optional": True, "covers": ()}
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for raw in text.splitlines() if (line := raw.strip().lstrip("-*• ").strip()))
