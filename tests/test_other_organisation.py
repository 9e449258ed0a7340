"""Another municipality replaces organisation.yaml, and no trace of the first is left anywhere in the output."""

import re
from pathlib import Path

from .conftest import ROOT

OTHER = Path(__file__).parent / "expected/other-organisation.yaml"
#: Words of the first organisation, besides every name its settings hold.
TRACES = {
    "Nyborg",
    "Nyborgånd",
    "TalSammen",
    "Udviklingsdialog",
    "TRE-I-EN",
    "Plan2learn",
    "Bastionen",
    "Hovedudvalg",
    "MED-Lokaludvalg",
    "Lokal-MED",
    "MED-Koordinationsgruppe",
    "KOM",
    "TRIO",
    "Jeppesen",
    "Fisker",
    "Dueholm",
    "2025",
}
WORD = {t: re.compile(rf"(?<![A-Za-zÆØÅæøå]){re.escape(t)}" + (r"(?![A-ZÆØÅ])" if t.isupper() else "")) for t in TRACES}


def test_no_trace_of_the_first(root, pdf_text):
    (root.folder / "organisation.yaml").write_bytes(OTHER.read_bytes())
    for example in (ROOT / "workplaces").glob("*.yaml"):
        moved = example.read_text(encoding="utf-8").replace("2025", "2031").replace("2026", "2032")
        moved = re.sub(r"^(koordinationsgruppe|sprog):.*\n", "", moved, flags=re.M)
        root.workplace(example.stem, moved)
    run = root.run("build")
    assert run.status == 0, run.errors
    found = {}
    for path in sorted(root.output.rglob("*")):
        if path.suffix in (".html", ".pdf"):
            text = pdf_text(path) if path.suffix == ".pdf" else path.read_text(encoding="utf-8")
            if traces := sorted(t for t in TRACES if WORD[t].search(text)):
                found[path.relative_to(root.output).as_posix()] = traces
    assert found == {}
