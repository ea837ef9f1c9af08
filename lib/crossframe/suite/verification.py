"""A run -> whether everything in it follows from its articles, and if not, where it first fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from crossframe.cache import Cache
from crossframe.claim_build import NO_CACHES, Watch, build_claim_map, open_caches, unwatched
from crossframe.claim_map import as_compared
from crossframe.claim_provenance import DECIDING, code_digest, library_versions
from crossframe.claim_store import read_claim_map
from crossframe.claims.identity import claim_texts, rename_claims
from crossframe.comparison import overview
from crossframe.config import Parameters, cache_folder
from crossframe.corpus import read_corpora
from crossframe.corrections import read_corrections
from crossframe.embedding import Encoder
from crossframe.errors import CrossframeError, StoreError
from crossframe.records import ClaimMap, Corpus
from crossframe.suite.about import versions_of
from crossframe.suite.checks import (
    Mismatch,
    beside,
    check_articles,
    check_claims,
    check_input,
    check_sentences,
    check_table,
    check_vectors,
    first_of,
    largest_difference,
    n_same_cells,
    shown,
)
from crossframe.suite.difference import Load, load_named
from crossframe.suite.history import MANIFEST_FILE, digest_files, read_manifest
from crossframe.suite.lineage import follow, latest_lineage, read_lineage
from crossframe.suite.opened import CORRECTIONS_FILE, run_with_claims, stored_parameters
from crossframe.suite.rerun import check_notebooks
from crossframe.suite.run_checks import (
    check_counts,
    check_csv,
    check_digests,
    check_parameters,
    check_report,
)
from crossframe.suite.store import RUN_FILE, Run, read_run
from crossframe.suite.tables import TABLES_FOLDER, run_tables
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
        self.elsewhere = _elsewhere(run)
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
            self._agree(stored, derived)
        else:
            found = check_claims(stored, like(derived, stored))
            self._look(found, f"{len(stored.claims)} claims")
        self._look(self._lineage(stored, derived), "ids of claims")
        self._tables_and_figures(stored)
        self._look(self._files(), "bytes of every file")

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
            first = first_of(self._files())
            if first:
                raise _Found(first) from None
            raise  # as it was written, by another version of crossframe

    @property
    def parameters(self) -> Parameters:
        """What the run was made with, its corrections those that it kept."""
        found = stored_parameters(self.run)
        return found.model_copy(update={"corrections": "", "labels": ""})

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

    def _agree(self, stored: ClaimMap, derived: ClaimMap) -> None:
        """Says how far the claims and cells of another machine are found again on this one."""
        new = {frozenset(claim.sentence_ids): claim for claim in derived.claims}
        same = [
            (claim, new[frozenset(claim.sentence_ids)])
            for claim in stored.claims
            if frozenset(claim.sentence_ids) in new
        ]
        largest = max(
            (
                abs(a - b)
                for one, other in same
                for a, b in zip(one.probabilities, other.probabilities, strict=True)
            ),
            default=0.0,
        )
        n_claims = len(stored.claims) + len(derived.claims) - len(same)
        self.agreements.append(Agreement("claims", len(same), n_claims, largest))
        pairs = zip(stored.placements, derived.placements, strict=True)
        n_placed = sum(one.status == other.status for one, other in pairs)
        self.agreements.append(Agreement("sentences", n_placed, len(stored.placements)))
        lineage = read_lineage(self.folder)
        if lineage is None:
            return
        made = run_tables(
            as_compared(like(derived, stored), self.parameters), lineage, self.parameters.nli
        )
        counts = [n_same_cells(self._table(name), table) for name, table in made.items()]
        n_same, n = (sum(column) for column in zip(*counts, strict=True))
        self.agreements.append(Agreement("cells of tables", n_same, n))

    def _lineage(self, stored: ClaimMap, derived: ClaimMap) -> Iterator[Mismatch]:
        """Checks the ids: against the lineage, and again from the run before where it still is."""
        lineage = read_lineage(self.folder)
        if lineage is None:
            self.notes.append("the run has no lineage: its ids were not checked")
            return
        alive = {life.claim_id: life.texts for life in lineage.lives if life.is_alive}
        for claim in stored.claims:
            texts = tuple(sorted(claim_texts(stored, claim)))
            if alive.get(claim.claim_id) != texts:
                pair = shown(alive.get(claim.claim_id)), shown(texts)
                yield Mismatch("lineage", f"texts of {claim.claim_id}", *pair)
        for claim_id in sorted(alive.keys() - stored.claim_by_id.keys()):
            yield Mismatch("lineage", claim_id, "alive", "no such claim")
        if self.elsewhere:
            return
        before = self.folder.parent / lineage.previous if lineage.previous else None
        if before and not (before / RUN_FILE).is_file():
            gone = f"the run before, {lineage.previous}, is gone"
            self.notes.append(f"{gone}: ids were checked against the lineage alone")
            return
        _, again = follow(derived, latest_lineage(before), lineage.run)
        for old, new in zip(lineage.lives, again.lives, strict=False):
            if old != new:
                yield Mismatch("lineage", f"life of {old.claim_id}", *beside(str(old), str(new)))
        if len(lineage.lives) != len(again.lives):
            pair = str(len(lineage.lives)), str(len(again.lives))
            yield Mismatch("lineage", "number of lives", *pair)

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
                self._look(check_table(name, self._table(name), table))
            n_cells = sum(table.size for table in tables.values())
            self.checked.append(f"{n_cells:,} cells of {len(tables)} tables")
        self._look(check_csv(self.folder), "CSV of the tables")
        self._look(check_report(self.folder, self.run, compared), "the report")
        if self.with_notebooks:
            found = check_notebooks(self.folder, self.run, stored_parameters(self.run))
            self._look(found, f"outputs of {len(self.run.notebooks)} notebooks")

    def _table(self, name: str) -> pd.DataFrame | None:
        path = self.folder / TABLES_FOLDER / f"{name}.parquet"
        try:
            return pd.read_parquet(path) if path.is_file() else None
        except (OSError, ValueError) as error:
            where = path.relative_to(self.folder).as_posix()
            raise _Found(Mismatch("file", where, shown(str(error)), "readable")) from None

    def _files(self) -> Iterator[Mismatch]:
        """Compares every file with the manifest that was written when the run was published."""
        manifest = read_manifest(self.folder)
        if manifest is None:
            self.notes.append(
                f"the run has no {MANIFEST_FILE}: the bytes of files were not checked"
            )
            return
        found = digest_files(self.folder)
        for name, digest in manifest.items():
            if found.get(name) != digest:
                yield Mismatch("file", name, shown(found.get(name)), f"{digest!r} in the manifest")
        more = sorted(found.keys() - manifest.keys())
        if more:
            self.notes.append(f"files that the run did not write: {', '.join(more[:5])}")


def like(derived: ClaimMap, stored: ClaimMap) -> ClaimMap:
    """Gives derived claims the ids that claims of just these sentences have in the run."""
    ids = {frozenset(claim.sentence_ids): claim.claim_id for claim in stored.claims}
    names: dict[str, str] = {}
    for claim in derived.claims:
        known = ids.get(frozenset(claim.sentence_ids))
        names[claim.claim_id] = known or f"{claim.claim_id} (derived)"
    return rename_claims(derived, names)


def _elsewhere(run: Run) -> tuple[str, ...]:
    """In what this machine and its code are others than those that made a run."""
    stored, here = run.versions, versions_of({"versions": library_versions()})
    found = [
        f"{name}: {stored[name]} there, {here.get(name, 'none')} here"
        for name in sorted(stored)
        if stored[name] != here.get(name)
    ]
    if run.provenance.get("code") != code_digest(*DECIDING):
        found.append("the code that finds claims: another there than here")
    return tuple(found)
