"""One row of a list of workplaces, of which ``new --from`` makes files; its fields are called as a file's blanks.

The text under a field explains its column, as in ``model.workplace``.
"""

from __future__ import annotations

from typing import Annotated

from .values import Clock, Day, Line, Listed, Written
from .workplace import People, entry


class Row(Written):
    name: Line = entry("arbejdsplads", "arbejdspladsens navn", "navn", "workplace", "institution", "enhed", default=...)
    """Arbejdspladsens navn. Den eneste kolonne, der skal være der."""
    id: Line | None = entry("id", "kortnavn", "filnavn")
    """Filens navn. Uden det bliver filens navn lavet af arbejdspladsens navn."""
    area: Line | None = entry("område", "direktørområde", "forvaltning", "center", "department")
    """Direktørområdet."""
    citizen: Line | None = entry("borger", "borgere", "citizens")
    """Hvem borgerne er: børn og forældre, eleverne ..."""
    leader: Line | None = entry("leder", "leders navn", "lederens navn", "navn på leder", "leader name", "manager")
    """Lederens navn."""
    leader_title: Line | None = entry("leder-titel", "leders titel", "lederens titel", "titel", "stilling", "title")
    """Lederens stilling."""
    leader_email: Line | None = entry(
        "leder-email", "leder e-mail", "leder mail", "leders email", "leders e-mail", "leders mail", "lederens email",
        "lederens e-mail", "lederens mail", "email", "e-mail", "mail", "leader e-mail", "manager e-mail",
    )  # fmt: skip
    """Lederens arbejdsmail."""
    participants: People | None = entry(
        "antal", "deltagere", "antal deltagere", "medarbejdere", "antal medarbejdere", "ansatte", "antal ansatte",
        "people", "employees", "number of people", "number of employees",
    )  # fmt: skip
    """Hvor mange der deltager. Lederen er ikke med."""
    languages: Annotated[tuple[Line, ...], Listed] = entry("sprog", "language", default=())
    """Sprogene, det første først: da, en."""
    date: Day | None = entry("dato", "dialog", "dialogdato", "dato for dialogen")
    """Dagen for dialogen."""
    start: Clock | None = entry("kl", "klokken", "starttid", "klokkeslæt", "time")
    """Klokkeslættet, hvor dialogen begynder."""
    place: Line | None = entry("sted", "lokale", "room")
    """Hvor dialogen holdes."""
    contact: Line | None = entry("kontakt", "kontaktperson")
    """Den, der tager imod skemaerne."""
    hand_in: Line | None = entry("aflevering")
    """Hvor skemaerne afleveres."""
