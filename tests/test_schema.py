"""The files made from the models (`make schema`): up to date, and true of the example files."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from talsammen.schema import files

ROOT = Path(__file__).parents[1]
EXAMPLES = [*sorted((ROOT / "workplaces").glob("*.yaml")), ROOT / "organisation.yaml"]


@pytest.mark.parametrize("name", files())
def test_generated_file_is_up_to_date(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == files()[name], "run: make schema"


def problems(kind: str, text: str) -> list[str]:
    """What an editor would underline: as editors read YAML, with dates as text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        letter: [r for r in resolvers if r[0] != "tag:yaml.org,2002:timestamp"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    schema = json.loads((ROOT / "docs" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    found = jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(text, Loader))
    return [f"{list(error.path)}: {error.message}" for error in found]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_schema_accepts_the_examples(path):
    kind = "organisation" if path.stem == "organisation" else "workplace"
    assert problems(kind, path.read_text(encoding="utf-8")) == []


def test_schema_refuses_what_the_program_refuses():
    assert problems("workplace", "arbejdsplads: X\ndialogg: {dato: 17-09-2025}\n")
    assert problems("workplace", "arbejdsplads: X\nopfølgning: {handleplaner: [{indsats: A, status: måske}]}\n")


def test_schema_explains_every_key():
    schema = json.loads((ROOT / "docs/workplace.schema.json").read_text(encoding="utf-8"))
    unexplained = [
        f"{name}.{key}"
        for name, part in {**schema["$defs"], "": schema}.items()
        for key, value in part.get("properties", {}).items()
        if not value.get("description")
    ]
    assert unexplained == []


def test_no_key_can_mean_two_things():
    """Within one group of keys no spelling belongs to two fields."""
    from talsammen.load.bind import _words
    from talsammen.model.organisation import Organisation
    from talsammen.model.values import fold
    from talsammen.model.workplace import Workplace
    from talsammen.schema import _models

    for whole in (Workplace, Organisation):
        for _, model in _models(whole, ()):
            words = [fold(word) for name in model.model_fields for word in set(map(fold, _words(model, name)))]
            assert len(words) == len(set(words)), (model.__name__, sorted(w for w in words if words.count(w) > 1))
