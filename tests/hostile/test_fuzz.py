"""Hypothesis against everything that takes input from strangers: no crash, no hang, no markup."""

from __future__ import annotations

import resource
from collections.abc import Callable

import pytest
from hostile_targets import SEEDS, TEXT_TARGETS, fuzz_parameter_file, fuzz_readers
from hostile_world import ROWS, within
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# Seconds that one input may take, and bytes that the whole process may hold.
SECONDS, HANGING = 10.0, 120.0
MOST_MEMORY = 4_000_000_000
SHORT, LONG = 200, 10_000
SHORT_FILES, LONG_FILES = 40, 4_000

PIECES = (
    *ROWS,
    *("killed", "at least", "more than", "Harbour", "Mayor Ana Kos", "told reporters", "denied"),
    *("million", "per cent", "£3.2m", "$1,200", "12 March 2024", "5 p.m.", "U.S.", "№ 4", "911"),
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "{{",
        "]]>",
    ),
    *("=HYPERLINK(1)", "\u202e", "\x00", "\ud800", "\ufeff", "&lt;", "&#x3c;", "\\", "${{", "%00"),
    *(
        "../../etc/passwd",
        "https://x.example/",
        "a@b.example",
        "seed",
        "strict",
        "true",
        "1e999",
        "NaN",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map(
    "".join
) | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 5_000),
        st.integers(0, 40),
        st.binary(max_size=12)
        | st.sampled_from(
            [
                b"<",
                b'"',
                b"\x00",
                b"\xff",
                b"}",
                b"\r\n",
                b"&x;",
                b"99999999999",
                b"\x1f\x8b",
                b"PK\x03\x04",
            ]
        ),
    ),
    max_size=6,
)


def spoilt(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """A valid file with some of its bytes replaced by others."""
    for place, length, new in edits:
        at = place % (len(seed) + 1)
        seed = seed[:at] + new + seed[at + length :]
    return seed


def check_memory() -> None:
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MOST_MEMORY


def fuzz(strategy: st.SearchStrategy[object], n: int, target: Callable[..., None]) -> int:
    """Gives a target n inputs; the short form gives the same ones each time."""
    tried = 0

    @settings(
        max_examples=n,
        deadline=None,
        database=None,
        derandomize=n < LONG_FILES,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def run(value: object) -> None:
        nonlocal tried
        tried += 1
        with within(HANGING), within(SECONDS, of_processor=True):
            target(value)

    run()
    check_memory()
    return tried


@pytest.mark.parametrize("name", TEXT_TARGETS)
def test_texts(name: str) -> None:
    assert fuzz(TEXTS, SHORT, TEXT_TARGETS[name]) >= SHORT


@pytest.mark.parametrize("suffix", SEEDS)
def test_files(suffix: str) -> None:
    changed = EDITS.map(lambda edits: spoilt(SEEDS[suffix], edits))
    tried = fuzz(changed | st.binary(), SHORT_FILES, lambda data: fuzz_readers(data, suffix))
    assert tried >= SHORT_FILES


def test_parameter_files() -> None:
    written = TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))
    assert fuzz(written | st.binary(), SHORT, fuzz_parameter_file) >= SHORT


@pytest.mark.soak
def test_a_hundred_thousand_inputs(record_property: Callable[[str, object], None]) -> None:
    counts = {name: fuzz(TEXTS, LONG, target) for name, target in TEXT_TARGETS.items()}
    for suffix, seed in SEEDS.items():
        changed = EDITS.map(lambda edits, seed=seed: spoilt(seed, edits))  # type: ignore[misc]

        def read(data: bytes, suffix: str = suffix) -> None:
            fuzz_readers(data, suffix)

        counts[suffix] = fuzz(changed | st.binary(), LONG_FILES, read)
    record_property("inputs", counts)
    assert sum(counts.values()) >= 100_000
