"""A workplace in, everything wrong or doubtful out; every rule is met once, and a whole file meets none."""

import pytest

from talsammen.dialogue.rules import organisation_findings
from talsammen.model.workplace import Workplace

from .samples import codes, found, names, organisation, whole, workplace


def the(code, file, org=None):
    """The one finding with this code."""
    (finding,) = [f for f in found(file, org) if f.code == code]
    return finding


def test_a_whole_file_has_no_findings():
    assert found(whole()) == ()


def test_a_bare_name_has_no_findings():
    assert found(workplace()) == ()


def test_messages_and_fixes_can_be_read():
    broken = whole(
        **{
            "deltagere": [*names(5), "Navn 05"],
            "dialog": {"dato": "05-10-2025", "varighed": "60"},
            "temaer": {"trivsel": "Balanse og overskud", "ledelse": "Valgfrit tema"},
        }
    )
    assert len(found(broken)) > 5
    for finding in found(broken):
        assert str(finding.message) and "{" not in str(finding.message)
        assert finding.fix and str(finding.fix)


def test_errors_come_first():
    broken = whole(deltagere=[*names(14), "Navn 01"], dialog={"dato": "01-11-2025"})
    errors = [f.error for f in found(broken)]
    assert errors == sorted(errors, reverse=True) and set(errors) == {True, False}


def test_paths_lead_into_the_model():
    broken = whole(
        deltagere=[*names(14), "Lis Leder"],
        fraværende=["Hvem"],
        sprog=["da", "kl"],
        datoer={"skemaer": "21-06-2025"},
        dialog={"dato": "20-09-2025", "kl": "22.00"},
    )
    place = Workplace.model_validate(broken)
    for finding in found(broken):
        value = place
        for part in finding.path:
            value = value[part] if isinstance(part, int) else getattr(value, part)


# --- Themes


@pytest.mark.parametrize(
    ("written", "code", "fix"),
    [
        ("Balanse og overskud", "unknown-theme", "did you mean »Balance og overskud«?"),
        ("balanse", "unknown-theme", "did you mean »balance«?"),
        (
            "Kaffe",
            "unknown-theme",
            "write one of: Balance og overskud; Mening og retning; a theme of your own needs a beskrivelse:",
        ),
        ("goals", "theme-kind", "it is a leadership theme: write it under ledelse:"),
        ("Valgfrit tema", "no-own-title", "write trivsel: {titel: your own title, beskrivelse: what it is about}"),
        (
            {"titel": "Valgfrit tema", "beskrivelse": "Søvn"},
            "no-own-title",
            "write trivsel: {titel: your own title, beskrivelse: what it is about}",
        ),
        ({"titel": {"da": "balance", "en": "meaning"}}, "two-themes", "write the same theme in each language"),
    ],
)
def test_themes_that_cannot_be_meant(written, code, fix):
    finding = the(code, whole(temaer={"trivsel": written, "ledelse": "goals", "begrundelse": "x"}))
    assert finding.error and finding.path == ("themes", "wellbeing") and str(finding.fix) == fix


def test_titles_are_suggested_in_the_workplace_languages():
    file = whole(sprog=["en"], temaer={"trivsel": "Balanced energy", "begrundelse": "x"})
    assert str(the("unknown-theme", file).fix) == "did you mean »Balance and energy«?"


def test_a_theme_of_ones_own_needs_a_description():
    own = {"titel": "Søvn", "beskrivelse": "Vi sover nok."}
    assert codes(whole(temaer={"trivsel": own, "ledelse": "goals", "begrundelse": "x"})) == set()


def test_themes_without_a_reason():
    assert the("no-reason", whole(temaer={"trivsel": "balance", "ledelse": "goals"})).path == ("themes",)
    apart = {"trivsel": "balance", "ledelse": "goals", "blandt-forslagene": "nej"}
    assert the("no-reason", whole(temaer=apart)).path == ("themes", "among_proposals")


def test_votes_for_unknown_themes():
    finding = the("unknown-theme", whole(stemmer={"balance": "3", "balanze": "1"}))
    assert finding.path == ("votes", "balanze") and str(finding.fix) == "did you mean »balance«?"


def test_a_language_the_guide_is_not_written_in():
    finding = the("no-content", whole(sprog=["da", "kl"]))
    assert finding.path == ("languages", 1) and not finding.error


# --- Days


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("03-11-2025", "outside-period"),
        ("20-09-2025", "weekend"),
        ("01-09-2025", "before-training"),
        ("08-09-2025", "before-training"),
    ],
)
def test_days_of_the_dialogue(day, code):
    finding = the(code, whole(dialog={"dato": day}))
    assert finding.path == ("dialogues", 0, "date") and not finding.error


