"""Text as people write it in, typed values out: dates, clock times, durations, yes and no, numbers, colours, zones.

Every parser takes the text that stands in the YAML file and raises BadValue with a sentence that says what to write.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, time
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel, WithJsonSchema, model_validator
from pydantic_core import core_schema

from ..errors import BadValue, say
from .meanings import meanings

_MONTH_SPELLINGS = (
    "januar january jan", "februar february feb", "marts march mar", "april apr", "maj may", "juni june jun",
    "juli july jul", "august aug", "september sep sept", "oktober october okt oct", "november nov", "december dec",
)  # fmt: skip
MONTH_NAMES = tuple(spellings.split()[0] for spellings in _MONTH_SPELLINGS)
MONTHS = {name: n for n, spellings in enumerate(_MONTH_SPELLINGS, start=1) for name in spellings.split()}

#: So many letters of a name are enough in a file's name.
LONGEST_SLUG = 40
#: So many signs stand in one line, and in one text, at most: nobody reads more on a sheet.
LONGEST_LINE = 1000
LONGEST_TEXT = 20_000
#: What begins a formula in office programs: in a CSV a text that begins so stands behind an apostrophe.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: Something a reader sees: neither a space nor a sign without width.
_SEEN = re.compile(
    r"[^\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_LINE_END = re.compile(r"\r\n?|\x85|\u2028|\u2029")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./ ]\s*(\d{4})")
_WORDS = re.compile(r"(?:\w+\s+(?:den\s+)?)??(?:den\s+)?(\d{1,2})\.?\s+([^\W\d]+)\.?\s+(\d{4})", re.I)
_MONTH = re.compile(r"(?<![^\W\d])([^\W\d]+)\.?\s+(\d{4})")
_TIME = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:]\s*(\d{2}))?(?:\s*(?:h|uhr))?", re.I)
_DURATION = re.compile(
    r"(?:(\d{1,4}(?:[.,]\d{1,2})?|\d{1,4}\s*½|½)\s*(?:timer|time|hours|hour|t|h))?\s*(?:og\s*|and\s*)?"
    r"(?:(\d{1,4})\s*(?:minutter|minutes|min\.?|m)?)?",
    re.I,
)


def parse_date(text: str) -> date:
    """A day from ``2025-09-17``, ``17-09-2025``, ``17/9 2025`` or ``17. september 2025``."""
    plain = " ".join(text.split())
    if match := _ISO.fullmatch(plain):
        year, month, day = map(int, match.groups())
    elif match := _NUMERIC.fullmatch(plain):
        day, month, year = map(int, match.groups())
    elif (match := _WORDS.fullmatch(plain)) and match[2].lower() in MONTHS:
        day, month, year = int(match[1]), MONTHS[match[2].lower()], int(match[3])
    else:
        raise BadValue("date", say("»{text}« is not a date", text=text), say("write the day as 17-09-2025"))
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(
            "date",
            say("the day »{text}« does not exist", text=text),
            say("write a day of the calendar as day-month-year, such as 17-09-2025"),
        ) from None


def last_day(text: str) -> date | None:
    """The last day a time in people's own words tells of: a day, or a month and its year; None when there is none."""
    try:
        return parse_date(text)
    except BadValue:
        months = [(MONTHS[m[1].lower()], int(m[2])) for m in _MONTH.finditer(text) if m[1].lower() in MONTHS]
    month, year = months[-1] if months else (0, 0)
    return date(year, month, monthrange(year, month)[1]) if month and year else None


def parse_time(text: str) -> time:
    """A clock time from ``8``, ``8.30``, ``8:30`` or ``kl. 8.30``."""
    match = _TIME.fullmatch(" ".join(text.split()))
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return time(int(match[1]), int(match[2] or 0))
    raise BadValue("time", say("»{text}« is not a clock time", text=text), say("write the time as 8.30 or 13.00"))


