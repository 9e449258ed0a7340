"""A made-up organisation, catalogue and workplace to test with; each call may change some of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from talsammen.dialogue.calendar import plan_dates
from talsammen.dialogue.rules import Finding, findings
from talsammen.model.organisation import Organisation
from talsammen.model.themes import Catalogue
from talsammen.model.workplace import Person, Workplace

MONDAY = date(2025, 9, 15)


def organisation(**changes: Any) -> Organisation:
    body = {"navn": "Udvalg", "bestemt": "Udvalget"}
    return Organisation.model_validate(
        {
            "navn": "Fjordby Kommune",
            "sprog": ["da"],
            "koncept": "Samtale",
            "metode": "Arbejdsdialog",
            "runde": {
                "år": "2025",
                "titel": "Arbejdsdialog 2025",
                "periode": {"fra": "01-08-2025", "til": "31-10-2025"},
                "plan-senest": "30-11-2025",
            },
            "værdier": {"personale": {"kilde": "politik"}, "ledelse": {"kilde": "grundlag"}},
            "hovedudvalg": body,
            "koordinationsgruppe": body,
            "lokaludvalg": body,
            "workshopper": [
                {"nøgle": "training", "titel": "Træning", "for": "ledere", "hold": [{"dato": "08-09-2025"}]},
                {"nøgle": "followup", "titel": "Opfølgning", "for": "ledere", "hold": [{"dato": "10-12-2025"}]},
            ],
            "sommerlukning": {"fra": "01-07-2025", "til": "31-07-2025"},
            **changes,
        }
    )


def catalogue() -> Catalogue:
    optional = {
        "valgfrit": "ja",
        "titel": {"da": "Valgfrit tema", "en": "Optional theme"},
        "overskrift": {"da": ["Valgfrit tema"]},
        "indledning": "Noget andet.",
    }
    return Catalogue.model_validate(
        {
            "trivsel": [
                {"id": "balance", "titel": {"da": "Balance og overskud", "en": "Balance and energy"}},
                {"id": "meaning", "titel": {"da": "Mening og retning", "en": "Meaning and direction"}},
                {"id": "optional-wellbeing", **optional},
            ],
            "ledelse": [
                {"id": "goals", "titel": {"da": "Fælles retning og mål", "en": "Common goals"}},
                {"id": "optional-leadership", **optional},
            ],
        }
    )


def names(n: int) -> list[str]:
    return [f"Navn {i:02}" for i in range(1, n + 1)]


def people(n: int) -> tuple[Person, ...]:
    return tuple(Person(name=name) for name in names(n))


def whole(**changes: Any) -> dict[str, Any]:
    """A workplace file in which nothing is missing and nothing is wrong."""
    return {
        "arbejdsplads": "Børnehuset Fjorden",
        "sprog": ["da"],
        "leder": {"navn": "Lis Leder"},
        "planlægningsgruppe": [{"navn": "Navn 01", "rolle": "TR"}, {"navn": "Navn 02"}],
        "dialog": {"dato": "17-09-2025", "kl": "8.00", "sted": "Salen"},
        "temaer": {"trivsel": "Balance og overskud", "ledelse": "goals", "begrundelse": "Flest ønskede dem."},
        "deltagere": names(14),
        "fraværende": ["Navn 14"],
        "opfølgning": {
            "udviklingsplan": [
                {"indsats": "Møder", "tema": "ledelse", "december": "ja"},
                {"indsats": "Pauser", "tema": "trivsel"},
            ],
            "handleplaner": [
                {
                    "indsats": "møder",
                    "handling": "Ny dagsorden",
                    "milepæle": ["Maj: prøves"],
                    "måles": "Spørges i juni",
                    "tovholder": "Navn 03",
                },
                {
                    "indsats": "Pauser",
                    "handling": "Vi holder dem",
                    "milepæle": ["Juni: alle holder pause"],
                    "måles": "Tælles i uge 6",
                    "tovholder": "Navn 04",
                },
            ],
            "apv": {
                "sygefravær": "ja",
                "vist-for-alle": "01-11-2025",
                "underskrevet": {"leder": "ja", "TR": "ja", "AMR": "ja"},
            },
            "iglo": [{"indsats": "Pauser", "individ": ["Holder pause"]}],
            "sendes": [{"indsats": "Møder", "til": "HR", "ønske": "Mødekursus"}],
        },
        "lederens-plan": [{"område": "Lytte"}],
        **changes,
    }


def workplace(**changes: Any) -> Workplace:
    """Only what is named: ``workplace(dialog={...})`` is a name and a dialogue."""
    return Workplace.model_validate({"arbejdsplads": "Børnehuset Fjorden", **changes})


def found(
    file: dict[str, Any] | Workplace, org: Organisation | None = None, languages=("da", "en")
) -> tuple[Finding, ...]:
    place = file if isinstance(file, Workplace) else Workplace.model_validate(file)
    org = org or organisation()
    return findings(place, org, catalogue(), languages, plan_dates(place, org))


def codes(file: dict[str, Any] | Workplace, org: Organisation | None = None) -> set[str]:
    return {finding.code for finding in found(file, org)}
