import numpy as np
import pytest
from crossframe.evaluation.peers import PEERS, Material, Peer, dp_means, tfidf_link
from crossframe.records import Vectors


def unit(rows: np.ndarray) -> Vectors:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def blobs(n: int, kinds: int = 3) -> Material:
    draw = np.random.default_rng(0)
    centres = draw.normal(size=(kinds, 16))
    rows = [centres[i % kinds] + draw.normal(size=16) * 0.05 for i in range(n)]
    return Material(
        [("The span fell", "Fares will rise", "Divers saw nobody")[i % kinds] for i in range(n)],
        unit(np.array(rows)),
    )


@pytest.mark.parametrize("peer", [p for p in PEERS if not p.missing], ids=lambda peer: peer.name)
@pytest.mark.parametrize("n", [1, 2, 3, 6, 7, 8, 9, 30])
def test_no_event_is_too_small(peer: Peer, n: int) -> None:
    groups = peer.group(blobs(n))
    assert groups.shape == (n,)
    assert groups.dtype == np.int64


@pytest.mark.parametrize("peer", [p for p in PEERS if not p.missing], ids=lambda peer: peer.name)
def test_what_they_find_is_found_again(peer: Peer) -> None:
    assert peer.group(blobs(30)).tolist() == peer.group(blobs(30)).tolist()


@pytest.mark.parametrize(
    "name",
    ["TF-IDF, average link", "sentence vectors, average link", "DP-means", "UMAP + HDBSCAN"],
)
def test_clear_groups_are_found(name: str) -> None:
    groups = next(peer for peer in PEERS if peer.name == name).group(blobs(30))
    assert all(len(set(groups[kind::3].tolist())) == 1 for kind in range(3))
    assert len(set(groups.tolist())) == 3


def test_the_floor_and_its_opposite() -> None:
    groups = {peer.name: peer.group(blobs(4)).tolist() for peer in PEERS[:2]}
    assert groups == {"all in one": [0] * 4, "each alone": [-1] * 4}


def test_dp_means_opens_a_group_where_no_centre_is_near() -> None:
    rows = unit(np.array([[1.0, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0, 0, 1]]))
    assert dp_means(Material([""] * 4, rows)).tolist() == [0, 0, 1, 2]
    assert dp_means(Material([], np.zeros((0, 3), np.float32))).tolist() == []


def test_sentences_without_a_word_stay_alone() -> None:
    assert tfidf_link(Material(["–", "!"], np.eye(2, dtype=np.float32))).tolist() == [-1, -1]


def test_what_is_not_installed_says_how() -> None:
    absent = Peer("x", "", PEERS[0].group, needs="no_such_package_at_all")
    assert absent.missing == "not installed: pip install crossframe[bench]"
