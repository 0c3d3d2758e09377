"""Does the ranking find the right people? Vacancies and people made from the vocabulary, end to end through coding.

    python -m benchmarks retrieval --people 3000 --vacancies 40

Every person has an occupation that the ranking is not told: it reads a title in one of six languages and a noisy part
of its skills with strangers among them, all as words that are coded first. A vacancy is written in one
language. Right is who has the same occupation (3), unit group (2) or minor group (1). Places and the like are left out,
since they would be noise here. Beside the ranking stand simple means on the same words.

Last, who is in the top k beside who is in the pool: gender, governorate and host country are given at random and joined
here, outside of `matching`; reported, not asserted.
"""

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.coding.coder import OCCUPATIONS, Coder
from matching.coding.skills import SkillsCoder
from matching.columns import SeekerColumns
from matching.index import RankingIndex
from matching.profiles import HeldOccupation, HeldSkill, RequiredSkill, SeekerProfile, VacancyProfile
from matching.relations import Relations
from matching.vocabulary import LANGUAGES, builtin

KEPT, STRANGERS, ANOTHER_TITLE = (0.4, 0.9), (1, 4), 0.5
WEIGHTS = {"skills": 0.6, "occupation": 0.4}
ATTRIBUTES = {
    "gender": (("female", 0.4), ("male", 0.6)),
    "governorate": (("IQ-AR", 0.4), ("IQ-DA", 0.25), ("IQ-SU", 0.35)),
    "host country": (("AT", 0.1), ("BE", 0.45), ("FR", 0.25), ("NL", 0.2)),
}


@dataclass
class Case:
    """One person or vacancy: the hidden truth, and the words that it is known by."""

    occupation: str
    isco: str
    title: str
    skills: list[str]


class World:
    """The vocabulary as a source of titles and skills in words."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.vocabulary = builtin()
        self.skills_of = defaultdict(list)
        for occupation, skill, _relation in self.vocabulary.occupation_skills:
            self.skills_of[occupation].append(skill)
        self.occupations = sorted(self.skills_of)
        self.all_skills = sorted({skill for skills in self.skills_of.values() for skill in skills})
        self.variants = defaultdict(list)
        for label in self.vocabulary.variants:
            self.variants[label.concept, label.language].append(label.text)

    def name(self, concept: str, language: str) -> str:
        """A name of a concept as somebody may write it."""
        others = self.variants[concept, language]
        if others and self.rng.random() < ANOTHER_TITLE:
            return others[self.rng.integers(len(others))]
        return self.vocabulary.label(concept, language)

    def case(self, occupation: str, language: str, *, noisy: bool) -> Case:
        """Words for one occupation: all its skills, or a noisy part with strangers."""
        skills = self.skills_of[occupation]
        if noisy:
            share = self.rng.uniform(*KEPT)
            skills = [skill for skill in skills if self.rng.random() < share]
            skills += list(self.rng.choice(self.all_skills, self.rng.integers(*STRANGERS)))
        words = [self.name(skill, language) for skill in skills]
        return Case(occupation, self.vocabulary.isco(occupation), self.name(occupation, language), words)

    def someone(self) -> Case:
        """A person of any occupation, writing in any language."""
        language = LANGUAGES[self.rng.integers(len(LANGUAGES))]
        return self.case(self.occupations[self.rng.integers(len(self.occupations))], language, noisy=True)


def grade(person: Case, vacancy: Case) -> int:
    """How right a person is for a vacancy, 0..3."""
    if person.occupation == vacancy.occupation:
        return 3
    return 2 if person.isco == vacancy.isco else int(person.isco[:3] == vacancy.isco[:3])


def ndcg(grades: np.ndarray, order: np.ndarray, k: int = 10) -> float:
    """Normalised discounted cumulative gain of an order of positions."""
    discount = 1 / np.log2(np.arange(2, k + 2))
    best = np.sort(2.0**grades - 1)[::-1][:k]
    found = (2.0**grades - 1)[order[:k]]
    return float((found * discount[: len(found)]).sum() / (best * discount[: len(best)]).sum())


def recall(grades: np.ndarray, order: np.ndarray, k: int = 50) -> float:
    """The share of those of the same unit group that are among the first k."""
    right = grades >= 2
    return float(right[order[:k]].sum() / min(k, right.sum()))


class Ranked:
    """The project's own: words are coded, then ranked."""

    name = "jobmatch"

    def __init__(self, people: list[Case]) -> None:
        self.titles, self.skills = Coder(builtin(), OCCUPATIONS), SkillsCoder(builtin())
        pairs = builtin().skill_skills
        relations = Relations(skills=[*pairs, *((b, a, near) for a, b, near in pairs)])
        columns = SeekerColumns.from_profiles(self.profile(at, person) for at, person in enumerate(people))
        self.index = RankingIndex(relations, today=date(2026, 1, 1), columns=columns)

    def coded_skills(self, case: Case) -> list[str]:
        """The concepts that the words of a case surely name."""
        codings = (self.skills.code(words) for words in case.skills)
        return list(dict.fromkeys(coding.best.concept for coding in codings if coding.best))

    def profile(self, at: int, person: Case) -> SeekerProfile:
        """What the ranking is told of a person."""
        best = self.titles.code(person.title).best
        held = (HeldOccupation(best.concept, best.isco),) if best else None
        return SeekerProfile(at, skills=tuple(map(HeldSkill, self.coded_skills(person))) or None, occupations=held)

    def order(self, vacancy: Case) -> np.ndarray:
        """Positions of the best people, best first."""
        best = self.titles.code(vacancy.title).best
        skills = tuple(RequiredSkill(concept) for concept in self.coded_skills(vacancy))
        asked = VacancyProfile(1, occupation=best and best.concept, isco=best and best.isco, skills=skills)
        return self.index.rank(asked, 50, weights=WEIGHTS).ids


