"""The models in; what editors and readers need out: JSON Schemas and the reference page.

``python -m talsammen.schema docs`` writes them.
All of it is made from the models, so that every field's meaning stands in one place.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from .load.bind import _model_in, danish_key, spellings
from .model.listing import Row as ListedRow
from .model.meanings import meanings
from .model.organisation import Organisation
from .model.results import Row
from .model.values import fold
from .model.workplace import Workplace

REFERENCE_HEAD = """# Arbejdspladsens fil, linje for linje

Denne side er lavet ud fra programmet selv. Kun `arbejdsplads` skal stå; alt andet kan I lade være ude.
Nøglerne kan også skrives på engelsk, og æ, ø og å kan skrives ae, oe og aa.
"""


TOP = "Øverst i filen"
RESULTS_HEAD = """
# Regnearket med post-its, kolonne for kolonne

`talsammen new ID --results` skriver `workplaces/ID.resultater.xlsx` (med `--csv` en CSV-fil). Der er en række til hver
seddel i hver gruppe og runde. Skriv sedlerne ind, og gem. Næste gang I bygger, er arkene til opfølgningen fyldt ud.
"""
LISTING_HEAD = """
# Listen over arbejdspladser, kolonne for kolonne

`talsammen new --from liste.xlsx` (eller `.csv`) skriver en fil til hver arbejdsplads på listen. Kolonnerne kan
stå i vilkårlig rækkefølge, og kun navnet skal være der. En fil, der er der i forvejen, bliver ikke rørt. Er der
en fejl i en række, får den ingen fil, men det gør de andre: Ret rækken, og kør kommandoen igen.
"""


def json_schema(model: type[BaseModel], title: str, spoken: bool = False) -> str:
    """The JSON Schema of a file, with the Danish keys and their explanations.

    ``spoken``: any text in it may be written per language.
    """
    schema = _unconfused(model.model_json_schema())
    schema = _per_language(schema) if spoken else schema
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=1) + "\n"


def _unconfused(schema):
    """Without the titles pydantic makes up from the keys, which editors would show to people."""
    if isinstance(schema, list):
        return [_unconfused(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        key: _unconfused(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))
    }
    for key in set(plain.get("properties", ())) - set(plain.get("required", ())):
        plain["properties"][key] = _may_be_empty(plain["properties"][key])
    return plain


def _per_language(schema):
    """The schema in which every text may also be a group of texts, one per language."""
    if isinstance(schema, list):
        return [_per_language(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == ["string", "number"]:
        words = {"type": "object", "additionalProperties": {"type": ["string", "number"]}}
        return {**{k: v for k, v in schema.items() if k != "type"}, "anyOf": [{"type": schema["type"]}, words]}
    return {key: _per_language(value) for key, value in schema.items()}


def _may_be_empty(schema: dict) -> dict:
    """A key with nothing after it is as good as left out."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [*(s for s in schema["anyOf"] if s != {"type": "null"}), {"type": "null"}]}
    description = {k: v for k, v in schema.items() if k == "description"}
    return {**description, "anyOf": [{k: v for k, v in schema.items() if k != "description"}, {"type": "null"}]}


def reference() -> str:
    """The reference page of the workplace file, in Markdown."""
    places: dict[type[BaseModel], list[str]] = {}
    for path, model in _models(Workplace, ()):
        places.setdefault(model, []).append(" → ".join(path))
    keys = "".join(_section(model, ", ".join(p for p in paths if p) or TOP) for model, paths in places.items())
    return (
        REFERENCE_HEAD
        + keys
        + RESULTS_HEAD
        + _section(Row, "", "Kolonne")
        + LISTING_HEAD
        + _section(ListedRow, "", "Kolonne")
    )


def _models(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], type[BaseModel]]]:
    yield path, model
    for name in model.model_fields:
        inner = _model_in(model, name)
        if inner is not None:
            yield from _models(inner, (*path, danish_key(model, name)))


def _section(model: type[BaseModel], title: str, what: str = "Nøgle") -> str:
    meant = meanings(model)
    rows = "".join(
        f"| `{danish_key(model, name)}` | {meant[name]} | {_also(model, name)} |\n" for name in model.model_fields
    )
    heading = f"\n## {title}\n" if title else ""
    return f"{heading}\n| {what} | Betydning | Også |\n|---|---|---|\n{rows}"


def _also(model: type[BaseModel], name: str) -> str:
    own = fold(danish_key(model, name))
    others = sorted({spelling for spelling, field in spellings(model).items() if field == name and spelling != own})
    return ", ".join(f"`{other}`" for other in others)


def files() -> dict[str, str]:
    """Every generated file by its name in ``docs/``."""
    return {
        "workplace.schema.json": json_schema(Workplace, "Arbejdspladsens fil"),
        "organisation.schema.json": json_schema(Organisation, "Organisationens fil", spoken=True),
        "workplace-file.md": reference(),
    }


if __name__ == "__main__":
    for name, content in files().items():
        Path(sys.argv[1], name).write_text(content, encoding="utf-8")
