"""Claim map -> tables in long format with declared columns, each cell open to its sentences."""

from crossframe.comparison.claims import claims_table, map_table, side_by_side_table
from crossframe.comparison.corpus import (
    Overview,
    articles_table,
    exclusions_table,
    non_claims_table,
    outlets_table,
    overview,
)
from crossframe.comparison.corrections import (
    CorrectionsSummary,
    corrections_note,
    corrections_summary,
    corrections_table,
)
from crossframe.comparison.everything import TABLES, all_tables, read_texts
from crossframe.comparison.figures.tables import (
    number_conflicts_table,
    number_findings_table,
    number_pairs_table,
    numbers_table,
)
from crossframe.comparison.figures.words import is_measured
from crossframe.comparison.frames import Share, share_of
from crossframe.comparison.groups import Grouping, group_outlets, grouping
from crossframe.comparison.labels import claim_labels
from crossframe.comparison.languages import (
    BY_WORDS,
    LanguageNote,
    languages_of,
    languages_table,
)
from crossframe.comparison.presence.carried import carried_table
from crossframe.comparison.presence.coverage import compared_outlets, coverage_table, outlet_states
from crossframe.comparison.presence.days import claim_days_table
from crossframe.comparison.presence.health import health_table
from crossframe.comparison.presence.origins import claim_origins_table, origins_table
from crossframe.comparison.presence.overlap import overlap_table
from crossframe.comparison.presence.silence import silence_table
from crossframe.comparison.presence.timeline import first_movers_table, lags_table
from crossframe.comparison.presence.versions import versions_table
from crossframe.comparison.speech.attribution import attribution_findings_table, attributions_table
from crossframe.comparison.speech.certainty import certainty_table
from crossframe.comparison.speech.certainty_findings import certainty_findings_table
from crossframe.comparison.speech.contradiction import contradictions_table
from crossframe.comparison.speech.quotations import (
    quotations_table,
    quoted_words_table,
    unpaired_marks_table,
)
from crossframe.comparison.speech.sources import source_diversity_table, speakers_table
from crossframe.comparison.stability import (
    StabilitySummary,
    perturbations_table,
    stability_summary,
    stability_table,
)
from crossframe.comparison.unmatched import unmatched_table
from crossframe.comparison.variants import variants
from crossframe.comparison.wordings.differences import differences_table
from crossframe.comparison.wordings.lexicon import loaded_rates_table, loaded_terms_table
from crossframe.comparison.wordings.naming import naming_occurrences_table, namings_table
from crossframe.comparison.wordings.ratings import lexicon_note
from crossframe.comparison.wordings.role_findings import role_findings_table
from crossframe.comparison.wordings.roles import roles_table
from crossframe.comparison.wordings.wording import (
    term_occurrences_table,
    wording_outlets_table,
    wording_table,
)

__all__ = [
    "BY_WORDS",
    "TABLES",
    "CorrectionsSummary",
    "Grouping",
    "LanguageNote",
    "Overview",
    "Share",
    "StabilitySummary",
    "all_tables",
    "articles_table",
    "attribution_findings_table",
    "attributions_table",
    "carried_table",
    "certainty_findings_table",
    "certainty_table",
    "claim_days_table",
    "claim_labels",
    "claim_origins_table",
    "claims_table",
    "compared_outlets",
    "contradictions_table",
    "corrections_note",
    "corrections_summary",
    "corrections_table",
    "coverage_table",
    "differences_table",
    "exclusions_table",
    "first_movers_table",
    "group_outlets",
    "grouping",
    "health_table",
    "is_measured",
    "lags_table",
    "languages_of",
    "languages_table",
    "lexicon_note",
    "loaded_rates_table",
    "loaded_terms_table",
    "map_table",
    "naming_occurrences_table",
    "namings_table",
    "non_claims_table",
    "number_conflicts_table",
    "number_findings_table",
    "number_pairs_table",
    "numbers_table",
    "origins_table",
    "outlet_states",
    "outlets_table",
    "overlap_table",
    "overview",
    "perturbations_table",
    "quotations_table",
    "quoted_words_table",
    "read_texts",
    "role_findings_table",
    "roles_table",
    "share_of",
    "side_by_side_table",
    "silence_table",
    "source_diversity_table",
    "speakers_table",
    "stability_summary",
    "stability_table",
    "term_occurrences_table",
    "unmatched_table",
    "unpaired_marks_table",
    "variants",
    "versions_table",
    "wording_outlets_table",
    "wording_table",
]
