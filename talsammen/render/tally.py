"""A count of theme proposals in; its sheets as HTML, the planning group's page and the lines to paste out.

The page and ``result`` are for the planning group, who had the forms in hand; ``employees`` has only what is shown to
everybody.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from ..model.kit import Kit
from ..model.proposals import ASIDE, KindTally, Reasons, Score, Shown, Tally
from ..model.themes import KINDS, Kind
from .context import print_view, site_view
from .environment import Renderer
from .onefile import self_contained, with_fonts
from .prints import MARK, Labels, marked

#: The keys of a workplace's file that the lines to paste begin with.
KEYS: Mapping[Kind, str] = {"wellbeing": "trivsel", "leadership": "ledelse"}
_PLAIN = re.compile(r"[^\W\d_][\w ,.()/æøåÆØÅ-]*[\w.)]", re.U)


@dataclass(frozen=True)
class Line:
    """One theme as a page shows it: its title or the words somebody wrote, how many, and why."""

    title: str
    votes: int
    reasons: Reasons
    leads: bool


@dataclass(frozen=True)
class KindView:
    """One kind as a page shows it: all themes with the optional one as a whole, and people's own one by one."""

    kind: Kind
    lines: tuple[Line, ...]
    own: tuple[Line, ...]
    leading: tuple[Line, ...]
    counted: int
    handed_in: int
    aside: tuple[tuple[str, int], ...]


def result_html(renderer: Renderer, kit: Kit, tally: Tally) -> str:
    """The sheet with all numbers, for the planning group."""
    return _sheet(renderer, kit, "tally-result", {"kinds": _views(renderer, tally), "tally": tally})


def employees_html(renderer: Renderer, kit: Kit, kinds: Mapping[Kind, Shown]) -> str:
    """The sheet everybody may see."""
    told = [
        {
            "kind": one.kind,
            "lines": [Line(_public_title(renderer, score), score.votes, ((), ()), False) for score in one.scores],
            "few": [theme.title.in_language(renderer.code) for theme in one.few],
            "counted": one.counted,
        }
        for one in kinds.values()
    ]
    return _sheet(renderer, kit, "tally-employees", {"kinds": told})


def tally_page(renderer: Renderer, kit: Kit, tally: Tally, beside: Container[str], assets: Mapping[str, bytes]) -> str:
    """The planning group's page, with nothing beside it but the sheets it links to (``beside``)."""
    id = "print/tally-page"
    context = {
        **vars(site_view(kit, renderer)),
        "kinds": _views(renderer, tally), "tally": tally, "lines": paste_lines(renderer, kit, tally),
        "beside": _links(renderer, kit, beside), "behind": False, "elsewhere": (), "root": "",
        "style": Markup(with_fonts(assets["site.css"].decode(), assets)), "logo": None,
        "print_title": lambda other: renderer.title(f"print/{other}", context),
    }  # fmt: skip
    context |= {"title": renderer.title(id, context), "labels": Labels(renderer, id, context)}
    return self_contained(renderer, "tally/page.html", context)


def _links(renderer: Renderer, kit: Kit, beside: Container[str]) -> list[dict[str, str]]:
    """The sheets that lie beside the page: what each is, its language and its file."""
    links = [
        {"what": what, "language": renderer.project.languages[code].name, "file": f"{what}-{code}.pdf"}
        for what in ("result", "employees")
        for code in kit.languages
    ]
    return [link for link in links if link["file"] in beside]


def paste_lines(renderer: Renderer, kit: Kit, tally: Tally) -> str:
    """The lines of the workplace's file that follow from the count; themes that stand equal are comments."""
    here, why = renderer.say("delete the # here, too, when you have chosen"), renderer.say("write why you chose them")
    chosen = any(len(tally.kinds[kind].leading) == 1 for kind in KINDS)
    lines = ["temaer:"] if chosen else [f"# {here}", "# temaer:"]
    lines += [line for kind in KINDS for line in _theme_lines(renderer, tally.kinds[kind])]
    lines.append(f"  # begrundelse: {why}")
    votes = [(score.theme.id, score.votes) for kind in KINDS for score in tally.kinds[kind].described if score.votes]
    for kind in KINDS:
        own = tally.kinds[kind].own
        votes += [(own[0].theme.id, sum(score.votes for score in own))] if own else []
    return "\n".join([*lines, "stemmer:", *(f"  {id}: {n}" for id, n in votes)]) + "\n"


def _theme_lines(renderer: Renderer, given: KindTally) -> list[str]:
    """The line of the theme most proposed; of several, each as a comment."""
    lines = [f"{KEYS[given.kind]}: {_as_yaml(renderer, score)}" for score in given.leading]
    if len(lines) < 2:
        return [f"  {line}" for line in lines]
    equal = renderer.say("{n} themes stand equal: delete the # before the one you choose", n=len(lines))
    return [f"  # {line}" for line in (equal, *lines)]


def _as_yaml(renderer: Renderer, score: Score) -> str:
    title = _scalar(_title(renderer, score))
    if not score.theme.optional:
        return title
    about = _scalar(renderer.say("write what the theme is about"))
    return f"{{titel: {title}, beskrivelse: {about}}}"


def _scalar(words: str) -> str:
    """A text as YAML reads it back, whatever somebody wrote."""
    if _PLAIN.fullmatch(words) and "," not in words:
        return words
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _views(renderer: Renderer, tally: Tally) -> list[KindView]:
    return [_view(renderer, tally.kinds[kind]) for kind in KINDS]


def _view(renderer: Renderer, given: KindTally) -> KindView:
    def line(score: Score) -> Line:
        return Line(_title(renderer, score), score.votes, score.reasons, score in leading)

    leading = given.leading
    own = tuple(line(score) for score in given.own)
    lines = [line(score) for score in given.described]
    if own:
        title, leads = given.own[0].theme.title.in_language(renderer.code), any(one.leads for one in own)
        lines.append(Line(title, sum(one.votes for one in own), ((), ()), leads))
    return KindView(
        given.kind, tuple(lines), own, tuple(line(score) for score in leading), given.counted, given.handed_in,
        tuple((why, given.aside[why]) for why in ASIDE if given.aside.get(why)),
    )  # fmt: skip


def _title(renderer: Renderer, score: Score) -> str:
    """What people wrote themselves, else the theme's title."""
    if not score.theme.optional:
        return score.theme.title.in_language(renderer.code)
    without = renderer.say("without words")
    return score.words or f"{score.theme.title.in_language(renderer.code)} ({without})"


def _public_title(renderer: Renderer, score: Score) -> str:
    """As employees see it: the optional themes that few wrote alike stand together under its title."""
    return score.words or score.theme.title.in_language(renderer.code)


def _sheet(renderer: Renderer, kit: Kit, id: str, told: Mapping[str, Any]) -> str:
    """A sheet of its own, in the frame of all sheets."""
    view = vars(print_view(kit, renderer))
    context = {
        **view, **told,
        "document": SimpleNamespace(id=id, dialogue="", bilingual=False),
        "layout": SimpleNamespace(paper="A4", shared=False, fillable=False),
        "mark": MARK,
        "print_title": lambda other: renderer.title(f"print/{other}", view),
    }  # fmt: skip
    words = f"print/{id}"
    context |= {"title": renderer.title(words, context), "labels": Labels(renderer, words, context)}
    return marked(renderer.template(f"tally/{id.removeprefix('tally-')}.html", context))[0]
