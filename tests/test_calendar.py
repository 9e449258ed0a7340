"""The calendar files: read back by their library, right on both sides of the clock change, replaced when moved."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from talsammen.checking import check
from talsammen.render.address import in_ascii
from talsammen.render.calendar import _timezone as zone_component
from talsammen.render.calendar import calendar_files, revisions
from talsammen.render.environment import Renderer
from talsammen.render.events import events_of
from talsammen.render.zone import observances

from .conftest import Root
from .test_organisation import change
from .test_privacy import FILE, SECRET

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
PLACE = "print/x/da/calendar-everyone.ics"
GROUP = "print/x/da/calendar-planning-group.ics"
LEADERS = "print/x/da/calendar-leaders.ics"
OFF = "print/x/da/calendar-cancelled.ics"


def made(root: Root, before: object = None) -> tuple[dict[str, bytes], dict]:
    """The calendar files of the workplace x as a build makes them, without printing anything."""
    checked = check(root.folder)
    (kit,) = checked.kits
    renderer = Renderer(checked.project, "da", "print")
    events = events_of(renderer, kit)
    counted = revisions(events, before)
    return calendar_files(renderer, kit, events, counted), counted


def workplace(root: Root, dialogue: str = "dato: 17-09-2025, kl: 8.00, sted: Hallen", more: str = "") -> None:
    root.workplace("x", f"arbejdsplads: X\nleder: {{navn: Eva Lund}}\ndialog: {{{dialogue}}}\n{more}")


def entries(data: bytes) -> dict[str, dict]:
    """Summary -> event."""
    return {str(event["summary"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def dialogue_in(data: bytes):
    return next(e for name, e in entries(data).items() if name.endswith("Udviklingsdialog"))


def test_a_dialogue_has_time_place_and_what_to_bring(root):
    workplace(root, more="temaer: {trivsel: Balance og overskud, ledelse: Fælles retning og mål}\n")
    files, _ = made(root)
    event = dialogue_in(files[PLACE])
    assert event["dtstart"].dt == datetime(2025, 9, 17, 8, 0, tzinfo=COPENHAGEN)
    assert event["dtend"].dt == datetime(2025, 9, 17, 11, 0, tzinfo=COPENHAGEN)
    assert event["location"] == "Hallen" and event["summary"].params["LANGUAGE"] == "da"
    assert "Trivselstema: Balance og overskud\nLedelsestema: Fælles retning og mål" in event["description"]
    assert "to eksempler" in event["description"]
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-1)


def test_the_file_is_what_the_standard_asks_for(root):
    workplace(root)
    data = made(root)[0][PLACE]
    whole = Calendar.from_ical(data)
    assert (whole["version"], whole["method"], whole["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert whole["prodid"].startswith("-//Nyborg Kommune//") and "X" in whole["x-wr-calname"]
    assert data.endswith(b"END:VCALENDAR\r\n") and not re.search(rb"(?<!\r)\n", data)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"COMMENT" not in data
    for event in whole.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", "TRANSP"} <= set(event)
        assert event["dtstamp"].dt.utcoffset() == timedelta(0) and event.walk("VALARM")


@pytest.mark.parametrize(
    ("day", "start", "instant"),
    [
        ("24-10-2025", "13.00", datetime(2025, 10, 24, 11, tzinfo=UTC)),
        ("27-10-2025", "13.00", datetime(2025, 10, 27, 12, tzinfo=UTC)),
        ("27-03-2026", "8.30", datetime(2026, 3, 27, 7, 30, tzinfo=UTC)),
        ("30-03-2026", "8.30", datetime(2026, 3, 30, 6, 30, tzinfo=UTC)),
    ],
)
def test_the_clock_is_right_on_both_sides_of_its_change(root, day, start, instant):
    """Read by the library's own VTIMEZONE and by the rules in the file alone."""
    workplace(root, f"dato: {day}, kl: {start}", "anledning: egen\n")
    data = made(root)[0][PLACE]
    assert dialogue_in(data)["dtstart"].dt.astimezone(UTC) == instant
    assert dialogue_in(data)["dtstart"].params["TZID"] == "Europe/Copenhagen"
    (zone,) = Calendar.from_ical(data).walk("VTIMEZONE")
    own = zone.to_tz(lookup_tzid=False)
    wall = dialogue_in(data)["dtstart"].dt.replace(tzinfo=None)
    assert wall.replace(tzinfo=own).utcoffset() == wall.replace(tzinfo=COPENHAGEN).utcoffset()