class Words:
    """TF-IDF cosine over the words as written, or over their character n-grams."""

    def __init__(self, people: list[Case], analyzer: str) -> None:
        self.name = {"word": "tf-idf, words", "char_wb": "tf-idf, characters"}[analyzer]
        ngrams = (1, 1) if analyzer == "word" else (2, 5)
        self.vectors = TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, sublinear_tf=True)
        self.matrix = self.vectors.fit_transform([" , ".join([p.title, *p.skills]) for p in people])

    def order(self, vacancy: Case) -> np.ndarray:
        """Positions of the best people, best first."""
        query = self.vectors.transform([" , ".join([vacancy.title, *vacancy.skills])])
        return np.argsort(-(self.matrix @ query.T).toarray().ravel(), kind="stable")[:50]


class Chance:
    """Anybody."""

    name = "at random"

    def __init__(self, people: list[Case]) -> None:
        self.rng, self.count = np.random.default_rng(0), len(people)

    def order(self, vacancy: Case) -> np.ndarray:
        """Positions in no order."""
        return self.rng.permutation(self.count)[:50]


def print_quality(world: World, people: list[Case], count: int) -> Counter:
    """Print the table by language; return how often each person was in the project's own top 50."""
    methods = [Ranked(people), Words(people, "word"), Words(people, "char_wb"), Chance(people)]
    chosen: Counter = Counter()
    print(f"{'nDCG@10 / recall@50':<20}" + "".join(f"{method.name:>22}" for method in methods))
    for language in LANGUAGES:
        figures = defaultdict(list)
        for occupation in world.rng.choice(sorted({person.occupation for person in people}), count, replace=False):
            vacancy = world.case(str(occupation), language, noisy=False)
            grades = np.array([grade(person, vacancy) for person in people])
            for method in methods:
                order = method.order(vacancy)
                figures[method.name].append((ndcg(grades, order), recall(grades, order)))
                if method is methods[0]:
                    chosen.update(order.tolist())
        means = [np.mean(figures[method.name], axis=0) for method in methods]
        print(f"{language:<20}" + "".join(f"{mean[0]:>14.3f} / {mean[1]:.3f}" for mean in means))
    return chosen


def print_shares(world: World, people: list[Case], chosen: Counter) -> None:
    """Print each attribute's share of the top 50 beside its share of the pool."""
    print(f"\n{'share':<24}{'of the pool':>12}{'of the top 50':>15}{'ratio':>8}")
    for attribute, values in ATTRIBUTES.items():
        names, shares = zip(*values, strict=True)
        given = world.rng.choice(names, len(people), p=shares)
        top = Counter()
        for person, times in chosen.items():
            top[given[person]] += times
        for name in names:
            pool, found = float(np.mean(given == name)), top[name] / chosen.total()
            print(f"{attribute + ': ' + name:<24}{pool:>12.3f}{found:>15.3f}{found / pool:>8.2f}")


def main() -> None:
    """Make the world, rank, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--vacancies", type=int, default=40, help="for each language")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    world = World(options.seed)
    people = [world.someone() for _ in range(options.people)]
    print_shares(world, people, print_quality(world, people, options.vacancies))


if __name__ == "__main__":
    main()
