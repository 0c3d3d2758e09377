"""Speed of the ranking beside other ways to do it, on one population in one run, with exactness checked.

python -m benchmarks ranking --sizes 10000 100000 --seed 1
"""

import argparse
import gc
import os
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np

from benchmarks.peers.arrays import InvertedPeer, LoopPeer, ScipyPeer
from benchmarks.peers.base import WEIGHTS, Peer, naive
from benchmarks.peers.engine import TantivyPeer
from benchmarks.peers.sql import DuckDbPeer, PostgresPeer, SqlitePeer
from benchmarks.population import Crowd, Offer, World, make_crowd, make_world
from matching.index import RankingIndex
from matching.warming import warm_up

K = 50
LONGEST = 10  # seconds of ranking that a peer has
CHECKED = 8  # answers at most that are held against the naive ones
PEERS = (InvertedPeer, ScipyPeer, TantivyPeer, DuckDbPeer, SqlitePeer, PostgresPeer, LoopPeer)


class OursPeer(Peer):
    """The project's own index."""

    name = "jobmatch"

    def __init__(self, world: World, crowd: Crowd):
        self.index = RankingIndex(
            world.relations(), today=date(2026, 1, 1), weights=WEIGHTS, columns=crowd.columns(world)
        )
        for number in range(len(world.offers)):
            self.index.put_vacancy(world.vacancy(number))

    def prepare(self, offers: list[Offer]) -> None:
        for offer in offers:
            self.index.rank(offer.number, K)

    def rank(self, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
        ranking = self.index.rank(offer.number, k)
        return ranking.ids, ranking.scores


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks ranking", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", nargs="*", help="words of the names of the peers to run; all without")
    parser.add_argument("--vacancies", type=int, default=200, help="how many are ranked at most")
    chosen = parser.parse_args()
    warm_up()
    world = make_world(chosen.seed)
    for size in chosen.sizes:
        crowd = make_crowd(world, size, chosen.seed + 1)
        print(f"\n## {size:,} job seekers, seed {chosen.seed}\n")
        compare(world, crowd, chosen.peers, chosen.vacancies)
        measure_index(world, crowd)


def compare(world: World, crowd: Crowd, names: list[str] | None, limit: int) -> None:
    """Print a line for each way to rank, with its ratio to ours."""
    print("| engine | p50 ms | p95 ms | × ours | processor ms | × ours | top 50 equal | vacancies |")
    print("|---|---|---|---|---|---|---|---|")
    peers = [peer for peer in PEERS if peer.largest >= len(crowd)]
    peers = [peer for peer in peers if names is None or any(name.lower() in peer.name.lower() for name in names)]
    ours, expected = None, {}
    for kind in (OursPeer, *peers):
        peer = kind(world, crowd)
        took, processor, equal = timed(peer, world, crowd, limit, expected)
        p50, p95, processor = np.median(took) * 1e3, np.percentile(took, 95) * 1e3, processor * 1e3
        ours = ours or (p50, processor)
        line = f"| {peer.name} | {p50:,.2f} | {p95:,.2f} | {p50 / ours[0]:,.1f} "
        line += f"| {processor:,.2f} | {processor / ours[1]:,.1f} | {equal:.0%} | {len(took)} |"
        print(line, flush=True)
        peer.close()
        del peer
        gc.collect()