def test_the_zone_stands_as_two_yearly_rules(root):
    """In the form every calendar program reads: onsets on the clock before the change, rules instead of lists."""
    workplace(root)
    data = made(root)[0][PLACE]
    zone = data[data.index(b"BEGIN:VTIMEZONE") : data.index(b"END:VTIMEZONE")].decode().split("\r\n")
    assert [line for line in zone if line.startswith(("DTSTART", "RRULE", "RDATE", "TZOFFSET"))] == [
        "DTSTART:20240331T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "DTSTART:20241027T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "year", "rules"),
    [
        ("Europe/Copenhagen", 2025, ["-1SU", "-1SU"]),
        ("America/New_York", 2025, ["2SU", "1SU"]),
        ("Australia/Sydney", 2025, ["1SU", "1SU"]),
        ("Asia/Tokyo", 2025, [""]),
        ("America/Nuuk", 2023, None),
        ("Africa/Casablanca", 2025, None),
        ("Europe/Copenhagen", 1994, None),
    ],
)
def test_the_rules_of_a_zone_give_its_time_at_every_hour(name, year, rules):
    found = observances(name, year, year + 1)
    assert rules is None or [rule.weekday for rule in found] == rules
    whole = Calendar.from_ical(
        b"BEGIN:VCALENDAR\r\n" + zone_component(name, year, year + 1).to_ical() + b"END:VCALENDAR\r\n"
    )
    own, right = whole.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False), ZoneInfo(name)
    hours = (datetime(year, 1, 1) + timedelta(hours=n, minutes=30) for n in range(24 * 730))
    wrong = [h for h in hours if h.replace(tzinfo=own).utcoffset() != h.replace(tzinfo=right).utcoffset()]
    assert len(wrong) <= 8, "at most the hours that are left out or come twice"


def test_without_a_clock_time_it_is_a_whole_day(root):
    workplace(root, "dato: 17-09-2025")
    data = made(root)[0][PLACE]
    event = dialogue_in(data)
    assert event["dtstart"].dt == date(2025, 9, 17) and event["dtend"].dt == date(2025, 9, 18)
    assert event["dtstart"].params["VALUE"] == "DATE" and b"VTIMEZONE" not in data


def test_everyone_has_the_days_that_concern_all(root):
    workplace(root, more="datoer: {information: 02-06-2025, skemaer: 20-06-2025}\n")
    found = {
        name.removeprefix("Udviklingsdialog: "): e["dtstart"].dt for name, e in entries(made(root)[0][PLACE]).items()
    }
    assert found["sidste dag for skemaerne"] == date(2025, 6, 20)
    assert len(found) == 6 and found["hør, hvad der skal ske"] == date(2025, 6, 2)
    assert found["find dine to eksempler"] == date(2025, 9, 10)


def test_days_are_reminded_of_three_days_before_at_nine(root):
    workplace(root)
    event = entries(made(root)[0][PLACE])["Udviklingsdialog: sidste dag for skemaerne"]
    (alarm,) = event.walk("VALARM")
    start = datetime.combine(event["dtstart"].dt, datetime.min.time())
    assert start + alarm["trigger"].dt == start - timedelta(days=3) + timedelta(hours=9)
    assert event["transp"] == "TRANSPARENT", "a deadline takes nobody's day"