def parse_duration(text: str) -> int:
    """Minutes from ``180``, ``180 minutter``, ``3 timer``, ``2½ time`` or ``2 timer 30 minutter``."""
    plain = " ".join(text.split())
    match = _DURATION.fullmatch(plain)
    if plain and match:
        hours = (match[1] or "0").replace(",", ".").replace(" ", "")
        whole = float(hours.replace("½", "") or 0) + (0.5 if "½" in hours else 0)
        minutes = round(whole * 60) + int(match[2] or 0)
        if 0 < minutes <= 24 * 60:
            return minutes
    raise BadValue(
        "duration",
        say("»{text}« is not a length of time", text=text),
        say("write it as 3 timer, 2½ time or 150 minutter"),
    )


def parse_yes_no(text: str) -> bool:
    """True or False from ja/nej (and what else people write for it)."""
    folded = text.strip().lower()
    if folded in ("ja", "yes", "true", "j", "y", "1", "sand"):
        return True
    if folded in ("nej", "no", "false", "n", "0", "falsk"):
        return False
    raise BadValue("yes-no", say("»{text}« is neither yes nor no", text=text), say("write ja or nej"))


def parse_whole(text: str) -> int:
    """A whole number of people, months or things, 0 to 100,000."""
    if re.fullmatch(r"\d{1,6}", text.strip()) and int(text) <= 100_000:
        return int(text)
    raise BadValue("number", say("»{text}« is not a whole number", text=text), say("write it with digits, such as 17"))


def parse_colour(text: str) -> str:
    """A colour as ``#0B5C6B`` with a contrast of at least 4.5:1 on white (WCAG 2.2, 1.4.3)."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text.strip()):
        raise BadValue("colour", say("»{text}« is not a colour", text=text), say("write it as #0B5C6B"))
    colour = text.strip().upper()
    ratio = 1.05 / (_luminance(colour) + 0.05)
    if ratio < 4.5:
        raise BadValue(
            "contrast",
            say("the colour {text} is too light to read on white paper ({ratio}:1)", text=text, ratio=round(ratio, 1)),
            say("choose a darker one, at least 4.5:1"),
        )
    return colour


def parse_zone(text: str) -> str:
    """A time zone by its name in the IANA database, such as ``Europe/Copenhagen``."""
    name = text.strip()
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise BadValue(
            "time-zone", say("»{text}« is not a time zone", text=text), say("write it as Europe/Copenhagen")
        ) from None
    return name


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=10_000)
def fold(word: str) -> str:
    """A word as it is compared: one code point per letter, lower case, ae/oe/aa for æ/ø/å, one kind of joint."""
    plain = unicodedata.normalize("NFC", word).strip().lower()
    for letter, spelling in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("-", "_"), (" ", "_")):
        plain = plain.replace(letter, spelling)
    return plain


def slug(words: str) -> str:
    """Words as part of a file's name: ae, oe, aa for æ, ø, å; other accents go; everything else becomes a hyphen."""
    letters = unicodedata.normalize("NFKD", fold(words))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-")


def _typed(parse, example: str):
    def read(value: Any) -> Any:
        if isinstance(value, str):
            return parse(value)
        if isinstance(value, (dict, list)):
            raise BadValue(
                "shape",
                say("one value belongs here, not a list or a group of keys"),
                say("write for instance: {example}", example=example),
            )
        return value

    return (BeforeValidator(read), WithJsonSchema({"type": ["string", "number", "boolean"], "examples": [example]}))


def _line(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        raise BadValue("shape", say("a text belongs here, not a list or a group of keys"))
    if not isinstance(value, str):
        return value
    _refuse_unsaid(value, LONGEST_LINE)
    return re.sub(r"[ \t\n\r\x85\u2028\u2029]+", " ", value).strip(" ")


def _refuse_unsaid(text: str, most: int) -> None:
    """Refuses a text that says nothing anybody sees, and one that is far too long."""
    if not _SEEN.search(text):
        raise BadValue("empty", say("the text is empty"), say("write the text, or leave the whole line out"))
    if len(text) > most:
        message = say("the text has {count} characters; at most {most} are read", count=len(text), most=most)
        raise BadValue("too-long", message, say("write it shorter"))


def _listed(value: Any) -> Any:
    """One value where a list may stand counts as a list of one."""
    return value if isinstance(value, (list, tuple)) else [value]


Day = Annotated[date, *_typed(parse_date, "17-09-2025")]
Clock = Annotated[time, *_typed(parse_time, "8.30")]
Minutes = Annotated[int, *_typed(parse_duration, "3 timer")]
YesNo = Annotated[bool, *_typed(parse_yes_no, "ja")]
Whole = Annotated[int, *_typed(parse_whole, "17")]
Colour = Annotated[str, *_typed(parse_colour, "#0B5C6B")]
Zone = Annotated[str, *_typed(parse_zone, "Europe/Copenhagen")]
Line = Annotated[str, BeforeValidator(_line), WithJsonSchema({"type": ["string", "number"]})]


class Also:
    """In the editor's schema: this simpler shape is fine as well."""

    def __init__(self, *types: str) -> None:
        self.types = list(types)

    def __get_pydantic_json_schema__(self, schema, handler):
        schema = handler(schema)
        return {"anyOf": [schema, {"type": self.types}]}


class OneOrMore:
    """One value where a list may stand counts as a list of one."""

    def __get_pydantic_core_schema__(self, source, handler):
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema, handler):
        listed = handler(schema)
        return {"anyOf": [listed, listed["items"]]}


