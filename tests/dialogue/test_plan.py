"""A workplace and layouts in, the plan of its kit out."""

from dataclasses import dataclass
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talsammen.dialogue.plan import VARIANTS, plan_kit, team_ids
from talsammen.errors import BadValue
from talsammen.model.kit import MILESTONES
from talsammen.model.workplace import Workplace

from ..conftest import ROOT
from .samples import catalogue, names, organisation, whole, workplace


@dataclass(frozen=True)
class Layout:
    id: str
    step: int = 1
    order: int = 50
    needs: tuple[str, ...] = ()
    copies: str = "1"
    per: str = "kit"
    audience: str = "everyone"
    paper: str = "A4"
    sides: int = 1
    colour: bool = False
    names: bool = False
    fillable: bool = False
    tiled: bool = False
    pack: bool = True
    instead: str | None = None
    tells: tuple[str, ...] = ()
    bilingual: str | None = None
    cancelled: bool = False


def kit(file, *layouts, languages=("da", "en")):
    place = file if isinstance(file, Workplace) else Workplace.model_validate(file)
    return plan_kit("fjorden", place, organisation(), catalogue(), languages, layouts)


def teams(**changes):
    return whole(
        deltagere=[],
        fraværende=[],
        dialog=[
            {"hold": "Dag", "dato": "17-09-2025", "kl": "8.00", "deltagere": names(8)},
            {"hold": "Åben aften!", "dato": "18-09-2025", "deltagere": names(20)[8:], **changes},
        ],
    )


def copies_of(file, rule, per="kit"):
    return [d.copies for d in kit(file, Layout("x", copies=rule, per=per)).documents]


def test_a_bare_name_is_a_kit():
    planned = kit(workplace(), Layout("guide"), Layout("group-lists", needs=("groups",)))
    assert planned.stage == "start" and planned.languages == ("da",)
    assert list(planned.dates) == list(MILESTONES)
    assert planned.themes == {"wellbeing": None, "leadership": None}
    assert [d.id for d in planned.documents] == ["guide"]
    assert [(w.id, w.needs) for w in planned.waiting] == [("group-lists", ("groups",))]
    (dialogue,) = planned.dialogues
    assert dialogue.minutes == 180 and dialogue.id == "" and dialogue.seating is None
    assert [t.size for t in dialogue.turns] == [3, 4]
    assert planned.participant_count is None


def test_a_whole_file_is_a_kit():
    planned = kit(whole())
    (dialogue,) = planned.dialogues
    assert planned.stage == "held" and planned.day("dialogue") == date(2025, 9, 17)
    assert (dialogue.start, dialogue.end) == (time(8), time(11))
    assert planned.themes["wellbeing"].id == "balance" and planned.themes["leadership"].id == "goals"
    assert planned.participant_count == len(dialogue.participants) == 13
    assert sum(len(g) for g in dialogue.seating.wellbeing) == 13
    assert dialogue.supplies.chairs == 13 and dialogue.plenary_minutes == 6


def test_documents_come_in_the_order_they_are_used():
    layouts = Layout("c", 8), Layout("a", 3), Layout("d", 8), Layout("b", 3)
    assert [d.id for d in kit(whole(), *layouts).documents] == ["a", "b", "c", "d"]


def test_a_document_per_team():
    planned = kit(teams(), Layout("invitation", per="dialogue"), Layout("guide"))
    assert [(d.id, d.layout, d.dialogue) for d in planned.documents] == [
        ("invitation-dag", "invitation", "dag"),
        ("invitation-aaben-aften", "invitation", "aaben-aften"),
        ("guide", "guide", ""),
    ]
    assert [d.id for d in planned.dialogues] == ["dag", "aaben-aften"]
    assert [d.id for d in kit(whole(), Layout("invitation", per="dialogue")).documents] == ["invitation"]


def test_each_team_waits_for_itself():
    planned = kit(teams(), Layout("script", needs=("start",), per="dialogue"), Layout("clock", needs=("start", "date")))
    assert [d.id for d in planned.documents] == ["script-dag"]
    assert [(w.id, w.needs) for w in planned.waiting] == [("script-aaben-aften", ("start",)), ("clock", ("start",))]


