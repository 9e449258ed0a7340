"""Several kits in; what they have in common out: themes, efforts, topics, IGLO and what is asked of others (fb.3-5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..model.kit import Kit
from ..model.overview import LEVELS, STATUSES, Across, Addressed, EffortLine, Pool, Source, Status, ThemeCount, Topic
from ..model.themes import KINDS, Kind, Theme
from ..model.values import Text, fold
from ..model.workplace import Effort
from .pools import Pooled, pooled

#: So many topics the organisation's workshop takes up (INC-30); equal ones all come along.
TOPICS = 3
#: Where something is asked of others, the most outspoken first.
SOURCES: tuple[Source, ...] = ("forwarded", "effort", "iglo")
Key = tuple[Kind, str]


def across(kits: Sequence[Kit], smallest: int, together: bool = True) -> Across:
    """All counts over these workplaces; only over the pools that may be shown.

    Without ``together`` the small workplaces are in none: the pool of one area's could be taken from that of all.
    """
    pools, left_out = pooled(kits, smallest, together)
    efforts = tuple(line for pool, found in pools for kit in found for line in effort_lines(kit, pool))
    counted = Counter(line.status for line in efforts)
    return Across(
        pools=tuple(pool for pool, _ in pools), left_out=left_out, themes=_themes(pools), efforts=efforts,
        statuses={status: counted[status] for status in STATUSES}, topics=_topics(pools), iglo=_iglo(pools),
        addressed=_addressed(pools),
    )  # fmt: skip


def effort_lines(kit: Kit, pool: Pool) -> Iterator[EffortLine]:
    """The lines of one development plan, in its order."""
    for effort in _plan(kit):
        theme = kit.themes[effort.theme] if effort.theme else None
        yield EffortLine(
            pool=pool, name=effort.effort, period=effort.period, kind=effort.theme, theme=theme and theme.title,
            status=_status(kit, effort), december=effort.december, organisation=effort.organisation,
        )  # fmt: skip


def _plan(kit: Kit) -> tuple[Effort, ...]:
    return kit.workplace.followup.development_plan if kit.workplace.followup else ()


def _status(kit: Kit, effort: Effort) -> Status | None:
    plans = kit.workplace.followup.action_plans
    return next((plan.status for plan in plans if plan.effort == effort.effort), None)


def _key(kind: Kind, theme: Theme) -> Key:
    """What makes two workplaces' themes the same: the catalogue's id, or the title of a theme of their own."""
    return kind, fold(theme.title.first) if theme.optional else theme.id


def _themes(pools: Pooled) -> tuple[ThemeCount, ...]:
    """Every theme chosen, the most frequent first, well-being before leadership."""
    titles: dict[Key, Text] = {}
    chosen: dict[Key, Counter[Pool]] = {}
    efforts, marked, wide = Counter(), Counter(), Counter()
    for pool, kits in pools:
        for kit in kits:
            keys = {kind: _key(kind, theme) for kind in KINDS if (theme := kit.themes[kind])}
            for kind, key in keys.items():
                titles.setdefault(key, kit.themes[kind].title)
                chosen.setdefault(key, Counter())[pool] += 1
            for effort in _plan(kit):
                if key := keys.get(effort.theme):
                    efforts[key] += 1
                    marked[key] += effort.december
                    wide[key] += effort.organisation
    counts = [
        ThemeCount(key[0], titles[key], by.total(), dict(by), efforts[key], wide[key], marked[key])
        for key, by in chosen.items()
    ]
    return tuple(sorted(counts, key=lambda c: (KINDS.index(c.kind), -c.chosen, c.title.first)))


def _topics(pools: Pooled) -> tuple[Topic, ...]:
    """The themes that most of the efforts marked for the workshop come from (INC-30); equal ones share a place."""
    titles: dict[Key, Text] = {}
    marked: dict[Key, list[Text]] = {}
    for kit in _kits(pools):
        for effort in _plan(kit):
            if effort.december and effort.theme and (theme := kit.themes[effort.theme]):
                key = _key(effort.theme, theme)
                titles.setdefault(key, theme.title)
                marked.setdefault(key, []).append(effort.effort)
    places = {key: 1 + sum(len(other) > len(names) for other in marked.values()) for key, names in marked.items()}
    topics = [
        Topic(places[key], key[0], titles[key], len(names), _folded(names))
        for key, names in marked.items()
        if places[key] <= TOPICS
    ]
    return tuple(sorted(topics, key=lambda t: (t.place, KINDS.index(t.kind), t.title.first)))


def _iglo(pools: Pooled) -> Mapping[str, int]:
    """How many lines stand on each level of the IGLO sheets."""
    sheets = [sheet for kit in _kits(pools) if kit.workplace.followup for sheet in kit.workplace.followup.iglo]
    return {level: sum(len(getattr(sheet, level)) for sheet in sheets) for level in LEVELS}


def _addressed(pools: Pooled) -> tuple[Addressed, ...]:
    """What is asked of whom, those asked most first; the same name written in two ways is one recipient."""
    names: dict[str, str | None] = {}
    asked: dict[str, dict[Source, list[Text]]] = {}
    for kit in _kits(pools):
        for to, source, words in _asks(kit):
            names.setdefault(fold(to or ""), to)
            asked.setdefault(fold(to or ""), {one: [] for one in SOURCES})[source].append(words)
    found = [
        Addressed(names[to], tuple((source, *one) for source, texts in by.items() for one in _folded(texts)))
        for to, by in asked.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.to is None, -one.times, fold(one.to or ""))))


def _asks(kit: Kit) -> Iterator[tuple[str | None, Source, Text]]:
    """What one workplace asks of others; an effort marked so is told once, with the wish when there is one."""
    followup = kit.workplace.followup
    if not followup:
        return
    for one in followup.forwarded:
        yield one.to, "forwarded", one.wish or one.effort
    told = [one.effort for one in followup.forwarded]
    for effort in followup.development_plan:
        if effort.organisation and effort.effort not in told:
            yield None, "effort", effort.effort
    for sheet in followup.iglo:
        for line in sheet.organisation:
            yield None, "iglo", line


def _kits(pools: Pooled) -> Iterator[Kit]:
    return (kit for _, kits in pools for kit in kits)


def _folded(names: Sequence[Text]) -> tuple[tuple[Text, int], ...]:
    """Each name once with how often it stands there, the most frequent first."""
    first: dict[str, Text] = {}
    count: Counter[str] = Counter()
    for name in names:
        first.setdefault(fold(name.first), name)
        count[fold(name.first)] += 1
    return tuple((first[key], count[key]) for key in sorted(count, key=lambda key: (-count[key], key)))
