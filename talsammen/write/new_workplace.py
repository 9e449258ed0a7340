"""A few answers in; the text of a commented workplace file out, and the file itself; another text in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from stat import S_IMODE
from typing import ClassVar

import yaml

from ..errors import WrongUse, say
from .output import write_durably, write_first

_MARK = re.compile(r"«(\w+)\|([^»]*)»")


def workplace_text(template: str, answers: Mapping[str, str | list[str]]) -> str:
    """The template with the answers filled in, one or several to a blank; a line without any becomes an example."""
    return "".join(_line(line, answers) for line in template.splitlines(keepends=True))


def _line(line: str, answers: Mapping[str, str | list[str]]) -> str:
    marks = [name for name, _ in _MARK.findall(line)]
    if not marks:
        return line
    if not any(answers.get(mark) for mark in marks):
        example = _MARK.sub(lambda m: m[2], line)
        indent = len(example) - len(example.lstrip())
        return f"{example[:indent]}# {example[indent:]}"
    kept = re.sub(r"(?:, )?\w+: «(\w+)\|[^»]*»", lambda m: m[0] if answers.get(m[1]) else "", line)
    return _MARK.sub(lambda m: _flow(answers[m[1]]), kept.replace("{, ", "{"))


class _AllText(yaml.SafeDumper):
    """Writes for a reader that takes every value but null as text: 24 and 8.30 need no quotation marks."""

    yaml_implicit_resolvers: ClassVar[dict] = {
        first: [(tag, words) for tag, words in known if tag.endswith(":null")]
        for first, known in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }


def _flow(value: str | list[str]) -> str:
    """A text, or several, as it can stand anywhere in YAML, with quotation marks when it needs them."""
    dumped = yaml.dump([value], Dumper=_AllText, default_flow_style=True, allow_unicode=True, width=10_000)
    return dumped.strip()[1:-1]


def refuse_existing(root: Path, id: str) -> None:
    """Raises WrongUse when the workplace has a file already: nobody answers eleven questions in vain."""
    if (root / "workplaces" / f"{id}.yaml").exists():
        raise _taken(id)


def write_new(root: Path, id: str, text: str) -> Path:
    """Writes ``workplaces/<id>.yaml``; never over an existing one. Raises WrongUse."""
    path = root / "workplaces" / f"{id}.yaml"
    try:
        write_first(path, text.encode())
    except FileExistsError:
        raise _taken(id) from None
    return path


def _taken(id: str) -> WrongUse:
    return WrongUse(say("{file} is already there; nothing was written", file=f"{id}.yaml"))


def rewrite(path: Path, text: str) -> bool:
    """A workplace file with another text, with its own line ends and rights, old or new whatever happens.

    False when it says so already. Raises OSError.
    """
    old = path.read_bytes()
    data = (text.replace("\n", "\r\n") if b"\r\n" in old else text).encode()
    if data == old:
        return False
    rights = S_IMODE(path.stat().st_mode)
    write_durably(path, data, rights)
    path.chmod(rights)  # the umask may have taken some
    return True
