"""Labels and predictions -> how far the claims can be trusted."""

from crossframe.evaluation.agreement import Agreement, nominal_agreement
from crossframe.evaluation.claim_coding import draw_claims
from crossframe.evaluation.claim_sheets import write_claim_coding
from crossframe.evaluation.claim_tables import judged_claims_table
from crossframe.evaluation.coding_files import write_coding
from crossframe.evaluation.coding_sample import draw_coding_sample
from crossframe.evaluation.evaluate import Asked, evaluate, evaluate_predictions
from crossframe.evaluation.event_quality import keep_quality, measure_event, suggest_pairs
from crossframe.evaluation.fitting import fit_and_test
from crossframe.evaluation.fitting_vectors import fit_vectors_and_test
from crossframe.evaluation.gold import GoldPair, is_clustered, read_gold
from crossframe.evaluation.labels import find_labels, read_labels
from crossframe.evaluation.next_pairs import next_pairs_table
from crossframe.evaluation.predictions import (
    Prediction,
    predict_claims,
    read_predictions,
    write_predictions,
)
from crossframe.evaluation.record import read_measured, record_measures
from crossframe.evaluation.score import Score, score_claims
from crossframe.evaluation.tables import coders_table, measured_table, standings_table

__all__ = [
    "Agreement",
    "Asked",
    "GoldPair",
    "Prediction",
    "Score",
    "coders_table",
    "draw_claims",
    "draw_coding_sample",
    "evaluate",
    "evaluate_predictions",
    "find_labels",
    "fit_and_test",
    "fit_vectors_and_test",
    "is_clustered",
    "judged_claims_table",
    "keep_quality",
    "measure_event",
    "measured_table",
    "next_pairs_table",
    "nominal_agreement",
    "predict_claims",
    "read_gold",
    "read_labels",
    "read_measured",
    "read_predictions",
    "record_measures",
    "score_claims",
    "standings_table",
    "suggest_pairs",
    "write_claim_coding",
    "write_coding",
    "write_predictions",
]
