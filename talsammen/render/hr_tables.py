"""An Overview and one language in; the rows of HR's tables out, as plain words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import say
from ..model.kit import STAGE_NAMES
from ..model.overview import THINGS, Order, Overview, Pool, Row
from ..model.values import Text
from .environment import Renderer
from .prints import Labels

Value = str | int | date | None
GUIDES = {"current": say("the newest"), "older": say("older"), "not built": say("not built")}


@dataclass(frozen=True)
class Table:
    """A table by its name, its headings and its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


class HrTables:
    """The tables of one overview in one language; their headings are the words of the sheets."""

    def __init__(self, renderer: Renderer, overview: Overview) -> None:
        self.renderer, self.overview, self.say = renderer, overview, renderer.say
        seen = {"org": renderer.organisation, "overview": overview, "across": overview.across}
        self.label = Labels(renderer, "print/hr-summary", seen)
        self.order = Labels(renderer, "print/order-list", seen)

    def all(self) -> tuple[Table, ...]:
        """The sheets of the workbook; the first is also the CSV."""
        return self.workplaces(), self.themes(), self.efforts(), self.addressed(), self.orders()

    def workplaces(self) -> Table:
        area = self._area
        header = self._said(
            say("Id"), say("Workplace"), area, say("Stage"), say("Dialogue"), say("Days"), say("Behind with"),
            say("Not known yet"), say("Languages"), say("Guide"), say("Version of the guide"), say("E-mail"),
            say("Error in"),
        )  # fmt: skip
        return Table(self.say("Workplaces"), header, tuple(self._workplace(row) for row in self.overview.rows))

    def _workplace(self, row: Row) -> tuple[Value, ...]:
        stage = STAGE_NAMES[row.stage] if row.stage else say("error in the file")
        days = "; ".join(self._day(d.team, d.day, d.cancelled) for d in row.days)
        late = "; ".join(self.say(due.what) + f" ({due.day:%d-%m-%Y})" for due in row.overdue)
        missing = ", ".join(self.say(one) for one in row.missing)
        guide = self.say(GUIDES[row.guide_state]) if not row.problem else ""
        return (
            row.id, row.name, row.area, self.say(stage), row.first, days, late, missing, ", ".join(row.languages),
            guide, row.guide, row.email, row.problem,
        )  # fmt: skip

    def _day(self, team: str | None, day: date | None, cancelled: bool) -> str:
        parts = [team or "", f"{day:%d-%m-%Y}" if day else self.say("no date yet")]
        return " ".join([part for part in parts if part] + ([self.say("cancelled")] if cancelled else []))

    def themes(self) -> Table:
        header = self._said(self._area, "", self.label["theme"], self.label["chosen"])
        rows = [
            (self._pool(pool), self._plain(self.label[t.kind]), self._words(t.title), count)
            for pool in self.overview.across.pools
            for t in self.overview.across.themes
            if (count := t.by_pool.get(pool))
        ]
        return Table(self._plain(self.label["themes"]), header, tuple(rows))

    def efforts(self) -> Table:
        names = ("efforts", "theme", "status", "marked", "wide")
        effort, theme, status, marked, wide = (self.label[name] for name in names)
        header = self._said(self._area, effort, say("Time"), "", theme, status, marked, wide)
        yes = self.say("yes")
        rows = [
            (
                self._pool(e.pool), self._words(e.name), self._words(e.period),
                self._plain(self.label[e.kind]) if e.kind else "", self._words(e.theme),
                self._plain(self.label[e.status or "unknown"]),
                yes if e.december else "", yes if e.organisation else "",
            )
            for e in self.overview.across.efforts
        ]  # fmt: skip
        return Table(self._plain(self.label["efforts"]), header, tuple(rows))

    def addressed(self) -> Table:
        header = self._said(say("To"), say("Written in"), say("What"), self.label["number"])
        rows = [
            (
                one.to or self._plain(self.label["to_all"]),
                self._plain(self.label["iglo_line" if source == "iglo" else source]), self._words(what),
                count,
            )
            for one in self.overview.across.addressed
            for source, what, count in one.asked
        ]  # fmt: skip
        return Table(self._plain(self.label["addressed"]), header, tuple(rows))

    def orders(self) -> Table:
        orders, papers = self.overview.orders, sorted(self.overview.orders.total.sheets)
        sides = {1: self.order["one_side"], 2: self.order["two_sides"]}
        header = self._said(
            self._area, self.order["workplace"], self.order["pads_points"], self.order["pads_actions"],
            *(self.order[thing] for thing in THINGS), *(f"{size}, {sides.get(n, n)}" for size, n in papers),
            say("All counted"),
        )  # fmt: skip
        rows = [self._order(order, order.name, papers) for order in orders.workplaces]
        rows.append(self._order(orders.total, self._plain(self.order["sum"]), papers))
        return Table(self.renderer.title("print/order-list", {}).striptags(), header, tuple(rows))

    def _order(self, order: Order, name: str, papers: Sequence[tuple[str, int]]) -> tuple[Value, ...]:
        pads = [sum(one.number for one in order.pads if one.use == use) for use in ("points", "actions")]
        sheets = [order.sheets.get(paper, 0) for paper in papers]
        known = self.say("yes") if order.counted and order.known else self.say("no")
        return (order.area, name, *pads, *(order.things[thing] for thing in THINGS), *sheets, known)

    @property
    def _area(self) -> str:
        return self._plain(self.label["area"])

    def _pool(self, pool: Pool) -> str:
        return pool.area if pool.area else self._plain(self.label["small" if pool.small else "no_area"])

    def _words(self, text: Text | None) -> str:
        return text.in_language(self.renderer.code) if text else ""

    def _said(self, *words: Any) -> tuple[str, ...]:
        return tuple(self._plain(self.say(one) if not isinstance(one, str) else one) for one in words)

    def _plain(self, words: Any) -> str:
        return words.striptags() if hasattr(words, "striptags") else str(words)
