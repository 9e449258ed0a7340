"""The whole way of thirty workplaces: a new file, forms counted, themes pasted, post-its typed in, HR's overview."""

from __future__ import annotations

import csv
import random
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from talsammen.checking import check

from .conftest import Root
from .test_forms import fill

pytestmark = pytest.mark.slow

COUNT, ON_PAPER = 30, 2
AREAS = ("Børn og Kultur", "Sundhed og Omsorg", "Teknik og Miljø")
WELLBEING = {
    "balance-and-surplus": "Balance og overskud", "social-support-and-trust": "Social støtte og tillid",
    "meaning-and-direction": "Mening og retning",
}  # fmt: skip
LEADERSHIP = {
    "shared-direction-and-goals": "Fælles retning og mål", "citizen-at-the-centre": "Borgeren i centrum",
}  # fmt: skip
STATUSES = {"idé": "Idé", "i gang": "I gang", "gennemført": "Gennemført"}
#: No page that is published, and nothing of HR's, may hold these.
PEOPLE, REASON, NOTE, OWN = "Hemmeligperson", "Hemmelig begrundelse", "Hemmelig seddel", "Hemmelig lederplan"


class Place:
    """What one workplace does, drawn by lot, and its own sums."""

    def __init__(self, root: Root, number: int) -> None:
        self.root, self.id, self.dice = root, f"sted-{number}", random.Random(number)
        self.area = AREAS[number % len(AREAS)]
        self.people = self.dice.choice((6, 9, 12, 17))
        self.votes: dict[str, Counter] = {}
        self.chosen: dict[str, str] = {}
        self.notes: Counter = Counter()
        self.statuses: list[str] = []

    @property
    def file(self) -> Path:
        return self.root.folder / f"workplaces/{self.id}.yaml"

    def edit(self, old: str, new: str) -> None:
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), "utf-8")

    def begin(self) -> None:
        assert self.root.run("new", self.id).status == 0
        day = self.dice.randrange(8, 27)
        names = ", ".join(f"{PEOPLE} {n} {self.id}" for n in range(self.people))
        self.edit("\ndialog:\n", f"\ndialog:\n  dato: {day}-09-2025\n  kl: 9.00\n  sted: Salen\n")
        self.edit("\ntemaer:\n", f"\nområde: {self.area}\ndeltagere: [{names}]\n")

    def propose(self, inbox: Path, on_paper: bool) -> None:
        """Everybody proposes one theme of each kind; some by our forms, most by a table from a survey."""
        inbox.mkdir()
        for kind, themes in (("wellbeing", WELLBEING), ("leadership", LEADERSHIP)):
            votes = [self.dice.choice([*themes]) for _ in range(self.people)]
            self.votes[kind] = Counter(votes)
            heading = "Trivselstema" if kind == "wellbeing" else "Ledelsestema"
            if on_paper:
                form = self.root.output / f"print/{self.id}/da/form-{kind}.pdf"
                for n, theme in enumerate(votes):
                    told = {"theme": theme, "name": f"{PEOPLE} {n}", "reason-1": f"{REASON} {n}"}
                    fill(form, inbox / f"{kind}-{n}.pdf", **told)
                for left in inbox.glob("*.xfdf"):
                    left.unlink()
            else:
                rows = [f"{PEOPLE} {n};{themes[theme]};{REASON} {n}" for n, theme in enumerate(votes)]
                text = "\r\n".join([f"Navn;{heading};Hvorfor?", *rows])
                (inbox / f"{kind}.csv").write_bytes(text.encode("cp1252" if self.dice.random() < 0.5 else "utf-8"))

    def choose(self, inbox: Path) -> None:
        """Pastes the lines of the tally; where themes are equal, keeps the first of them."""
        run = self.root.run("tally", self.id, str(inbox))
        assert run.status == 0, run.errors
        lines, chosen = [], {}
        for line in (self.root.output / f"tally/{self.id}/temaer.yaml").read_text("utf-8").splitlines():
            words = line.strip("# ").split(": ", 1)
            if words[0] in ("trivsel", "ledelse"):
                if words[0] not in chosen:
                    lines.append(f"  {words[0]}: {words[1]}")
                chosen.setdefault(words[0], words[1])
            elif words[0] == "temaer:":
                lines.append("temaer:")
            elif not line.strip().startswith("#"):
                lines.append(line)
        self.chosen = {"wellbeing": chosen["trivsel"], "leadership": chosen["ledelse"]}
        self.file.write_text(self.file.read_text("utf-8") + "\n".join(lines) + "\n", "utf-8")

    def hold(self) -> None:
        """Types post-its into the prepared sheet, and writes the plan they led to."""
        assert self.root.run("new", self.id, "--results", "--csv").status == 0
        path = self.root.folder / f"workplaces/{self.id}.resultater.csv"
        head, *rows = csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")
        for row in rows:
            if row[head.index("slags")] in ("pointe", "handling") and self.dice.random() < 0.5:
                effort = self.dice.choice(("1", "2"))
                row[head.index("tekst")], row[head.index("indsats")] = f"{NOTE} {row[0]} 😀", effort
                self.notes[int(effort)] += 1
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([head, *rows])
        self.statuses = [self.dice.choice([*STATUSES]) for _ in range(2)]
        plan = [f"    - {{indsats: Indsats {n} i {self.id}, periode: vinter, tema: {theme}, december: {most}}}"
                for n, theme, most in ((1, "trivsel", "ja"), (2, "ledelse", "nej"))]  # fmt: skip
        actions = [f"    - {{indsats: Indsats {n} i {self.id}, handling: Vi begynder, tovholder: {PEOPLE} 0, "
                   f"status: {status}}}" for n, status in enumerate(self.statuses, start=1)]  # fmt: skip
        text = ["opfølgning:", "  udviklingsplan:", *plan, "  handleplaner:", *actions,
                "lederens-plan:", f"  - {{område: {OWN}}}"]  # fmt: skip
        self.file.write_text(self.file.read_text("utf-8") + "\n".join(text) + "\n", "utf-8")


