"""Step 6 of 6, report: problems and what a build made in; the lines a person reads out, in Danish or English."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from .checking import Checked
from .errors import EngineMissing, InputError, Message, Problem, WrongUse, of_system, say
from .failure import place_of
from .forgetting import Forgotten, Traces
from .model.kit import NEEDS, STAGE_NAMES
from .model.overview import Overview
from .model.themes import KINDS
from .pipeline import Built
from .tallying import Tallied

#: So many signs of what was read stand in a message at most.
LONGEST = 1000


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
        return _shortened(str(value))


def _shortened(text: str) -> str:
    """What somebody wrote, as far as a message can quote it: neither endless nor able to steer the terminal."""
    seen = "".join(sign if sign.isprintable() or sign.isspace() else "\ufffd" for sign in text[:LONGEST])
    return seen if len(text) <= LONGEST else f"{seen}…"


def problem_line(problem: Problem, words: Words) -> str:
    """One problem on one line: ``workplaces/x.yaml:12:9: fejl: what is wrong; what to write``."""
    kind = words(say("error") if problem.error else say("warning"))
    fix = f"; {words(problem.fix)}" if problem.fix else ""
    return " ".join(f"{_shortened(problem.place)}: {kind}: {words(problem.message)}{fix}".split())


def error_lines(error: Exception, words: Words, kept: Path | None = None) -> Iterator[str]:
    """What went wrong, for the person it happened to; of our own mistakes where they are told of (``kept``)."""
    if isinstance(error, InputError):
        yield from (problem_line(problem, words) for problem in error.problems)
    elif isinstance(error, (WrongUse, EngineMissing)):
        yield words(error.message)
    elif isinstance(error, OSError):
        yield words(of_system(error))
    elif isinstance(error, ModuleNotFoundError):
        yield words(say("the library »{name}« is missing; install once more (docs/install.md)", name=error.name or "?"))
    else:
        yield words(_own_mistake(error, kept))


def _own_mistake(error: Exception, kept: Path | None) -> Message:
    told = {"kind": type(error).__name__, "place": place_of(error)}
    if kept:
        return say("this is our own mistake ({kind} in {place}); send us {file}, there are no names in it, and nothing "
                   "of what you have written", **told, file=str(kept))  # fmt: skip
    return say(
        "this is our own mistake ({kind} in {place}); run it again with --verbose and send us what it says", **told
    )


def problems_json(problems: Iterable[Problem], words: Words) -> str:
    """All problems for machines: a list of objects."""
    return json.dumps(
        [
            {
                "file": _shortened(p.file),
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
    for id, stage in checked.stages.items():
        yield words(say("{id}: {stage}", id=id, stage=STAGE_NAMES[stage]))
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
    for id in built.checked.kits.ids:
        entry = built.manifest.get(id)
        if entry:
            yield from _kit_lines(id, entry, words)
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


def overseen_lines(overview: Overview, engine: Message | None, output: Path, words: Words) -> Iterator[str]:
    """HR's overview in a few lines: who is behind with what, what is not known, and where it lies."""
    rows = overview.rows
    held = sum(row.stage == "held" for row in rows)
    yield words(say("{all} workplaces; dialogue held at {held}", all=len(rows), held=held))
    late = Counter(words(due.what) for row in rows for due in row.overdue)
    if late:
        named = ", ".join(
            f"{what} ({count})" for what, count in sorted(late.items(), key=lambda one: (-one[1], one[0]))
        )
        yield words(say("behind on {day}: {count}, with {what}", count=overview.overdue, day=overview.day, what=named))
    if missing := sum(bool(row.missing or row.overdue) for row in rows):
        yield words(say("not everything is known yet at {count}", count=missing))
    if stale := sum(row.guide_state != "current" for row in rows if not row.problem):
        yield words(say("not built with the newest guide: {count}; run build", count=stale))
    if engine:
        yield words(say("the prints were left out: {reason}", reason=engine))
    yield words(say("open {page}", page=str(output / "hr" / "index.html")))


#: So many sheets to print again, or themes, are named one by one; more sheets are printed from the packs.
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
            stage=STAGE_NAMES[entry["stage"]],
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


def tallied_lines(tallied: Tallied, output: Path, words: Words, language: str) -> Iterator[str]:
    """What was counted of each kind, where it lies, and the lines to paste."""
    kit, tally = tallied.kit, tallied.tally
    if not tallied.folder:
        yield words(say("{id}: nothing could be counted, and nothing is written", id=kit.id))
        return
    names = {"wellbeing": say("Well-being theme"), "leadership": say("Leadership theme")}
    for kind in KINDS:
        one = tally.kinds[kind]
        given = sorted((score for score in one.scores if score.votes), key=lambda score: -score.votes)
        titles = [f"{score.words or score.theme.title.in_language(language)} {score.votes}" for score in given]
        if len(titles) > NAMED:
            titles[NAMED:] = [words(say("and {n} more", n=len(titles) - NAMED))]
        of = say("{n} of {all}", n=one.handed_in, all=tally.participants) if tally.participants else one.handed_in
        yield words(say("{kind} ({n} handed in, {counted} counted): {themes}", kind=names[kind], n=of,
                        counted=one.counted, themes=", ".join(titles) or "-"))  # fmt: skip
    if tallied.engine:
        yield words(say("the prints were left out: {reason}", reason=tallied.engine))
    yield words(say("open {page}", page=str(output / tallied.folder / "index.html")))
    yield words(say("lines for {file}, when you have chosen:", file=f"workplaces/{kit.id}.yaml"))
    yield from (f"  {line}" for line in tallied.lines.splitlines())


def to_forget_lines(found: Traces, words: Words) -> Iterator[str]:
    """What ``forget`` is about to do, before it asks."""
    if found.file:
        yield words(say("{file}: the names, the leader's own and the notes are deleted; dates, themes and plan stay",
                        file=_named(found.file)))  # fmt: skip
    for path in found.spreadsheets:
        yield words(say("{file} is deleted: it holds the post-its", file=_named(path)))
    if found.built:
        yield words(
            say("{n} files below output/ are deleted, and all finished sheets in the cache", n=len(found.built))
        )


def forgotten_lines(done: Forgotten, words: Words) -> Iterator[str]:
    """What ``forget`` removed, what it cannot reach, and what to do next."""
    found = done.traces
    if found.file:
        yield words(
            say("{file}: the names are gone; dates, themes and plan stay", file=_named(found.file))
            if done.rewritten
            else say("{file}: there are no names in it", file=_named(found.file))
        )
    for path in found.spreadsheets:
        yield words(say("{file} is deleted", file=_named(path)))
    yield words(say("deleted below output/: {n} files; in the cache: {sheets} finished sheets, of all workplaces",
                    n=len(found.built), sheets=done.sheets))  # fmt: skip
    for name in found.beside:
        yield words(say("still there, delete it yourself: {file}", file=f"workplaces/{name}"))
    yield words(say("Nobody but you can delete what has left this folder: printed sheets, mails and files that were "
                    "sent, pages on the intranet, filled-in PDF forms, backups and the history of git."))  # fmt: skip
    yield words(say("Now run build, so that the pages are made without the names."))
    if done.overview:
        yield words(say("Then run overview: output/hr/ still holds the work mail of the contact or the leader."))


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
