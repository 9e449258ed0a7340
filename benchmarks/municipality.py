"""A number in; a made-up municipality out: workplaces of all kinds and sizes, the same for the same seed.

Nobody in it exists. Its files are written as people write them: names with æ, ø and å, one dialogue or two teams, a
planning group, themes, and after the dialogue the post-its of every group and a plan.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).parents[1]
FIRST = """
    Ali Anders Anette Birgit Birthe Bjørn Bo Camilla Carsten Dorthe Ebbe Elif Emil Erik Fatima Freja Gitte Hanne
    Hassan Helle Henrik Ida Inger Jens Jonas Jørgen Karin Kasper Lene Lone Louise Mads Mette Mikkel Mohammed Nanna
    Niels Ole Peter Pia Rasmus Rikke Samira Signe Sofie Søren Tove Ulla Vibeke Winnie Zahra Åge Åse Øjvind
""".split()  # noqa: SIM905
LAST = """
    Andersen Bach Bæk Christensen Dahl Demirci Friis Frøslev Gade Grøn Hald Hansen Holm Højgaard Iversen Jensen Juhl
    Kjær Kristoffersen Lind Lund Madsen Munk Møller Nguyen Nielsen Nørgaard Olsen Overgaard Pedersen Poulsen Raza
    Ravn Skov Sørensen Søgaard Thomsen Toft Vestergaard Winther Yusuf Ærø Østergaard Åkjær
""".split()  # noqa: SIM905
PLACES = """
    Skov Sø Å Eng Bakke Mølle Kirke Strand Lyng Bøge Ege Pile Aske Rose Solsikke Stjerne Fjord Nørre Sønder Øster
    Vester Kilde Dal Hede Birke
