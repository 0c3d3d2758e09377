"""What the job seekers' templates call the words."""

from collections.abc import Callable
from typing import Any

from jobmatch.reasons import number
from jobmatch.returnee.labels import (
    FIELDS,
    IDENTITY,
    concept_label,
    contract_words,
    rule_for_you,
    standing,
    standing_of_state,
)
from jobmatch.returnee.words import (
    change_in_words,
    distance_in_words,
    fit,
    in_your_words,
    reasons_in_short,
    reasons_of,
    unknowns_of,
)

FILTERS: dict[str, Callable[..., Any]] = {
    "fit_in_words": fit,
    "in_your_words": in_your_words,
    "change_in_words": change_in_words,
    "known_reasons": reasons_of,
    "unknown_reasons": unknowns_of,
    "reasons_in_short": reasons_in_short,
    "distance_in_words": distance_in_words,
    "standing": standing,
    "standing_of_state": standing_of_state,
    "rule_for_you": rule_for_you,
    "decimal": number,
    "contract_words": contract_words,
    "concept_label": concept_label,
    "identity_word": lambda field: IDENTITY.get(field, field),
    "fact_word": lambda field: FIELDS.get(field, field),
}
"""What the templates call them."""
