"""The themes in; each without the translations that are behind its Danish words, and what is missing or behind, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import Problem, say
from ..model.places import Places
from ..model.project import SOURCE
from ..model.themes import KINDS, Catalogue, Theme
from ..model.values import Text
from .passages import mark_of

FILE = "themes_catalog.yaml"
SPOKEN = ("title", "opening", "points", "heading")


def theme_mark(theme: Theme) -> str:
    """The mark of all a theme says in the language the others are translated from."""
    said = _said(theme, SOURCE)
    return mark_of("\n".join(f"{name}: {said[name]}" for name in SPOKEN if name in said))


def theme_languages(theme: Theme) -> list[str]:
    """The other languages a theme says everything in that it says in the source's."""
    wanted = set(_said(theme, SOURCE))
    return [code for code in theme.title.root if code not in ("", SOURCE) and wanted <= set(_said(theme, code))]


def fresh_themes(catalogue: Catalogue, places: Places, languages: Sequence[str]) -> tuple[Catalogue, list[Problem]]:
    """The catalogue in which a theme's translation that is behind counts as not written."""
    problems: list[Problem] = []
    others = [code for code in languages if code != SOURCE] if SOURCE in languages else []
    kinds = {}
    for kind in KINDS:
        kinds[kind] = tuple(
            _fresh(theme, others, places.of((kind, n)), problems) for n, theme in enumerate(catalogue.of(kind))
        )
    return catalogue.model_copy(update=kinds), problems


def _fresh(theme: Theme, languages: Iterable[str], place: tuple[int, int], problems: list[Problem]) -> Theme:
    wanted = set(_said(theme, SOURCE))
    stale = set()
    for code in languages:
        missing = wanted - set(_said(theme, code))
        if missing == wanted:
            message = say("the theme »{id}« is not translated: {language}", id=theme.id, language=code)
            problems.append(Problem(FILE, *place, "untranslated", message, say("write it beside the Danish words")))
        elif missing or theme.translated.get(code) != theme_mark(theme):
            stale.add(code)
            message = say("the theme »{id}« is behind its Danish words: {language}", id=theme.id, language=code)
            fix = say("mend it, then: talsammen translated {file}", file=FILE)
            problems.append(Problem(FILE, *place, "behind", message, fix))
    return theme.model_copy(update={name: _without(getattr(theme, name), stale) for name in SPOKEN}) if stale else theme


def _said(theme: Theme, language: str) -> dict[str, Any]:
    """What a theme says in one language, by the name of the field."""
    fields = {name: getattr(theme, name) for name in SPOKEN}
    told = {name: value.root if isinstance(value, Text) else value or {} for name, value in fields.items()}
    return {name: said[language] for name, said in told.items() if language in said}


def _without(value: Text | Mapping[str, Any] | None, languages: set[str]) -> Any:
    """The same words without these languages; what is said in no other stays."""
    if value is None:
        return None
    said = value.root if isinstance(value, Text) else value
    kept = {code: words for code, words in said.items() if code not in languages} or said
    return Text(kept) if isinstance(value, Text) else kept
