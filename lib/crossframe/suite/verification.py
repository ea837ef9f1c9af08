"""A run -> whether everything in it follows from its articles, and if not, where it first fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from crossframe.cache import Cache
from crossframe.claim_build import NO_CACHES, Watch, build_claim_map, open_caches, unwatched
from crossframe.claim_map import as_compared
from crossframe.claim_provenance import code_digest
from crossframe.claim_store import read_claim_map
from crossframe.comparison import overview
from crossframe.config import Parameters, cache_folder
from crossframe.corpus import read_corpora
from crossframe.corrections import read_corrections
from crossframe.embedding import Encoder
from crossframe.errors import CrossframeError, StoreError
from crossframe.records import ClaimMap, Corpus
from crossframe.suite.agreement import agree_on_cells, agree_on_claims, elsewhere, like
from crossframe.suite.checks import (
    Mismatch,
    check_articles,
    check_claims,
    check_input,
    check_sentences,
    check_table,
    check_vectors,
    first_of,
    largest_difference,
    shown,
)
from crossframe.suite.deriving import Load, load_named
from crossframe.suite.lineage import read_lineage
from crossframe.suite.opened import CORRECTIONS_FILE, run_with_claims, stored_parameters
from crossframe.suite.rerun import check_notebooks
from crossframe.suite.run_checks import (
    check_counts,
    check_csv,
    check_digests,
    check_files,
    check_lineage,
    check_parameters,
    check_report,
)
from crossframe.suite.store import read_run
from crossframe.suite.tables import TABLES_FOLDER, read_table, run_tables
from crossframe.suite.verdict import Agreement, Verification


class _Found(Exception):  # noqa: N818  # no error: what was looked for
    """Ends a verification at its first mismatch."""

    def __init__(self, mismatch: Mismatch) -> None:
        self.mismatch = mismatch
        super().__init__(str(mismatch))


def verify_run(
    folder: Path,
    *,
    load: Load = load_named,
    watch: Watch = unwatched,
    with_input: bool = True,
    with_notebooks: bool = True,
) -> Verification:
    """Derives a run again from its articles, and compares what is stored with it, step by step.

    Args:
        folder: The run's folder.
        load: Loads the encoder that parameters name.
        watch: Told of the progress.
        with_input: False leaves out the file of articles that the run was made of: it may have
            been added to or corrected since.
        with_notebooks: False does not run the notebooks again.

    Returns:
        What was found, up to the first mismatch.

    Raises:
        StoreError: If there is no run in the folder.
        CrossframeError: If the model cannot be loaded.
    """
    run = run_with_claims(folder)
    work = _Verifier(folder, load, watch, with_input=with_input, with_notebooks=with_notebooks)
    first: Mismatch | None = None
    try:
        work.verify()
    except _Found as found:
        first = found.mismatch
    return Verification(
        run.event_id,
        run.run_id,
        first,
        tuple(work.checked),
        tuple(work.notes),
        work.elsewhere,
        tuple(work.agreements),
    )


class _Verifier:
    """The steps of one verification, each on what the ones before it found right."""

    def __init__(
        self, folder: Path, load: Load, watch: Watch, *, with_input: bool, with_notebooks: bool
    ) -> None:
        run = read_run(folder)
        assert run is not None  # noqa: S101  # for mypy: the caller has seen it
        self.folder, self.run, self.load, self.watch = folder, run, load, watch
        self.with_input, self.with_notebooks = with_input, with_notebooks
        self.checked: list[str] = []
        self.notes: list[str] = []
        self.agreements: list[Agreement] = []
        self.elsewhere = elsewhere(run)
        self.other_code = run.inputs.get("code", code_digest()) != code_digest()

    def verify(self) -> None:
        """Raises _Found at the first mismatch."""
        stored = self._stored_map()
        self._look(check_parameters(self.folder, self.run), "parameters and digests of the run")
        self._look(check_articles(stored.articles), f"{len(stored.articles)} articles")
        self._look(check_digests(self.folder, self.run, stored))
        if self.with_input:
            self._input(stored)
        self._look(check_sentences(stored), f"{len(stored.sentences)} sentences")
        derived = self._derive(stored)
        if self.elsewhere:
            self.agreements += agree_on_claims(stored, derived)
            self.agreements += agree_on_cells(self.folder, stored, derived, self.parameters)
        else:
            found = check_claims(stored, like(derived, stored))
            self._look(found, f"{len(stored.claims)} claims")
        again = None if self.elsewhere else derived
        self._look(check_lineage(self.folder, stored, again, self.notes), "ids of claims")
        self._tables_and_figures(stored)
        self._look(check_files(self.folder, self.notes), "bytes of every file")

    def _look(self, found: Iterator[Mismatch], what: str = "") -> None:
        first = first_of(found)
        if first:
            raise _Found(first)
        if what:
            self.checked.append(what)

    def _stored_map(self) -> ClaimMap:
        try:
            return read_claim_map(self.folder / "claim_map", checked=False)
        except StoreError:
            first = first_of(check_files(self.folder, self.notes))
            if first:
                raise _Found(first) from None
            raise  # as it was written, by another version of crossframe

    @property
    def parameters(self) -> Parameters:
        """What the run was made with, its corrections those that it kept."""
        found = stored_parameters(self.run)
        return replace(found, corrections="", labels="")

    def _input(self, stored: ClaimMap) -> None:
        """Compares with the file of articles, where it still is."""
        try:
            found = read_corpora(
                self.parameters.source_path, [self.run.event_id], self.run.event_id
            )
            read = {article.article_id: article for article in found[self.run.event_id].articles}
        except CrossframeError as error:
            self.notes.append(f"the articles were not compared with their file: {error}")
            return
        self._look(check_input(stored.articles, read), "articles as their file has them")
        gone = [a.article_id for a in stored.articles if a.article_id not in read]
        known = {article.article_id for article in stored.articles}
        come = [article_id for article_id in read if article_id not in known]
        for ids, words in ((gone, "no longer has"), (come, "has, and the run has not,")):
            if ids:
                self.notes.append(f"the file of articles {words} {len(ids)}: {', '.join(ids[:5])}")

    def _derive(self, stored: ClaimMap) -> ClaimMap:
        """Compares the same articles again, and checks on the way what the caches hold."""
        parameters = self.parameters
        encoder = self.load(parameters)
        noted = self.run.provenance["encoder"]["fingerprint"]
        if encoder.fingerprint != noted:
            where = f"fingerprint of the encoder {encoder.name}"
            raise _Found(Mismatch("vector", where, noted, encoder.fingerprint))
        caches = open_caches(cache_folder(), encoder)
        texts = sorted({s.text for s in stored.sentences} | {a.title for a in stored.articles})
        texts = [text for text in texts if text]
        if caches.vectors:
            self._vectors(caches.vectors, texts, encoder)
        if caches.parses:
            for text in caches.parses.unsound(texts):
                pair = "an entry that fails its checksum", "a sound one"
                raise _Found(Mismatch("vector", f"parse of {shown(text)}", *pair))
        corpus = Corpus(stored.event_id, stored.articles, stored.exclusions)
        corrections = read_corrections(self.folder / CORRECTIONS_FILE)
        return build_claim_map(
            corpus, parameters, encoder, NO_CACHES, self.watch, corrections=corrections
        )

    def _vectors(self, cache: Cache, texts: list[str], encoder: Encoder) -> None:
        kept = cache.read(texts)
        here = [text for text in texts if text in kept]
        broken = cache.unsound(texts)
        fresh = encoder.encode([*here, *broken])
        if self.elsewhere:
            largest = largest_difference(cache, here, fresh[: len(here)])
            differing = {one.where for one in check_vectors(cache, here, fresh[: len(here)])}
            n_same = len(here) - len(differing)
            self.agreements.append(Agreement("vectors in the cache", n_same, len(here), largest))
            return
        self._look(check_vectors(cache, [*here, *broken], fresh))
        what = f"{len(here)} of {len(texts)} vectors" if here else "no vector"
        self.checked.append(f"{what} in the cache")

    def _tables_and_figures(self, stored: ClaimMap) -> None:
        """Makes every table, count and figure of the run again from its claim map."""
        counts = {name: n for name, n in overview(stored)._asdict().items() if isinstance(n, int)}
        self._look(check_counts(self.run.counts, counts), "counts")
        if self.other_code:
            self.notes.append(
                "tables and figures were made by other code of crossframe than is here: "
                "they were not made again"
            )
            return
        try:
            compared = as_compared(stored, self.parameters)
        except CrossframeError as error:
            self.notes.append(f"tables and figures were not made again: {error}")
            return
        lineage = read_lineage(self.folder)
        if lineage:
            tables = run_tables(compared, lineage, self.parameters.nli)
            for name, table in tables.items():
                self._look(self._table(name, table))
            n_cells = sum(table.size for table in tables.values())
            self.checked.append(f"{n_cells:,} cells of {len(tables)} tables")
        self._look(check_csv(self.folder), "CSV of the tables")
        self._look(check_report(self.folder, self.run, compared), "the report")
        if self.with_notebooks:
            found = check_notebooks(self.folder, self.run, stored_parameters(self.run))
            self._look(found, f"outputs of {len(self.run.notebooks)} notebooks")

    def _table(self, name: str, derived: pd.DataFrame) -> Iterator[Mismatch]:
        try:
            stored = read_table(self.folder, name)
        except StoreError as error:
            where = f"{TABLES_FOLDER}/{name}.parquet"
            yield Mismatch("file", where, shown(str(error)), "readable")
            return
        yield from check_table(name, stored, derived)
