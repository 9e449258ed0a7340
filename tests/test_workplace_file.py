"""However people's editors and habits write the file, the same workplace is read."""

import unicodedata

import pytest

from talsammen.load.project import load_project, read_workplace

from .conftest import Root

PLAIN = (
    "arbejdsplads: Bøgely på Ærø\nområde: Børn\nleder: {navn: Åse Sørensen}\n"
    "dialog: {dato: 17-09-2025, kl: 8.30, sted: Hallen}\n"
)


def read(root: Root, text: str | bytes):
    root.workplace("x", text)
    project = load_project(root.folder)
    file, problems = read_workplace(project, "x")
    assert not project.problems and not problems, problems
    return file.workplace


@pytest.mark.parametrize(
    "written",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", PLAIN).encode(),
        PLAIN.replace("område", "omraade").encode(),
        PLAIN.replace("arbejdsplads:", "name:")
        .replace("område", "area")
        .replace("leder", "leader")
        .replace("dialog:", "dialogues:")
        .encode(),
        PLAIN.replace("arbejdsplads", "ARBEJDSPLADS").encode(),
        PLAIN.replace("kl: 8.30", "kl: '8:30'").encode(),
        PLAIN.replace("leder: {navn: Åse Sørensen}", "leder: Åse Sørensen").encode(),
    ],
    ids=[
        "bom",
        "windows-1252",
        "utf-16",
        "crlf",
        "decomposed",
        "ae-oe-aa",
        "english",
        "capitals",
        "colon-time",
        "plain-name",
    ],
)
def test_same_workplace_however_it_is_written(root, written):
    assert read(root, written) == read(root, PLAIN)


@pytest.mark.parametrize(
    "date",
    ["2025-09-17", "17-09-2025", "17/9 2025", "17.9.2025", "17. september 2025", "onsdag den 17. september 2025"],
)
def test_dates_as_people_write_them(root, date):
    assert str(read(root, f"arbejdsplads: X\ndialog: {{dato: '{date}'}}\n").dialogues[0].date) == "2025-09-17"


@pytest.mark.parametrize(
    ("written", "time"),
    [("13:00", "13:00"), ("8.30", "08:30"), ("kl 8", "08:00"), ("kl. 8.30", "08:30"), ("8", "08:00")],
)
def test_clock_times_as_people_write_them(root, written, time):
    start = read(root, f"arbejdsplads: X\ndialog: {{kl: {written}}}\n").dialogues[0].start
    assert f"{start:%H:%M}" == time


def test_nothing_is_taken_for_a_number_or_a_yes(root):
    workplace = read(root, "arbejdsplads: 012\nområde: No\nkontakt: {navn: 1e3, telefon: 0045}\n")
    assert (workplace.name, workplace.area, workplace.contact.name, workplace.contact.phone) == (
        "012",
        "No",
        "1e3",
        "0045",
    )


def test_a_key_with_nothing_after_it_is_as_good_as_left_out(root):
    assert read(root, "arbejdsplads: X\nområde:\nleder:\ndialog:\n") == read(root, "arbejdsplads: X\n")
