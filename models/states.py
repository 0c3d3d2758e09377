"""The allowed transitions of every noun that has a state, in one table.

Code asks :func:`allowed`; the database asks the same table through a CHECK constraint on ``state_event``.
"""

from collections.abc import Mapping
from enum import StrEnum

from models.enums.casework import EnrolmentState, TaskState
from models.enums.exports import ExportState
from models.enums.fairs import BoothState, FairState, GuestState, InterviewState, ScheduleRunState
from models.enums.intake import ImportState
from models.enums.people import DuplicateState, JobSeekerState
from models.enums.referrals import FollowUpState, PlacementState, ReferralState
from models.enums.vacancies import EmployerState, VacancyState

R, V, J = ReferralState, VacancyState, JobSeekerState

TRANSITIONS: Mapping[str, Mapping[StrEnum, tuple[StrEnum, ...]]] = {
    "job_seeker": {
        J.PENDING: (J.ACTIVE, J.WITHDRAWN, J.CLOSED),
        J.ACTIVE: (J.PLACED, J.WITHDRAWN, J.CLOSED),
        J.PLACED: (J.ACTIVE, J.WITHDRAWN, J.CLOSED),
        J.WITHDRAWN: (J.PENDING, J.ACTIVE, J.PLACED, J.CLOSED),
        J.CLOSED: (J.ACTIVE,),
    },
    "vacancy": {
        V.DRAFT: (V.SUBMITTED, V.OPEN, V.CLOSED),
        V.SUBMITTED: (V.OPEN, V.DRAFT, V.CLOSED),
        V.OPEN: (V.ON_HOLD, V.CLOSED),
        V.ON_HOLD: (V.OPEN, V.CLOSED),
        V.CLOSED: (V.OPEN,),
    },
    "referral": {
        R.PROPOSED: (R.ACCEPTED, R.DECLINED, R.WITHDRAWN),
        R.ACCEPTED: (R.SENT, R.DECLINED, R.WITHDRAWN),
        R.SENT: (R.INTERVIEW, R.OFFERED, R.NOT_SELECTED, R.DECLINED, R.WITHDRAWN),
        R.INTERVIEW: (R.OFFERED, R.NOT_SELECTED, R.DECLINED, R.WITHDRAWN),
        R.OFFERED: (R.PLACED, R.DECLINED, R.RETRACTED, R.WITHDRAWN),
        R.PLACED: (),
        R.DECLINED: (),
        R.NOT_SELECTED: (),
        R.RETRACTED: (),
        R.WITHDRAWN: (),
    },
    "placement": {PlacementState.WORKING: (PlacementState.ENDED,), PlacementState.ENDED: ()},
    "follow_up": {
        FollowUpState.DUE: (FollowUpState.DONE, FollowUpState.MISSED, FollowUpState.CANCELLED),
        FollowUpState.MISSED: (FollowUpState.DONE,),
        FollowUpState.DONE: (),
        FollowUpState.CANCELLED: (),
    },
    "task": {
        TaskState.OPEN: (TaskState.DONE, TaskState.CANCELLED),
        TaskState.DONE: (TaskState.OPEN,),
        TaskState.CANCELLED: (TaskState.OPEN,),
    },
    "employer": {
        EmployerState.PENDING: (EmployerState.VERIFIED, EmployerState.REJECTED),
        EmployerState.VERIFIED: (EmployerState.SUSPENDED,),
        EmployerState.SUSPENDED: (EmployerState.VERIFIED, EmployerState.REJECTED),
        EmployerState.REJECTED: (EmployerState.PENDING,),
    },
    "enrolment": {
        EnrolmentState.ENROLLED: (EnrolmentState.COMPLETED, EnrolmentState.LEFT),
        EnrolmentState.COMPLETED: (),
        EnrolmentState.LEFT: (),
    },
    "import_run": {
        ImportState.STAGED: (ImportState.SAVED, ImportState.FAILED),
        ImportState.SAVED: (ImportState.UNDONE,),
        ImportState.UNDONE: (),
        ImportState.FAILED: (),
    },
    "possible_duplicate": {
        DuplicateState.OPEN: (DuplicateState.MERGED, DuplicateState.DISTINCT),
        DuplicateState.MERGED: (),
        DuplicateState.DISTINCT: (DuplicateState.OPEN,),
    },
    "job_fair": {
        FairState.PLANNED: (FairState.RUNNING, FairState.CANCELLED),
        FairState.RUNNING: (FairState.OVER,),
        FairState.OVER: (FairState.RUNNING,),
        FairState.CANCELLED: (FairState.PLANNED,),
    },
    "fair_employer": {
        BoothState.INVITED: (BoothState.ACCEPTED, BoothState.DECLINED),
        BoothState.APPLIED: (BoothState.ACCEPTED, BoothState.DECLINED),
        BoothState.ACCEPTED: (BoothState.DECLINED,),
        BoothState.DECLINED: (BoothState.ACCEPTED, BoothState.INVITED, BoothState.APPLIED),
    },
    "fair_guest": {
        GuestState.INVITED: (GuestState.YES, GuestState.NO, GuestState.WAITING),
        GuestState.YES: (GuestState.NO,),
        GuestState.NO: (GuestState.YES, GuestState.WAITING, GuestState.INVITED),
        GuestState.WAITING: (GuestState.YES, GuestState.NO),
    },
    "fair_interview": {
        InterviewState.PLANNED: (InterviewState.CONFIRMED, InterviewState.DONE, InterviewState.CANCELLED),
        InterviewState.CONFIRMED: (InterviewState.DONE, InterviewState.CANCELLED),
        InterviewState.QUEUED: (InterviewState.DONE, InterviewState.CANCELLED),
        InterviewState.DONE: (),
        InterviewState.CANCELLED: (),
    },
    "fair_schedule_run": {
        ScheduleRunState.WAITING: (ScheduleRunState.RUNNING, ScheduleRunState.CANCELLED, ScheduleRunState.FAILED),
        ScheduleRunState.RUNNING: (ScheduleRunState.DONE, ScheduleRunState.CANCELLED, ScheduleRunState.FAILED),
        ScheduleRunState.DONE: (),
        ScheduleRunState.CANCELLED: (),
        ScheduleRunState.FAILED: (),
    },
    "export": {
        ExportState.QUEUED: (ExportState.RUNNING, ExportState.CANCELLED, ExportState.FAILED),
        ExportState.RUNNING: (ExportState.DONE, ExportState.CANCELLED, ExportState.FAILED),
        ExportState.DONE: (),
        ExportState.FAILED: (),
        ExportState.CANCELLED: (),
    },
}


def allowed(noun: str, state: StrEnum) -> tuple[StrEnum, ...]:
    """The states that `noun` may move to from `state`."""
    return TRANSITIONS[noun][state]


def transition_sql() -> str:
    """The same table as an SQL condition on ``noun``, ``from_state`` and ``to_state``; a first state has no origin."""
    steps = [
        f"{noun}:{state.value}>{target.value}"
        for noun, table in TRANSITIONS.items()
        for state, targets in table.items()
        for target in targets
    ]
    listed = ", ".join(f"'{step}'" for step in steps)
    return f"from_state IS NULL OR noun || ':' || from_state || '>' || to_state IN ({listed})"
