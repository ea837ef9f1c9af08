"""Claim map -> every table of the comparison, by name: what a run keeps and what is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from crossframe.comparison.claims import claims_table, map_table, side_by_side_table
from crossframe.comparison.corpus import (
    articles_table,
    exclusions_table,
    non_claims_table,
    outlets_table,
)
from crossframe.comparison.corrections import corrections_table
from crossframe.comparison.figures.reading import figures_in_texts
from crossframe.comparison.figures.tables import (
    number_conflicts_table,
    number_findings_table,
    number_pairs_table,
    numbers_table,
)
from crossframe.comparison.languages import languages_table
from crossframe.comparison.presence.carried import carried_table
from crossframe.comparison.presence.coverage import coverage_table
from crossframe.comparison.presence.days import claim_days_table
from crossframe.comparison.presence.health import all_signs, health_table
from crossframe.comparison.presence.nearness import weighty_words
from crossframe.comparison.presence.origins import (
    claim_origins_table,
    origin_by_article,
    origins_table,
)
from crossframe.comparison.presence.overlap import overlap_table
from crossframe.comparison.presence.rivals import event_words
from crossframe.comparison.presence.silence import silence_table
from crossframe.comparison.presence.timeline import first_movers_table, lags_table
from crossframe.comparison.presence.times import times_of
from crossframe.comparison.presence.versions import versions_table
from crossframe.comparison.speech.attribution import attribution_findings_table, attributions_table
from crossframe.comparison.speech.certainty import certainty_table
from crossframe.comparison.speech.certainty_findings import certainty_findings_table
from crossframe.comparison.speech.contradiction import contradictions_table, rivals_in_texts
from crossframe.comparison.speech.likely import likely_same
from crossframe.comparison.speech.quotations import (
    quotations_table,
    quoted_words_table,
    unpaired_marks_table,
)
from crossframe.comparison.speech.sources import source_diversity_table, speakers_table
from crossframe.comparison.stability import perturbations_table, stability_table
from crossframe.comparison.unmatched import unmatched_table
from crossframe.comparison.wordings.differences import differences_table
from crossframe.comparison.wordings.lexicon import (
    loaded_rates_table,
    loaded_terms_table,
    loaded_words,
)
from crossframe.comparison.wordings.naming import naming_occurrences_table, namings_table
from crossframe.comparison.wordings.own_terms import terms_by_sentence
from crossframe.comparison.wordings.role_findings import role_findings_table
from crossframe.comparison.wordings.roles import roles_table
from crossframe.comparison.wordings.surroundings import read_surroundings
from crossframe.comparison.wordings.users import words_said
from crossframe.comparison.wordings.wording import (
    term_occurrences_table,
    wording_outlets_table,
    wording_table,
)
from crossframe.records import ClaimMap

# By the name of their file; `contradictions` can also ask a model, and is handled apart.
TABLES: Mapping[str, Callable[[ClaimMap], pd.DataFrame]] = {
    "articles": articles_table,
    "attribution_findings": attribution_findings_table,
    "attributions": attributions_table,
    "carried": carried_table,
    "certainty": certainty_table,
    "certainty_findings": certainty_findings_table,
    "claim_days": claim_days_table,
    "claim_origins": claim_origins_table,
    "claims": claims_table,
    "contradictions": contradictions_table,
    "corrections": corrections_table,
    "coverage": coverage_table,
    "differences": differences_table,
    "exclusions": exclusions_table,
    "first_movers": first_movers_table,
    "health": health_table,
    "lags": lags_table,
    "languages": languages_table,
    "loaded_rates": loaded_rates_table,
    "loaded_terms": loaded_terms_table,
    "map": map_table,
    "naming_occurrences": naming_occurrences_table,
    "namings": namings_table,
    "non_claims": non_claims_table,
    "number_conflicts": number_conflicts_table,
    "number_findings": number_findings_table,
    "number_pairs": number_pairs_table,
    "numbers": numbers_table,
    "origins": origins_table,
    "outlets": outlets_table,
    "overlap": overlap_table,
    "perturbations": perturbations_table,
    "quotations": quotations_table,
    "quoted_words": quoted_words_table,
    "role_findings": role_findings_table,
    "roles": roles_table,
    "side_by_side": side_by_side_table,
    "silence": silence_table,
    "source_diversity": source_diversity_table,
    "speakers": speakers_table,
    "stability": stability_table,
    "term_occurrences": term_occurrences_table,
    "unmatched": unmatched_table,
    "unpaired_marks": unpaired_marks_table,
    "versions": versions_table,
    "wording": wording_table,
    "wording_outlets": wording_outlets_table,
}

# What tables begin with that is found out of the texts, and needs no claim.
_OF_TEXTS: Sequence[Callable[[ClaimMap], object]] = (
    all_signs,
    event_words,
    figures_in_texts,
    likely_same,
    loaded_words,
    origin_by_article,
    read_surroundings,
    rivals_in_texts,
    terms_by_sentence,
    times_of,
    weighty_words,
    words_said,
)


def read_texts(claim_map: ClaimMap) -> None:
    """Finds out of the texts of an event what its tables will begin with.

    Args:
        claim_map: The event; it need not have claims yet.
    """
    for find in _OF_TEXTS:
        find(claim_map)


def all_tables(
    claim_map: ClaimMap, nli: str = "", names: Iterable[str] = tuple(TABLES)
) -> dict[str, pd.DataFrame]:
    """Makes every table.

    Args:
        claim_map: The event.
        nli: A model that looks for contradictions beside the rules; "" for none.
        names: Those to make, where not all are wanted.

    Returns:
        The tables by name, in the order of the names.

    Raises:
        ModelError: If a model is named that cannot be used.
    """
    return {
        name: contradictions_table(claim_map, nli)
        if name == "contradictions"
        else TABLES[name](claim_map)
        for name in names
    }
