"""Put candidates in order, and say how sure one may be of the first."""

import numpy as np

from matching.coding.candidates import FEATURES
from matching.coding.memory import FEATURES as MEMORY

# Practice queries are not the titles that people write. What is learnt on them is held near zero, to features that do
# not depend on how the queries were chosen, so that what many features agree on counts; on titles that people coded
# it is let go. Strengths are for all rows together.
ON_PRACTICE, ON_CODED = 150.0, 10_000.0
ROBUST = frozenset(
    {
        "plain", "document", "degendered", "total", "top_names", "same_name",
        "encoder_concept", "encoder_name", "encoder_top_names", "encoder_sum",
        "query_covered", "name_covered", "query_covered_by_nearest", "name_covered_by_nearest",
        "first_word", "last_word", "ratio", "sorted_ratio", "nearest_ratio",
        "unit_group", "minor_group", "major_group",
    }
)  # fmt: skip
FREE = frozenset({"names", "query_words", "more_words", "fewer_words", "mean_name"})

# What memory counts for before there are enough coded titles to learn it, in log odds: the same title, votes of like
# titles, the nearest one.
MEMORY_PRIOR = dict.fromkeys(MEMORY, 0.0) | {"coded_same": 6.0, "coded_near": 5.0, "coded_nearest": 1.0}

CALIBRATED_BY = ("plain", "encoder_sum", "query_covered", "name_covered", "same_name")
KEPT = 4  # every fourth practice query is kept for the calibration
FEWEST = 20  # queries with an answer, to learn an order; a quarter of that for the confidences
ABSENT_WEIGHT = 0.5  # of practice queries whose concept is taken away, beside those that have it


class Reranker:
    """A logistic regression over the features of candidates, and a second one that calibrates it.

    No weight goes against its feature: more likeness never speaks against a candidate.

    Parameters
    ----------
    weights : ndarray of float64, shape (n_features + 1,)
        Of the raw features; the last is the constant.
    calibration : ndarray of float64, shape (len(CALIBRATED_BY) + 3,)
        Of the candidate's log odds, its lead over the best other one, the features of `CALIBRATED_BY`, and 1.
    """

    def __init__(self, weights, calibration):
        self.weights = weights
        self.calibration = calibration
        self._columns = [FEATURES.index(name) for name in CALIBRATED_BY]

    def scores(self, features):
        """Log odds, shape (n,), that each candidate is right among others of its kind."""
        return features @ self.weights[:-1] + self.weights[-1]

    def confidences(self, scores, features):
        """The calibrated probability, shape (n,), that each candidate is what the text means."""
        return odds_to_probability(self._inputs(scores, features) @ self.calibration[:-1] + self.calibration[-1])

    def _inputs(self, scores, features):
        """What the calibration looks at: shape (n, len(CALIBRATED_BY) + 2)."""
        best = int(np.argmax(scores))
        others = np.full(len(scores), scores[best])
        others[best] = np.delete(scores, best).max(initial=scores[best] - 5)
        return np.column_stack([scores, scores - others, features[:, self._columns]])

    @classmethod
    def fit(cls, lists, answers, *, on_coded=False):
        """Learn order and confidences from queries with known answers; every fourth is kept for the confidences.

        Parameters
        ----------
        lists : list of ndarray, each of shape (n_candidates, n_features)
        answers : list of int
            Which candidate is right, -1 if none.
        on_coded : bool
            Whether the queries are titles that people coded; else they are practice.

        Raises
        ------
        ValueError
            If there are too few queries to learn from.
        """
        kept, learnt = [], []
        for at, query in enumerate(zip(lists, answers, strict=True)):
            (learnt if at % KEPT else kept).append(query)
        if on_coded:
            weights = learn_order(*zip(*learnt, strict=True), ON_CODED)
        else:
            weights = with_memory(learn_order(*zip(*learnt, strict=True), ON_PRACTICE, ROBUST))
        return cls.calibrated(weights, *zip(*kept, strict=True))

    @classmethod
    def calibrated(cls, weights, lists, answers, often=None):
        """A re-ranker of known weights that learns its confidences from queries with known answers.

        Each query is shown once as it is and once with its answer taken away, as a query that no concept answers:
        what is left then is wrong, however good it looks. `often` (an array) says how often such queries as each are
        asked. Raises ValueError if there are too few queries.
        """
        if sum(answer >= 0 for answer in answers) < FEWEST / KEPT:
            raise ValueError(f"{len(answers)} queries are too few to learn from")
        often = np.ones(len(lists)) if often is None else often / often.mean()
        return cls(weights, cls(weights, None)._calibrate(lists, answers, often))

    def _calibrate(self, lists, answers, often):
        inputs, right, weights = [], [], []
        for rows, answer, share in zip(lists, answers, often, strict=True):
            if not len(rows):
                continue
            cases = [(rows, answer, share)]
            if answer >= 0 and len(rows) > 1:
                cases.append((np.delete(rows, answer, axis=0), -1, ABSENT_WEIGHT * share))
            for shown, place, weight in cases:
                scores = self.scores(shown)
                first = np.argsort(-scores, kind="stable")[:5]
                inputs.append(self._inputs(scores, shown)[first])
                right.append(first == place)
                weights.append(np.full(len(first), weight))
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler

        inputs, right, weights = map(np.concatenate, (inputs, right, weights))
        scaler = StandardScaler().fit(inputs)
        model = LogisticRegression(max_iter=500).fit(scaler.transform(inputs), right, weights)
        return _raw(model.coef_[0], model.intercept_[0], scaler)


