"""A Case in; findings about themes, votes and languages out."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..errors import Message, say
from ..model.themes import KINDS, Catalogue, Kind, Theme
from ..model.values import fold
from ..model.workplace import ChosenTheme
from .finding import Case, Finding
from .organisation_rules import unwritten
from .themes import found, other_kind

_KINDS = {"wellbeing": say("well-being theme"), "leadership": say("leadership theme")}
_KEYS = {"wellbeing": "trivsel", "leadership": "ledelse"}


def themes_exist(case: Case) -> Iterator[Finding]:
    """Each chosen theme is one of the catalogue's, or has a title and a description of its own (prep4.1, W30-W33)."""
    for kind in KINDS:
        chosen: ChosenTheme | None = getattr(case.workplace.themes, kind)
        if chosen and (problem := _problem_with(chosen, kind, case)):
            yield Finding(("themes", kind), *problem, error=True)


def themes_have_reasons(case: Case) -> Iterator[Finding]:
    """Employees are told why precisely these themes were chosen (prep5.1, INC-70)."""
    themes = case.workplace.themes
    if themes.reason or not (themes.wellbeing or themes.leadership):
        return
    if themes.among_proposals:
        fix = say("write begrundelse: with a sentence for your colleagues")
        yield Finding(("themes",), "no-reason", say("the themes are chosen, but not why"), fix)
    else:
        message = say("a theme is not among those the employees proposed, and no reason is given")
        fix = say("write begrundelse: and say why you chose it")
        yield Finding(("themes", "among_proposals"), "no-reason", message, fix)


def votes_name_themes(case: Case) -> Iterator[Finding]:
    """Votes are counted for themes that exist (W29)."""
    for word in case.workplace.votes or {}:
        if not any(case.catalogue.find(kind, word) for kind in KINDS):
            message = say("»{title}« is not a theme", title=word)
            yield Finding(("votes", word), "unknown-theme", message, _suggestion(word, KINDS, case), error=True)


def languages_have_content(case: Case) -> Iterator[Finding]:
    """A kit can only be made in the languages the guide is written in."""
    yield from unwritten(case.workplace.languages, case.content_languages)


RULES = (themes_exist, themes_have_reasons, votes_name_themes, languages_have_content)


def _problem_with(chosen: ChosenTheme, kind: Kind, case: Case) -> tuple[str, Message, Message] | None:
    """The code, what is wrong and what to write; None when the theme is one, or is the workplace's own."""
    title = chosen.title.first
    known, other = found(chosen, kind, case.catalogue), other_kind(kind)
    if len(known) > 1:
        message = say(
            "»{first}« and »{second}« are two different themes",
            first=_title(known[0], case),
            second=_title(known[1], case),
        )
        return "two-themes", message, say("write the same theme in each language")
    if known and known[0].optional:
        message = say("»{title}« is chosen, but not what it is about", title=title)
        fix = say("write {key}: {{titel: your own title, beskrivelse: what it is about}}", key=_KEYS[kind])
        return "no-own-title", message, fix
    if known or chosen.description:
        return None
    message = say("»{title}« is not a {kind}", title=title, kind=_KINDS[kind])
    if found(chosen, other, case.catalogue):
        fix = say("it is a {other}: write it under {key}:", other=_KINDS[other], key=_KEYS[other])
        return "theme-kind", message, fix
    return "unknown-theme", message, _suggestion(title, (kind,), case)


def _suggestion(title: str, kinds: tuple[Kind, ...], case: Case) -> Message:
    """The nearest title in the workplace's languages, else all of them."""
    titles = {fold(t): t for kind in kinds for t in _titles(case.catalogue, kind, case)}
    ids = {fold(theme.id): theme.id for kind in kinds for theme in case.catalogue.of(kind)}
    if near := get_close_matches(fold(title), [*titles, *ids], n=1, cutoff=0.6):
        return say("did you mean »{title}«?", title=titles.get(near[0]) or ids[near[0]])
    return say("write one of: {titles}; a theme of your own needs a beskrivelse:", titles="; ".join(titles.values()))


def _titles(catalogue: Catalogue, kind: Kind, case: Case) -> list[str]:
    themes = [theme for theme in catalogue.of(kind) if not theme.optional]
    return [theme.title.in_language(language) for language in _languages(case) for theme in themes]


def _title(theme: Theme, case: Case) -> str:
    return theme.title.in_language(_languages(case)[0])


def _languages(case: Case) -> tuple[str, ...]:
    return case.workplace.languages or case.organisation.languages
