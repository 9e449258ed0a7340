"""``python build.py ...`` is the command line; it runs itself in .venv when that is there."""

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    venv = Path(__file__).resolve().parent / ".venv"
    python = next((p for p in (venv / "bin/python", venv / "Scripts/python.exe") if p.exists()), None)
    if python and Path(sys.prefix).resolve() != venv:
        sys.exit(subprocess.call([str(python), __file__, *sys.argv[1:]]))
    from talsammen.cli import main

    main()