def timed(
    peer: Peer, world: World, crowd: Crowd, limit: int, expected: dict[int, tuple[np.ndarray, np.ndarray]]
) -> tuple[np.ndarray, float, float]:
    """Rank vacancies for some seconds; `expected` keeps the naive answers from peer to peer.

    Returns how long each took, the mean processor time (which a busy machine disturbs less), and the share of the
    checked answers that are the naive ones.
    """
    peer.prepare(world.offers[:limit])
    peer.rank(world.offers[0], K)
    took, begun, used, answers = [], time.perf_counter(), peer.processor_seconds(), []
    for offer in world.offers[:limit]:
        before = time.perf_counter()
        answers.append((offer, *peer.rank(offer, K)))
        took.append(time.perf_counter() - before)
        if time.perf_counter() - begun > LONGEST:
            break
    processor = (peer.processor_seconds() - used) / len(took)
    equal = []
    for offer, ids, scores in answers[: limit : max(1, limit // CHECKED)]:
        if offer.number not in expected:
            expected[offer.number] = naive(world, crowd, offer, K)
        equal.append(is_equal(expected[offer.number], (ids, scores)))
    return np.array(took), processor, float(np.mean(equal))


def is_equal(expected: tuple[np.ndarray, np.ndarray], found: tuple[np.ndarray, np.ndarray]) -> bool:
    """The same people in the same order, and scores that differ by rounding at most."""
    return np.array_equal(expected[0], found[0]) and np.allclose(expected[1], found[1], rtol=0, atol=1e-12)


def measure_index(world: World, crowd: Crowd) -> None:
    """Print what else the index promises: building, size, changes, batches."""
    before = time.perf_counter()
    ours = OursPeer(world, crowd)
    index, rng = ours.index, np.random.default_rng(5)
    took = time.perf_counter() - before
    print(f"\n- built, with its vacancies, in {took:.2f} s; {index.nbytes / len(crowd):.0f} bytes a person")
    pairs = rng.choice(len(crowd), (100, 2), replace=False).tolist()
    changes, visible = [], []
    for one, other in pairs:
        profile = index.profile(other)
        changed = type(profile)(**{name: getattr(profile, name) for name in profile.__slots__} | {"id": one})
        before = time.perf_counter()
        index.put(changed)
        changes.append(time.perf_counter() - before)
        index.rank(0, K)
        visible.append(time.perf_counter() - before)
    print(f"- one profile replaced in {np.median(changes) * 1e3:.2f} ms, p95 {np.percentile(changes, 95) * 1e3:.2f} ms")
    print(f"- and seen by the next ranking after {np.median(visible) * 1e3:.2f} ms")
    batch = list(range(len(world.offers)))[: max(20, 50_000_000 // len(crowd))]
    for vacancy in batch:
        index.rank(vacancy, K)
    pairs_m, speeds = len(crowd) * len(batch) / 1e6, []
    for _ in range(5):
        wall, processor = time.perf_counter(), time.thread_time()
        for vacancy in batch:
            index.rank(vacancy, K)
        speeds.append((pairs_m / (time.perf_counter() - wall), pairs_m / (time.thread_time() - processor)))
    wall, processor = np.median(speeds, axis=0)
    print(f"- one core, {len(batch)} vacancies one after the other: {wall:,.0f} million pairs a second by the clock,")
    print(f"  {processor:,.0f} a second of processor time (which other programs on the machine do not take from)")
    speeds = []
    for _ in range(3):  # in turn, so that what else runs on the machine disturbs both alike
        speeds.append([pairs_m / _seconds(partial(index.rank_many, batch, K, threads=threads)) for threads in (1, 2)])
    one, two = np.max(speeds, axis=0)
    print(f"- by the clock, best of 3: {one:,.0f} million pairs a second in 1 thread, {two:,.0f} in 2")
    print(f"  ({two / one:.2f} times, on {os.cpu_count()} cores)")
    some = np.sort(rng.choice(len(crowd), len(crowd) // 3, replace=False))
    index.rank(0, K, among=some)
    took = min(_seconds(partial(index.rank, 0, K, among=some), time.thread_time) for _ in range(9))
    alone = min(_seconds(partial(index.rank, 0, K), time.thread_time) for _ in range(9))
    print(
        f"- among {some.size:,} of them: {took * 1e3:.2f} ms of the processor, {alone * 1e3:.2f} among all", flush=True
    )


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    before = clock()
    work()
    return clock() - before


if __name__ == "__main__":
    main()