def test_the_planning_group_has_all_steps_the_deadline_and_the_follow_ups(root):
    workplace(root)
    found = entries(made(root)[0][GROUP])
    assert len(found) == 12 + 1 + 4
    assert found["Udviklingsdialog: send udviklingsplanen senest i dag"]["dtstart"].dt == date(2025, 11, 28)
    for months in ("tre", "seks", "ni", "tolv"):
        agenda = found[f"Udviklingsdialog: opfølgning efter {months} måneder"]["description"]
        assert sum(map(int, re.findall(r"\((\d+) minutter\)", agenda))) == 20


def test_the_leaders_have_the_workshops(root):
    workplace(root)
    found = entries(made(root)[0][LEADERS])
    training = found["Træningsworkshop for ledere"]
    assert training["dtstart"].dt == datetime(2025, 9, 8, 8, 30, tzinfo=COPENHAGEN)
    assert training["dtend"].dt == datetime(2025, 9, 8, 16, 0, tzinfo=COPENHAGEN)
    teams = [e for name, e in found.items() if name.startswith("Opstartsworkshop")]
    assert len(teams) == 3 and {str(e["status"]) for e in teams} == {"TENTATIVE"}
    assert "Udviklingsdialog: fortæl om din egen ledelse" in found


def test_a_workshop_is_the_same_event_for_every_workplace(root):
    workplace(root)
    first = {e["uid"] for name, e in entries(made(root)[0][LEADERS]).items() if "workshop" in name}
    root.workplace("x", "arbejdsplads: En anden\n")
    assert first == {e["uid"] for name, e in entries(made(root)[0][LEADERS]).items() if "workshop" in name}


def test_a_workshop_written_badly_makes_no_wrong_event(root):
    change(
        root,
        "{dato: 08-09-2025, fra: 8.30, til: 16.00, sted: Nyborg Strand}",
        "{dato: 08-09-2025, fra: 8.30, til: 7.00}",
    )
    change(root, "{hold: {da: Hold 2, en: Session 2}, dato: 05-05-2025", "{hold: Hold 1, dato: 05-05-0205")
    workplace(root)
    found = entries(made(root)[0][LEADERS])
    assert "dtend" not in found["Træningsworkshop for ledere"]
    assert len([name for name in found if name.startswith("Opstartsworkshop")]) == 2


def test_only_a_name_makes_no_calendar_for_everyone(root):
    root.workplace("x", "arbejdsplads: X\n")
    files, _ = made(root)
    assert PLACE not in files and "site/x/calendar.ics" not in files
    assert list(entries(files[GROUP])) == ["Udviklingsdialog: send udviklingsplanen senest i dag"]


def test_every_team_has_its_own_event(root):
    root.workplace(
        "x", "arbejdsplads: X\ndialog: [{hold: Dag, dato: 23-09-2025, kl: 13.30}, {hold: Aften, dato: 24-09-2025}]\n"
    )
    found = entries(made(root)[0][PLACE])
    day, evening = found["Udviklingsdialog – Dag"], found["Udviklingsdialog – Aften"]
    assert day["uid"] != evening["uid"] and evening["dtstart"].dt == date(2025, 9, 24)


# --- Moved and cancelled ---------------------------------------------------------------------------------------------


def test_a_moved_dialogue_replaces_the_old_entry(root):
    workplace(root)
    files, counted = made(root)
    again, unchanged = made(root, counted)
    assert (again, unchanged) == (files, counted), "nothing moved: the same bytes"
    workplace(root, "dato: 24-09-2025, kl: 8.00, sted: Hallen")
    moved, recounted = made(root, counted)
    old, new = dialogue_in(files[PLACE]), dialogue_in(moved[PLACE])
    assert (old["uid"], old["sequence"]) == (new["uid"], 0) and new["sequence"] == 1
    assert new["dtstamp"].dt > old["dtstamp"].dt
    workplace(root)
    assert dialogue_in(made(root, recounted)[0][PLACE])["sequence"] == 2, "moved back counts as well"


