"""HTML as the Word layouts write it in; a tree of elements out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "col", "meta"}


@dataclass
class Element:
    """One element: what it is called, its attributes, and the elements and texts inside."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element of these tags inside this one, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def first(self, tag: str) -> Element:
        """The first element of this tag inside this one. Raises ValueError."""
        for found in self.all(tag):
            return found
        raise ValueError(f"<{tag}> is missing")

    @property
    def text(self) -> str:
        """The bare words inside, white space as one space."""
        return " ".join("".join(c if isinstance(c, str) else f" {c.text} " for c in self.children).split())


def parse(html: str) -> Element:
    """The tree of one document. Raises ValueError when an element is not closed where it was opened."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    if len(tree.open) > 1:
        raise ValueError(f"<{tree.open[-1].tag}> is not closed")
    return tree.open[0]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.open[-1].tag != tag or len(self.open) == 1:
            raise ValueError(f"</{tag}> where <{self.open[-1].tag}> is open")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
