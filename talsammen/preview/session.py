"""What people save in; new pages in the browser at once, and new sheets a little later, out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..checking import Checked
from ..errors import InputError, Message, Problem, say
from ..load.project import workplace_ids
from ..pipeline import Options, Pages, pages
from ..render.compiled import Compiled
from ..report import Words, error_lines, problem_line
from .background import Background, Printed
from .server import serving
from .shown import Shown
from .watch import changes

#: How many saved files are named on one line.
NAMED = 3


def preview(
    options: Options, port: int, words: Words, language: str, tell: Callable[[str], None], ready: Callable[[int], None]
) -> None:
    """Serves and follows what is saved until it is interrupted. Raises WrongUse when there is nothing to serve.

    ``tell`` is given lines to read, ``ready`` the port as soon as pages can be asked for.
    """
    session = Session(options, words, tell)
    session.render()
    with serving(session.shown, port, words, language) as found:
        ready(found)
        session.print_sheets()
        try:
            for changed in changes(options.root):
                session.follow(changed)
        finally:
            session.background.stop()


class Session:
    """One preview: which files were saved since the pages and the sheets were last made."""

    def __init__(self, options: Options, words: Words, tell: Callable[[str], None]) -> None:
        self.options, self.words, self.tell = options, words, tell
        self.shown = Shown(options.output / "site")
        self.background = Background(words)
        self.unread: set[str] = {"."}
        self.unprinted: set[str] = {"."}
        self.known: frozenset[str] = frozenset()
        self.problems: tuple[Problem, ...] = ()
        self.sheets: tuple[Problem, ...] = ()
        self.engine: Message | None = None
        self.told: list[str] = []
        self.compiled = Compiled(options.cache)

    def follow(self, changed: Iterable[str]) -> None:
        """One turn: what was saved is shown and printed; what was printed meanwhile is shown."""
        changed = {path for path in changed if self._concerns(path)}
        if changed:
            self.unread |= changed
            self.unprinted |= changed
            if self.render():
                self._say_saved(changed)
                self.print_sheets()
        elif printed := self.background.finished():
            self._printed(printed)

    def render(self) -> bool:
        """Shows the pages as the files now read, and what is wrong with them. False when no page could be made anew.

        When everything is to be made, the workplaces somebody looks at come first.
        """
        ids = self._ids(self.unread)
        there = self.shown.looked_at() & self.known & set(workplace_ids(self.options.root))
        for some in (ids,) if ids or not there else (tuple(sorted(there)), ids):
            if (checked := self._show(some)) is None:
                return False
        self.unread = set()
        return bool(checked.kits) or not checked.failed

    def _show(self, ids: tuple[str, ...]) -> Checked | None:
        """Shows the pages of these workplaces; None and what is wrong when they cannot be made."""
        try:
            made = pages(replace(self.options, ids=ids), self.compiled)
        except InputError as error:
            self.problems = error.problems
            self._notice()
        except Exception as error:
            if not self.shown.changes:
                raise
            self._notice(error_lines(error, self.words))
        else:
            self._keep(made, ids)
            return made.checked
        return None

    def print_sheets(self) -> None:
        """Has the sheets of what changed made, if its pages could be."""
        if self.known and not self.unread:
            ids = self._ids(self.unprinted) if self._listed() else self.options.ids
            self.background.start(replace(self.options, ids=ids))
            self._status(say("The sheets are being made ..."))

    def _listed(self) -> bool:
        """Whether the list of all workplaces, which a build of some leaves alone, is the same on disk."""
        file = self.shown.site / "index.html"
        return file.is_file() and file.read_bytes() == self.shown.pages.get("index.html")

    def _keep(self, made: Pages, ids: tuple[str, ...]) -> None:
        """Takes over new pages. A workplace with errors keeps the pages it had."""
        checked = made.checked
        new = {*checked.kits.ids}
        stays = (lambda id: id not in new) if ids else checked.failed.__contains__
        old = {path: data for path, data in self.shown.pages.items() if stays(path.partition("/")[0])}
        files = {path.removeprefix("site/"): data for path, data in made.files.items()}
        read = {f"workplaces/{id}.yaml" for id in ids}
        others = (p for p in self.problems if ids and p.file.startswith("workplaces/") and p.file not in read)
        self.problems = (*others, *checked.problems)
        self.known = (self.known if ids else frozenset()) | new | set(checked.failed)
        self.shown.show(old | files)
        self._notice()

    def _printed(self, printed: Printed) -> None:
        for line in printed.lines:
            self.tell(line)
        self.sheets = printed.problems
        if printed.engine and not self.engine:
            self.tell(self.words(say("the prints were left out: {reason}", reason=printed.engine)))
        self.engine = printed.engine
        if not self.unread:
            self.unread, self.unprinted = self.unprinted, set()
            self.render()
        self._status(say("the prints were left out: {reason}", reason=self.engine) if self.engine else None)

    def _notice(self, failure: Iterable[str] = ()) -> None:
        problems = (*self.problems, *self.sheets)
        errors = [*failure, *(problem_line(p, self.words) for p in problems if p.error)]
        warnings = [problem_line(p, self.words) for p in problems if not p.error]
        self.shown.show(errors=tuple(errors), warnings=tuple(warnings))
        if (lines := [*errors, *warnings]) != self.told:
            for line in lines:
                self.tell(line)
        self.told = lines

    def _status(self, message: Message | None) -> None:
        self.shown.show(status=self.words(message) if message else "")

    def _say_saved(self, changed: set[str]) -> None:
        names = sorted(changed)
        files = ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")
        self.tell(self.words(say("{files}: the pages are new", files=files)))

    def _concerns(self, path: str) -> bool:
        """Whether a saved file can change what is shown; another workplace's cannot."""
        return not self.options.ids or _workplace(path) in (None, *self.options.ids)

    def _ids(self, changed: set[str]) -> tuple[str, ...]:
        """The workplaces whose files alone were saved; else all that are shown."""
        touched = {_workplace(path) for path in changed}
        there = all((self.options.root / path).is_file() for path in changed)
        return tuple(sorted(touched)) if there and touched <= self.known else self.options.ids


def _workplace(path: str) -> str | None:
    """The id of the workplace a path is the file of."""
    file = PurePosixPath(path)
    inside = file.parent == PurePosixPath("workplaces") and file.suffix == ".yaml"
    return unicodedata.normalize("NFC", Path(path).stem) if inside else None
