"""Workplace files as no person would write them: mutated examples, and whole files made of hostile values."""

from __future__ import annotations

import json
import random
import time
import typing
from collections import Counter
from collections.abc import Iterator
from datetime import date
from datetime import time as clock
from pathlib import Path

from hypothesis import strategies as st
from pydantic import BaseModel

from talsammen.checking import _examine
from talsammen.load.project import load_project
from talsammen.model.values import Text
from talsammen.model.workplace import Workplace
from talsammen.report import Words, problem_line

from .conftest import ROOT

#: What a file as a whole can be wrong with; everything else has its line and column.
OF_THE_WHOLE = {"too-large", "unreadable", "yaml", "empty-file"}
#: So many seconds of work one file may take, however busy the machine is.
MOST_SECONDS = 2.0

PIECES = (
    "&a ", "*a", "[", "{", "]", "}", "- ", "? ", ": ", ":", "#", "|\n", ">-\n", "!!python/object/apply:os.system ",
    "!!binary ", "<<: ", "---\n", "...\n", "%YAML 9.9\n", "\t", "\0", "\x1b[2J", "\u202e", "\u2066", "\u200b", "\u200d",
    "\ufeff", "a\u0301" * 40, "аrbejdsplads: X\n", "ａ", "\U000e0041", "\r", "\x85", "\u2028", '"\\ud800"', '"\\u0000"',
    "'", '"', "{{ 7*7 }}", "{% include '/etc/passwd' %}", "<script>", "=1+1", "\r\nBcc: x@y.dk", "null", "~", "1e999",
    "99999999999999999999", "-1", "0", "½", "31-02-2025", "01-01-0001", "31-12-9999", "24.00", "² ", "٣", "ja", "nej",
    "[" * 60, "{a: " * 60, "x" * 5000, "deltagere: 1000\n", "deltagere: 100000\n", "dialog: [{hold: a}, {hold: a}]\n",
)  # fmt: skip

VALUES = (
    "x", "0", "1", "17", "-3", "½", "²", "٣", "1e9", "100001", "3 timer", "24 timer", "99 timer 99 minutter",
    "8.30", "24.00", "25", "0.00", "23.59", "17-09-2025", "2025-09-17", "31-02-2025", "01-01-0001", "31-12-9999",
    "29-02-2024", "24-12-2025", "ja", "nej", "måske", "da", "../../etc/passwd", "con", "trivsel", "ledelse", "runde",
    "egen", "Balance og overskud", "Valgfrit tema", "maj 0000", "november 2025", "fra maj til", "<b>&amp;</b>",
    "{{ 7*7 }}", "{% raw %}", "=cmd|' /C calc'!A0", "@SUM(1)", "a\r\nBEGIN:VALARM\r\n", "a\nBcc: x@y.dk", "]]>", "\\",
    "a\u0301\u0302\u0303", "аdmin", "👩‍👩‍👧", "\U000e0041", "x" * 900, "ord " * 240, "a" * 19_000,
    "a\u200bb", "{0}", "{text}", "%s%n", "[red]x[/]", "TR", "AMR", "leder",
    "Ida Holm",
)  # fmt: skip


#: What is refused wherever it stands, and so only here and there.
UNREADABLE = ("", " ", "\u200b", "\u202ex", "\0", "\x1b[31m", "\ud800", "\ufdd0", "a" * 30_000)


EXAMPLES = sorted((ROOT / "workplaces").glob("*.yaml"))


def mutated(seed: int, examples: list[Path] = EXAMPLES) -> bytes:
    """One of these files after one to six mishaps; the same for the same seed."""
    chance = random.Random(seed)
    data = chance.choice(examples).read_bytes()
    for _ in range(chance.randint(1, 6)):
        data = _mishap(data, chance, examples)
    return data


def with_other_value(path: Path, seed: int) -> bytes:
    """The file with another value, most likely a hostile one, after one of its keys."""
    chance = random.Random(seed)
    lines = path.read_text(encoding="utf-8").split("\n")
    number = chance.choice([n for n, line in enumerate(lines) if ": " in line and not line.lstrip().startswith("#")])
    key = lines[number].partition(": ")[0]
    lines[number] = f"{key}: {chance.choice(VALUES)}"
    return "\n".join(lines).encode()


def _mishap(data: bytes, chance: random.Random, examples: list[Path]) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(at + chance.choice((1, 1, 4, 30, 300)), len(data))
    match chance.randrange(11):
        case 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:end] + data[at:end] * chance.choice((1, 2, 20)) + data[end:]
        case 3 | 4 | 5:
            return data[:at] + chance.choice(PIECES).encode("utf-8", "surrogatepass") + data[at:]
        case 6:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines)
        case 7:
            lines = data.split(b"\n")
            n = chance.randrange(len(lines))
            lines[n] = b" " * chance.randrange(9) + lines[n].lstrip()
            return b"\n".join(lines)
        case 8:
            return data[:at]
        case 9:
            return data[:at] + chance.choice(examples).read_bytes()[at:]
        case _:
            text = data.decode("utf-8", "replace")
            return text.encode(chance.choice(("utf-16", "cp1252", "utf-16-le", "utf-8-sig", "latin-1")), "replace")


