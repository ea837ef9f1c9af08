"""Gold data and predictions -> how far the claims can be trusted."""

from crossframe.evaluation.gold import GoldPair, read_gold
from crossframe.evaluation.predictions import (
    Prediction,
    predict_claims,
    read_predictions,
    write_predictions,
)
from crossframe.evaluation.score import Score, score_claims

__all__ = [
    "GoldPair",
    "Prediction",
    "Score",
    "predict_claims",
    "read_gold",
    "read_predictions",
    "score_claims",
    "write_predictions",
]