""".split()  # noqa: SIM905
ENDINGS = ("gården", "parken", "huset", "vang", "bo")
KINDS = {
    "Børnehuset": ("Børn og Kultur", "daglig leder", "børn og forældre", ("pædagog", "medhjælper", "køkken"), (8, 34)),
    "Skolen ved": ("Børn og Kultur", "skoleleder", "elever og forældre", ("lærer", "pædagog", "sekretær"), (24, 90)),
    "Plejecenter": ("Sundhed og Omsorg", "plejecenterleder", "beboere og pårørende",
                    ("sygeplejerske", "assistent", "hjælper", "køkken"), (30, 90)),
    "Hjemmeplejen": ("Sundhed og Omsorg", "gruppeleder", "borgere i eget hjem", ("assistent", "hjælper"), (12, 60)),
    "Botilbuddet": ("Social og Handicap", "afdelingsleder", "beboere og pårørende", ("pædagog", "assistent"), (10, 40)),
    "Biblioteket": ("Børn og Kultur", "bibliotekschef", "lånere", ("bibliotekar", "formidler"), (8, 20)),
    "Vejgruppen": ("Teknik og Miljø", "driftsleder", "trafikanter", ("vejmand", "gartner", "mekaniker"), (8, 30)),
    "Jobcenter": ("Job og Ledelse", "teamleder", "ledige og virksomheder", ("rådgiver", "konsulent"), (12, 45)),
}  # fmt: skip
WELLBEING = ("Balance og overskud", "Social støtte og tillid", "Indflydelse og involvering")
LEADERSHIP = ("Fælles retning og mål", "Kommunikation og samarbejdskultur")
SUBJECTS = (
    "pauserne", "overgangene", "vagtplanen", "morgenmødet", "de nye kolleger", "opgaverne ved dagens slutning",
    "samtalerne med pårørende", "tavlen", "det, vi aftaler", "støjen", "køkkenet", "de fælles mål",
)  # fmt: skip
POINTS = (
    "Vi når sjældent at tale om {}", "Det giver ro, når {} er på plads", "Nogle af os kender ikke reglerne for {}",
    "Det bliver hektisk, fordi {} ligger på samme tid som alt andet", "Vi er gode til at hjælpe hinanden med {}",
)  # fmt: skip
ACTIONS = (
    "Vi skriver {} op, så alle kan se det", "Vi taler om {} hver fredag", "To af os tager sig af {} i en måned",
    "Lederen beslutter hurtigere, når det gælder {}",
)  # fmt: skip
PLACE_OF_MEETING = ("Personalestuen", "Salen", "Kantinen", "Mødelokale 2, 1. sal", "Aulaen", "Det store rum")
ROLES = ("AMR", "TR", "medarbejder", "medarbejder", "medarbejder")
#: The working days of the round with no holiday among them, as (day, month).
DAYS = [(d, 9) for d in (9, 10, 11, 15, 16, 17, 18, 22, 23, 24, 25)] + [(d, 10) for d in (1, 2, 6, 7, 8, 9, 20, 22)]
STAGES = ("start", "dated", "chosen", "held")
#: So many people can hear each other in plenary; more meet in teams.
MOST_AT_ONCE = 30
TEAMS = ("Dag", "Aften", "Weekend")


@dataclass(frozen=True)
class Made:
    """One workplace: its id, its file and, when the dialogue is held, its spreadsheet of post-its."""

    id: str
    file: str
    results: str = ""


def municipality(count: int, seed: int = 7, full: bool = False) -> Iterator[Made]:
    """So many workplaces. ``full``: all of them have everything; else some have only begun, as in August."""
    dice = random.Random(seed)
    for number in range(count):
        yield _workplace(number, dice, "held" if full else dice.choices(STAGES, (1, 2, 3, 4))[0])


def write_root(folder: Path, count: int, seed: int = 7, full: bool = False) -> Path:
    """A project to build in: the texts and layouts of this one, linked, and so many made-up workplaces."""
    (folder / "workplaces").mkdir(parents=True)
    for name in ("content", "layouts", "themes_catalog.yaml", "organisation.yaml"):
        (folder / name).symlink_to(PROJECT / name)
    for made in municipality(count, seed, full):
        (folder / "workplaces" / f"{made.id}.yaml").write_text(made.file, encoding="utf-8")
        if made.results:
            (folder / "workplaces" / f"{made.id}.resultater.csv").write_text(made.results, encoding="utf-8")
    return folder


def _workplace(number: int, dice: random.Random, stage: str) -> Made:
    kind = dice.choice(list(KINDS))
    area, title, citizen, professions, (fewest, most) = KINDS[kind]
    leader, *people = _names(dice, dice.randint(fewest, most) + 1)
    planners = people[: dice.randint(2, 5)]
    said: dict[str, Any] = {
        "arbejdsplads": f"{kind} {dice.choice(PLACES)}{dice.choice(ENDINGS)} {number}",
        "område": area, "sprog": ["da", "en"], "eget-udvalg": "ja" if len(planners) > 3 else "nej",
        "leder": {"navn": leader, "titel": title, "email": f"leder{number}@eksempel.dk", "telefon": "12 34 56 78"},
        "planlægningsgruppe": [{"navn": name, "rolle": role, "email": f"p{n}.{number}@eksempel.dk"}
                               for n, (name, role) in enumerate(zip(planners, ROLES, strict=False))],
        "kontakt": {"navn": planners[0], "aflevering": "postkassen ved personalestuen"},
        "kerneopgave": f"Vi giver {citizen} gode og trygge dage.", "borger": citizen,
    }  # fmt: skip
    roster = [{"navn": name, "faggruppe": dice.choice(professions)} for name in people]
    teams = [("", roster)]
    if (count := -(-len(people) // MOST_AT_ONCE)) > 1:
        teams = [(TEAMS[n], roster[n::count]) for n in range(count)]
    elif stage != "start":
        said["deltagere"] = roster
    if stage != "start":
        said["dialog"] = _dialogues(dice, teams)
    if stage in ("chosen", "held"):
        said["temaer"] = {"trivsel": dice.choice(WELLBEING), "ledelse": dice.choice(LEADERSHIP),
                          "begrundelse": "Flest pegede på de to temaer på skemaerne."}  # fmt: skip
    results = ""
    if stage == "held":
        efforts = [f"Mere ro om {subject}" for subject in dice.sample(SUBJECTS, dice.randint(2, 3))]
        said["opfølgning"] = _followup(dice, efforts, people)
        results = _results(dice, efforts, teams)
    file = yaml.dump(said, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False)
    return Made(f"w{number:05}", file, results)


def _names(dice: random.Random, count: int) -> list[str]:
    """So many different names."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{dice.choice(FIRST)} {dice.choice(LAST)}"] = None
    return list(names)


