"""The print engine opens nothing but our fonts, whatever a sheet refers to: no file, no address, no program."""

import json
import os
import subprocess
import sys

from .conftest import ROOT

REFERENCES = (
    "{secret}", "file://{secret}", "file://localhost{secret}", "FILE://{secret}", "secret.png", "./secret.png",
    "../secret.png",
    "http://127.0.0.1:9/x", "https://example.invalid/x", "//example.invalid/x", "ftp://127.0.0.1:9/x", "x-unknown:y",
    "\\\\\\\\127.0.0.1\\\\share\\\\x", " file://{secret}", "fi\nle://{secret}", "data:text/css,@import 'file://{secret}'",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='file://{secret}'/></svg>",
)  # fmt: skip
PLACES = (
    "<img src='{0}'>", "<img srcset='{0} 2x'>", "<object data='{0}'></object>", "<embed src='{0}'>",
    "<iframe src='{0}'></iframe>",
    "<link rel=stylesheet href='{0}'>", "<link rel=attachment href='{0}'>", "<a rel=attachment href='{0}'>a</a>",
    "<style>@import '{0}';</style>", "<style>@import url('{0}');</style>", "<p style=\"background: url('{0}')\">x</p>",
    "<style>@font-face {{ font-family: f; src: url('{0}') }} p {{ font-family: f }}</style><p>x</p>",
    "<style>p {{ content: url('{0}'); list-style-image: url('{0}'); border-image: url('{0}') }}</style><p>x</p>",
    "<style>@page {{ background: url('{0}'); @top-left {{ content: url('{0}') }} }}</style>",
    "<style>@color-profile x {{ src: url('{0}') }}</style>", "<base href='{0}'><img src='secret.png'>",
    "<svg><image href='{0}' width='9' height='9'/><use href='{0}#a'/></svg>",
    "<video poster='{0}' src='{0}'></video>", "<input type=image src='{0}'>", "<body background='{0}'>",
)  # fmt: skip

PROGRAM = """
import json, sys
from talsammen.pdf.engine import print_job
from talsammen.pdf.sheet import Job
bodies = json.load(sys.stdin)
page = "<!DOCTYPE html><html lang=da><head><title>T</title></head><body><h1>T</h1>{}</body></html>"
innocent = page.format("<p>x</p><p style='font-weight: bold'>y</p><svg width='9' height='9'><path d='M0 0h9'/></svg>"
    "<img alt=a src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 height=%229%22/>'>")
print_job(Job(innocent), "")
seen, said = [], 0
def hook(event, args):
    if event.split(".")[0] in ("open", "socket", "subprocess", "os", "urllib", "ftplib", "http", "shutil", "glob"):
        seen.append([event, str(args[:2])])
sys.addaudithook(hook)
for body in bodies:
    try:
        said += len(print_job(Job(page.format(body)), "").complaints)
    except Exception:
        said += 1
open(sys.argv[1]).close()
print(json.dumps([seen, said]))
"""


def test_the_engine_opens_nothing(tmp_path):
    secret, control = tmp_path / "secret.png", tmp_path / "control"
    secret.write_bytes(b"SECRET")
    control.write_text("the hook sees this one")
    bodies = [place.format(reference.format(secret=secret)) for place in PLACES for reference in REFERENCES]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(control)],
        input=json.dumps(bodies),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seen, said = json.loads(done.stdout.splitlines()[-1])
    seen = [told for told in seen if not (told[0] == "urllib.Request" and told[1].startswith(("('data:", '("data:')))]
    assert [told for told in seen if "secret" in told[1] or not told[0].startswith(("open", "os."))] == []
    own = (sys.prefix, sys.base_prefix, "fontpkg", str(ROOT), str(control))
    assert [told for told in seen if told[0] == "open" and not any(part in told[1] for part in own)] == []
    assert any(str(control) in told[1] for told in seen), "the hook works"
    assert said > len(bodies) / 2, "the engine says what it was not given"
