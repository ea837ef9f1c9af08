"""Overlap is measured against matrices with the same totals."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from crossframe.comparison.presence import overlap
from crossframe.comparison.presence.overlap import adjusted, overlap_table
from crossframe.records import ClaimMap
from hypothesis import given
from hypothesis import strategies as st
from told_world import Told, labelled_map, told_map


def carried_by(rows: dict[str, list[int]]) -> ClaimMap:
    """Outlets that carry these claims, each in words of its own."""
    return told_map(
        Told(
            f"{outlet}-1",
            outlet,
            None,
            [(f"{outlet}{claim}a {outlet}{claim}b said {claim}.", f"c{claim}") for claim in claims],
        )
        for outlet, claims in rows.items()
    )


BLOCS = {
    **{f"East {n}": [*range(n, 12), 24 + n] for n in range(3)},
    **{f"West {n}": [*range(12 + n, 24), 27 + n] for n in range(3)},
}


def test_blocs_share_more_within_and_less_across() -> None:
    table = overlap_table(carried_by(BLOCS))
    assert len(table) == 15
    for row in table.itertuples():
        same = row.outlet.split()[0] == row.other.split()[0]
        assert row.mark == ("more" if same else "fewer"), row
        assert (row.ratio > 1) == same
    assert (table["q"] >= table["p"]).all()


def test_chance_is_not_marked() -> None:
    rng = np.random.default_rng(3)
    marked = 0
    for _ in range(4):
        rows = {f"O{n}": sorted(np.flatnonzero(rng.random(30) < 0.4).tolist()) for n in range(6)}
        marked += int((overlap_table(carried_by(rows))["mark"] != "as chance").sum())
    assert marked <= 3  # of 60 pairs, at a false discovery rate of .05


def test_widely_carried_claims_do_not_make_an_overlap() -> None:
    rows = {f"O{n}": [*range(12), 12 + n, 18 + n] for n in range(6)}
    table = overlap_table(carried_by(rows))
    assert (table["n_shared"] == 12).all()
    assert (table["mark"] == "as chance").all()


def test_reprints_are_counted_beside() -> None:
    table = overlap_table(labelled_map("harbour-bridge")).set_index(["outlet", "other"])
    row = table.loc[("Harbour Gazette", "Northbank Post")]
    assert row["n_reprinted"] > row["n_shared"]


def test_too_little_is_refused() -> None:
    table = overlap_table(carried_by({"A": [0, 1, 2], "B": [0, 1, 2], "C": [0]}))
    assert table["refusal"].str.contains("3 of at least 4 outlets").all()
    assert table[["expected", "ratio", "p", "q", "mark"]].isna().all(axis=None)
    assert len(overlap_table(told_map([]))) == 0
    many = {f"O{n}": list(range(12)) for n in range(4)} | {"Few": [0, 1]}
    table = overlap_table(carried_by(many)).set_index(["outlet", "other"])
    assert "2 of at least 3 claims of the smaller outlet" in table.loc[("Few", "O0"), "refusal"]
    # Where all carry all, there is but one way to fill the matrix.
    assert table.loc[("O0", "O1"), ["p", "mark"]].tolist() == [1, "as chance"]


def test_the_same_again() -> None:
    told = carried_by(BLOCS)
    assert overlap_table(told).equals(overlap_table(told))


@given(
    st.lists(st.frozensets(st.integers(0, 8)), min_size=2, max_size=5), st.integers(0, 2**32 - 1)
)
def test_draws_keep_all_totals(rows: list[frozenset[int]], seed: int) -> None:
    carried = overlap._matrix(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlap, "DRAWS", 50)
        drawn = np.concatenate([some.copy() for some in overlap._drawn(carried, seed)])
    assert len(drawn) == 50
    assert (drawn.sum(axis=1) == carried.sum(axis=0)).all()
    assert (drawn.sum(axis=2) == carried.sum(axis=1)).all()


def test_all_ways_to_fill_a_matrix_are_drawn_equally_often() -> None:
    ways: Counter[bytes] = Counter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlap, "DRAWS", 20_000)
        carried = overlap._matrix([frozenset({0, 1}), frozenset({1, 2}), frozenset({0, 2, 3})])
        for some in overlap._drawn(carried, 0):
            ways.update(matrix.tobytes() for matrix in some)
    assert len(ways) == len(list(_fillings(carried)))
    expected = 20_000 / len(ways)
    # Draws of one chain hang together a little: twice the spread that independent ones have.
    assert all(abs(n - expected) < 6 * expected**0.5 for n in ways.values()), ways


def _fillings(carried: npt.NDArray[np.bool_]) -> Iterator[npt.NDArray[np.bool_]]:
    """Every matrix with the totals of one, found by looking at all."""
    for cells in product([False, True], repeat=carried.size):
        one = np.array(cells).reshape(carried.shape)
        if all((one.sum(axis) == carried.sum(axis)).all() for axis in (0, 1)):
            yield one


@given(st.lists(st.floats(0, 1), max_size=20))
def test_adjusted_is_benjamini_hochberg(ps: list[float]) -> None:
    found = adjusted(ps)
    order = sorted(range(len(ps)), key=ps.__getitem__)
    expected = [
        min(ps[t] * len(ps) / (rank + 1) for rank, t in enumerate(order) if rank >= at)
        for at in range(len(ps))
    ]
    for at, test in enumerate(order):
        assert found[test] == pytest.approx(min(expected[at], 1), abs=1e-4)
