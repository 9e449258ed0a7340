"""What was measured and what is to be reached, as values; a line of text and a record of each out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure: ours against another, or against nothing (``other`` 0), and the most it should be.

    ``unit`` is that of both; the ratio, or ours when there is no other, is compared with ``reach``.
    """

    what: str
    ours: float
    other: float = 0
    against: str = ""
    unit: str = "s"
    reach: float | None = None

    @property
    def value(self) -> float:
        return self.ours / self.other if self.other else self.ours

    @property
    def reached(self) -> bool | None:
        return None if self.reach is None else self.value <= self.reach

    def line(self) -> str:
        """For people."""
        told = f"{self.ours:.2f} {self.unit}"
        if self.other:
            told += f" against {self.other:.2f} {self.unit} ({self.against}): {self.value:.3f} x"
        if self.reach is not None:
            told += f"; to reach: {self.reach:.3f}: {'yes' if self.reached else 'NO'}"
        return f"{self.what}: {told}"

    def record(self) -> dict[str, Any]:
        """For machines."""
        return {**asdict(self), "value": self.value, "reached": self.reached}
