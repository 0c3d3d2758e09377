"""Vacancies and what they ask for."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from models.account import Account
from models.base import Base, Json, Timestamped, Versioned, enum_type, utc_now
from models.coding import CodedText
from models.employer import Employer
from models.enums.vacancies import CloseReason, ContractType, PayPeriod, VacancyKind, VacancyState
from models.programme import Programme


class Vacancy(Base, Versioned, Timestamped):
    """Work on offer, with a number of openings that placements fill and can never overfill."""

    __tablename__ = "vacancy"
    __table_args__ = (
        CheckConstraint("openings >= 1", name="at_least_one_opening"),
        CheckConstraint("filled >= 0 AND filled <= openings", name="filled_within_openings"),
        CheckConstraint("(state = 'closed') = (close_reason IS NOT NULL)", name="close_reason_only_when_closed"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_only_when_closed"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'closed') OR published_at IS NOT NULL", name="open_is_published"
        ),
        CheckConstraint("pay_min IS NULL OR pay_max IS NULL OR pay_max >= pay_min", name="pay_range_in_order"),
        CheckConstraint(
            "(pay_min IS NULL AND pay_max IS NULL) OR (pay_currency IS NOT NULL AND pay_period IS NOT NULL)",
            name="pay_with_its_unit",
        ),
        CheckConstraint("education IS NULL OR education BETWEEN 0 AND 8", name="education_is_isced"),
        CheckConstraint("charges_worker IS NULL OR NOT charges_worker", name="worker_pays_nothing"),
        CheckConstraint("approval_wanted_at IS NULL OR state = 'on_hold'", name="approval_is_wanted_on_hold"),
        Index("ix_vacancy_state_expires", "state", "expires_on"),
        {"sqlite_autoincrement": True},  # a number is never given twice: histories outlive the row
    )

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    state: Mapped[VacancyState] = mapped_column(enum_type(VacancyState), default=VacancyState.DRAFT)
    kind: Mapped[VacancyKind] = mapped_column(enum_type(VacancyKind), default=VacancyKind.JOB)
    title: Mapped[str] = mapped_column(String(300))
    occupation: Mapped[str | None] = mapped_column(String(200))  # concept
    isco: Mapped[str | None] = mapped_column(String(4))
    coded_text_id: Mapped[int | None] = mapped_column(ForeignKey("coded_text.id", ondelete="SET NULL"), index=True)
    description: Mapped[str | None] = mapped_column(Text)
    openings: Mapped[int] = mapped_column(default=1)
    filled: Mapped[int] = mapped_column(default=0)

    place_key: Mapped[str | None] = mapped_column(String(80))
    place_text: Mapped[str | None] = mapped_column(String(200))
    governorate: Mapped[str | None] = mapped_column(String(10), index=True)
    country: Mapped[str | None] = mapped_column(String(2))
    remote: Mapped[bool] = mapped_column(default=False)
    abroad: Mapped[bool] = mapped_column(default=False)

    experience_years: Mapped[float | None]
    education: Mapped[int | None]
    licences: Mapped[list[str]] = mapped_column(Json, default=list)
    hazardous: Mapped[bool] = mapped_column(default=False)
    contract: Mapped[ContractType | None] = mapped_column(enum_type(ContractType))
    hours_per_week: Mapped[float | None]
    pay_min: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    pay_max: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    pay_currency: Mapped[str | None] = mapped_column(String(3))
    pay_period: Mapped[PayPeriod | None] = mapped_column(enum_type(PayPeriod))
    starts_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[CloseReason | None] = mapped_column(enum_type(CloseReason))
    charges_worker: Mapped[bool | None]  # a fee, deposit or commission; NULL where nobody asked, never true
    approval_wanted_at: Mapped[datetime | None]  # what matters was changed after publication
    raw_intake: Mapped[dict[str, Any] | None] = mapped_column(Json)

    employer: Mapped[Employer] = relationship(back_populates="vacancies")
    programme: Mapped[Programme | None] = relationship()
    coded_text: Mapped[CodedText | None] = relationship()
    skills: Mapped[list["VacancySkill"]] = relationship(back_populates="vacancy", cascade="all, delete-orphan")
    languages: Mapped[list["VacancyLanguage"]] = relationship(back_populates="vacancy", cascade="all, delete-orphan")
    revisions: Mapped[list["VacancyRevision"]] = relationship(
        back_populates="vacancy", cascade="all, delete-orphan", order_by="VacancyRevision.at.desc()"
    )

    @validates("state")
    def end_waiting(self, _key: str, state: VacancyState) -> VacancyState:
        """Whatever takes a vacancy off hold, approves it or ends it, ends the wait for approval too."""
        if state is not VacancyState.ON_HOLD:
            self.approval_wanted_at = None
        return state

    @property
    def openings_left(self) -> int:
        """How many openings nobody has yet."""
        return self.openings - self.filled


class VacancySkill(Base):
    """A skill asked for; `weight` 1..100 says how much it counts."""

    __tablename__ = "vacancy_skill"
    __table_args__ = (
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight_is_one_to_hundred"),
        CheckConstraint("level IS NULL OR level BETWEEN 1 AND 5", name="level_is_one_to_five"),
        CheckConstraint("concept IS NOT NULL OR text IS NOT NULL", name="says_something"),
        UniqueConstraint("vacancy_id", "concept"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    concept: Mapped[str | None] = mapped_column(String(200), index=True)
    text: Mapped[str | None] = mapped_column(String(300))
    coded_text_id: Mapped[int | None] = mapped_column(ForeignKey("coded_text.id", ondelete="SET NULL"), index=True)
    essential: Mapped[bool] = mapped_column(default=True)
    weight: Mapped[int] = mapped_column(default=100)
    level: Mapped[int | None]

    vacancy: Mapped[Vacancy] = relationship(back_populates="skills")
    coded_text: Mapped[CodedText | None] = relationship()


class VacancyLanguage(Base):
    """A language asked for, with the lowest CEFR level, 1..6."""

    __tablename__ = "vacancy_language"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 6", name="level_is_cefr"),
        UniqueConstraint("vacancy_id", "code"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(3))
    level: Mapped[int]

    vacancy: Mapped[Vacancy] = relationship(back_populates="languages")


class VacancyRevision(Base):
    """One saved change of a vacancy: which fields, what they said before and after."""

    __tablename__ = "vacancy_revision"

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    changes: Mapped[dict[str, Any]] = mapped_column(Json)  # {field: [before, after]}

    vacancy: Mapped[Vacancy] = relationship(back_populates="revisions")
    by: Mapped[Account | None] = relationship()
