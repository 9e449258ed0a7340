"""Every day, time, name and count on paper agrees with the plan; what does not is told of, with sheet and page."""

import re

import pytest

from .conftest import ROOT, Root

WORKPLACE = """
arbejdsplads: Fjordskolen
sprog: [da]
leder: Mette Holm
planlægningsgruppe: [{navn: Ali Demirci, rolle: TR}, {navn: Bo Dam, rolle: AMR}]
dialog:
  dato: 17-09-2025
  kl: 13.00
  sted: Store sal, Skovvej 4
  forplejning: Kaffe kl. 7.15 søndag den 3. januar 2025, og kage 1. april
deltagere: [Ali Demirci, Bo Dam, Bodil Dam, Nguyễn Thị Hoa, Anne-Margrethe Vestergaard-Løwenstein, Emil Skov]
"""
SHEETS = ("booking-note", "group-lists", "name-tags", "reminder", "print-list", "invitation")


def changed(root: Root, sheet: str, *changes: tuple[str, str]) -> None:
    """Puts a layout of the test's own in place of the project's."""
    path = root.folder / f"layouts/print/{sheet}.html"
    text = (ROOT / f"layouts/print/{sheet}.html").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.unlink()
    path.write_text(text, encoding="utf-8")


def problems(root: Root) -> dict[str, list[str]]:
    """What a build says of the sheets, by sheet, without the file and the code in front."""
    run = root.run("build")
    assert run.status == 0, run.errors
    found: dict[str, list[str]] = {}
    for line in run.errors:
        if match := re.search(r"layouts/print/[\w-]+\.html:.*?: print/fjordskolen/da/([\w-]+)\.pdf(.*)", line):
            found.setdefault(match[1], []).append(match[2].lstrip(":, "))
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, list[str]]:
    """What is said of sheets whose layouts tell other things than the plan; the others are the project's own."""
    root = Root(tmp_path_factory.mktemp("agreement") / "project", SHEETS)
    root.workplace("fjordskolen", WORKPLACE)
    strange = (
        "torsdag den 17. september 2025; Thursday 17 September 2025; 18. september 2025; 18-09-2025; den 6. maj; "
        "Onsdag den 17. september; kl. 12.45–16.00; kl. 6; from 10:05"
    )
    changed(
        root,
        "booking-note",
        ("<h2>{{ labels.room }}</h2>", f"<h2>{{{{ labels.room }}}}</h2><p>{strange}</p>"),
        ("labels.people, people,", "labels.people, people - 1,"),
        ('dialogue.place, "wide"', 'none, "wide"'),
    )
    changed(root, "group-lists", ("{% endblock %}", ".table li:first-child { visibility: hidden }{% endblock %}"))
    changed(root, "name-tags", ("{% endblock %}", ".tag { height: 14mm; overflow: hidden }{% endblock %}"))
    changed(root, "print-list", ('}}">{{ n }}</td>', '}}">{{ n and n + 1 }}</td>'))
    return problems(root)


def quoted(told: dict[str, list[str]], sheet: str, words: str) -> list[str]:
    """What stands in quotes in the lines about a sheet that have these words."""
    return [re.search("»(.*?)«", line)[1] for line in told[sheet] if words in line]


def test_a_day_that_nobody_planned_or_wrote_is_told_of(told):
    assert quoted(told, "booking-note", "hverken en dag") == ["18. september 2025", "6. maj", "18-09-2025"]
    assert any("side 1: »18-09-2025«" in line and "17-09-2025" in line for line in told["booking-note"])


def test_a_weekday_of_another_day_is_told_of_in_either_language(told):
    wanted = ["torsdag den 17. september 2025", "Thursday 17 September 2025"]
    assert quoted(told, "booking-note", "ugedag") == wanted
    assert "onsdag" in " ".join(told["booking-note"]) and "Wednesday" in " ".join(told["booking-note"])


def test_a_time_that_is_not_of_the_programme_is_told_of(told):
    """The end of the programme, and the time and the wrong weekday people wrote themselves, are fine."""
    assert quoted(told, "booking-note", "hverken et klokkeslæt") == ["12.45", "10:05", "kl. 6"]


def test_a_count_that_is_not_the_plans_is_told_of(told):
    assert quoted(told, "booking-note", "passer ikke") == ["participants: 5"]
    assert "pages of group-lists: 3" in quoted(told, "print-list", "passer ikke")


def test_a_place_that_is_left_out_is_told_of(told):
    assert quoted(told, "booking-note", "kan ikke læses") == ["Store sal, Skovvej 4"]


def test_a_person_who_is_left_out_or_cut_off_is_told_of(told):
    """»Bo Dam« is not found in »Bodil Dam«."""
    left_out, cut = quoted(told, "group-lists", "kan ikke læses"), quoted(told, "name-tags", "kan ikke læses")
    assert left_out == ["Ali Demirci", "Bo Dam", "Bodil Dam"] and len(cut) == 7


def test_what_agrees_is_not_told_of(told):
    assert {"invitation", "reminder"} & told.keys() == set()