def learn_order(lists, answers, strength, allowed=FEATURES):
    """Learn weights by which the right candidates of many queries come first.

    A logistic regression on standardised features, held near zero. No weight goes against its feature.

    Parameters
    ----------
    lists : sequence of ndarray, each of shape (n_candidates, n_features)
    answers : sequence of int
        Which candidate is right, -1 if none; such queries teach nothing.
    strength : float
        What all rows together weigh against being held near zero.
    allowed : container of str
        The other features get no weight.

    Returns
    -------
    ndarray of float64, shape (n_features + 1,)
        Of the raw features; the last is the constant.

    Raises
    ------
    ValueError
        If there are too few queries to learn from.
    """
    queries = [(rows, answer) for rows, answer in zip(lists, answers, strict=True) if answer >= 0]
    if len(queries) < FEWEST:
        raise ValueError(f"{len(queries)} queries are too few to learn from")
    features = np.concatenate([rows for rows, _ in queries])
    right = np.concatenate([np.arange(len(rows)) == answer for rows, answer in queries])
    return _bounded_regression(features, right, strength, [_bounds(name, allowed) for name in FEATURES])


def with_memory(weights):
    """The weights with those that memory has before there are enough coded titles to learn them."""
    weights = weights.copy()
    for name, weight in MEMORY_PRIOR.items():
        weights[FEATURES.index(name)] = weight
    return weights


def _bounds(name, allowed):
    """The least and the most weight of a feature."""
    if name not in allowed:
        return 0, 0
    if name in FREE:
        return None, None
    return (None, 0) if name.startswith("gap") else (0, None)


def _bounded_regression(features, right, strength, bounds):
    """Logistic regression with bounded weights, learnt on standardised features, as weights of the raw ones."""
    from scipy.optimize import minimize
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(features)
    rows, signs = scaler.transform(features), np.where(right, 1.0, -1.0)
    share = strength / len(rows)

    def loss(weights):
        margins = signs * (rows @ weights[:-1] + weights[-1])
        slope = -share * signs * odds_to_probability(-margins)
        gradient = np.append(rows.T @ slope + weights[:-1], slope.sum())
        return share * np.logaddexp(0, -margins).sum() + weights[:-1] @ weights[:-1] / 2, gradient

    start = np.zeros(rows.shape[1] + 1)
    bounds = [*bounds, (None, None)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}).x
    return _raw(found[:-1], found[-1], scaler)


def _raw(slopes, constant, scaler):
    slopes = slopes / scaler.scale_
    return np.append(slopes, constant - slopes @ scaler.mean_)


def odds_to_probability(values):
    """Probabilities of log odds."""
    return 1 / (1 + np.exp(-np.clip(values, -30, 30)))
