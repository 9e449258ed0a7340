"""A Kit and a language in; what the templates may see out.

The wall: ``public_kit`` is made anew from the fields that may be published, and everything below ``output/site/`` is
rendered from it: there is no way from there to participants, notes, special circumstances, post-its, answers or
anything of the leader's own; of the plan it has what ``public_plan`` lets through.
``print_view`` of the whole kit holds what only paper may show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Protocol

from markupsafe import Markup

from ..errors import Message, say
from ..model.kit import MILESTONES, Item, Kit, PlannedDate, PlannedDialogue, Turn
from ..model.organisation import Organisation
from ..model.project import TextFile
from ..model.results import Results
from ..model.themes import KINDS, Catalogue, Kind, Theme
from ..model.values import Text, fold
from ..model.workplace import Dialogue, Person, Workplace
from .public_plan import PlanView, plan_view, public_followup


class Voice(Protocol):
    """Who speaks: one language, its interface words, and the workplace's own texts in it."""

    texts: Mapping[str, TextFile]
    code: str
    organisation: Organisation

    def say(self, sentence: Message) -> str: ...

    def tell(self, text: Text | None) -> Any: ...


#: What each item of the programme is called (facts dia.9-13, INC-67).
ITEM_TITLES = {
    "welcome": say("Welcome"),
    "wellbeing_stories": say("Well-being: examples"), "wellbeing_sorting": say("Well-being: sorting"),
    "wellbeing_plenary": say("Well-being: plenary"), "pause": say("Break"),
    "leadership_stories": say("Leadership: examples"), "leadership_sorting": say("Leadership: sorting"),
    "leadership_plenary": say("Leadership: plenary"), "close": say("Joint close"),
}  # fmt: skip
#: What falls away when every dialogue is cancelled; the choice of themes stands.
HANGS_ON_DIALOGUE = (*MILESTONES[5:12], *(m for m in MILESTONES if m.startswith("followup_")))
#: Roles that are a word and not a title, in the words of the page's language.
ROLES = {"leder": say("leader"), "leader": say("leader"), "medarbejder": say("employee"), "employee": say("employee")}
PHASES = {range(1, 8): "preparation", range(8, 9): "dialogue", range(9, 13): "followup"}


@dataclass(frozen=True)
class ItemView(Item):
    title: str


@dataclass(frozen=True)
class StepView:
    number: int
    title: str
    nav: str
    summary: str | None
    phase: str
    milestone: str
    date: date | None
    reason: Any


@dataclass(frozen=True)
class ThemeView:
    id: str
    kind: Kind
    title: str
    opening: str | None
    points: tuple[str, ...]
    heading: tuple[str, ...]
    optional: bool


@dataclass(frozen=True)
class ThemesView:
    wellbeing: ThemeView | None
    leadership: ThemeView | None
    reason: str | None
    among_proposals: bool


@dataclass(frozen=True)
class CatalogueView:
    wellbeing: tuple[ThemeView, ...]
    leadership: tuple[ThemeView, ...]
    optional_wellbeing: ThemeView
    optional_leadership: ThemeView


@dataclass(frozen=True)
class WorkplaceView:
    """What may be published of the workplace's file."""

    id: str
    name: str
    area: str | None
    own_round: bool
    own_committee: bool | None
    committee_form: str | None
    coordination_group: str | None
    core_task: str | None
    citizen_word: str | None
    local_values: tuple[str, ...]
    board_place: str | None
    exempt_note: str | None
    guidelines: str | None
    sheet_layout: str
    note_colours: tuple[str, str] | None
    leader_listens: bool | None
    annual_wheel: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class DialogueView:
    """One dialogue as it may be published: numbers of people and groups, never who."""

    id: str
    team: str | None
    date: date | None
    start: time | None
    end: time | None
    place: str | None
    minutes: int
    catering: str | None
    cancelled: bool
    items: tuple[ItemView, ...]
    turns: tuple[Turn, ...]
    plenary_minutes: float | None
    group_count: int | None
    participant_count: int | None

    @property
    def at(self) -> Mapping[str, ItemView]:
        return {item.key: item for item in self.items}


@dataclass(frozen=True)
class SiteView:
    """Everything a page of the site may show."""

    org: Organisation
    workplace: WorkplaceView
    stage: str
    leader: Person | None
    facilitator: Person | None
    contact: Person | None
    absence_contact: Person | None
    planning_group: tuple[Person, ...]
    dialogues: tuple[DialogueView, ...]
    dialogue: DialogueView
    held_days: tuple[date, ...]
    """The days the dialogues are held, in order, each once; without cancelled ones."""
    steps: tuple[StepView, ...]
    dates: Mapping[str, date | None]
    reasons: Mapping[str, Any]
    themes: ThemesView
    catalogue: CatalogueView
    counts: Mapping[str, int | None]
    plan: PlanView | None