Listed = OneOrMore()


class Written(BaseModel):
    """Base of everything a person writes in YAML: frozen, unknown keys refused, Danish key = alias, English = name."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        loc_by_alias=False,
        defer_build=True,
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema, handler):
        written, meant = handler(schema), meanings(cls)
        keys = handler.resolve_ref_schema(written)["properties"].values()
        for name, key in zip(cls.model_fields, keys, strict=True):
            if name in meant:
                key["description"] = meant[name]
        return written


class PlainOrMap(Written):
    """A group of keys that may also be written as one plain text, which is its ``_plain`` key."""

    _plain: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value):
        return {cls._plain: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema, handler):
        return {"anyOf": [super().__get_pydantic_json_schema__(schema, handler), {"type": ["string", "number"]}]}


class Text(RootModel[dict[str, str]]):
    """A free text, written once or per language: ``begrundelse: ...`` or ``begrundelse: {da: ..., en: ...}``.

    Stored as language -> text; the key ``""`` holds a text whose language was not said.
    """

    model_config = ConfigDict(frozen=True)

    def __init__(self, root: Any = None, **languages: str) -> None:
        given = root if root is not None else languages
        super().__init__({"": given} if isinstance(given, str) else given)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema, handler):
        return {
            "anyOf": [{"type": ["string", "number"]}, {"type": "object", "additionalProperties": {"type": "string"}}]
        }

    def in_language(self, language: str) -> str:
        """The text in this language, else the one written without a language, else the first one given."""
        return self.root.get(language) or self.root.get("") or self.first

    @property
    def first(self) -> str:
        """The text as it was written first, whatever the language."""
        return next(iter(self.root.values()))


def _text(value: Any) -> Any:
    if isinstance(value, list):
        raise BadValue("shape", say("a text belongs here, not a list"))
    texts = list(value.values()) if isinstance(value, dict) else [value]
    if not texts:
        raise BadValue("empty", say("the text is empty"), say("write the text, or leave the whole line out"))
    for text in texts:
        if isinstance(text, str):
            _refuse_unsaid(text, LONGEST_TEXT)
    if isinstance(value, dict):
        return {language: _ended(text) for language, text in value.items()}
    return {"": _ended(value)} if isinstance(value, str) else value


def _ended(text: Any) -> Any:
    """A text with one kind of line end."""
    return _LINE_END.sub("\n", text) if isinstance(text, str) else text


FreeText = Annotated[Text, BeforeValidator(_text)]


@cache
def _speaks(kind: Any) -> bool:
    """Whether there may be a text in a value of this type that names no language."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind is Text or bool(_speaking(kind))
    return any(map(_speaks, get_args(kind)))


@cache
def _speaking(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if _speaks(field.annotation))


def said_in(value: Any, language: str) -> Any:
    """What was read, with the language of every text that does not name its own."""
    if isinstance(value, Text):
        return Text({code or language: words for code, words in value.root.items()})
    if isinstance(value, BaseModel):
        said = {
            name: said_in(getattr(value, name), language) for name in _speaking(type(value)) & value.model_fields_set
        }
        return value.model_copy(update=said) if said else value
    if isinstance(value, tuple):
        return tuple(said_in(part, language) for part in value)
    return value
