"""Talks, notes and tasks; texts that wait for an officer; records that may be one person twice."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from jobmatch.demo.clock import at, between, working_day
from jobmatch.demo.market import add_steps
from jobmatch.demo.names import spelt_otherwise
from jobmatch.demo.people import Case
from jobmatch.demo.rows import Row, Rows
from jobmatch.services import taxonomy
from jobmatch.services.names import name_key
from models import (
    CodedText,
    CodingKind,
    CodingState,
    CounsellingSession,
    DuplicateState,
    JobSeekerOccupation,
    JobSeekerSkill,
    Note,
    PossibleDuplicate,
    SessionKind,
    Task,
    TaskState,
    Visibility,
)

TALKS = (
    (SessionKind.INTAKE, "First talk: background, skills and expectations.", "Bring certificates next time."),
    (SessionKind.COUNSELLING, "Went through open vacancies and what they ask for.", "Think about the distance."),
    (SessionKind.COUNSELLING, "Talked about pay here and abroad, and realistic first steps.", None),
    (SessionKind.ORIENTATION, "Orientation in the group: labour law, papers, banks.", None),
    (SessionKind.INTERVIEW_PREPARATION, "Practised an interview and the way there.", "Call the evening before."),
)
NOTES = (
    "Prefers to be called after 16:00.",
    "Certificates are with a relative, to be brought.",
    "Good impression, arrives in time.",
    "Would also take a course first.",
    "Phone is shared with a brother: say nothing about the service.",
)
TASKS = (
    "Ask for the certificates", "Call back about the interview", "Update the profile", "Ask about English",
    "Explain the new vacancies", "Send the course dates", "Check the address",
)  # fmt: skip
GENERAL_TASKS = ("Visit the industrial zone", "Prepare the orientation session", "Call employers without an answer")

UNSURE_OCCUPATIONS = (
    ("wasta lahim w haddad", ("welder", "blacksmith", "arc-welder")),
    ("werkstatt helfer / KFZ", ("car-mechanic", "tyre-fitter", "car-washer")),
    ("مشغل آلات ثقيلة", ("excavator-operator", "wheel-loader-operator", "bulldozer-operator")),
    ("hulp in de keuken en bediening", ("waiter", "kitchen-helper", "cook")),
    ("کرێکاری گشتی", ("construction-labourer", "odd-job-worker", "farm-labourer")),
    ("agent polyvalent hôtel", ("hotel-housekeeper", "hotel-receptionist", "hotel-porter")),
    ("xebatkarê firoşgehê", ("shop-assistant", "cashier", "shelf-stacker")),
    ("PC + mobile fixing", ("phone-repairer", "computer-repairer", "it-support-technician")),
    ("معلم", ("english-teacher", "primary-school-teacher", "private-tutor")),
    ("orderpicker reachtruck", ("warehouse-worker", "forklift-driver", "order-picker")),
    ("وەستا", ("mason", "electrician", "plumber")),
    ("office + finance", ("assistant-accountant", "administrative-assistant", "accountant")),
)
UNSURE_SKILLS = (
    ("split", ("ac-installation", "ac-repair", "ac-cleaning")),
    ("excel perfect", ("advanced-excel", "data-entry", "accounting")),
    ("صب كونكريت وقالب", ("concrete-pouring", "formwork", "concrete-mixing")),
    ("kebab", ("kebab-shawarma", "grilling-meat", "fast-food-preparation")),
    ("CO2 lassen", ("mig-mag-welding", "tig-welding", "arc-welding")),
    ("çêkirina telefonan", ("phone-screen-replacement", "phone-board-repair", "soldering")),
    ("برمجة", ("python-programming", "javascript-programming", "java-programming")),
    ("rijbewijs BE", ("driving-trailer", "driving-car", "driving-truck")),
)


def add_talks(rows: Rows, rng: Random, case: Case, *, until: date) -> None:
    """An intake talk, often more of them, sometimes a note."""
    first = case.row["registered_on"]
    for number in range(rng.choice((1, 1, 2, 2, 3))):
        kind, summary, steps = TALKS[0] if number == 0 else rng.choice(TALKS[1:])
        held_on = first if number == 0 else min(until, working_day(between(rng, first, until)))
        rows.add(
            CounsellingSession,
            job_seeker_id=case.id,
            officer_id=case.officer["id"],
            kind=kind,
            held_on=held_on,
            minutes=rng.choice((20, 30, 45, 60)),
            summary=summary,
            agreed_steps=steps,
        )
    if rng.random() < 0.4:
        rows.add(
            Note,
            job_seeker_id=case.id,
            by_id=case.officer["id"],
            at=at(rng, between(rng, first, until)),
            visibility=rng.choices((Visibility.OFFICE, Visibility.CASE), (4, 1))[0],
            text=rng.choice(NOTES),
        )


def add_tasks(rows: Rows, rng: Random, cases: Sequence[Case], offices: Sequence[tuple[Row, Row]], today: date) -> None:
    """Tasks about people and in general, some late, some done."""
    about: list[tuple[str, Row, Row, int | None]] = [
        (rng.choice(TASKS), case.office, case.officer, case.id) for case in rng.sample(list(cases), min(42, len(cases)))
    ]
    about += [(title, office, officer, None) for title in GENERAL_TASKS for office, officer in offices]
    for title, office, officer, person in about:
        done = rng.random() < 0.3
        due_on = today + timedelta(days=rng.randrange(-20, -1) if done else rng.randrange(-4, 15))
        made_at = at(rng, min(due_on, today) - timedelta(days=8))
        row = rows.add(
            Task,
            title=title,
            office_id=office["id"],
            officer_id=officer["id"],
            job_seeker_id=person,
            due_on=due_on,
            state=TaskState.DONE if done else TaskState.OPEN,
            done_at=at(rng, due_on) if done else None,
            created_at=made_at,
            updated_at=made_at,
        )
        steps = [("open", made_at), *([("done", row["done_at"])] if done else [])]
        add_steps(rows, "task", row["id"], steps, by_id=officer["id"])


def add_unsure_texts(rows: Rows, rng: Random, cases: Sequence[Case]) -> None:
    """Texts of intake sheets that mean one of several things; each stands in one or two profiles."""
    waiting = [(CodingKind.OCCUPATION, "occupation", *entry) for entry in UNSURE_OCCUPATIONS]
    waiting += [(CodingKind.SKILL, "skill", *entry) for entry in UNSURE_SKILLS]
    for kind, prefix, text, names in waiting:
        concepts = [f"{prefix}:{name}" for name in names]
        sure = sorted((round(rng.uniform(0.2, 0.48), 3) for _ in concepts), reverse=True)
        row = rows.add(
            CodedText,
            kind=kind,
            text=text,
            folded=taxonomy.fold(text),
            confidence=sure[0] if sure else 0.0,
            alternatives=[[concept, value] for concept, value in zip(concepts, sure, strict=True)],
            state=CodingState.UNSURE,
        )
        for case in rng.sample(list(cases), rng.randint(1, 2)):
            model = JobSeekerOccupation if kind is CodingKind.OCCUPATION else JobSeekerSkill
            rows.add(model, job_seeker_id=case.id, text=text, coded_text_id=row["id"])


def make_twins(rows: Rows, rng: Random, pairs: Sequence[tuple[Case, Case]]) -> None:
    """Turn the second of each pair into the same person as another paper writes them, to be decided by an officer."""
    for first, second in pairs:
        latin = spelt_otherwise(first.row["name_latin"])
        same_phone = rng.random() < 0.7 and first.row["phone"] is not None
        for column in ("gender", "birth_on", "birth_precision", "place_key", "place_text", "governorate"):
            second.row[column] = first.row[column]
        second.row.update(name_latin=latin, name_native=first.row["name_native"])
        second.row["name_key"] = name_key(latin, second.row["name_native"])
        evidence = ["similar_name"]
        if first.row["birth_on"]:
            evidence.append("same_birth_date")
        if same_phone:
            second.row["phone"] = first.row["phone"]
            evidence.append("same_phone")
        one, other = sorted((first.id, second.id))
        rows.add(
            PossibleDuplicate,
            first_id=one,
            second_id=other,
            state=DuplicateState.OPEN,
            score=round(rng.uniform(0.72, 0.96), 3),
            evidence=evidence,
        )
