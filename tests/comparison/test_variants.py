"""Claims that tell a wider claim's matter again are its variants."""

from crossframe.comparison import claims_table, overview, variants
from crossframe.records import ClaimMap
from told_world import Told, told_map

OUTLETS = ["Post", "Tide", "Echo", "Herald", "Ledger"]


def claims_of(*members: list[int]) -> ClaimMap:
    """Claims of the sentences with such numbers, each of an outlet of its own; the widest first."""
    return told_map(
        Told(f"{outlet}-1", outlet, None, [(f"{outlet} said so.", " ".join(claims))])
        for n, outlet in enumerate(OUTLETS)
        if (claims := [f"c{k}" for k, own in enumerate(members) if n in own])
    )


def test_half_of_the_sentences_in_common_make_a_variant_of_the_wider_claim() -> None:
    assert variants(claims_of([0, 1, 2], [2, 3])) == {"c1": "c0"}
    assert variants(claims_of([0, 1, 2], [2, 3, 4])) == {}


def test_a_variant_is_of_a_claim_that_is_none_itself_and_shares_most() -> None:
    assert variants(claims_of([0, 1, 2], [1, 2, 3], [1, 3])) == {"c1": "c0", "c2": "c0"}
    assert variants(claims_of([0, 1, 2], [2, 3, 4], [3, 4])) == {"c2": "c1"}


def test_a_reader_is_told_of_variants() -> None:
    claim_map = claims_of([0, 1, 2], [2, 3])
    assert overview(claim_map).n_variants == 1
    assert claims_table(claim_map)["variant_of"].fillna("").tolist() == ["", "c0"]
