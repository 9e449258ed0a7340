"""The cache of finished sheets: what it holds, what a sheet was made from, and what is pruned."""

import json
import os
import stat
import time

import pytest

from talsammen.pdf import press
from talsammen.pdf.sheet import Sheet

from .test_build import NAME_ONLY

DAY = 86400


@pytest.fixture
def kept(root, tmp_path, monkeypatch):
    """A workplace built with a cache of its own; ``root.jobs_done`` counts the sheets that were set."""
    root.printed, root.cache, root.jobs_done = True, tmp_path / "cache", 0

    def quick(job, css):
        root.jobs_done += 1
        return Sheet(repr(job).encode(), ((210, 297),), ())

    monkeypatch.setattr(press, "_set_one", quick)
    root.workplace("a", NAME_ONLY.format(" a"))
    real = root.run
    root.run = lambda *words: real("--cache", str(root.cache), *words)
    assert root.run("build").status == 0
    return root


def entries(root):
    return sorted((root.cache / "pdf").rglob("*.pdf"))


def test_it_says_how_much_lies_where(kept):
    said = kept.run("cache").out
    assert f"{len(entries(kept))} ark" in said and str(kept.cache / "pdf") in said


def test_it_tells_what_a_sheet_was_made_from(kept):
    run = kept.run("cache", "--explain", str(kept.output / "print/a/da/script.pdf"))
    key, facts = run.out.split("\n", 1)
    assert run.status == 0 and (kept.cache / "pdf" / key[:2] / f"{key}.pdf").is_file()
    made = json.loads(facts)
    assert made.keys() >= {"html", "css", "fonts", "made-by", "finish", "schema"}
    assert {line.split()[0] for line in made["made-by"]} >= {"weasyprint", "libpango-1.0.so.0", "libharfbuzz.so.0"}
    strange = kept.folder / "strange.pdf"
    strange.write_bytes(b"%PDF-1.7")
    assert kept.run("cache", "--explain", str(strange)).status == 1


def test_what_was_not_used_for_long_is_removed_and_made_again_when_needed(kept):
    old = time.time() - 40 * DAY
    for path in entries(kept)[:3]:
        os.utime(path, (old, old))
    (kept.cache / "pdf/.left-behind").write_bytes(b"x")
    count = len(entries(kept))
    assert "3 ark" in kept.run("cache", "--older", "30").out
    assert len(entries(kept)) == count - 3 and not list((kept.cache / "pdf").rglob(".*"))
    (kept.output / "site/a/index.html").unlink()
    kept.jobs_done = 0
    assert kept.run("build").status == 0
    assert kept.jobs_done == 3 and len(entries(kept)) == count


def test_what_is_used_is_new_again(kept):
    old = time.time() - 40 * DAY
    for path in entries(kept):
        os.utime(path, (old, old))
    (kept.output / "site/a/index.html").unlink()
    kept.run("build")
    assert "0 ark" in kept.run("cache", "--older", "30").out


def test_it_is_pruned_down_to_a_size_the_oldest_first(kept):
    oldest = entries(kept)[5]
    os.utime(oldest, (1, 1))
    size = sum(path.stat().st_size for path in (kept.cache / "pdf").rglob("*.*"))
    big = kept.cache / "pdf/00"
    big.mkdir(exist_ok=True)
    (big / f"{'0' * 64}.pdf").write_bytes(bytes(3_000_000 - size))
    (big / f"{'0' * 64}.json").write_text("{}")
    kept.run("cache", "--larger", "3")
    assert not oldest.exists() and (big / f"{'0' * 64}.pdf").exists()
    kept.run("cache", "--larger", "0")
    assert entries(kept) == []


@pytest.mark.parametrize("harm", ("cut off", "other bytes", "no facts", "nonsense"))
def test_a_damaged_entry_is_noticed_and_made_anew(kept, harm):
    path = entries(kept)[0]
    whole, facts = path.read_bytes(), path.with_suffix(".json")
    if harm == "cut off":
        path.write_bytes(whole[:-5])
    elif harm == "other bytes":
        path.write_bytes(whole[::-1])
    elif harm == "no facts":
        facts.unlink()
    else:
        facts.write_text('["nonsense"')
    (kept.output / "site/a/index.html").unlink()
    kept.jobs_done = 0
    assert kept.run("build").status == 0
    assert kept.jobs_done == 1 and path.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_only_the_owner_may_read_it(kept):
    for path in (*(kept.cache / "pdf").rglob("*"),):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
