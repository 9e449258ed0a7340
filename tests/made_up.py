"""Made-up workplaces for tests of what goes across them: the facts of each, and the file that says them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field

AREAS = ("Børn og Kultur", "Sundhed og Omsorg", "Teknik og Miljø", "Job og Ledelse")
WELLBEING = ("Balance og overskud", "Social støtte og tillid", "Indflydelse og involvering")
LEADERSHIP = ("Fælles retning og mål", "Kommunikation og samarbejdskultur")
STATUSES = ("idé", "i gang", "gennemført", "evalueret", None)
RECIPIENTS = ("områdechefen", "It-afdelingen", "Kantinen")


@dataclass
class Made:
    """What one made-up workplace says."""

    id: str
    area: str
    people: int
    wellbeing: str | None = None
    leadership: str | None = None
    date: str | None = None
    efforts: list[dict] = field(default_factory=list)
    asked: list[dict] = field(default_factory=list)
    iglo: dict[str, int] = field(default_factory=dict)
    held: bool = False

    @property
    def name(self) -> str:
        return f"Sted {self.id}"

    def file(self) -> str:
        """The workplace file; JSON is YAML."""
        said: dict = {"arbejdsplads": self.name, "område": self.area, "noter": "HEMMELIG-NOTE",
                      "særlige-forhold": "HEMMELIG-FORHOLD", "lederens-ord": "HEMMELIG-ORD",
                      "leder": {"navn": "Leder Lund", "email": f"{self.id}@eksempel.dk"},
                      "lederens-plan": [{"område": "HEMMELIG-LEDERPLAN", "hjælp": "HEMMELIG-HJÆLP"}],
                      "hjælpere": ["HEMMELIG-HJÆLPER"]}  # fmt: skip
        if self.people:
            said["deltagere"] = [f"HEMMELIG-{n} {self.id}" for n in range(self.people)]
        if self.date:
            said["dialog"] = {"dato": self.date, "kl": "9.00", "sted": "Salen"}
        themes = {"trivsel": self.wellbeing, "ledelse": self.leadership, "begrundelse": "HEMMELIG-GRUND"}
        said["temaer"] = {key: value for key, value in themes.items() if value}
        if self.held:
            levels = {level: [f"linje {n}" for n in range(count)] for level, count in self.iglo.items()}
            said["opfølgning"] = {
                "evaluering": {"godt": ["HEMMELIG-GODT"], "justere": ["HEMMELIG-JUSTERE"]},
                "nu": ["HEMMELIG-NU"], "sammenhæng": ["HEMMELIG-SAMMENHÆNG"],
                "udviklingsplan": [{k: v for k, v in e.items() if k != "status"} for e in self.efforts],
                "handleplaner": [
                    {"indsats": e["indsats"], "handling": "HEMMELIG-HANDLING", "tovholder": "HEMMELIG-TOVHOLDER",
                     "måles": "HEMMELIG-MÅL", "kommunikation": "HEMMELIG-KOMMUNIKATION",
                     "milepæle": [{"hvornår": "snart", "hvad": "HEMMELIG-MILEPÆL"}],
                     **({"status": e["status"]} if e["status"] else {})} for e in self.efforts],
                "iglo": [{"indsats": self.efforts[0]["indsats"], **levels}] if self.efforts else [],
                "sendes": self.asked}  # fmt: skip
        return json.dumps(said, ensure_ascii=False, indent=1)


def made_up(count: int, seed: int = 6) -> list[Made]:
    """So many workplaces at every stage, some of them small; always the same for the same seed."""
    dice = random.Random(seed)
    made = []
    for n in range(count):
        people = dice.choice((0, 3, 4, 6, 9, 12, 16))
        one = Made(f"w{n:04}", dice.choice(AREAS), people)
        stage = dice.randrange(5)
        if stage > 0:
            one.date = f"{dice.randrange(8, 29):02}-09-2025"
        if stage > 1:
            one.wellbeing, one.leadership = dice.choice(WELLBEING), dice.choice(LEADERSHIP)
        if stage > 2:
            one.held = True
            one.efforts = [
                {"indsats": f"Indsats {k} i {one.id}", "periode": "vinter", "tema": dice.choice(("trivsel", "ledelse")),
                 "december": "ja" if k == 0 else "nej", "organisation": dice.choice(("ja", "nej")),
                 "status": dice.choice(STATUSES)} for k in range(dice.randrange(2, 4))]  # fmt: skip
            one.iglo = {level: dice.randrange(4) for level in ("individ", "gruppe", "ledelse", "organisation")}
            one.asked = [
                {"indsats": e["indsats"], "til": dice.choice(RECIPIENTS), "ønske": f"Ønske om {e['indsats']}"}
                for e in one.efforts
                if dice.random() < 0.4
            ]
        made.append(one)
    return made
