"""A template and the values it may see in; what it gave before out, when it would give the same again.

A template learns of its context only by asking for names, so what it gives depends on the values of these names and on
nothing else. Values are the same when they pickle alike; what cannot be pickled, as a function, is never the same.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Mapping
from hashlib import blake2b
from typing import Any

#: So many letters of what was given are kept, the last asked for: more than one site takes, and few megabytes.
ROOM = 1_500_000
#: Of so many values the mark is kept: those of a few kits.
VALUES = 500

Mark = bytes | None
_ABSENT = object()
Key = tuple[Hashable, tuple[bytes, ...]]


#: A name that was asked for; and the field of its value, when that has fields which are asked for one by one.
Name = tuple[str, str | None]


class Fields:
    """A value as templates see it of which they only see fields; it tells which. It is never itself part of a key."""

    def __init__(self, memo: Memo, name: str, value: Any) -> None:
        self.__memo, self.__name, self.__value = memo, name, value

    def __getattr__(self, field: str) -> Any:
        self.__memo.asked.add((self.__name, field))
        return getattr(self.__value, field)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise pickle.PicklingError(self.__name)

    def __eq__(self, other: object) -> bool:
        raise TypeError(f"compare the fields of {self.__name}")

    __hash__ = None


class Memo:
    """What the parts of pages gave, by the values of all names they have asked for.

    ``everywhere`` are the names that mean the same wherever they are not given; of the values of ``views``, field by
    field is looked at.
    """

    def __init__(self, everywhere: Mapping[str, Any], *views: type) -> None:
        self.asked: set[Name] = set()
        self.views = (*views, Fields)
        self._everywhere = everywhere
        self._names: dict[Hashable, tuple[Name, ...]] = {}
        self._given: dict[Key, str] = {}
        self._letters = 0
        self._marks: dict[int, tuple[Any, Mark]] = {}

    def give(self, part: Hashable, context: Mapping[str, Any], make: Callable[[], str]) -> str:
        """What ``make`` gives for this part; only asked when it was not made of the same values before."""
        key = self._key(part, context)
        if key in self._given:
            self.asked.update(self._names[part])
            self._given[key] = given = self._given.pop(key)
            return given
        given = self._made(part, make)
        self._keep(self._key(part, context), given)
        return given

    def _keep(self, key: Key | None, given: str) -> None:
        """Keeps what was given, and lets go of what was not asked for the longest."""
        if key is not None and key not in self._given:
            self._given[key] = given
            self._letters += len(given)
        while self._letters > ROOM:
            self._letters -= len(self._given.pop(next(iter(self._given))))

    def _made(self, part: Hashable, make: Callable[[], str]) -> str:
        """Makes it anew, and keeps account of the names it asked for, those of the parts within it too."""
        around, self.asked = self.asked, set()
        try:
            return make()
        finally:
            known = self._names.get(part, ())
            self._names[part] = (*known, *self.asked.difference(known))
            around |= self.asked
            self.asked = around

    def _key(self, part: Hashable, context: Mapping[str, Any]) -> Key | None:
        """The part and what the names it asks for stand for; None when that cannot be told."""
        marks = []
        for name, field in self._names.get(part, ()):
            usual = self._everywhere.get(name, _ABSENT)
            value = context.get(name, usual)
            if value is usual:
                marks.append(b"")
                continue
            mark = self._mark(value if field is None else getattr(value, field, _ABSENT))
            if mark is None:
                return None
            marks.append(mark)
        return part, tuple(marks)

    def _mark(self, value: Any) -> Mark:
        """What stands for this value; kept with the value, so that no other takes its place meanwhile."""
        if id(value) not in self._marks:
            if len(self._marks) >= VALUES:
                self._marks.clear()
            self._marks[id(value)] = value, _mark(value)
        return self._marks[id(value)][1]


def _mark(value: Any) -> Mark:
    try:
        return blake2b(pickle.dumps(value), digest_size=16).digest()
    except Exception:  # a value says in its own way that it cannot be pickled
        return None
