"""The facts: plain SQLAlchemy models, their constraints, states and enums. Knows no web and no ranking."""

from models import append_only, sqlite, tracking
from models.account import SHORTEST_PASSWORD, Account
from models.audit import AuditEntry, SavedSearch
from models.base import Base, utc_now
from models.change import IndexChange, Noun
from models.coding import CodedText
from models.consent import Consent, Withdrawal
from models.counselling import CounsellingSession, Note, Task
from models.document import Document
from models.employer import CHECKLIST, Employer, EmployerCheck, EmployerContact, EmployerContactEvent, EmployerHold
from models.enums.access import *
from models.enums.casework import *
from models.enums.consent import *
from models.enums.exports import *
from models.enums.fairs import *
from models.enums.intake import *
from models.enums.notices import *
from models.enums.people import *
from models.enums.referrals import *
from models.enums.vacancies import *
from models.event import StateEvent
from models.export import Export, SavedList
from models.fair import FairDay, FairEmployer, FairHall, FairVacancy, JobFair
from models.fair_guest import FairCheckIn, FairGuest, FairInterview, FairScheduleRun, FairWish
from models.intake import FormerReference, ImportRow, ImportRun, PossibleDuplicate
from models.job_seeker import JobSeeker, JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill, WorkExperience
from models.notice import Notice, NoticePreference
from models.notice_text import NoticeText, NoticeTextChange
from models.placement import Enrolment, FollowUp, Placement
from models.portal import PersonRequest, ProfileChange, SignInKey
from models.programme import CaseCounter, Office, Partner, Programme, ProgrammeOffice
from models.referral import EligibilityOverride, RankingRun, Referral
from models.referral_talk import InterviewProposal, ReferralMessage
from models.vacancy import Vacancy, VacancyLanguage, VacancyRevision, VacancySkill
from models.vocabulary import VocabularyConcept, VocabularyImport, VocabularyLabel, VocabularyRelation