def test_what_did_not_move_keeps_its_sequence(root):
    workplace(root, more="datoer: {skemaer: 20-06-2025}\n")
    _, counted = made(root)
    workplace(root, "dato: 17-09-2025, kl: 9.00, sted: Salen", "datoer: {skemaer: 20-06-2025}\n")
    found = entries(made(root, counted)[0][PLACE])
    assert found["Udviklingsdialog"]["sequence"] == 1
    assert {e["sequence"] for name, e in found.items() if name != "Udviklingsdialog"} == {0}


@pytest.mark.parametrize(
    "before", [None, [], "x", {"a": 1}, {"a": {"sequence": "1", "mark": 2}}, {"a": {"sequence": -1}}]
)
def test_a_spoiled_manifest_counts_from_the_beginning(root, before):
    workplace(root)
    assert {entry["sequence"] for entry in made(root, before)[1].values()} == {0}


def test_a_cancelled_dialogue_is_called_back(root):
    workplace(root)
    files, counted = made(root)
    workplace(root, "dato: 17-09-2025, kl: 8.00, sted: Hallen, aflyst: ja")
    cancelled, recounted = made(root, counted)
    whole = Calendar.from_ical(cancelled[OFF])
    event = dialogue_in(cancelled[OFF])
    assert whole["method"] == "CANCEL" and event["status"] == "CANCELLED" and not event.walk("VALARM")
    assert event["uid"] == dialogue_in(files[PLACE])["uid"] and event["sequence"] == 1
    assert cancelled["site/x/calendar-cancelled.ics"] == cancelled[OFF]
    for name in (PLACE, GROUP, LEADERS):
        assert event["uid"] not in {e["uid"] for e in entries(cancelled[name]).values()}, name
    assert "Udviklingsdialog: sidste dag for skemaerne" in entries(cancelled[PLACE]), "the themes stand"
    assert "Aflyst: Udviklingsdialog: find dine to eksempler" in entries(cancelled[OFF])
    workplace(root, "dato: 08-10-2025, kl: 8.00, sted: Hallen")
    back = dialogue_in(made(root, recounted)[0][PLACE])
    assert (back["uid"], back["sequence"], back["status"]) == (event["uid"], 2, "CONFIRMED")


def test_a_cancellation_nobody_remembers_the_entry_of_still_counts_more(root):
    workplace(root, "dato: 17-09-2025, aflyst: ja")
    assert dialogue_in(made(root)[0][OFF])["sequence"] == 1


def test_one_cancelled_team_leaves_the_others(root):
    teams = "[{{hold: Dag, dato: 23-09-2025{}}}, {{hold: Aften, dato: 24-09-2025}}]"
    root.workplace("x", f"arbejdsplads: X\ndialog: {teams.format(', aflyst: ja')}\n")
    files, _ = made(root)
    assert list(entries(files[OFF])) == ["Aflyst: Udviklingsdialog – Dag"]
    assert {"Udviklingsdialog – Aften", "Udviklingsdialog: find dine to eksempler"} <= set(entries(files[PLACE]))


# --- What people write -----------------------------------------------------------------------------------------------


def test_nothing_people_write_breaks_the_file(root):
    nasty = (
        'Æblegården; \\"Nord\\", kl. 8\\r\\nATTENDEE:mailto:x@y.dk\\nEND:VEVENT\\t\\u2028\\\\n <b>&amp;</b> {{ 7*7 }}'
    )
    root.workplace(
        "x",
        f'arbejdsplads: "{nasty}"\nleder: {{navn: "{nasty}", email: "a@b.dk\\r\\nX:1"}}\n'
        f'dialog: {{dato: 17-09-2025, kl: 8.00, sted: "{nasty}", forplejning: "{nasty}"}}\n',
    )
    data = made(root)[0][PLACE]
    event = dialogue_in(data)
    assert 'Æblegården; "Nord", kl. 8' in event["location"] and "\\n <b>&amp;</b> {{ 7*7 }}" in event["location"]
    assert b"\nATTENDEE" not in data and b"\nX:1" not in data and "organizer" not in event
    assert len(Calendar.from_ical(data).walk("VEVENT")) == data.count(b"\nBEGIN:VEVENT") == 6
    assert "7*7" in event["description"]


