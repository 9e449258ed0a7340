"""What all kits are made with: renderers, style sheets, Word layouts, and the files that belong to no single kit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .model.project import Layout, Project

if TYPE_CHECKING:
    from .render.compiled import Compiled


class Production:
    """One Renderer per language and medium, shared by all kits, and what is read or made once for all of them."""

    def __init__(
        self, project: Project, languages: Iterable[str], cache: Path, compiled: Compiled | None = None
    ) -> None:
        """``languages`` are those the kits are in; ``compiled`` may be handed on to save time."""
        from .render.compiled import Compiled
        from .render.environment import Renderer

        self.project = project
        first = next(code for code in (*project.organisation.languages, "da") if code in project.texts)
        self.compiled = compiled or Compiled(cache)
        spoken = sorted({first, *languages})
        self.site = {code: Renderer(project, code, "site", self.compiled) for code in spoken}
        self.paper = {code: Renderer(project, code, "print", self.compiled) for code in spoken}
        self.front = self.site[first]

    def shared(self, entries: Mapping[str, Any]) -> dict[str, bytes]:
        """What belongs to no single workplace: style, script, fonts, and the list of all (when all are known)."""
        from .render.site import render_front

        pages = render_front(self.front, entries) if entries else {}
        assets = {f"site/assets/{name}": data for name, data in self.assets.items()}
        return assets | {f"site/{path}": html.encode() for path, html in pages.items()}

    @cached_property
    def style(self) -> str:
        """The style sheet of all prints."""
        from .render.assets import print_style

        return print_style(next(iter(self.paper.values())))

    @cached_property
    def word(self) -> tuple[dict[str, Layout], str]:
        """The layouts that also have a Word file, and the styles of all of them."""
        from .render.word import word_layouts, word_styles

        editable = word_layouts(self.project)
        return {layout.id: layout for layout in self.project.layouts if layout.id in editable}, word_styles(
            self.project
        )

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """What all workplaces' pages share, by file name."""
        from .render.assets import site_assets

        return dict(site_assets(self.front))
