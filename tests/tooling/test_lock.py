"""requirements.lock is what pyproject.toml asks for: all of it, at versions it accepts, no more."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
PINS = [line for line in LINES if not line.startswith("#")]
LOCKED = {
    canonicalize_name(name): Version(version)
    for name, _, version in (pin.partition("==") for pin in PINS)
}


PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# The extras that tests need; `bench` holds peers to measure against, which no test imports.
EXTRAS = ("cluster", "multilingual", "onnx")


def requirements() -> list[Requirement]:
    """Everything pyproject.toml asks for: to build, to run, to develop."""
    project = PYPROJECT["project"]
    optional = project["optional-dependencies"]
    return [
        Requirement(text)
        for text in (
            *PYPROJECT["build-system"]["requires"],
            *project["dependencies"],
            *(text for extra in EXTRAS for text in optional[extra]),
            *PYPROJECT["dependency-groups"]["dev"],
        )
    ]


def applies(requirement: Requirement, extras: set[str]) -> bool:
    """Tells whether a dependency is one on any Python the project supports."""
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({"extra": extra, "python_version": python, "python_full_version": full})
        for extra in extras or {""}
        for python, full in (("3.11", "3.11.9"), ("3.12", "3.12.9"), ("3.13", "3.13.9"))
    )


def needed() -> dict[NormalizedName, str]:
    """Every package that is needed here, directly or by another, with who asks for it.

    Read from the metadata of what is installed, at the locked versions.
    """
    asked_by: dict[NormalizedName, str] = {}
    waiting = [(requirement, "pyproject.toml") for requirement in requirements()]
    seen: set[tuple[NormalizedName, frozenset[str]]] = set()
    while waiting:
        requirement, asker = waiting.pop()
        name = canonicalize_name(requirement.name)
        asked_by.setdefault(name, asker)
        if (name, frozenset(requirement.extras)) in seen or name not in LOCKED:
            continue
        seen.add((name, frozenset(requirement.extras)))
        for text in metadata.requires(name) or ():
            further = Requirement(text)
            if applies(further, requirement.extras):
                waiting.append((further, requirement.name))
    return asked_by


def test_every_line_is_one_exact_version_and_names_no_place() -> None:
    # No address, no index, no path, and no local version such as torch's "+cpu".
    pin = re.compile(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*")
    assert [line for line in PINS if not pin.fullmatch(line)] == []


def test_the_pins_are_sorted_and_unique() -> None:
    names = [pin.partition("==")[0] for pin in PINS]
    assert names == sorted(names, key=str.upper)
    assert len(LOCKED) == len(PINS)


def test_the_header_says_how_it_is_made() -> None:
    assert "`make lock`" in LINES[1]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_what_pyproject_asks_for_is_pinned_at_a_version_it_accepts(
    requirement: Requirement,
) -> None:
    name = canonicalize_name(requirement.name)
    assert name in LOCKED, f"{name} is not in requirements.lock; run: make lock"
    assert requirement.specifier.contains(LOCKED[name]), f"{name} {LOCKED[name]}; run: make lock"


def test_the_series_of_the_lock_group_are_the_locked_ones() -> None:
    asked = [Requirement(line) for line in PYPROJECT["dependency-groups"]["lock"]]
    assert asked
    for requirement in asked:
        assert requirement.specifier.contains(LOCKED[canonicalize_name(requirement.name)])


def test_every_package_that_another_needs_is_pinned() -> None:
    # A CUDA build of PyTorch asks for more than the CPU build that is locked.
    missing = {
        name: asker
        for name, asker in needed().items()
        if name not in LOCKED and not re.match(r"nvidia-|cuda-|triton$", name)
    }
    assert missing == {}, "not in requirements.lock (name: who needs it); run: make lock"


def test_no_package_is_pinned_that_nothing_needs() -> None:
    assert set(LOCKED) - set(needed()) == set(), "nothing needs these; run: make lock"


def test_no_cuda_package_is_pinned() -> None:
    assert [name for name in LOCKED if re.match(r"nvidia-|cuda-|triton$", name)] == []


def test_every_pin_but_pytorch_has_hashes() -> None:
    text = (ROOT / "requirements.hashes").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    hashed = {line.split()[0]: line.split()[1:] for line in lines}
    pinned = {
        (canonicalize_name(name), Version(v)) for name, _, v in (p.partition("==") for p in PINS)
    }
    found = {
        (canonicalize_name(name), Version(v)) for name, _, v in (p.partition("==") for p in hashed)
    }
    assert {name for name, _ in pinned ^ found} == {"torch"}, "run: make hashes"
    assert all(hashes for hashes in hashed.values())
    words = {word for hashes in hashed.values() for word in hashes}
    assert [word for word in words if not re.fullmatch("--hash=sha256:[0-9a-f]{64}", word)] == []
