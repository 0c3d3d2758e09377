"""Great-circle distance, in whole metres."""

import numpy as np

EARTH_RADIUS_M = 6_371_000.0


def distances_m(latitude: float, longitude: float, latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """Distances from one point to many.

    Whole metres, so that every way of computing a score starts from the same number.

    Parameters
    ----------
    latitude, longitude : float, degrees
    latitudes, longitudes : ndarray of float64, shape (n,), degrees

    Returns
    -------
    ndarray of int32, shape (n,)

    References
    ----------
    The haversine formula: R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68 (1984).
    """
    here, there = np.radians(latitude), np.radians(latitudes)
    eastward = np.radians(longitudes) - np.radians(longitude)
    half_chord = np.sin((here - there) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(eastward / 2) ** 2
    return np.floor(2.0 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half_chord, 1.0))) + 0.5).astype(np.int32)


def distance_m(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> int:
    """Distance between two points, in metres."""
    return int(distances_m(latitude, longitude, np.array([other_latitude]), np.array([other_longitude]))[0])
