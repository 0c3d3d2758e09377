"""The closed lists of the field. Values are what the database, the exports and the command line show."""

from enum import StrEnum


class Role(StrEnum):
    """Who an account acts as."""

    OFFICER = "officer"
    EMPLOYER = "employer"
    RETURNEE = "returnee"
    ORGANISER = "organiser"
    PARTNER = "partner"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    BOOTH = "booth"  # the staff of one booth at one job fair, signed in with the booth's code


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class DatePrecision(StrEnum):
    """How much of a birth date is really known: 1 July and 1 January are often only a year."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class JobSeekerState(StrEnum):
    PENDING = "pending"  # submitted by a partner or by the person, not yet confirmed by an officer
    ACTIVE = "active"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class VacancyState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPEN = "open"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


class VacancyKind(StrEnum):
    JOB = "job"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    ON_THE_JOB_TRAINING = "on_the_job_training"
    SHORT_ASSIGNMENT = "short_assignment"


class CloseReason(StrEnum):
    """Why a vacancy closed."""

    FILLED = "filled"
    FILLED_ELSEWHERE = "filled_elsewhere"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    EMPLOYER_SUSPENDED = "employer_suspended"
    OTHER = "other"


class ReferralState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SENT = "sent"
    INTERVIEW = "interview"
    OFFERED = "offered"
    PLACED = "placed"
    DECLINED = "declined"
    NOT_SELECTED = "not_selected"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"

    @classmethod
    def closed(cls) -> tuple["ReferralState", ...]:
        """The states that a referral never leaves."""
        return (cls.PLACED, cls.DECLINED, cls.NOT_SELECTED, cls.RETRACTED, cls.WITHDRAWN)

    @classmethod
    def open(cls) -> tuple["ReferralState", ...]:
        """The states in which somebody still has a step to take."""
        return tuple(state for state in cls if state not in cls.closed())

    @classmethod
    def with_employer(cls) -> tuple["ReferralState", ...]:
        """The states in which the profile has gone to the employer and an answer is awaited."""
        return (cls.SENT, cls.INTERVIEW, cls.OFFERED)


class PlacementState(StrEnum):
    WORKING = "working"
    ENDED = "ended"


class PlacementSource(StrEnum):
    SERVICE = "service"
    OWN_NETWORK = "own_network"
    SELF_EMPLOYMENT = "self_employment"


class FollowUpState(StrEnum):
    DUE = "due"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskKind(StrEnum):
    """What the service itself asks an officer to do; its words follow from the code and its facts."""

    SEND_REFERRAL = "send_referral"  # facts: referral, a number; vacancy, its reference
    ANSWER_REQUEST = "answer_request"  # facts: request, a number; asked, a code of `RequestKind`


class EmployerState(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    REJECTED = "rejected"


class ContactStage(StrEnum):
    """How far the service has come with a business."""

    CONTACTED = "contacted"
    INTERESTED = "interested"
    POSTING = "posting"
    HIRED_BEFORE = "hired_before"
    DECLINED = "declined"


class MessageAudience(StrEnum):
    """Who reads a message about a referral, beside the officers of the case."""

    EMPLOYER = "employer"
    JOB_SEEKER = "job_seeker"
    OFFICE = "office"


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


class Evidence(StrEnum):
    """What stands behind a skill."""

    STATED = "stated"
    CERTIFICATE = "certificate"
    REFERENCE = "reference"
    TESTED = "tested"


class PayPeriod(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class ContractType(StrEnum):
    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    PART_TIME = "part_time"
    DAILY = "daily"
    SEASONAL = "seasonal"
    INTERNSHIP = "internship"


class Visibility(StrEnum):
    """Who reads a note: the office, or only the officers of the case (protection)."""

    OFFICE = "office"
    CASE = "case"


class SessionKind(StrEnum):
    """What a counselling session was about."""

    INTAKE = "intake"
    COUNSELLING = "counselling"
    ORIENTATION = "orientation"
    INTERVIEW_PREPARATION = "interview_preparation"
    FOLLOW_UP = "follow_up"


class EnrolmentKind(StrEnum):
    VOCATIONAL = "vocational"
    LANGUAGE = "language"
    ON_THE_JOB = "on_the_job"
    APPRENTICESHIP = "apprenticeship"
    ENTREPRENEURSHIP = "entrepreneurship"
    ORIENTATION = "orientation"


class EnrolmentState(StrEnum):
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    LEFT = "left"


class CodingKind(StrEnum):
    """What a free text is coded to."""

    OCCUPATION = "occupation"
    SKILL = "skill"
    PLACE = "place"
    LANGUAGE = "language"


class CodingState(StrEnum):
    SURE = "sure"
    UNSURE = "unsure"
    SETTLED = "settled"  # an officer decided
    DISMISSED = "dismissed"  # an officer decided that the text names nothing


class ImportKind(StrEnum):
    JOB_SEEKERS = "job_seekers"
    VACANCIES = "vacancies"


class ImportState(StrEnum):
    STAGED = "staged"
    SAVED = "saved"
    UNDONE = "undone"
    FAILED = "failed"


class RowOutcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    REJECTED = "rejected"
    SKIPPED = "skipped"  # blank and total rows


class DuplicateState(StrEnum):
    OPEN = "open"
    MERGED = "merged"
    DISTINCT = "distinct"


class AuditAction(StrEnum):
    OPEN = "open"
    LIST = "list"
    SEARCH = "search"
    EXPORT = "export"
    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    OVERRIDE = "override"


class NoticeChannel(StrEnum):
    EMAIL = "email"
    SMS = "sms"


class NoticeTopic(StrEnum):
    """What a message is about, as coarse as its receiver chooses by."""

    SIGN_IN = "sign_in"
    ACCOUNT = "account"
    OFFERS = "offers"
    REFERRALS = "referrals"
    INTERVIEWS = "interviews"
    MESSAGES = "messages"
    VACANCIES = "vacancies"
    FAIRS = "fairs"
    REMINDERS = "reminders"
    OTHER = "other"


class NoticeWay(StrEnum):
    """How somebody wants to be told of a topic."""

    EMAIL = "email"
    SMS = "sms"
    NONE = "none"


class NoticeState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


class SignInKind(StrEnum):
    """How a job seeker gets in without a password."""

    LINK = "link"
    CODE = "code"
    INVITATION = "invitation"


class DocumentKind(StrEnum):
    """What a person's paper is."""

    CV = "cv"
    CERTIFICATE = "certificate"
    REFERENCE = "reference"
    LICENCE = "licence"
    OTHER = "other"