@pytest.mark.parametrize(("day", "code"), [("29-05-2025", "holiday"), ("09-07-2025", "summer-closing")])
def test_holidays_and_summer(day, code):
    assert the(code, whole(anledning="egen", dialog={"dato": day})).path == ("dialogues", 0, "date")
    assert code in codes(whole(datoer={"skemaer": day}))


def test_great_prayer_day_is_no_holiday_any_more():
    assert "holiday" not in codes(whole(anledning="egen", dialog={"dato": "16-05-2025"}))


def test_an_own_dialogue_is_not_bound_by_the_round():
    assert codes(whole(anledning="egen", dialog={"dato": "14-01-2026"})) == set()


def test_a_cancelled_dialogue_is_left_alone():
    assert codes(whole(dialog={"dato": "20-12-2025", "aflyst": "ja"})) <= {"plan-late"}


@pytest.mark.parametrize(
    ("dates", "path"),
    [
        ({"skemaer": "20-08-2025", "temavalg": "19-08-2025"}, "forms"),
        ({"temavalg": "20-08-2025", "indbydelse": "19-08-2025"}, "selection"),
        ({"indbydelse": "18-09-2025"}, "invitation"),
        ({"praktisk": "18-09-2025"}, "practical"),
        ({"trin-9": "16-09-2025"}, "first_meeting"),
        ({"trin-10": "16-09-2025"}, "plan"),
        ({"trin-10": "01-10-2025", "plan-sendes": "30-09-2025"}, "plan"),
        ({"trin-11": "03-10-2025", "trin-12": "02-10-2025"}, "feedback"),
    ],
)
def test_days_out_of_order(dates, path):
    dates = {("invitation" if key == "indbydelse" else key): day for key, day in dates.items()}
    assert the("order", whole(datoer=dates)).path == ("dates", path)


def test_steps_9_and_10_run_beside_each_other():
    assert codes(whole(datoer={"trin-9": "02-10-2025", "trin-10": "24-09-2025"})) == set()


def test_the_preparation_looks_to_the_first_team_and_the_plan_to_the_last():
    teams = [{"hold": "dag", "dato": "17-09-2025", "deltagere": names(14)}, {"hold": "nat", "dato": "24-09-2025"}]
    assert "order" in codes(whole(dialog=teams, datoer={"invitation": "18-09-2025"}))
    assert "order" in codes(whole(dialog=teams, datoer={"trin-10": "22-09-2025"}))


def test_a_plan_that_comes_too_late():
    assert the("sent-late", whole(datoer={"plan-sendes": "01-12-2025"})).path == ("dates", "plan_sent")
    assert the("plan-late", whole(datoer={"trin-10": "01-12-2025"})).path == ("dates", "plan")
    assert the("plan-late", whole(dialog={"dato": "24-11-2025"})).path == ("dialogues",)
    assert not codes(whole(datoer={"plan-sendes": "28-11-2025"}))


def test_a_year_nobody_can_mean():
    assert the("year", whole(dialog={"dato": "17-09-0025"})).error
    assert the("year", whole(datoer={"skemaer": "17-09-9999"})).path == ("dates", "forms")


@pytest.mark.parametrize(
    ("dialogue", "code", "field"),
    [
        ({"varighed": "120"}, "duration", "duration"),
        ({"kl": "22.00"}, "midnight", "start"),
    ],
)
def test_a_programme_that_cannot_be_held(dialogue, code, field):
    finding = the(code, whole(dialog={"dato": "17-09-2025", **dialogue}))
    assert finding.error and finding.path == ("dialogues", 0, field)


# --- People


def test_somebody_twice():
    finding = the("person-twice", whole(deltagere=[*names(14), "navn  01"]))
    assert finding.error and finding.path == ("participants", 14)


def teams(day, night, **changes):
    return whole(
        dialog=[
            {"hold": "dag", "dato": "17-09-2025", "deltagere": day},
            {"hold": "nat", "dato": "18-09-2025", "deltagere": night},
        ],
        fraværende=[],
        **changes,
    )


def test_two_teams():
    file = teams(names(8), names(14)[8:])
    assert codes(file) == set()
    assert the("person-twice", teams(names(8), names(14)[7:])).path == ("dialogues", 1, "participants", 0)
    assert the("lists-differ", teams(names(8), names(14)[9:])).path == ("participants",)
    assert the("lists-differ", teams(names(8), names(16)[8:])).path == ("dialogues",)


def test_numbers_that_do_not_agree():
    assert the("number-mix", teams("8", "7", deltagere="14")).error
    assert codes(teams("8", "6", deltagere="14")) == set()
    groups = {"trivsel": [names(4), names(8)[4:]]}
    assert the("number-mix", whole(deltagere="9", grupper=groups, fraværende=[])).path == ("groups",)


