"""Step 6 of 6, report: problems and what a build made in; the lines a person reads out, in Danish or English."""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from .checking import Checked
from .errors import EngineMissing, InputError, Message, Problem, WrongUse, say
from .model.kit import NEEDS
from .pipeline import Built

STAGES = {
    "start": say("just begun"), "dated": say("date set"), "themed": say("themes chosen"),
    "grouped": say("ready for the dialogue"), "held": say("dialogue held"),
}  # fmt: skip


class Words:
    """Turns Messages into the language the person asked for."""

    def __init__(self, translations: Mapping[str, str]) -> None:
        self.translations = translations

    def __call__(self, message: Any) -> str:
        if not isinstance(message, Message):
            return self._value(message)
        text = self.translations.get(message.text, message.text)
        values = {name: self(value) for name, value in message.values.items()}
        try:
            return text.format(**values)
        except (LookupError, ValueError):
            return message.text.format(**values)

    def _value(self, value: Any) -> str:
        if isinstance(value, date):
            return f"{value:%d-%m-%Y}"
        if isinstance(value, time):
            return f"{value.hour}.{value:%M}"
        if isinstance(value, float):
            whole, tenths = divmod(round(value * 10), 10)
            return self(say("{whole}.{tenths}", whole=whole, tenths=tenths)) if tenths else str(whole)
        return str(value)


def problem_line(problem: Problem, words: Words) -> str:
    """One problem on one line: ``workplaces/x.yaml:12:9: fejl: what is wrong; what to write``."""
    kind = words(say("error") if problem.error else say("warning"))
    fix = f"; {words(problem.fix)}" if problem.fix else ""
    return " ".join(f"{problem.place}: {kind}: {words(problem.message)}{fix}".split())


def error_lines(error: Exception, words: Words) -> Iterator[str]:
    """What went wrong, for the person it happened to; one of our own mistakes says where to look."""
    if isinstance(error, InputError):
        yield from (problem_line(problem, words) for problem in error.problems)
    elif isinstance(error, (WrongUse, EngineMissing)):
        yield words(error.message)
    elif isinstance(error, OSError):
        yield words(say("{file}: {reason}", file=error.filename or "?", reason=error.strerror))
    else:
        where = traceback.extract_tb(error.__traceback__)[-1]
        yield words(
            say(
                "this is our own mistake ({kind} in {place}); run it again with --verbose and send us what it says",
                kind=type(error).__name__,
                place=f"{Path(where.filename).name}:{where.lineno}",
            )
        )


def problems_json(problems: Iterable[Problem], words: Words) -> str:
    """All problems for machines: a list of objects."""
    return json.dumps(
        [
            {
                "file": p.file,
                "line": p.line,
                "column": p.column,
                "severity": "error" if p.error else "warning",
                "code": p.code,
                "message": words(p.message),
                "fix": words(p.fix) if p.fix else None,
            }
            for p in problems
        ],
        ensure_ascii=False,
        indent=1,
    )


def checked_lines(checked: Checked, problems: Sequence[Problem], words: Words) -> Iterator[str]:
    """How far every workplace is, after ``check``, and how many of the problems shown are errors."""
    for kit in checked.kits:
        yield words(say("{id}: {stage}", id=kit.id, stage=STAGES[kit.stage]))
    errors = sum(p.error for p in problems)
    yield words(
        say(
            "{workplaces} workplaces read, {errors} errors, {warnings} warnings",
            workplaces=len(checked.kits) + len(checked.failed),
            errors=errors,
            warnings=len(problems) - errors,
        )
    )


def built_lines(built: Built, output: Path, words: Words) -> Iterator[str]:
    """What was made, where, what must be printed again and what is still waiting."""
    if built.recovered:
        yield words(say("the last build was interrupted; the kit it was writing is repaired"))
    for kit in built.checked.kits:
        entry = built.manifest.get(kit.id)
        if entry:
            yield from _kit_lines(kit.id, entry, words)
    for id in built.checked.failed:
        kept = id in built.manifest
        yield words(
            say("{id}: not built because of the errors above; the last good kit stays", id=id)
            if kept
            else say("{id}: not built because of the errors above", id=id)
        )
    if built.engine:
        yield words(say("the prints were left out: {reason}", reason=built.engine))
    if built.manifest:
        yield words(
            say(
                "{changed} files changed; open {page}, print from {folder}",
                changed=built.changed,
                page=str(output / "site" / "index.html"),
                folder=str(output / "print"),
            )
        )


#: So many sheets to print again are named one by one; more are printed from the packs.
NAMED = 10


def _to_print_again(entry: Mapping[str, Any]) -> Message:
    """Which sheets differ from the build before: by name, or when there are many, the packs to print them from."""
    files, titles = entry["reprint"], {d["file"]: d["title"] for d in entry["documents"]}
    if len(files) <= NAMED:
        named = ", ".join(f"{titles[f]} ({f.split('/', 2)[2]})" for f in files)
        return say("print again: {files}", files=named)
    packs = ", ".join(sorted(f.split("/", 2)[2] for f in entry["files"] if "/pack-" in f))
    return say("print again: {count} of {all} sheets; they stand together in {packs}", count=len(files),
               all=len(titles), packs=packs)  # fmt: skip


def _kit_lines(id: str, entry: Mapping[str, Any], words: Words) -> Iterator[str]:
    yield words(
        say(
            "{id}: {stage}; {pages} pages, {documents} prints",
            id=id,
            stage=STAGES[entry["stage"]],
            pages=len(entry["pages"]),
            documents=len(entry["documents"]),
        )
    )
    if entry["reprint"]:
        yield "  " + words(_to_print_again(entry))
    waiting = Counter(tuple(w["for"]) for w in entry["waiting"])
    for needs, count in waiting.items():
        *first, last = (words(NEEDS[n]) for n in needs)
        and_ = words(say("and"))
        named = f"{', '.join(first)} {and_} {last}" if first else last
        ids = ", ".join(w["id"] for w in entry["waiting"] if tuple(w["for"]) == needs)
        yield "  " + words(say("{count} waiting for {needs}: {ids}", count=count, needs=named, ids=ids))
