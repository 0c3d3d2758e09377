"""What a person agrees to, asks for, reports, and why they go."""

from enum import StrEnum


class ConsentPurpose(StrEnum):
    MATCHING = "matching"  # be ranked for vacancies and have vacancies ranked
    EMPLOYERS = "employers"  # have the shared profile sent to an employer, one yes per referral on top
    FAIRS = "fairs"
    PARTNER_FEEDBACK = "partner_feedback"
    GUARDIAN = "guardian"  # a guardian's consent for a person under age


class ConsentGiven(StrEnum):
    IN_WRITING = "in_writing"
    ORALLY = "orally"
    ONLINE = "online"


class Reason(StrEnum):
    """Why a person declines, withdraws, is not selected, or leaves a job."""

    PAY_TOO_LOW = "pay_too_low"
    DISTANCE = "distance"
    FAMILY = "family"
    HOURS = "hours"
    SAFETY = "safety"
    HEALTH = "health"
    LANGUAGE = "language"
    DOCUMENTS = "documents"
    QUALIFICATION_NOT_RECOGNISED = "qualification_not_recognised"
    SKILLS_DID_NOT_FIT = "skills_did_not_fit"
    EMPLOYER_UNRESPONSIVE = "employer_unresponsive"
    OFFER_RETRACTED = "offer_retracted"
    FOUND_WORK_ALONE = "found_work_alone"
    STARTED_A_BUSINESS = "started_a_business"
    TRAINING_INSTEAD = "training_instead"
    MOVED_AWAY = "moved_away"
    LEFT_AGAIN = "left_again"
    UNREACHABLE = "unreachable"
    CHANGED_THEIR_MIND = "changed_their_mind"
    VACANCY_CLOSED = "vacancy_closed"
    PLACED_ELSEWHERE = "placed_elsewhere"
    POSITION_FILLED = "position_filled"
    CONTRACT_ENDED = "contract_ended"
    DISMISSED = "dismissed"
    PERSON_WITHDREW = "person_withdrew"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    OTHER = "other"


class Actor(StrEnum):
    """On whose word a step was taken, whoever typed it."""

    JOB_SEEKER = "job_seeker"
    OFFICER = "officer"
    EMPLOYER = "employer"
    SYSTEM = "system"


class RequestKind(StrEnum):
    """What a job seeker asks of their office."""

    CORRECTION = "correction"
    ERASURE = "erasure"
    WITHHELD = "withheld"
    EMPLOYER_REPORT = "employer_report"


class RequestOutcome(StrEnum):
    DONE = "done"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Concern(StrEnum):
    """What a person reports of an employer."""

    FEE_CHARGED = "fee_charged"
    THREATS = "threats"
    DOCUMENTS_TAKEN = "documents_taken"
    FALSE_OFFER = "false_offer"
    NOT_PAID = "not_paid"
    TREATED_BADLY = "treated_badly"
    OTHER = "other"

    @classmethod
    def serious(cls) -> tuple["Concern", ...]:
        """What stops referrals at once, until an officer has looked."""
        return (cls.FEE_CHARGED, cls.THREATS, cls.DOCUMENTS_TAKEN)
