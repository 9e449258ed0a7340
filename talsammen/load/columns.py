"""A table and the model of its rows in; which column holds which field out, by the spellings the model knows."""

from __future__ import annotations

from difflib import get_close_matches

from pydantic import BaseModel

from ..errors import Problem, say
from ..model.values import fold
from .bind import LONGEST_KEY, danish_key, danish_keys, spellings
from .table import Table


def named_columns(table: Table, model: type[BaseModel], problems: list[Problem]) -> dict[int, str]:
    """Column, from 0 -> field. One that is not known, or says again what another says, is told and left out."""
    names, columns = spellings(model), {}
    for i, heading in enumerate(table.header.cells):
        field = names.get(fold(heading))
        if field and field not in columns.values():
            columns[i] = field
        elif heading:
            near = [] if field else get_close_matches(fold(heading[:LONGEST_KEY]), names, n=1, cutoff=0.6)
            fix = (
                say("did you mean »{key}«?", key=danish_key(model, names[near[0]]))
                if near
                else say("known here: {keys}", keys=", ".join(danish_keys(model)))
            )
            message = say("the column »{heading}« is not used", heading=heading)
            problems.append(Problem(table.file, table.header.line, i + 1, "column", message, fix, error=False))
    return columns
