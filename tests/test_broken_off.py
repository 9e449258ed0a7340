"""Killed, full, refused, or two at once: every kit is the old one or the new one, and names are the owner's alone."""

import json
import os
import platform
import shutil
import subprocess
import sys

import psutil
import pytest

from talsammen import pipeline
from talsammen.errors import Busy
from talsammen.write import lock
from talsammen.write.output import locked, replace_kit

from .broken_off import FULL, REFUSED, Operations, dies, places
from .conftest import Root

forking = pytest.mark.skipif(os.name != "posix", reason="a process cannot be forked here")
NAME_ONLY = "arbejdsplads: Bibliotek{}\nleder: Eva Lund\n"


@pytest.fixture
def root(root: Root) -> Root:
    root.printed = False
    return root


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    with places(tmp_path_factory.mktemp("few") / "few", 3) as few:
        yield few


@forking
def test_a_killed_build(few):
    few.try_kills(6, seed=1)


@forking
@pytest.mark.parametrize("errors", [FULL, REFUSED], ids=["full", "refused"])
def test_a_disk_that_says_no(few, errors):
    before = few.tried["told"]
    few.try_faults(5, errors, seed=1)
    assert few.tried["told"] > before


@forking
@pytest.mark.parametrize("error, words", [
    (FULL[0], "disken er fuld; gør plads, og kør igen"), (REFUSED[0], "luk den, hvis den er åben et sted"),
    (REFUSED[2], "--output"), (REFUSED[3], "drevet svarer med en fejl"),
])  # fmt: skip
def test_one_sentence_says_what_to_do(few, error, words):
    from .broken_off import refuses

    few.write(1)
    few.build(10**9, lambda *_: None)
    few.write(0)
    said = few.build(60, refuses(error, once=False))
    assert said["status"] == 3 and words in said["errors"][-1], said


@forking
@pytest.mark.parametrize(
    "words, made", [(["ved-broen"], "ved-broen.yaml"), (["åen", "--results"], "åen.resultater.xlsx")]
)
def test_a_new_file_is_whole_or_not_there(root, words, made):
    root.workplace("åen", NAME_ONLY.format(" ved åen"))
    file = root.folder / "workplaces" / made
    assert root.run("new", *words).status == 0
    whole, there = file.read_bytes(), sorted(file.parent.iterdir())
    for number in range(1, 100):
        file.unlink(missing_ok=True)
        pid = os.fork()
        if not pid:
            Operations(file.parent, number, dies).install()
            os._exit(root.run("new", *words).status)
        _, status = os.waitpid(pid, 0)
        assert not file.exists() or file.read_bytes() == whole
        if not os.WIFSIGNALED(status):
            break
    assert status == 0 and number > 3
    assert sorted(file.parent.iterdir()) == there


def signed(pid: int, **other) -> str:
    begun = (
        psutil.Process(pid).create_time() - psutil.boot_time() if psutil.LINUX else psutil.Process(pid).create_time()
    )
    return json.dumps({"host": platform.node(), "pid": pid, "begun": begun, "since": "01-01-2025 08:00", **other})


@pytest.fixture
def other_process():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process.pid
    process.communicate(b"\n")


def test_a_lock_counts_as_long_as_its_process_runs(tmp_path, other_process):
    (tmp_path / ".lock").write_text(signed(other_process))
    with pytest.raises(Busy, match="another build is writing"), locked(tmp_path):
        pass
    begun = json.loads(signed(other_process))["begun"]
    (tmp_path / ".lock").write_text(signed(other_process, begun=begun - 60))
    with locked(tmp_path):
        assert json.loads((tmp_path / ".lock").read_text())["pid"] == os.getpid(), "its number has gone to another"
    assert not (tmp_path / ".lock").exists()


def test_a_clock_that_is_set_does_not_end_a_lock(tmp_path, other_process, monkeypatch):
    (tmp_path / ".lock").write_text(signed(other_process))
    if psutil.LINUX:
        really = psutil._pslinux.boot_time
        monkeypatch.setattr(psutil._pslinux, "boot_time", lambda: really() - 3600)
    with pytest.raises(Busy), locked(tmp_path):
        pass


