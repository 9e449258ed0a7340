"""Who sets the sheets makes no difference to them: this process, others, or a cluster; nor does one that dies."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from distributed import LocalCluster

from talsammen.pdf import press
from talsammen.pdf.sheet import Sheet
from talsammen.workers import LARGE, Died, Processes, workers

from .conftest import ROOT, Root
from .test_build import NAME_ONLY

DATED = "dialog: {dato: 17-09-2025}\nsprog: [da, en]\n"


def tree(output):
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_the_same_bytes_from_one_process_from_two_from_a_cluster_and_from_the_cache(tmp_path):
    root = Root(tmp_path / "project", ("invitation", "form-wellbeing", "print-list"))
    root.workplace("a", NAME_ONLY.format(" a") + DATED)
    root.workplace("b", NAME_ONLY.format(" b, æøå"))

    def built(name, cache, *options):
        output = tmp_path / name
        run = root.run("build", *options, "--output", str(output), "--cache", str(tmp_path / cache))
        assert run.status == 0, run.errors
        return tree(output)

    one = built("one", "cache-one", "--jobs", "1")
    assert sum(path.endswith(".pdf") for path in one) > 10
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        far = built("far", "cache-far", "--cluster", cluster.scheduler_address)
        assert far == one
    assert built("two", "cache-two", "--jobs", "2") == one
    assert built("warm", "cache-one", "--jobs", "2") == one


def test_a_cluster_that_does_not_answer_is_told_of(root):
    root.workplace("a", NAME_ONLY.format(" a"))
    run = root.run("build", "--cluster", "tcp://127.0.0.1:9")
    assert run.status == 2 and "127.0.0.1:9" in run.errors[-1]


def test_every_sheet_is_set_once_and_what_workplaces_share_once_for_all(whole_root, tmp_path, monkeypatch):
    root = whole_root
    for id in ("a", "b", "c"):
        root.workplace(id, NAME_ONLY.format(f" {id}"))
    jobs = []

    def counted(job, css):
        jobs.append(job)
        return Sheet(repr(job).encode(), ((210, 297),), ())

    monkeypatch.setattr(press, "_set_one", counted)
    assert root.run("build", "--jobs", "1", "--cache", str(tmp_path / "cache")).status == 0
    files = [path for path in root.built() if path.endswith(".pdf")]
    assert len(jobs) == len(set(jobs)) < len(files)
    alike = [root.output / f"print/{id}/da/themes.pdf" for id in ("a", "b", "c")]
    assert len({path.read_bytes() for path in alike}) == 1
    jobs.clear()
    for path in ("site/a/index.html", "site/b/index.html"):
        (root.output / path).unlink()
    assert root.run("build", "--jobs", "1", "--cache", str(tmp_path / "cache")).status == 0
    assert jobs == []


def test_only_what_is_asked_for_is_made_and_the_rest_stays(root):
    root.printed = False
    root.workplace("a", NAME_ONLY.format(" a"))
    assert root.run("build", "--only", "site,invitation").status == 0
    made = {path for path in root.built() if path.startswith(("site/a/", "print/a/", "kits/"))}
    assert "site/a/index.html" in made and "print/a/da/invitation.pdf" in made
    assert not [path for path in made if path.endswith((".zip", ".docx", "script.pdf")) or "/pack-" in path]
    assert root.run("build", "--only", "site,invitation").out.count("filer ændret: 0")
    assert root.run("build").status == 0
    whole = root.built()
    root.workplace("a", NAME_ONLY.format(" a, nu med nyt navn"))
    assert root.run("build", "--only", "site").status == 0
    assert root.built() == whole
    assert "nu med nyt navn" in (root.output / "site/a/index.html").read_text("utf-8")
    assert "nu med nyt navn" not in (root.output / "print/a/da/invitation.pdf").read_text("utf-8")
    assert root.run("build").status == 0
    assert "nu med nyt navn" in (root.output / "print/a/da/invitation.pdf").read_text("utf-8")
    assert root.run("build", "--only", "nonsens").status == 2


def test_sites_made_by_processes_are_those_one_process_makes(root):
    for n in range(25):
        root.workplace(f"w{n:02}", NAME_ONLY.format(f" nr. {n}") + (DATED if n % 3 else ""))
    trees = []
    for jobs in ("1", "2"):
        output = root.folder / f"out-{jobs}"
        assert root.run("build", "--only", "site", "--jobs", jobs, "--output", str(output)).status == 0
        trees.append(tree(output))
    assert trees[0] == trees[1] and len(trees[0]) > 25 * 39


def one_more(number):
    return number + 1


def die(number):
    os.kill(os.getpid(), signal.SIGKILL)


def results(tasks):
    with workers(Processes(2)) as held:
        for tag, task in tasks.items():
            held.give(0, tag, task, tag)
        found = {}
        while len(found) < len(tasks):
            found |= dict(held.finished())
    return found


def test_a_worker_that_dies_costs_no_more_than_the_task_it_dies_of():
    found = results({n: die if n in (3, 40) else one_more for n in range(60)})
    assert found == {n: Died() if n in (3, 40) else n + 1 for n in range(60)}


_kept = []


def keep(number):
    _kept.append(bytearray(os.urandom(LARGE // 4)))
    return os.getpid()


def test_a_worker_that_has_grown_large_is_replaced():
    assert len(set(results(dict.fromkeys(range(24), keep)).values())) > 2


@pytest.mark.slow
def test_ctrl_c_ends_at_once_and_leaves_the_last_good_kit(root, tmp_path):
    root.printed = True
    root.workplace("a", NAME_ONLY.format(" a"))
    assert root.run("build").status == 0
    before = tree(root.output)
    root.workplace("a", NAME_ONLY.format(" a, anderledes") + DATED)
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(root.folder), "--cache", str(tmp_path / "cache")]
    running = subprocess.Popen(
        [*command, "--jobs", "2"], stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a test run in the background ignores it
    )  # fmt: skip
    while not list(tmp_path.glob("cache/pdf/*/*.pdf")):
        assert running.poll() is None
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 1 and b"Traceback" not in said
    before.pop("manifest.json")  # it says that this kit is to be made
    assert {path: data for path, data in tree(root.output).items() if path != "manifest.json"} == before
