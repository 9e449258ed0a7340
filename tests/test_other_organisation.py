"""Another municipality replaces organisation.yaml, and no trace of the first is left anywhere in the output."""

import re
from pathlib import Path

import yaml

from .conftest import ROOT
from .reading import words_of

OTHER = Path(__file__).parent / "expected/other-organisation.yaml"
#: Words of the first organisation that stand in no setting of its own.
TRACES = {"Nyborg", "Lokal-MED", "KOM", "Dueholm", "Jeppesen", "Fisker", "2025"}
#: Settings that are ordinary Danish words; another organisation may well use them, too.
COMMON = {"HR", "MUS", "engagement", "involvering", "tillid", "ordentlighed", "trivsel", "ledelse", "udvikling"}


def names_in_settings() -> set[str]:
    """Every proper name the first organisation's settings hold: the capitalised values of its name-like keys."""
    node = yaml.compose((ROOT / "organisation.yaml").read_text(encoding="utf-8"), yaml.SafeLoader)

    def values(node, key=""):
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield from values(value, key if name.value == "da" else name.value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from values(value, key)
        elif key in {"navn", "bestemt", "koncept", "metode", "ånd", "titel", "sted", "tilmelding", "tilmeldingssystem",
                     "planens-vej", "trio", "medarbejder", "leder", "plan"}:  # fmt: skip
            yield node.value

    return {v for v in values(node) if v[:1].isupper() and v not in COMMON and v != "Planlægningsgruppen"}


def channel_names() -> set[str]:
    """The support channels are ordinary words in running text; only the table names them."""
    text = (ROOT / "organisation.yaml").read_text(encoding="utf-8")
    return set(re.findall(r"nøgle: .*\n\s+navn: (?:\{da: )?([^,\n}]*)", text))


WORDS = TRACES | (names_in_settings() - channel_names())
PATTERNS = {
    word: re.compile(rf"(?<![A-Za-zÆØÅæøå]){re.escape(word)}" + (r"(?![A-ZÆØÅ])" if word.isupper() else ""))
    for word in WORDS
}


def test_the_words_looked_for_are_the_settings_own():
    assert {"Nyborg Kommune", "TalSammen", "Udviklingsdialog", "Plan2learn", "Bastionen", "Hovedudvalget"} <= WORDS


def test_no_trace_of_the_first(whole_root):
    whole_root.printed = False
    (whole_root.folder / "organisation.yaml").write_bytes(OTHER.read_bytes())
    for id in ("søndre-skole", "skovgården"):
        example = ROOT / "workplaces" / f"{id}.yaml"
        moved = example.read_text(encoding="utf-8").replace("2025", "2031").replace("2026", "2032")
        moved = re.sub(r"^(koordinationsgruppe|sprog):.*\n", "", moved, flags=re.M)
        whole_root.workplace(example.stem, moved)
    run = whole_root.run("build")
    assert run.status == 0, run.errors
    assert whole_root.run("--today", "2031-12-03", "overview").status == 0
    found = {}
    for path in sorted(whole_root.output.rglob("*")):
        if path.is_file() and path.suffix not in (".woff2", ".zip"):
            text = words_of(path)
            if traces := sorted(word for word in WORDS if PATTERNS[word].search(text)):
                found[path.relative_to(whole_root.output).as_posix()] = traces
    assert found == {}
