"""Weights of the signs of a headline, made by `make train` (training/text_title.py)."""

LEAST_SCORE = 2.50
"""One in a hundred headlines of the training pages scores lower."""

WEIGHTS = {
    "announced": 2.93,
    "about_lead": 2.26,
    "about_text": 4.18,
    "distance": -2.49,
    "beside_lead": -0.54,
    "long_enough": 2.65,
    "too_short": -2.44,
    "length": 2.23,
    "sentence": -2.23,
    "question": -0.17,
    "first": 0.94,
    "rank": -0.36,
    "above_byline": 0.44,
    "below_navigation": 1.39,
    "very_long": -1.61,
    "standfirst_below": 0.68,
    "headline_above": -0.11,
    "kicker": -0.00,
    "numbered": -0.29,
}
