"""The workload that speed is measured on: ids and scores are the naive formula's, to the bit."""

from datetime import date

import numpy as np
import pytest

from benchmarks.peers.arrays import InvertedPeer, LoopPeer, ScipyPeer
from benchmarks.peers.base import WEIGHTS, naive
from benchmarks.population import make_crowd, make_world
from matching.index import RankingIndex

WORLD = make_world(seed=21, n_offers=25)
CROWD = make_crowd(WORLD, 6000, seed=22)


@pytest.fixture(scope="module")
def index():
    return RankingIndex(WORLD.relations(), today=date(2026, 1, 1), weights=WEIGHTS, columns=CROWD.columns(WORLD))


@pytest.mark.parametrize("offer", WORLD.offers, ids=lambda offer: str(offer.number))
def test_the_best_fifty_are_the_naive_ones_to_the_bit(index, offer):
    ids, scores = naive(WORLD, CROWD, offer, 50)
    ranking = index.rank(WORLD.vacancy(offer.number))
    assert ranking.ids.tolist() == ids.tolist()
    assert ranking.scores.tolist() == scores.tolist()
    assert np.allclose(ranking.coverage, 1)


def test_the_index_stays_within_its_bytes_a_person(index):
    assert index.nbytes / len(CROWD) < 250  # of which the lists of 14,000 skills, whose number is fixed, are much


@pytest.mark.parametrize("kind", [InvertedPeer, LoopPeer, ScipyPeer])
def test_the_peers_do_the_same_work(kind):
    peer = kind(WORLD, CROWD)
    for offer in WORLD.offers[:3]:
        expected, found = naive(WORLD, CROWD, offer, 50), peer.rank(offer, 50)
        assert found[0].tolist() == expected[0].tolist()
        assert np.allclose(found[1], expected[1], atol=1e-12)
