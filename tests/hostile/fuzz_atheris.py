"""Fuzzing of the parsers by coverage: `python tests/hostile/fuzz_atheris.py TARGET -runs=20000`.

atheris is in no lock: it has wheels for Linux and for some Pythons alone, and watches bytecode in a
way that no test beside it should meet. Install it into an environment of its own over this one:
`pip install --target DIR atheris`, and name DIR in PYTHONPATH, with the folder `tests`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["crossframe.text", "crossframe.config"]):
    from hostile_targets import TEXT_TARGETS


def main() -> None:
    """Fuzzes one target until it fails, or as often as `-runs` says."""
    target = TEXT_TARGETS[sys.argv.pop(1)]

    def try_one(data: bytes) -> None:
        target(data.decode("utf-8", "replace")[:2_000])

    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
