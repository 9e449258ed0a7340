"""The catalogue of well-being and leadership themes (facts t1-t10, l1-l7), as frozen typed values."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from ..errors import BadValue, say
from .values import FreeText, Line, Written, YesNo, fold
from .workplace import entry

Kind = Literal["wellbeing", "leadership"]
KINDS: tuple[Kind, Kind] = ("wellbeing", "leadership")


class Theme(Written):
    id: Line
    """Det navn, filerne bruger. Ændres aldrig."""
    title: FreeText = entry("titel", default=...)
    """Titlen på hvert sprog."""
    heading: dict[str, tuple[Line, ...]] = entry("overskrift", default={})
    """Titlen delt i linjer til flipovers, på hvert sprog."""
    opening: FreeText | None = entry("indledning")
    """En sætning, der åbner beskrivelsen."""
    points: dict[str, tuple[Line, ...]] = entry("punkter", default={})
    """Det, temaet rummer, punkt for punkt, på hvert sprog."""
    translated: dict[str, Line] = entry("oversat", default={})
    """Mærket på den danske tekst, da hvert andet sprog blev skrevet. Det skriver »talsammen translated« selv."""
    optional: YesNo = entry("valgfrit", default=False)
    """ja ved det valgfrie tema, som medarbejderen selv sætter ord på."""
    covers: tuple[Line, ...] = ()
    """De punkter i guidens faktaliste, temaet rummer."""


class Catalogue(Written):
    wellbeing: tuple[Theme, ...] = Field(validation_alias="trivsel")
    """Trivselstemaerne i den rækkefølge, de trykkes."""
    leadership: tuple[Theme, ...] = Field(validation_alias="ledelse")
    """Ledelsestemaerne i den rækkefølge, de trykkes."""

    @model_validator(mode="after")
    def _every_name_once(self):
        for kind in KINDS:
            optional = [theme for theme in self.of(kind) if theme.optional]
            names = [n for t in self.of(kind) for n in {fold(name) for name in (t.id, *t.title.root.values())}]
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise BadValue(
                    "theme-twice",
                    say("the theme »{name}« stands there twice", name=twice[0]),
                    say("give every theme an id and a title of its own"),
                )
            if len(optional) != 1:
                raise BadValue("optional", say("each list of themes needs exactly one with valgfrit: ja"))
        return self

    def of(self, kind: Kind) -> tuple[Theme, ...]:
        """All themes of a kind, the optional one included."""
        return getattr(self, kind)

    def find(self, kind: Kind, text: str) -> Theme | None:
        """The theme with this id or this title in any language; None when there is none."""
        for theme in self.of(kind):
            if fold(text) in {fold(name) for name in (theme.id, *theme.title.root.values())}:
                return theme
        return None
