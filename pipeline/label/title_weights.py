"""Weights of the signs of a headline, made by `make train` (training/text_title.py)."""

LEAST_SCORE = 2.11
"""One in a hundred headlines of the training pages scores lower."""

WEIGHTS = {
    "very_long": 0.0,
    "standfirst_below": 0.0,
    "headline_above": 0.0,
    "announced": -0.11,
    "about_lead": 2.16,
    "about_text": 2.02,
    "distance": -1.49,
    "beside_lead": -0.38,
    "long_enough": 2.13,
    "too_short": -1.34,
    "length": 0.63,
    "sentence": -0.93,
    "question": 0.10,
    "first": 0.62,
    "rank": 0.31,
    "above_byline": 0.46,
    "below_navigation": 0.89,
    "kicker": -0.00,
    "numbered": -0.15,
}