@forking
def test_a_process_that_has_ended_but_is_not_yet_buried_holds_nothing(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (tmp_path / ".lock").write_text(signed(process.pid))
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    with locked(tmp_path):
        pass
    process.communicate()


@pytest.mark.parametrize(
    "text", ["", "1", "[]", '{"host": 1}', "{", '{"host": "x", "pid": "1", "begun": 0, "since": ""}']
)
def test_a_lock_nobody_signed_does_not_count(tmp_path, text, monkeypatch):
    monkeypatch.setattr(lock, "UNSIGNED", 0.01)
    (tmp_path / ".lock").write_text(text)
    with locked(tmp_path):
        pass


def test_a_lock_of_another_machine_says_whose_it_is_and_what_to_delete(root):
    root.output.mkdir()
    theirs = json.dumps({"host": "kontor-7", "pid": 12, "begun": 1.0, "since": "03-11-2025 08:15"})
    (root.output / ".lock").write_text(theirs)
    root.workplace("x", NAME_ONLY.format(""))
    run = root.run("build")
    assert run.status == 2 and len(run.errors) == 1
    for word in ("kontor-7", "03-11-2025 08:15", str(root.output / ".lock")):
        assert word in run.errors[0]
    assert (root.output / ".lock").read_text() == theirs


def test_a_lock_that_another_has_made_anew_is_left_alone(tmp_path, monkeypatch):
    """Two find the lock of a dead process at the same time; only one takes its place."""
    (tmp_path / ".lock").write_text("dead")
    anew, read = [], lock._signed

    def slow(path):
        text = read(path)
        if not anew:
            anew.append(True)
            path.write_text(signed(os.getppid()))
        return text

    monkeypatch.setattr(lock, "_signed", slow)
    with pytest.raises(Busy), locked(tmp_path):
        pass
    assert json.loads((tmp_path / ".lock").read_text())["pid"] == os.getppid()


def test_leftovers_are_cleared_away(root):
    root.workplace("x", NAME_ONLY.format(""))
    root.run("build")
    (root.output / ".manifest.json.4711").write_text("{")
    (root.output / ".lock.4711").write_text("")
    (root.output / ".staging/files/print").mkdir(parents=True)
    run = root.run("build")
    assert run.status == 0 and not [p for p in root.output.iterdir() if p.name.startswith(".")]


def rights(path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.skipif(os.name != "posix", reason="no rights of this sort here")
@pytest.mark.parametrize("older", [False, True], ids=["new", "opened"])
def test_what_holds_names_is_the_owners_alone(tmp_path, older):
    """The site is as open as the umask says; also when a copy has opened everything."""
    root = Root(tmp_path / "project", ("invitation", "leader-plan"))
    root.printed = False
    root.workplace("x", NAME_ONLY.format(""))
    umask = os.umask(0o022)
    try:
        assert root.run("build").status == 0
        assert root.run("overview").status == 0
        if older:
            for path in root.output.rglob("*"):
                path.chmod(0o755 if path.is_dir() else 0o644)
            root.workplace("x", NAME_ONLY.format(" to"))
            assert root.run("build").status == 0
    finally:
        os.umask(umask)
    for path in root.output.rglob("*"):
        open_ = path.relative_to(root.output).parts[0] in ("site", "manifest.json")
        expected = (0o755 if open_ else 0o700) if path.is_dir() else (0o644 if open_ else 0o600)
        assert rights(path) == expected, path
    assert {"print", "leader", "kits", "hr", "site"} <= {path.name for path in root.output.iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="no rights of this sort here")
def test_what_lies_ready_is_the_owners_alone_too(tmp_path, monkeypatch):
    seen = {}

    def look(source, target):
        if os.fspath(target).endswith("journal.json"):
            staging = tmp_path / ".staging"
            seen.update(
                {path.relative_to(tmp_path).as_posix(): rights(path) for path in (staging, *staging.rglob("*"))}
            )
        return replace(source, target)

    replace = os.replace
    monkeypatch.setattr(os, "replace", look)
    umask = os.umask(0o022)
    try:
        replace_kit(tmp_path, {"leader/x/a.pdf": b"names", "site/x/index.html": b"page"})
    finally:
        os.umask(umask)
    assert seen.pop(".staging/files/site/x/index.html") == 0o644
    assert {right for path, right in seen.items()} == {0o700, 0o600} and seen[".staging"] == 0o700


def test_without_room_the_last_kit_stays_and_no_room_is_kept(tmp_path, monkeypatch):
    replace_kit(tmp_path, {"kits/x.zip": b"old"})
    really = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: really(handle, data[:3]) if len(data) > 3 else full())
    with pytest.raises(OSError, match=r"\.staging/files/kits/x\.zip"):
        replace_kit(tmp_path, {"kits/x.zip": b"newer"})
    assert (tmp_path / "kits/x.zip").read_bytes() == b"old" and not (tmp_path / ".staging").exists()
    shutil.rmtree(tmp_path / "kits")


def full() -> int:
    raise OSError(FULL[0], os.strerror(FULL[0]))


def cut_off(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("back", ("taken back", "as before"))
def test_what_a_cut_off_build_has_written_does_not_stand_when_its_input_is_back(root, monkeypatch, back):
    root.workplace("x", NAME_ONLY.format(" X"))
    root.run("build")
    before = {path: (root.output / path).read_bytes() for path in root.built()}
    path = root.workplace("a" if back == "taken back" else "x", NAME_ONLY.format(" Y"))
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_write_shared", cut_off)
        assert root.run("build").status == 1
    assert "Bibliotek Y" in (root.output / f"site/{path.stem}/index.html").read_text("utf-8")
    path.unlink()
    root.workplace("x", NAME_ONLY.format(" X"))
    assert root.run("build").status == 0
    assert {path: (root.output / path).read_bytes() for path in root.built()} == before
