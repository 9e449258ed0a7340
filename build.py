"""``python build.py ...`` is the command line; it runs itself in .venv when that is there."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    python = Path(__file__).parent / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and Path(sys.prefix) != python.absolute().parents[1]:
        os.execv(python, [str(python), __file__, *sys.argv[1:]])

    from talsammen.cli import main

    main()