def fields_of(model: type[BaseModel]) -> dict[str, typing.Any]:
    """The first spelling of every key of a model -> its annotation."""
    found = {}
    for name, field in model.model_fields.items():
        alias = field.validation_alias
        found[str(getattr(alias, "choices", [alias or name])[0])] = field.annotation
    return found


def shaped(annotation: typing.Any) -> st.SearchStrategy:
    """Values of the shape a field has, and now and then of another."""
    return st.one_of(*[_right(annotation)] * 9, _wrong())


def _right(annotation: typing.Any) -> st.SearchStrategy:
    parts = [part for part in typing.get_args(annotation) if part not in (type(None), Ellipsis)]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and not issubclass(annotation, Text):
        keys = {key: st.deferred(lambda inner=inner: shaped(inner)) for key, inner in fields_of(annotation).items()}
        return st.lists(st.sampled_from(sorted(keys)), max_size=5, unique=True).flatmap(
            lambda chosen: st.fixed_dictionaries({key: keys[key] for key in chosen})
        )
    if typing.get_origin(annotation) is tuple and parts:
        return st.lists(st.deferred(lambda: shaped(parts[0])), max_size=6)
    if parts and typing.get_origin(annotation) is not typing.Literal:
        return st.one_of([_right(part) for part in parts])
    return st.sampled_from(_fitting(annotation) * 40 + VALUES * 2 + UNREADABLE)


def _fitting(annotation: typing.Any) -> tuple[str, ...]:
    """Values that a plain field most likely takes."""
    if typing.get_origin(annotation) is typing.Literal:
        return tuple(map(str, typing.get_args(annotation)))
    plain = {date: ("17-09-2025", "1. oktober 2025"), clock: ("8.30", "13"), int: ("3", "17"), bool: ("ja", "nej")}
    return plain.get(annotation, ("Ida Holm", "noget <b>&</b> {{ 7*7 }}"))


def _wrong() -> st.SearchStrategy:
    leaf = st.sampled_from(VALUES) | st.text(max_size=30)
    return st.recursive(leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(leaf, inner, max_size=3))


def files() -> st.SearchStrategy[bytes]:
    """Whole files of hostile values, in the shape of the workplace file; JSON is YAML."""
    keys = {key: shaped(annotation) for key, annotation in fields_of(Workplace).items()}
    chosen = st.lists(st.sampled_from(sorted(keys)), max_size=9, unique=True)
    made = chosen.flatmap(lambda some: st.fixed_dictionaries({key: keys[key] for key in {"arbejdsplads", *some}}))
    return made.map(lambda told: json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))


class Tried:
    """Reads and plans single workplace files of one project, and keeps count."""

    def __init__(self, folder: Path) -> None:
        (folder / "workplaces").mkdir(parents=True)
        for name in ("content", "layouts", "themes_catalog.yaml", "organisation.yaml"):
            (folder / name).symlink_to(ROOT / name)
        (folder / "workplaces/x.yaml").touch()
        self.folder, self.project = folder, load_project(folder)
        self.counts: Counter[str] = Counter()
        self.slowest = 0.0

    def __call__(self, data: bytes) -> None:
        """Fails when the file makes a traceback, takes too long, or a problem has no place or more than one line."""
        (self.folder / "workplaces/x.yaml").write_bytes(data)
        start = time.process_time()
        kit, problems = _examine(self.project, "x")
        seconds = time.process_time() - start
        self.slowest = max(self.slowest, seconds)
        assert seconds < MOST_SECONDS, f"{seconds:.1f} s"
        self._look(problems)
        errors = [problem for problem in problems if problem.error]
        assert bool(errors) != bool(kit)
        self.counts["refused" if errors else "built"] += 1
        self.counts.update({f"code {code}": 1 for code in {problem.code for problem in errors}})

    def _look(self, problems: typing.Iterable) -> None:
        for problem in problems:
            line = problem_line(problem, Words(self.project.messages["da"]))
            assert (len(line.splitlines()) == 1 and line.isprintable()) or "\xa0" in line, repr(line)
            if problem.file.startswith("workplaces/") and problem.code not in OF_THE_WHOLE:
                assert problem.line and problem.column, line

    def told(self) -> Iterator[str]:
        """The counts, most frequent first."""
        yield f"{self.counts['built']} used, {self.counts['refused']} refused, slowest {self.slowest:.2f} s"
        yield ", ".join(f"{name[5:]} {n}" for name, n in self.counts.most_common() if name.startswith("code "))
