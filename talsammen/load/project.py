"""The root folder in, a Project out: organisation, themes, texts, layouts and workplaces, with every problem found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from ..errors import InputError, Problem, WrongUse, say
from ..model.organisation import Organisation
from ..model.places import Places
from ..model.project import SOURCE, Layout, LayoutFront, Project, WorkplaceFile
from ..model.themes import Catalogue
from ..model.values import fold, said_in
from ..model.workplace import Workplace
from .bind import bind
from .logo import read_logo
from .messages import read_messages
from .results import read_results, results_paths, with_results
from .source import read_text
from .texts import read_language, read_texts, shown_texts, split_front
from .themes import fresh_themes
from .tree import parse, spoken

ID = re.compile(r"[a-z0-9æøå][a-z0-9æøå-]{0,60}")
#: What Windows takes for a device, whatever the ending: such a file or folder cannot be copied there.
DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))
Model = TypeVar("Model", bound=BaseModel)
Value = TypeVar("Value")


def load_project(root: Path, ids: Iterable[str] = ()) -> Project:
    """Everything below ``root`` that workplaces share, and where the workplaces named, or all of them, are to be read.

    Raises InputError when the organisation, the themes, the texts or the layouts cannot be used (nothing can be built
    without them), WrongUse for an id without a file.
    """
    if not (root / "organisation.yaml").is_file():
        raise WrongUse(
            say(
                "there is no organisation.yaml in {folder}; go to the project's folder or name it with --root",
                folder=str(root),
            )
        )
    problems: list[Problem] = []
    codes = language_codes(root)
    organisation = _collect(problems, lambda: read_file(root, "organisation.yaml", Organisation, codes))
    logo = _collect(problems, lambda: read_logo(root, *organisation)) if organisation else None
    themes = _collect(problems, lambda: read_file(root, "themes_catalog.yaml", Catalogue))
    tongues = (
        {c: _collect(problems, lambda c=c: _organisation_in(root, c, codes)) for c in codes} if organisation else {}
    )
    languages = {c: _collect(problems, lambda c=c: read_language(root, c)) for c in codes}
    written = {c: _collect(problems, lambda c=c: read_texts(root, c)) for c in codes}
    messages = {c: _collect(problems, lambda c=c: read_messages(root, c)) for c in codes}
    layouts = _collect(problems, lambda: _read_layouts(root))
    if problems:
        raise InputError(problems)
    read_in = {c: shown_texts(c, written[c], None if c == SOURCE else written.get(SOURCE)) for c in codes}
    texts = {code: shown for code, (shown, _) in read_in.items()}
    catalogue, outdated = fresh_themes(*themes, codes)
    behind = (*(problem for _, found in read_in.values() for problem in found), *outdated)
    files, failed = _workplace_files(root, frozenset(codes), tuple(ids), problems)
    return Project(
        root, *organisation, tongues, logo, catalogue, files, failed, texts, languages, messages, layouts,
        tuple(problems), tuple(behind),
    )  # fmt: skip


def read_file(
    root: Path, name: str, model: type[Model], languages: Sequence[str] = (), language: str = ""
) -> tuple[Model, Places]:
    """One YAML file below the root, typed. Raises InputError.

    With ``languages`` any text in it may be written per language, ``{da: ..., en: ...}``; this is what it says in
    ``language``, or in the first language it is written in.
    """
    text = read_text(root / name, name)
    return bind(spoken(parse(text, name), languages, language), model, name, text)


def _organisation_in(root: Path, language: str, languages: Sequence[str]) -> Organisation:
    return read_file(root, "organisation.yaml", Organisation, languages, language)[0]


def language_codes(root: Path) -> list[str]:
    """The languages there are texts in."""
    return sorted(p.parent.name for p in (root / "content").glob("*/language.yaml"))


def workplace_ids(root: Path) -> list[str]:
    """The names of all workplace files, in order; those that are no valid id included."""
    return sorted(workplace_paths(root))


def workplace_paths(root: Path) -> dict[str, Path]:
    """Id -> file; the id with one code point per letter, however the disk writes å."""
    return {unicodedata.normalize("NFC", path.stem): path for path in sorted((root / "workplaces").glob("*.yaml"))}


def _collect(problems: list[Problem], read: Callable[[], Value]) -> Value:
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


def _read_layouts(root: Path) -> tuple[Layout, ...]:
    problems: list[Problem] = []
    paths = sorted((root / "layouts" / "print").glob("*.html"))
    layouts = [_collect(problems, partial(_read_layout, root, path)) for path in paths]
    if problems:
        raise InputError(problems)
    return tuple(layouts)


def _read_layout(root: Path, path: Path) -> Layout:
    name = path.relative_to(root).as_posix()
    text = read_text(path, name)
    front, source = split_front(text)
    bound, _ = bind(parse(front, name), LayoutFront, name, text)
    return Layout(id=path.stem, source=source, **dict(bound))


def _workplace_files(root, reserved, ids, problems) -> tuple[dict[str, tuple[Path, ...]], tuple[str, ...]]:
    """Id -> its own file and its spreadsheets, of those with a possible name; and the others."""
    paths = workplace_paths(root)
    present = sorted(paths)
    ids = tuple(unicodedata.normalize("NFC", id) for id in ids)
    for wanted in ids:
        if wanted not in present:
            raise WrongUse(
                say("there is no workplace »{id}«; there are: {ids}", id=wanted, ids=", ".join(present) or "-")
            )
    problems += [] if ids else _overlooked(root)
    files, failed, seen, results = {}, [], {}, results_paths(root)
    problems += [] if ids else _without_workplace(results, present)
    for id in ids or present:
        if found := check_id(id, reserved, seen):
            problems += found
            failed.append(id)
        else:
            files[id] = paths[id], *results.get(id, ())
    return files, tuple(failed)


def read_workplace(project: Project, id: str) -> tuple[WorkplaceFile | None, list[Problem]]:
    """One workplace, and what is wrong with its files; none when it cannot be used.

    A text without a language is in the first of the workplace's own languages, or the organisation's.
    """
    (path, *spreadsheets), name = project.files[id], f"workplaces/{id}.yaml"
    try:
        text = read_text(path, name, inside=path.parent)
        workplace, places = bind(parse(text, name), Workplace, name, text)
        language = next(iter((*(workplace.languages or ()), *project.organisation.languages)), SOURCE)
        workplace = said_in(workplace, language)
        if not spreadsheets:
            return WorkplaceFile(id, workplace, places), []
        results, found = read_results(spreadsheets, language)
    except InputError as error:
        return None, list(error.problems)
    return WorkplaceFile(id, with_results(workplace, results), places, results), found


def _without_workplace(results: Iterable[str], present: Sequence[str]) -> list[Problem]:
    """The spreadsheets of results that belong to no workplace file."""
    return [
        Problem(
            f"workplaces/{id}.resultater",
            0,
            0,
            "overlooked",
            say("these results belong to no workplace: there is no {name}.yaml", name=id),
            say("give both files the same name"),
            error=False,
        )
        for id in sorted(set(results) - set(present))
    ]


def _overlooked(root: Path) -> list[Problem]:
    """Files that look like workplaces but are not read, because of how they end."""
    names = sorted(p.name for p in (root / "workplaces").iterdir()) if (root / "workplaces").is_dir() else []
    wrong = (re.fullmatch(r"(?i)(.+?)\.(?:yml|yaml\.txt|yaml)", name) for name in names if not name.endswith(".yaml"))
    return _spelt_alike(names) + [
        Problem(
            f"workplaces/{match[0]}",
            0,
            0,
            "overlooked",
            say("the file is not read because of how its name ends"),
            say("call it {name}.yaml", name=match[1]),
            error=False,
        )
        for match in wrong
        if match
    ]


def _spelt_alike(names: Iterable[str]) -> list[Problem]:
    """Workplaces of whose file there are several on a disk that tells two ways to write the same letter apart."""
    count = Counter(unicodedata.normalize("NFC", name) for name in names if name.endswith(".yaml"))
    message = say("there are several files of this name, which differ by how the disk writes å")
    return [
        Problem(f"workplaces/{name}", 0, 0, "overlooked", message, say("keep one of them"), error=False)
        for name in sorted(count)
        if count[name] > 1
    ]


def check_id(id: str, reserved: frozenset[str], seen: dict[str, str]) -> list[Problem]:
    """Why a workplace's file cannot be called so; ``seen`` remembers the names by their plain spelling."""
    file = f"workplaces/{id}.yaml"
    if not ID.fullmatch(id):
        wanted = re.sub(r"[^a-z0-9æøå]+", "-", id.lower()).strip("-")[:60] or "arbejdsplads"
        return [
            Problem(
                file,
                0,
                0,
                "id",
                say("the file's name may only hold small letters, digits and hyphens"),
                say("call it {name}.yaml", name=wanted),
            )
        ]
    if id in reserved or id == "assets" or id in DEVICES:
        taken = say("the name »{id}« is taken by a language or a folder", id=id)
        return [
            Problem(
                file,
                0,
                0,
                "id",
                say("Windows takes the name »{id}« for a device", id=id) if id in DEVICES else taken,
                say("call it something more, such as {name}.yaml", name=f"{id}-1"),
            )
        ]
    if (other := seen.setdefault(fold(id), id)) != id:
        return [
            Problem(
                file,
                0,
                0,
                "id",
                say("the name differs from {other}.yaml by spelling only", other=other),
                say("give one of the files another name"),
            )
        ]
    return []