def _dialogues(dice: random.Random, teams: list[tuple[str, list]]) -> list[dict[str, Any]]:
    day, month = dice.choice(DAYS)
    place, begins = dice.choice(PLACE_OF_MEETING), dice.choice(("8.30", "9.00", "13.00"))
    return [
        {"dato": f"{day:02}-{month:02}-2025", "kl": "16.30" if name == "Aften" else begins, "sted": place,
         "forplejning": "kaffe og frugt", **({"hold": name, "deltagere": roster} if name else {})}
        for name, roster in teams
    ]  # fmt: skip


def _followup(dice: random.Random, efforts: list[str], people: list[str]) -> dict[str, Any]:
    def lines(sentences: tuple[str, ...]) -> list[str]:
        return [dice.choice(sentences).format(subject) for subject in dice.sample(SUBJECTS, 2)]

    periods = ("oktober 2025–februar 2026", "marts–september 2026", "vinter 2025/26")
    return {
        "evaluering": {"godt": ["Alle kom til orde"], "justere": ["Mere tid til at sortere"]},
        "nu": ["Vi siger det højt, når dagen er presset"],
        "udviklingsplan": [
            {"indsats": effort, "periode": period, "tema": dice.choice(("trivsel", "ledelse")),
             "december": "nej" if n else "ja"}
            for n, (effort, period) in enumerate(zip(efforts, periods, strict=False))],
        "handleplaner": [
            {"indsats": effort, "handling": dice.choice(ACTIONS).format(dice.choice(SUBJECTS)) + ".",
             "milepæle": [{"hvornår": "november 2025", "hvad": "Planlægning: vi ser på dagen time for time"},
                          {"hvornår": "februar 2026", "hvad": "Evaluering: vi spørger hinanden"}],
             "måles": "Vi tæller i uge 46 og uge 6.", "tovholder": dice.choice(people),
             "kommunikation": "Fast punkt på personalemødet.", "status": dice.choice(("idé", "i gang"))}
            for effort in efforts],
        "iglo": [{"indsats": effort, "individ": lines(ACTIONS), "gruppe": lines(ACTIONS), "ledelse": lines(ACTIONS),
                  "organisation": lines(ACTIONS)[:1]} for effort in efforts],
        "apv": {"sygefravær": "ja", "vist-for-alle": "10-11-2025",
                "underskrevet": {"leder": "ja", "TR": "ja", "AMR": "ja"}},
    }  # fmt: skip


def _results(dice: random.Random, efforts: list[str], teams: list[tuple[str, list]]) -> str:
    """The post-its of every group in both rounds."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerow(("nr", "hold", "runde", "gruppe", "slags", "overskrift", "tekst", "valgt", "indsats"))
    number = 0
    for team, roster in teams:
        for turn in ("trivsel", "ledelse"):
            for group in range(1, max(1, len(roster) // 6) + 1):
                for note in range(dice.randint(3, 6)):
                    number += 1
                    subject, action = dice.choice(SUBJECTS), note % 3 == 2
                    text = dice.choice(ACTIONS if action else POINTS).format(subject)
                    chosen = ("x", dice.randint(1, len(efforts))) if note in (0, 2) else ("", "")
                    kind = "handling" if action else "pointe"
                    rows.writerow((number, team, turn, group, kind, subject.capitalize(), text, *chosen))
    return out.getvalue()