@dataclass(frozen=True)
class PrintView(SiteView):
    """What paper may show besides: who sits where, the results, and the plan of the kit itself."""

    kit: Kit
    planned: PlannedDialogue
    followup: Any
    results: Results
    leader_words: str | None
    welcome_supplement: str | None


#: What of a workplace's file may be published. Nothing else passes ``public_kit``.
PUBLIC = (
    "name", "area", "languages", "occasion", "own_committee", "committee_form", "coordination_group", "leader",
    "facilitator", "planning_group", "contact", "absence_contact", "core_task", "citizen_word", "local_values",
    "board_place", "exempt", "guidelines", "leader_listens", "sheet_layout", "note_colours", "annual_wheel", "dates",
    "themes",
)  # fmt: skip
PUBLIC_DIALOGUE = ("team", "date", "start", "place", "duration", "programme", "catering", "cancelled")


def public_kit(kit: Kit) -> Kit:
    """The kit as anybody may see it: how many people and groups, but not who; the plan, but no post-its or notes."""
    told = {name: getattr(kit.workplace, name) for name in PUBLIC}
    people = kit.workplace.participants and tuple(Person() for _ in kit.workplace.participants)
    workplace = Workplace.model_construct(**told, participants=people, followup=public_followup(kit))
    return replace(
        kit, workplace=workplace, dialogues=tuple(_public_dialogue(d) for d in kit.dialogues), results=Results()
    )


def _public_dialogue(planned: PlannedDialogue) -> PlannedDialogue:
    dialogue = Dialogue.model_construct(**{name: getattr(planned.dialogue, name) for name in PUBLIC_DIALOGUE})
    seating = planned.seating and replace(
        planned.seating,
        wellbeing=tuple(tuple(Person() for _ in group) for group in planned.seating.wellbeing),
        leadership=tuple(tuple(Person() for _ in group) for group in planned.seating.leadership),
    )
    people = tuple(Person() for _ in planned.participants)
    return replace(planned, dialogue=dialogue, participants=people, seating=seating)


def site_view(kit: Kit, voice: Voice) -> SiteView:
    """What the site's templates see of a kit, with every free text in this voice's language."""
    return SiteView(**_shared(kit, voice))


def public_view(kit: Kit, voice: Voice) -> SiteView:
    """What anybody may see of a kit, with every free text in this voice's language."""
    return site_view(public_kit(kit), voice)


def print_view(kit: Kit, voice: Voice, dialogue_id: str = "") -> PrintView:
    """What a print's template sees; ``dialogue_id`` picks the team this copy is for."""
    shared = _shared(kit, voice)
    planned = next((d for d in kit.dialogues if d.id == dialogue_id), kit.dialogues[0])
    view = next((d for d in shared["dialogues"] if d.id == dialogue_id), shared["dialogue"])
    return PrintView(
        **{**shared, "dialogue": view},
        kit=kit,
        planned=planned,
        followup=kit.workplace.followup,
        results=kit.results,
        leader_words=voice.tell(kit.workplace.leader_words),
        welcome_supplement=voice.tell(kit.workplace.welcome_supplement),
    )


def _shared(kit: Kit, voice: Voice) -> dict[str, Any]:
    workplace = kit.workplace
    dialogues = tuple(_dialogue(d, voice) for d in kit.dialogues)
    chosen = {kind: _theme(kit.themes[kind], kind, voice) for kind in KINDS}
    days = _days(kit)
    return dict(
        org=voice.organisation, workplace=_workplace(kit, voice), stage=kit.stage,
        leader=_person(workplace.leader, voice), facilitator=_person(workplace.facilitator, voice),
        contact=_person(workplace.contact, voice),
        absence_contact=_person(workplace.absence_contact or workplace.leader, voice),
        planning_group=tuple(_person(person, voice) for person in workplace.planning_group),
        dialogues=dialogues, dialogue=dialogues[0], steps=_steps(kit, voice),
        held_days=tuple(sorted({d.date for d in dialogues if d.date and not d.cancelled})),
        dates={m: days[m].day for m in MILESTONES}, reasons={m: voice.say(days[m].reason) for m in MILESTONES},
        themes=ThemesView(**chosen, reason=voice.tell(workplace.themes.reason),
                          among_proposals=workplace.themes.among_proposals),
        catalogue=_catalogue(kit.catalogue, voice), counts=_counts(kit),
        plan=plan_view(kit.workplace.followup, voice),
    )  # fmt: skip


