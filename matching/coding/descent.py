"""The gradient steps of the encoder's training."""

import numpy as np


class EncoderModel:
    """Feature vectors, class vectors and one scale, with Adam's moments for them.

    Parameters
    ----------
    weights : ndarray of float32, shape (n_features,)
        Of the features; only their number is used here.
    n_classes : int
    recipe : Recipe
    """

    def __init__(self, weights, n_classes, recipe):
        numbers = np.random.default_rng(recipe.seed + 1)
        self.rows = numbers.standard_normal((len(weights), recipe.dimensions), np.float32)
        self.rows /= np.float32(recipe.dimensions**0.5)
        self.classes = numbers.standard_normal((n_classes, recipe.dimensions), np.float32)
        self.classes /= np.linalg.norm(self.classes, axis=1, keepdims=True)
        self.scale = recipe.scale
        self._row_moments = (np.zeros_like(self.rows), np.zeros_like(self.rows))
        self._class_moments = (np.zeros_like(self.classes), np.zeros_like(self.classes))
        self._scale_moments = np.zeros(2)
        self._time = 0

    def step(self, used, inputs, targets, rate):
        """One step of gradient descent on one batch.

        Parameters
        ----------
        used : ndarray of int, shape (n_used,)
            The features that the batch has.
        inputs : csr_matrix of float32, shape (n_batch, n_used)
        targets : ndarray of int, shape (n_batch,)
        rate : float
        """
        self._time += 1
        rows = self.rows[used]
        summed = inputs @ rows
        lengths = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
        texts = summed / lengths
        class_lengths = np.linalg.norm(self.classes, axis=1, keepdims=True)
        classes = self.classes / class_lengths
        cosines = texts @ classes.T
        errors = _softmax(cosines, np.float32(self.scale))
        errors[np.arange(len(targets)), targets] -= 1
        errors /= len(targets)
        scale_gradient = float(np.vdot(errors, cosines))
        errors *= np.float32(self.scale)
        text_gradient = _before_length(errors @ classes, texts, lengths)
        class_gradient = _before_length(errors.T @ texts, classes, class_lengths)
        self._move_rows(used, rows, inputs.T @ text_gradient, rate)
        self.classes -= _adam(class_gradient, *self._class_moments, self._time, rate)
        self._move_scale(scale_gradient, rate)

    def _move_rows(self, used, rows, gradient, rate):
        first, second = (moment[used] for moment in self._row_moments)
        self.rows[used] = rows - _adam(gradient, first, second, self._time, rate)
        self._row_moments[0][used], self._row_moments[1][used] = first, second

    def _move_scale(self, gradient, rate):
        moments = self._scale_moments
        moments[:] = 0.9 * moments[0] + 0.1 * gradient, 0.999 * moments[1] + 0.001 * gradient**2
        change = (moments[0] / (1 - 0.9**self._time)) / (np.sqrt(moments[1] / (1 - 0.999**self._time)) + 1e-8)
        self.scale -= 2 * rate * float(change)


def _softmax(cosines, scale):
    raised = cosines * scale
    raised -= raised.max(axis=1, keepdims=True)
    np.exp(raised, out=raised)
    raised /= raised.sum(axis=1, keepdims=True)
    return raised


def _before_length(gradient, unit, lengths):
    """The gradient before a row was brought to length 1."""
    return (gradient - unit * (gradient * unit).sum(axis=1, keepdims=True)) / lengths


def _adam(gradient, first, second, time, rate):
    """The change that Adam makes; moments are updated in place (Kingma and Ba, 2015)."""
    first *= np.float32(0.9)
    first += np.float32(0.1) * gradient
    second *= np.float32(0.999)
    second += np.float32(0.001) * gradient * gradient
    step = np.float32(rate * (1 - 0.999**time) ** 0.5 / (1 - 0.9**time))
    return step * first / (np.sqrt(second) + np.float32(1e-8))
