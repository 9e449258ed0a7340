"""A model in, what each of its keys means out: the words that stand below the field in the source.

They are read when a schema or the reference page is made; pydantic itself would read them whenever a command begins.
"""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise

from pydantic import BaseModel


def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Field -> meaning, of the fields the class itself has."""
    (definition,) = ast.parse(inspect.getsource(model)).body
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for field, below in pairwise(definition.body)
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
    }
