"""The naive exact answer, written from docs/matching.md in plain Python: what every faster way must return."""

import math

PRIOR = 0.3
ORDER = (
    "skills", "occupation", "location", "language", "experience",
    "education", "availability", "pay", "contract", "licences",
)  # fmt: skip


def naive_rank(people, vacancy, weights, *, similar, near, today, k=50, among=None, exclude=(), override=()):
    """Return (ids, scores, coverage, considered, excluded), best first, ties by id."""
    rows, out = [], 0
    for person in people:
        if among is not None and person.id not in among:
            continue
        fit = person.active and (person.id in override or not breaks_a_rule(person, vacancy))
        if not fit or person.id in exclude:
            out += 1
            continue
        rows.append((*naive_score(person, vacancy, weights, similar=similar, near=near, today=today), person.id))
    rows.sort(key=lambda row: (-row[0], row[2]))
    best = rows[:k]
    return [r[2] for r in best], [r[0] for r in best], [r[1] for r in best], len(rows), out


def naive_score(person, vacancy, weights, *, similar, near, today):
    """Return the score and the coverage of one pair."""
    found = {
        "skills": skills(person, vacancy, similar),
        "occupation": occupation(person, vacancy, near),
        "location": location(person, vacancy),
        "language": mean([language(person, each) for each in vacancy.languages]),
        "experience": experience(person, vacancy),
        "education": education(person, vacancy),
        "availability": availability(person, vacancy, today),
        "pay": pay(person, vacancy),
        "contract": contract(person, vacancy),
        "licences": licences(person, vacancy),
    }
    asked = [name for name in ORDER if found[name] is not None]
    whole = sum(weights.get(name, 0.0) for name in asked)
    score = coverage = 0.0
    for name in asked:
        share = weights.get(name, 0.0) / whole if whole else 0.0
        score += share * found[name][0]
        coverage += share * found[name][1]
    return score, coverage


def atom(value):
    return (PRIOR, 0.0) if value is None else (value, 1.0)


def mean(values):
    if not values:
        return None
    total = 0.0
    for value in values:
        total += PRIOR if value is None else value
    return total / len(values), sum(value is not None for value in values) / len(values)


def skills(person, vacancy, similar):
    if not vacancy.skills:
        return None
    if person.skills is None:
        return atom(None)
    held = {skill.concept: skill.level for skill in person.skills}
    total = 0
    for required in vacancy.skills:
        best = 0
        for concept, level in held.items():
            thousandths = 1000 if concept == required.concept else similar.get((required.concept, concept), 0)
            if level and required.level:
                thousandths = thousandths * min(level, required.level) // required.level
            best = max(best, thousandths)
        total += required.weight * best
    return atom(total / (1000 * sum(required.weight for required in vacancy.skills)))


def occupation(person, vacancy, near):
    if vacancy.occupation is None and vacancy.isco is None:
        return None
    if person.occupations is None:
        return atom(None)
    if not person.occupations:
        return atom(0.0)
    held = [nearness(vacancy, o, near) * worth(o.years) for o in person.occupations if o.held]
    wanted = [nearness(vacancy, o, near) for o in person.occupations if o.wanted]
    points = 0.7 * (max(held) if held else PRIOR) + 0.3 * (max(wanted) if wanted else PRIOR)
    if not held and not wanted:
        return atom(None)
    return points, 0.7 * bool(held) + 0.3 * bool(wanted)


def worth(years):
    return 1.0 if years is None else 0.5 + 0.5 * min(1.0, years / 2)


def nearness(vacancy, other, near):
    if vacancy.occupation == other.concept:
        return 1.0
    same = 0
    while same < 4 and vacancy.isco and vacancy.isco[: same + 1] == other.isco[: same + 1]:
        same += 1
    by_code = [0.0, 0.1, 0.35, 0.6, 0.9][same]
    return max(by_code, near.get((vacancy.occupation, other.concept), 0.0)) if vacancy.occupation else by_code


def location(person, vacancy):  # noqa: PLR0911 - one line a rule
    if vacancy.place is None and not vacancy.remote and not vacancy.abroad:
        return None
    if vacancy.remote and person.remote:
        return atom(1.0)
    if vacancy.place and vacancy.place.governorate in person.governorates:
        return atom(1.0)
    if vacancy.abroad:
        return atom(None if person.abroad is None else float(person.abroad))
    if vacancy.remote and person.remote is None:
        return atom(None)
    if vacancy.place is None:
        return atom(0.0)
    if person.place is None:
        return atom(None)
    km = metres(vacancy.place, person.place) / 1000.0
    if km == 0:
        return atom(1.0)
    if person.radius_km is None:
        return atom(None)
    if person.radius_km == 0:
        return atom(0.0)
    return atom(min(1.0, max(0.0, (2 * person.radius_km - km) / (1.5 * person.radius_km))))


def metres(a, b):
    la, lb = math.radians(a.latitude), math.radians(b.latitude)
    east = math.radians(b.longitude) - math.radians(a.longitude)
    h = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(east / 2) ** 2
    return math.floor(2 * 6371000.0 * math.asin(math.sqrt(min(1.0, h))) + 0.5)


def language(person, required):
    held = person.languages.get(required.code)
    return None if held is None else min(1.0, held / required.level)


def experience(person, vacancy):
    if vacancy.experience_years is None:
        return None
    if vacancy.experience_years == 0:
        return atom(1.0)
    years = person.experience_years
    return atom(None if years is None else min(1.0, years / vacancy.experience_years))


def education(person, vacancy):
    if vacancy.education is None:
        return None
    held = person.education
    return atom(None if held is None else min(1.0, max(0.0, (3 - (vacancy.education - held)) / 3)))


def availability(person, vacancy, today):
    if vacancy.starts_on is None:
        return None
    if person.available_on is None:
        return atom(None)
    late = (person.available_on - max(vacancy.starts_on, today)).days
    return atom(min(1.0, max(0.0, (90 - late) / 90)))


def pay(person, vacancy):
    top = vacancy.pay_monthly_max if vacancy.pay_monthly_max is not None else vacancy.pay_monthly_min
    if not top:
        return None
    floor = person.pay_floor_monthly
    return atom(None if floor is None else min(1.0, max(0.0, 1.0 - (floor - top) / (0.5 * top))))


def contract(person, vacancy):
    if vacancy.contract is None:
        return None
    return atom(None if person.contracts is None else float(vacancy.contract in person.contracts))


def licences(person, vacancy):
    if not vacancy.licences:
        return None
    if person.licences is None:
        return atom(None)
    return atom(sum(each in person.licences for each in vacancy.licences) / len(vacancy.licences))


def breaks_a_rule(person, vacancy):
    for required in vacancy.languages:
        held = person.languages.get(required.code)
        if held is not None and (held == 0 or held < required.level - 1):
            return True
    if vacancy.abroad and person.abroad is False:
        return True
    return person.licences is not None and not vacancy.licences <= person.licences
