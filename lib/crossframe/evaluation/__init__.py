"""Labels and predictions -> how far the claims can be trusted."""

from crossframe.evaluation.evaluate import Asked, evaluate, evaluate_predictions
from crossframe.evaluation.event_quality import keep_quality, measure_event
from crossframe.evaluation.fitting import fit_and_test
from crossframe.evaluation.gold import GoldPair, read_gold
from crossframe.evaluation.labels import find_labels, read_labels
from crossframe.evaluation.predictions import (
    Prediction,
    predict_claims,
    read_predictions,
    write_predictions,
)
from crossframe.evaluation.record import read_measured, record_measures
from crossframe.evaluation.score import Score, score_claims
from crossframe.evaluation.tables import measured_table, standings_table

__all__ = [
    "Asked",
    "GoldPair",
    "Prediction",
    "Score",
    "evaluate",
    "evaluate_predictions",
    "find_labels",
    "fit_and_test",
    "keep_quality",
    "measure_event",
    "measured_table",
    "predict_claims",
    "read_gold",
    "read_labels",
    "read_measured",
    "read_predictions",
    "record_measures",
    "score_claims",
    "standings_table",
    "write_predictions",
]
