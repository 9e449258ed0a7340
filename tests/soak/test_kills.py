"""Two hundred kills, fifty full disks and fifty refusals in the midst of a build of ten workplaces; ``make soak``."""

import os

import pytest

from ..broken_off import FULL, REFUSED, places

KILLS, FAULTS = int(os.environ.get("SOAK_KILLS", "200")), int(os.environ.get("SOAK_FAULTS", "50"))
pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process cannot be forked here")


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    with places(tmp_path_factory.mktemp("soak") / "ten", 10) as ten:
        yield ten
    print(f"\n{ten.operations} operations a build; " + ", ".join(f"{n} {what}" for what, n in ten.tried.items()))


def test_kills(ten):
    ten.try_kills(KILLS)


def test_full_disks(ten):
    ten.try_faults(FAULTS, FULL)


def test_refusals(ten):
    ten.try_faults(FAULTS, REFUSED)