def _workplace(kit: Kit, voice: Voice) -> WorkplaceView:
    w, tell = kit.workplace, voice.tell
    return WorkplaceView(
        id=kit.id, name=w.name, area=w.area, own_round=w.occasion == "own", own_committee=w.own_committee,
        committee_form=tell(w.committee_form), coordination_group=w.coordination_group, core_task=tell(w.core_task),
        citizen_word=tell(w.citizen_word), local_values=tuple(tell(v) for v in w.local_values),
        board_place=tell(w.board_place), exempt_note=tell(w.exempt), guidelines=tell(w.guidelines),
        sheet_layout=w.sheet_layout, note_colours=tuple(tell(c) for c in w.note_colours) if w.note_colours else None,
        leader_listens=w.leader_listens,
        annual_wheel=tuple({"month": e.month, "title": tell(e.title), "year": e.year} for e in w.annual_wheel),
    )  # fmt: skip


def _person(person: Person | None, voice: Voice) -> Person | None:
    """A person as this language tells of them; the roles everybody knows are told in its own words."""
    if person is None:
        return None
    role = next(
        (ROLES[key] for word in (person.role.root.values() if person.role else ()) if (key := fold(word)) in ROLES),
        None,
    )
    told = {"role": voice.say(role) if role else voice.tell(person.role), "title": voice.tell(person.title)}
    return person.model_copy(update=told | {"hand_in": voice.tell(person.hand_in)})


def _dialogue(planned: PlannedDialogue, voice: Voice) -> DialogueView:
    d = planned.dialogue
    return DialogueView(
        id=planned.id, team=d.team, date=d.date, start=planned.start, end=planned.end, place=voice.tell(d.place),
        minutes=planned.minutes, catering=voice.tell(d.catering), cancelled=d.cancelled,
        items=tuple(_item(item, voice) for item in planned.items),
        turns=planned.turns, plenary_minutes=planned.plenary_minutes, group_count=planned.group_count,
        participant_count=len(planned.participants) or None,
    )  # fmt: skip


def _item(item: Item, voice: Voice) -> ItemView:
    return ItemView(**vars(item), title=voice.say(ITEM_TITLES[item.key]))


def _days(kit: Kit) -> Mapping[str, PlannedDate]:
    """The planned days; what was only reckoned from a cancelled dialogue is not known any more."""
    if not all(d.dialogue.cancelled for d in kit.dialogues):
        return kit.dates
    return {
        m: PlannedDate(m, None, say("the dialogue has no date yet"))
        if m in HANGS_ON_DIALOGUE and (m == "dialogue" or not planned.given)
        else planned
        for m, planned in kit.dates.items()
    }


def _steps(kit: Kit, voice: Voice) -> tuple[StepView, ...]:
    days = _days(kit)
    views = []
    for number, milestone in enumerate(MILESTONES[:12], start=1):
        front = voice.texts[f"step-{number}"].front
        phase = next(name for numbers, name in PHASES.items() if number in numbers)
        planned = days[milestone]
        views.append(
            StepView(
                number,
                Markup(front.title),
                Markup(front.nav or front.title),
                Markup(front.summary) if front.summary else None,
                phase,
                milestone,
                planned.day,
                voice.say(planned.reason),
            )
        )
    return tuple(views)


def _theme(theme: Theme | None, kind: Kind, voice: Voice) -> ThemeView | None:
    if theme is None:
        return None
    spoken, points = next(
        ((code, theme.points[code]) for code in (voice.code, *theme.points) if code in theme.points), ("", ())
    )
    return ThemeView(
        theme.id,
        kind,
        voice.tell(theme.title),
        voice.tell(theme.opening),
        tuple(voice.tell(Text({spoken: point})) for point in points),
        theme.heading.get(voice.code, ()),
        theme.optional,
    )


def _catalogue(catalogue: Catalogue, voice: Voice) -> CatalogueView:
    described, optional = {}, {}
    for kind in KINDS:
        views = [_theme(theme, kind, voice) for theme in catalogue.of(kind)]
        described[kind] = tuple(view for view in views if not view.optional)
        optional[f"optional_{kind}"] = next(view for view in views if view.optional)
    return CatalogueView(**described, **optional)


def _counts(kit: Kit) -> Mapping[str, int | None]:
    described = {f"{kind}_themes": sum(not t.optional for t in kit.catalogue.of(kind)) for kind in KINDS}
    groups = [d.group_count for d in kit.dialogues]
    return {
        **described,
        "participants": kit.participant_count,
        "planning_group": len(kit.workplace.planning_group),
        "groups": sum(groups) if all(groups) else None,
        "dialogues": len(kit.dialogues),
    }