def test_nobody_knows_who_is_in_which_team():
    file = whole(dialog=[{"hold": "dag", "dato": "17-09-2025"}, {"hold": "nat", "dato": "18-09-2025"}])
    assert the("no-teams", file).path == ("participants",)


def test_the_leader_sits_apart():
    finding = the("leader-participates", whole(deltagere=[*names(14), "lis leder"]))
    assert finding.error and finding.path == ("participants", 14)
    assert not the("facilitator-participates", whole(facilitator="Navn 03")).error


def test_groups_by_hand():
    good = {"trivsel": [names(4), names(8)[4:], names(12)[8:]]}
    assert "group" not in " ".join(codes(whole(deltagere=names(12), fraværende=[], grupper=good)))
    bad = {"trivsel": [[*names(3), "Lis Leder"], names(8)[4:], names(12)[8:]]}
    file = whole(deltagere=names(12), fraværende=[], grupper=bad)
    assert the("leader-in-group", file).path == ("groups", "wellbeing", 0, 3)
    assert the("person-missing", file).path == ("groups", "wellbeing")
    inside = whole(deltagere=names(12), fraværende=[], dialog={"dato": "17-09-2025", "grupper": bad})
    assert the("leader-in-group", inside).path == ("dialogues", 0, "groups", "wellbeing", 0, 3)


def test_groups_of_nobody_knows_which_team():
    file = teams(names(8), names(14)[8:], grupper={"trivsel": [names(4), names(8)[4:]]})
    assert the("groups-place", file).error


@pytest.mark.parametrize(("n", "code"), [("1", "too-few"), ("2", "too-few"), ("5", "uneven"), ("33", "many-groups")])
def test_numbers_of_people(n, code):
    finding = the(code, workplace(deltagere=n))
    assert finding.path == ("participants",) and not finding.error


@pytest.mark.parametrize("n", ["3", "4", "6", "17", "32"])
def test_numbers_that_are_fine(n):
    assert codes(workplace(deltagere=n)) == set()


def test_a_plenary_that_is_too_short():
    file = workplace(deltagere="28", dialog={"dato": "17-09-2025", "varighed": "150"})
    values = the("plenary-short", file).message.values
    assert (values["minutes"], values["groups"], values["least"]) == (1, 7, 3)


def test_somebody_absent_who_was_not_coming():
    assert the("absent-unknown", whole(fraværende=["Navn 01", "Hvem"])).path == ("absent", 1)
    file = teams(names(8), names(14)[8:])
    file["dialog"][0]["fraværende"] = ["Navn 14"]
    assert the("absent-unknown", file).path == ("dialogues", 0, "absent", 0)


def test_the_planning_group():
    one, four = [{"navn": "Navn 01"}], [{"navn": name} for name in names(4)]
    assert the("planning-group", whole(planlægningsgruppe=one)).path == ("planning_group",)
    assert "planning-group" in codes(whole(planlægningsgruppe=four))
    assert codes(whole(planlægningsgruppe=four, **{"eget-udvalg": "ja"})) == set()
    with_leader = [{"navn": "Lis Leder", "rolle": "leder"}, *four[:3]]
    assert codes(whole(planlægningsgruppe=with_leader)) == set()
    strangers = [{"navn": "Navn 01"}, {"navn": "Hvem"}]
    assert the("planner-not-seated", whole(planlægningsgruppe=strangers)).path == ("planning_group", 1)


# --- Afterwards


def after(**changes):
    file = whole()
    file["opfølgning"] = {**file["opfølgning"], **changes}
    return file


def efforts(*marked):
    return [{"indsats": f"Indsats {i}", "tema": "trivsel", "december": mark} for i, mark in enumerate(marked)]


@pytest.mark.parametrize(
    ("plan", "code", "path"),
    [
        (efforts("ja", "nej", "nej", "nej"), "many-efforts", ("followup", "development_plan", 3)),
        (efforts("ja"), "few-efforts", ("followup", "development_plan")),
        (efforts("nej", "nej"), "december", ("followup", "development_plan")),
        (efforts("ja", "nej", "ja"), "december", ("followup", "development_plan", 2, "december")),
        (
            [{"indsats": "A", "december": "ja"}, {"indsats": "B", "tema": "ledelse"}],
            "no-theme",
            ("followup", "development_plan", 0),
        ),
        ([*efforts("ja"), *efforts("nej")], "effort-twice", ("followup", "development_plan", 1, "effort")),
    ],
)
def test_development_plan(plan, code, path):
    finding = the(code, whole(opfølgning={"udviklingsplan": plan}))
    assert finding.path == path and not finding.error