def test_every_need_is_met_by_a_whole_file_and_none_by_a_name():
    needs = ("results", "groups", "participants", "themes", "theme-leadership", "theme-wellbeing", "start", "date")
    assert not kit(whole(), Layout("x", needs=needs)).waiting
    (waiting,) = kit(workplace(), Layout("x", needs=needs)).waiting
    assert waiting.needs == (
        "date",
        "start",
        "theme-wellbeing",
        "theme-leadership",
        "themes",
        "participants",
        "groups",
        "results",
    )


@pytest.mark.parametrize(
    ("rule", "known", "unknown"),
    [
        ("2", 2, 2),
        ("participants", 13, None),
        ("participants+leader", 14, None),
        ("groups", 4, None),
        ("groups+1", 5, None),
        ("groups/2", 2, None),
        ("rounds*groups", 8, None),
        ("planning-group", 3, 4),
        ("planning-group+1", 4, 5),
        ("efforts", 2, 3),
    ],
)
def test_copies(rule, known, unknown):
    assert copies_of(whole(), rule) == [known]
    assert copies_of(workplace(), rule) == [unknown]


def test_copies_per_team():
    assert copies_of(teams(), "participants", "dialogue") == [8, 12]
    assert copies_of(teams(), "participants") == [20]


def test_copies_while_nobody_knows_who_is_in_which_team():
    file = workplace(deltagere="30", dialog=[{"hold": "a"}, {"hold": "b"}])
    assert copies_of(file, "participants") == [30] and copies_of(file, "participants", "dialogue") == [None, None]
    assert kit(file).participant_count == 30


def test_an_unknown_rule_word_is_refused():
    with pytest.raises(BadValue):
        copies_of(whole(), "plenty")


def test_written_groups_are_used_and_the_absent_leave_them():
    groups = {"trivsel": [names(4), names(8)[4:], names(12)[8:]]}
    (dialogue,) = kit(whole(deltagere="12", grupper=groups, fraværende=["navn 02"])).dialogues
    assert [p.name for p in dialogue.seating.wellbeing[0]] == ["Navn 01", "Navn 03", "Navn 04"]
    assert len(dialogue.participants) == 11 and dialogue.seating.attainable == 2


def test_five_people_keep_one_group_and_short_turns():
    (dialogue,) = kit(workplace(deltagere="5")).dialogues
    assert dialogue.seating.same and [(t.tell, t.respond) for t in dialogue.turns] == [(3, 3)]


def test_languages_are_those_the_guide_is_written_in():
    assert kit(workplace(sprog=["EN", "kl", "da", "en"])).languages == ("en", "da")
    assert kit(workplace(sprog=["kl"])).languages == ("da",)


def test_the_organisation_may_want_other_group_sizes():
    org = organisation(**{"gruppe-mindst": "5", "gruppe-højst": "6"})
    planned = plan_kit("x", workplace(deltagere="30"), org, catalogue(), ["da"], [])
    assert {len(g) for g in planned.dialogues[0].seating.wellbeing} == {5}


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ([None], ("",)),
        (["Dag", "Nat"], ("dag", "nat")),
        (["Køkken & café", "Øst/Vest"], ("koekken-cafe", "oest-vest")),
        (["Hold 1", "hold-1"], ("hold-1", "hold-1-2")),
        (["夜", "日"], ("hold-1", "hold-2")),
        (["tiled", "dag"], ("hold-tiled", "dag")),
        (["A\u030aben", "x" * 300], ("aaben", "x" * 40)),
        (["Large", "Email 2"], ("hold-large", "hold-email-2")),
    ],
)
def test_team_ids(written, ids):
    assert team_ids(written) == ids


@given(st.lists(st.text(max_size=8), min_size=2, max_size=6))
def test_team_ids_are_different_and_plain(written):
    ids = team_ids(written)
    assert len(set(ids)) == len(ids)
    assert all(i and set(i) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for i in ids)


def test_the_same_file_gives_the_same_kit():
    assert kit(whole(), Layout("x")) == kit(whole(), Layout("x"))


def test_no_team_can_have_the_id_of_another_document():
    """``invitation`` for the team Large is not ``invitation-large``."""
    ids = [path.stem for path in (ROOT / "layouts/print").glob("*.html")]
    ends = {other.removeprefix(f"{id}-") for id in ids for other in ids if other.startswith(f"{id}-")}
    assert {end.split("-")[0] for end in ends} <= set(VARIANTS)
