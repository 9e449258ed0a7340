"""A value that is one of a few words: Danish or English text in, the model's own word out."""

from __future__ import annotations

from difflib import get_close_matches

from pydantic import BeforeValidator, WithJsonSchema

from ..errors import BadValue, say
from .values import fold


def chosen(convert=str, **danish: str) -> tuple:
    """Accepts the Danish words given and the model's own words; suggests the nearest for anything else."""
    words = {fold(text): own for own, text in danish.items()} | {fold(own): own for own in danish}

    def read(value):
        if not isinstance(value, str):
            return value
        if (own := words.get(fold(value))) is not None:
            return convert(own)
        near = get_close_matches(fold(value), words, n=1, cutoff=0.6)
        offered = [danish[words[near[0]]]] if near else list(danish.values())
        raise BadValue(
            "choice",
            say("»{text}« is not one of the possible answers", text=value),
            say("did you mean »{word}«?", word=offered[0])
            if near
            else say("write one of: {words}", words=", ".join(offered)),
        )

    return BeforeValidator(read), WithJsonSchema({"enum": [*danish.values(), *danish]})