def test_no_december_outside_the_round():
    assert "december" not in codes(whole(anledning="egen", opfølgning={"udviklingsplan": efforts("nej", "nej")}))


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("handleplaner", "action_plans"),
        ("iglo", "iglo"),
        ("sendes", "forwarded"),
    ],
)
def test_sheets_about_an_effort_that_is_not_planned(part, field):
    finding = next(f for f in found(after(**{part: [{"indsats": "Mødr"}]})) if f.code == "effort-unknown")
    assert finding.path == ("followup", field, 0, "effort") and str(finding.fix) == "did you mean »Møder«?"
    far = next(f for f in found(after(**{part: [{"indsats": "Kantinen"}]})) if f.code == "effort-unknown")
    assert "udviklingsplan" in str(far.fix)


def test_action_plans_with_gaps():
    gaps = {"no-action", "no-milestones", "no-owner", "no-measure"}
    assert codes(after(handleplaner=[{"indsats": "Møder"}, whole()["opfølgning"]["handleplaner"][1]])) == gaps


def test_an_effort_without_any_action_plan():
    finding = the("no-action-plan", after(handleplaner=whole()["opfølgning"]["handleplaner"][:1]))
    assert finding.path == ("followup", "development_plan", 1) and "Pauser" in str(finding.message)


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        ("vinter 2025/26", True), ("januar–marts 2026", True), ("fra januar til marts 2026", True), ("uge 40", True),
        ("fra marts 2026", False), ("løbende", False), ("from March 2026", False), (None, False),
    ],
)  # fmt: skip
def test_a_deadline_is_a_milestone_or_a_period_with_an_end(period, ends):
    plans = whole()["opfølgning"]["handleplaner"]
    plans[0] = {name: value for name, value in plans[0].items() if name != "milepæle"}
    plan = whole()["opfølgning"]["udviklingsplan"]
    plan[0] = plan[0] | ({"periode": period} if period else {})
    assert codes(after(handleplaner=plans, udviklingsplan=plan)) == (set() if ends else {"no-milestones"})


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({}, {"apv-absence", "apv-shown", "apv-signed"}),
        ({"sygefravær": "ja"}, {"apv-shown", "apv-signed"}),
        ({"sygefravær": "ja", "vist": "1/11 2025", "underskrevet": {"leder": "ja", "TR": "ja"}}, {"apv-signed"}),
    ],
)
def test_a_plan_that_is_to_count_as_apv(told, missing):
    assert codes(after(apv=told)) == missing
    assert all(f.path == ("followup", "risk_assessment") for f in found(after(apv=told)))


def test_nothing_is_asked_for_the_apv_before_there_is_a_plan():
    assert codes(whole(opfølgning={"nu": ["Sige godmorgen"]})) == set()


@pytest.mark.parametrize(
    ("name", "field"), [("plan-sendes", "plan_sent"), ("opfølgning-3", "followup_3"), ("opfølgning-12", "followup_12")]
)
def test_no_follow_up_and_no_plan_is_sent_before_the_dialogue(name, field):
    assert the("order", whole(datoer={name: "15-09-2025"})).path == ("dates", field)


def test_the_leader_plans_three_areas():
    areas = [{"område": str(i)} for i in range(4)]
    assert the("leader-areas", whole(**{"lederens-plan": areas})).path == ("leader_plan", 3)


# --- The organisation


def org_codes(**changes):
    return {f.code for f in organisation_findings(organisation(**changes), ["da", "en"])}


ROUND = {"år": "2025", "titel": "x", "periode": {"fra": "01-08-2025", "til": "31-10-2025"}}


def test_a_right_organisation_has_no_findings():
    assert org_codes() == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"runde": {**ROUND, "plan-senest": "04-12-2025"}}, "deadline-close"),
        ({"runde": {**ROUND, "plan-senest": "31-10-2025"}}, "deadline-early"),
        ({"land": "XX"}, "country"),
        ({"adresse": "intranet.eksempel.dk/dialog"}, "address"),
        ({"sprog": ["da", "kl"]}, "no-content"),
        ({"gruppe-mindst": "5"}, "group-sizes"),
        ({"indsatser-mindst": "4"}, "efforts"),
        ({"sommerlukning": {"fra": "01-01-2025", "til": "31-12-2025"}}, "closing"),
    ],
)
def test_organisation(changes, code):
    assert code in org_codes(**changes)


def test_a_role_that_nearly_is_one_is_pointed_out():
    file = whole(planlægningsgruppe=[{"navn": "Navn 01", "rolle": "AMRR"}, {"navn": "Navn 02", "rolle": "souschef"}])
    assert str(the("role", file).fix) == "did you mean »AMR«?"
