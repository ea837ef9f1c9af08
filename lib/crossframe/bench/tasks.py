"""What is measured in processes of their own, by name."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossframe.bench.processes import Stages, peak_mb, report
from crossframe.config import Parameters
from crossframe.machine import n_processors

if TYPE_CHECKING:
    from crossframe.claims import Material

_WARM = 400  # texts of the first, untimed call: what is compiled or loaded at once is no part
# Of what is compared over sizes; beside a peer, crossframe has as many as it takes by itself.
_THREADS = 1


def main(task: str, *given: str) -> None:
    """Does a task and writes what it needed as the last line of standard output."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of peers: parts that are not installed, seeds, threads
        line = TASKS[task](*given)
    sys.stdout.write(f"\n{line}\n")


def group_by_crossframe(folder: str) -> str:
    """Claims of texts of which all vectors are given: light edits, pairs, groups."""
    from crossframe.bench.given import first_of, reading_material

    base = peak_mb()
    with reading_material(Path(folder)) as material:
        _claims_of(first_of(material, _WARM), lambda _: None)
        stages = Stages()
        return report(base, stages, lambda: _claims_of(material, stages.ended))


def _claims_of(material: Material, ended: Callable[[str], None]) -> list[tuple[int, ...]]:
    from threadpoolctl import threadpool_limits

    from crossframe.bench.given import NEAR
    from crossframe.claims import (
        PACKAGED_JUDGE,
        SETTINGS,
        different_texts,
        group_judged,
        judge_texts,
    )

    different_texts(material.texts, NEAR)
    ended("light edits")
    with threadpool_limits(1):  # a product has one thread, whatever is judged beside it
        judged = judge_texts(material, PACKAGED_JUDGE, n_processors(), left_out=())
    ended("judging pairs")
    setting = SETTINGS["balanced"]
    found = group_judged(judged, material.articles, setting, perturbed=False)
    ended("grouping")
    return list(found.groups)


def group_by_bertopic(folder: str) -> str:
    """Topics of BERTopic at its defaults, with the given vectors."""
    from bertopic import BERTopic

    def topics(texts: list[str], vectors: Any) -> Any:
        return BERTopic(embedding_model=None).fit_transform(texts, vectors)[0]

    return _group(folder, topics)


def group_by_umap(folder: str) -> str:
    """Clusters of HDBSCAN on UMAP alone, as BERTopic sets both."""
    import hdbscan
    import umap

    def clusters(_: list[str], vectors: Any) -> Any:
        reducer = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine")
        return hdbscan.HDBSCAN(min_cluster_size=10).fit_predict(reducer.fit_transform(vectors))

    return _group(folder, clusters)


def _group(folder: str, method: Callable[[list[str], Any], Any]) -> str:
    import numpy as np

    from crossframe.bench.given import read_texts

    base = peak_mb()
    texts, vectors = read_texts(Path(folder))
    method(texts[:_WARM], vectors[:_WARM])

    def work() -> list[list[int]]:
        label = np.asarray(method(texts, vectors))
        return [np.flatnonzero(label == one).tolist() for one in np.unique(label[label >= 0])]

    return report(base, Stages(), work)


def find_claims(source: str, out: str) -> str:
    """What `crossframe claims` does, with the time of each stage; encoding is not cached."""
    from itertools import groupby

    from crossframe.corpus import spool_corpora
    from crossframe.embedding import load_encoder
    from crossframe.evaluation import predict_claims
    from crossframe.evaluation.resuming import forget, unfinished

    parameters, path = Parameters(event="any", threads=_THREADS), Path(out)
    encoder = load_encoder(threads=_THREADS)
    base, stages = peak_mb(), Stages()

    def work() -> dict[str, int]:
        stages.ended("loading")
        with spool_corpora(Path(source)) as corpora, unfinished(path, parameters) as there:
            left = there.left(corpora)
            stages.ended("reading articles")
            found = predict_claims(left, parameters, encoder, lambda *_: None, watch=stages.ended)
            for event_id, own in groupby(found, key=lambda one: one.event_id):
                predictions = list(own)
                stages.ended("judging and grouping")
                there.keep(event_id, predictions)
                stages.ended("writing")
            n_sentences = there.publish(corpora, path)
            stages.ended("writing")
        forget(path)
        return {"events": len(corpora), "sentences": n_sentences}

    return report(base, stages, work)


TASKS: Mapping[str, Callable[..., str]] = {
    "crossframe": group_by_crossframe,
    "BERTopic": group_by_bertopic,
    "UMAP + HDBSCAN": group_by_umap,
    "claims": find_claims,
}