class RequestKind(StrEnum):
    """What a job seeker asks of their office."""

    CORRECTION = "correction"
    ERASURE = "erasure"
    WITHHELD = "withheld"
    EMPLOYER_REPORT = "employer_report"


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


class RequestOutcome(StrEnum):
    DONE = "done"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class FairState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


class BoothState(StrEnum):
    """Whether an employer comes to a fair."""

    INVITED = "invited"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class GuestState(StrEnum):
    """What a person answered to the invitation to a fair."""

    INVITED = "invited"
    YES = "yes"
    NO = "no"
    WAITING = "waiting"  # said yes when all places were given


class InterviewState(StrEnum):
    PLANNED = "planned"  # proposed by the schedule; the next run may move it
    CONFIRMED = "confirmed"  # nothing moves it but a hand
    QUEUED = "queued"  # came to the booth and waits there, without a time
    DONE = "done"
    CANCELLED = "cancelled"


class InterviewOutcome(StrEnum):
    OFFER = "offer"
    SECOND_INTERVIEW = "second_interview"
    NOT_NOW = "not_now"
    NO_SHOW = "no_show"


class CheckInWay(StrEnum):
    """How somebody was recognised at the door."""

    QR = "qr"
    NAME = "name"
    LIST = "list"
    WALK_IN = "walk_in"


class ScheduleRunState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class ExportKind(StrEnum):
    """What an export lists, one row each."""

    PEOPLE = "people"
    VACANCIES = "vacancies"
    REFERRALS = "referrals"
    PLACEMENTS = "placements"
    FAIR_GUESTS = "fair_guests"
    FAIR_INTERVIEWS = "fair_interviews"
    FAIR_BOOTHS = "fair_booths"
    FIGURES = "figures"


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    JSONL = "jsonl"


class ExportPurpose(StrEnum):
    """What a file is made for: it decides whose consent is needed and how much of a person it may hold."""

    CONTACT = "contact"  # the office contacts and follows up its people
    REPORT = "report"  # to a programme or a donor, without names
    FAIR = "fair"  # lists of a job fair
    EMPLOYER = "employer"  # handed to an employer
    BACKUP = "backup"  # kept by the office


class ExportState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