@pytest.fixture(scope="module")
def municipality(tmp_path_factory) -> tuple[Root, list[Place]]:
    """Thirty workplaces that have gone the whole way; only the forms of the first are really printed."""
    folder = tmp_path_factory.mktemp("municipality")
    root = Root(folder / "project", ("form-wellbeing", "form-leadership", "feedback-letter", "leader-plan"))
    places = [Place(root, n) for n in range(1, COUNT + 1)]
    for place in places:
        place.begin()
    run = root.run("build", *(place.id for place in places[:ON_PAPER]))
    assert run.status == 0, run.errors
    root.printed = False
    for n, place in enumerate(places):
        inbox = folder / place.id
        place.propose(inbox, n < ON_PAPER)
        place.choose(inbox)
        place.hold()
    run = root.run("build")
    assert run.status == 0, [line for line in run.errors if "fejl" in line]
    assert root.run("--today", "01-12-2025", "overview").status == 0
    return root, places


def test_every_vote_is_counted_and_the_most_chosen_stand_in_the_file(municipality):
    root, places = municipality
    for place, kit in zip(places, sorted_as(places, check(root.folder).kits), strict=True):
        assert kit.workplace.votes == {**place.votes["wellbeing"], **place.votes["leadership"]}, place.id
        for kind, titles in (("wellbeing", WELLBEING), ("leadership", LEADERSHIP)):
            votes = place.votes[kind]
            assert votes[kit.themes[kind].id] == max(votes.values())
            assert titles[kit.themes[kind].id] == place.chosen[kind]


def sorted_as(places, kits):
    by_id = {kit.id: kit for kit in kits}
    return [by_id[place.id] for place in places]


def test_every_note_is_traced_to_its_effort(municipality):
    root, places = municipality
    for place, kit in zip(places, sorted_as(places, check(root.folder).kits), strict=True):
        found = [len(kit.results.of_effort(effort.name)) for effort in kit.workplace.followup.efforts]
        assert found == [place.notes[1], place.notes[2]], place.id
        assert kit.stage == "held"


def test_hr_counts_what_the_workplaces_chose(municipality):
    root, places = municipality
    book = openpyxl.load_workbook(root.output / "hr/overview.xlsx")
    head, *rows = book["De valgte temaer"].iter_rows(values_only=True)
    counted = {
        (row[head.index("Direktørområde")], row[head.index("Tema")]): row[head.index("Valgt af")] for row in rows
    }
    assert counted == Counter((place.area, theme) for place in places for theme in place.chosen.values())
    head, *rows = book["Indsatser"].iter_rows(values_only=True)
    told = Counter(row[head.index("Status")] for row in rows)
    assert told == Counter(STATUSES[status] for place in places for status in place.statuses)
    assert sum(row[head.index("Vigtigst")] == "ja" for row in rows) == COUNT


def test_nothing_private_is_published_or_handed_to_hr(municipality):
    """Site, one-file kit and search index; HR's folder; another workplace's folder and zip."""
    root, places = municipality
    secret = [word.encode() for word in (PEOPLE, REASON, NOTE, OWN)]
    for folder in ("site", "hr", "kits"):
        for path in (root.output / folder).rglob("*"):
            if path.is_file() and path.suffix != ".zip":
                assert not [word for word in secret if word in path.read_bytes()], path
    own = {place.id: f"Indsats 1 i {place.id}<".encode() for place in places}
    for place in places:
        print_ = [path.read_bytes() for path in (root.output / "print" / place.id).rglob("*.pdf")]
        with zipfile.ZipFile(root.output / f"kits/{place.id}.zip") as zipped:
            handed = [zipped.read(name) for name in zipped.namelist()]
        assert any(own[place.id] in data for data in print_) and any(own[place.id] in data for data in handed)
        for data in (*print_, *handed):
            assert OWN.encode() not in data
            assert not [id for id, word in own.items() if id != place.id and word in data]
    assert OWN.encode() in (root.output / f"leader/{places[0].id}/da/leader-plan.pdf").read_bytes()