def test_a_long_name_is_folded_between_letters(root):
    root.workplace("x", f"arbejdsplads: {'æøå' * 26}\ndialog: {{dato: 17-09-2025, sted: {'ø' * 200}}}\n")
    data = made(root)[0][PLACE]
    for line in data.split(b"\r\n"):
        line.decode()
    assert dialogue_in(data)["location"] == "ø" * 200


def test_the_one_to_write_to_and_the_address(root):
    change(root, "adresse:", "adresse: https://dialog.eksempel.dk/å/ #")
    workplace(root, more="afbud: {navn: 'Ida; Holm, \"TR\"', email: ida.holm@eksempel.dk}\n")
    event = dialogue_in(made(root)[0][PLACE])
    assert event["organizer"] == "mailto:ida.holm@eksempel.dk" and "Ida; Holm" in event["organizer"].params["CN"]
    assert event["url"] == "https://dialog.eksempel.dk/%C3%A5/x/step-8.html"
    assert event["description"].endswith("Læs mere: https://dialog.eksempel.dk/å/x/step-8.html")


@pytest.mark.parametrize(
    ("address", "ascii"),
    [
        ("https://dialog.dk/skovgården/?q=å&b=1#ø", "https://dialog.dk/skovg%C3%A5rden/?q=%C3%A5&b=1#%C3%B8"),
        ("http://ærø.dk:8080/a%20b", "http://xn--r-3fa9c.dk:8080/a%20b"),
        ("intranet.dk/dialog", None),
        ("https://[x", None),
        ("https://" + "a" * 70 + ".dk", None),
    ],
)
def test_an_address_as_machines_follow_it(address, ascii):
    assert in_ascii(address) == ascii


def test_another_zone(root):
    change(root, "tidszone: Europe/Copenhagen", "tidszone: America/Nuuk")
    workplace(root)
    assert dialogue_in(made(root)[0][PLACE])["dtstart"].dt == datetime(2025, 9, 17, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/København", "../etc/passwd", "Europe", "/etc/localtime", "CET1"])
def test_a_zone_nobody_knows_is_a_mistake(root, zone):
    change(root, "tidszone: Europe/Copenhagen", f"tidszone: {zone}")
    workplace(root)
    run = root.run("check")
    assert run.status == 1 and any("tidszone" in line and line.startswith("organisation.yaml:") for line in run.errors)


# --- In a build ------------------------------------------------------------------------------------------------------


def test_a_build_counts_on_from_the_last_one(root):
    root.printed = False
    workplace(root)
    assert root.run("build").status == 0
    first = (root.output / PLACE).read_bytes()
    assert (root.output / "site/x/calendar.ics").read_bytes() == first
    assert 'href="calendar.ics"' in (root.output / "site/x/prints.html").read_text(encoding="utf-8")
    assert {PLACE, "site/x/calendar.ics"} <= set(root.manifest["workplaces"]["x"]["files"])
    root.run("build")
    assert (root.output / PLACE).read_bytes() == first
    workplace(root, "dato: 18-09-2025, kl: 8.00, sted: Hallen")
    root.run("build")
    assert dialogue_in((root.output / PLACE).read_bytes())["sequence"] == 1
    workplace(root, "dato: 18-09-2025, kl: 8.00, sted: Hallen, aflyst: ja")
    root.run("build")
    assert dialogue_in((root.output / OFF).read_bytes())["sequence"] == 2
    workplace(root, "dato: 18-09-2025, kl: 8.00, sted: Hallen")
    root.run("build")
    assert OFF not in root.built() and dialogue_in((root.output / PLACE).read_bytes())["sequence"] == 3


def test_no_secret_is_in_a_calendar(root):
    root.workplace("x", FILE)
    files, _ = made(root)
    words = b"".join(files.values()).replace(b"\r\n ", b"").decode()
    assert "Eva Lund" in words
    assert {name for name, marker in SECRET.items() if marker in words} == set()
