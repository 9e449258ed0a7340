"""Names of 80 letters, themes of 140, three people and ninety: every sheet holds what people write, or says so."""

import pytest

NAME = "Det Tværgående Kompetence- og Udviklingscenter for Sårbare Børn, Unge og Familier"
THEME = (
    "Hvordan vi taler sammen om travlhed, pauser, vagtplaner, overlevering og alt det, der falder mellem to stole, "
    "uden at det går ud over nogen"
)
PERSON = "Anne-Margrethe Christiansen-Vestergaard von Haffner-Løwenstein Østergaard-Nørskov"
PLACE = "Mødelokale Storebælt på anden sal i den gule bygning ved havnen, Havnegade 112, indgang C, 5800 Nyborg"


def workplace(count: int, name: str, theme: str, person: str) -> str:
    people = "".join(f"  - {{navn: {person} {n}, faggruppe: fag {n % 3}}}\n" for n in range(1, count + 1))
    return f"""
arbejdsplads: "{name}"
område: Børn og Kultur
leder: {{navn: {person} L, titel: daglig leder, email: leder@eksempel.dk}}
planlægningsgruppe: [{{navn: {person} 1, rolle: TR}}, {{navn: {person} 2, rolle: AMR}}]
kontakt: {{navn: {person} 1, email: kontakt@eksempel.dk, aflevering: postkassen ved siden af køkkenet}}
dialog: {{dato: 17-09-2025, kl: 8.00, sted: "{PLACE}"}}
temaer:
  trivsel: {{titel: "{theme}", beskrivelse: Vores eget tema.}}
  ledelse: {{titel: "{theme}", beskrivelse: Vores eget tema.}}
  begrundelse: Flest ønskede dem.
deltagere:
{people}"""


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 90])
def test_every_sheet_holds_the_longest_values(whole_root, count):
    """The preflight finds nothing cut off, over the edge, or empty on any sheet, in packs or on its own."""
    assert (len(NAME), len(PERSON)) == (81, 81) and len(THEME) == 139
    whole_root.jobs = "2"
    whole_root.workplace("lang", workplace(count, NAME, THEME, PERSON))
    run = whole_root.run("build")
    assert run.status == 0, run.errors
    assert [line for line in run.errors if "layouts/" in line] == []
