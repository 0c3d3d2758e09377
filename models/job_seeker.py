"""The person and the facts of their profile. Every fact may be unknown, and unknown is NULL."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, Timestamped, Versioned, enum_type
from models.coding import CodedText
from models.enums.people import DatePrecision, Evidence, Gender, JobSeekerState
from models.enums.vacancies import PayPeriod
from models.programme import Office, Partner, Programme


class JobSeeker(Base, Versioned, Timestamped):
    """A person registered with the service; the case, with everything that hangs on it."""

    __tablename__ = "job_seeker"
    __table_args__ = (
        CheckConstraint("(birth_on IS NULL) = (birth_precision IS NULL)", name="birth_date_with_its_precision"),
        CheckConstraint("pay_floor IS NULL OR pay_floor >= 0", name="pay_floor_not_negative"),
        CheckConstraint(
            "pay_floor IS NULL OR (pay_currency IS NOT NULL AND pay_period IS NOT NULL)", name="pay_floor_with_its_unit"
        ),
        CheckConstraint("education IS NULL OR education BETWEEN 0 AND 8", name="education_is_isced"),
        CheckConstraint("radius_km IS NULL OR radius_km > 0", name="radius_is_positive"),
        CheckConstraint("experience_years IS NULL OR experience_years >= 0", name="experience_not_negative"),
        Index("ix_job_seeker_office_state", "office_id", "state"),
        {"sqlite_autoincrement": True},  # a number is never given twice: histories outlive the row
    )

    case_reference: Mapped[str] = mapped_column(String(40), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    state: Mapped[JobSeekerState] = mapped_column(enum_type(JobSeekerState), default=JobSeekerState.ACTIVE)
    registered_on: Mapped[date] = mapped_column(index=True)

    name_latin: Mapped[str | None] = mapped_column(String(200))
    name_native: Mapped[str | None] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400), default="", index=True)  # folded, for search in any script
    phone: Mapped[str | None] = mapped_column(String(32), index=True)  # E.164; families share phones
    other_phone: Mapped[str | None] = mapped_column(String(32))
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    address: Mapped[str | None] = mapped_column(String(300))
    birth_on: Mapped[date | None]
    birth_precision: Mapped[DatePrecision | None] = mapped_column(enum_type(DatePrecision))
    gender: Mapped[Gender | None] = mapped_column(enum_type(Gender))
    host_country: Mapped[str | None] = mapped_column(String(2), index=True)
    returned_on: Mapped[date | None]
    household_size: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(String(8))  # the language to write to them in

    place_key: Mapped[str | None] = mapped_column(String(80))  # the gazetteer's key
    place_text: Mapped[str | None] = mapped_column(String(200))  # as it was written
    governorate: Mapped[str | None] = mapped_column(String(10), index=True)
    radius_km: Mapped[float | None]
    governorates: Mapped[list[str] | None] = mapped_column(Json)  # would also work in
    abroad: Mapped[bool | None]
    remote: Mapped[bool | None]

    experience_years: Mapped[float | None]
    education: Mapped[int | None]  # ISCED-2011, 0..8
    education_text: Mapped[str | None] = mapped_column(String(300))
    available_on: Mapped[date | None]
    pay_floor: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    pay_currency: Mapped[str | None] = mapped_column(String(3))
    pay_period: Mapped[PayPeriod | None] = mapped_column(enum_type(PayPeriod))
    contracts: Mapped[list[str] | None] = mapped_column(Json)
    licences: Mapped[list[str] | None] = mapped_column(Json)
    summary: Mapped[str | None] = mapped_column(Text)  # the person's own words
    confirmed_on: Mapped[date | None]  # when the profile was last said to be right
    erased_on: Mapped[date | None]  # nothing of the person is left but what the figures count
    raw_intake: Mapped[dict[str, Any] | None] = mapped_column(Json)  # columns that no field fits

    programme: Mapped[Programme] = relationship()
    office: Mapped[Office] = relationship()
    partner: Mapped[Partner | None] = relationship()
    officer: Mapped[Account | None] = relationship(foreign_keys=[officer_id])
    skills: Mapped[list["JobSeekerSkill"]] = relationship(back_populates="job_seeker", cascade="all, delete-orphan")
    occupations: Mapped[list["JobSeekerOccupation"]] = relationship(
        back_populates="job_seeker", cascade="all, delete-orphan"
    )
    languages: Mapped[list["JobSeekerLanguage"]] = relationship(
        back_populates="job_seeker", cascade="all, delete-orphan"
    )
    experiences: Mapped[list["WorkExperience"]] = relationship(
        back_populates="job_seeker", cascade="all, delete-orphan", order_by="WorkExperience.started_on.desc()"
    )
    consents = relationship("Consent", back_populates="job_seeker", cascade="all, delete-orphan")
    documents = relationship("Document", back_populates="job_seeker", passive_deletes=True)

    @property
    def name(self) -> str:
        """The name to show to those who may see it."""
        return self.name_latin or self.name_native or self.case_reference


class JobSeekerSkill(Base):
    """A skill as written and, once coded, as a concept. Level 1..5; a level or years nobody asked for is NULL."""

    __tablename__ = "job_seeker_skill"
    __table_args__ = (
        CheckConstraint("level IS NULL OR level BETWEEN 1 AND 5", name="level_is_one_to_five"),
        CheckConstraint("concept IS NOT NULL OR text IS NOT NULL", name="says_something"),
        UniqueConstraint("job_seeker_id", "concept"),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    concept: Mapped[str | None] = mapped_column(String(200), index=True)
    text: Mapped[str | None] = mapped_column(String(300))
    coded_text_id: Mapped[int | None] = mapped_column(ForeignKey("coded_text.id", ondelete="SET NULL"), index=True)
    level: Mapped[int | None]
    years: Mapped[float | None]
    evidence: Mapped[Evidence] = mapped_column(enum_type(Evidence), default=Evidence.STATED)

    job_seeker: Mapped[JobSeeker] = relationship(back_populates="skills")
    coded_text: Mapped[CodedText | None] = relationship()


class JobSeekerOccupation(Base):
    """An occupation held, wanted, or both."""

    __tablename__ = "job_seeker_occupation"
    __table_args__ = (
        CheckConstraint("held OR wanted", name="held_or_wanted"),
        CheckConstraint("concept IS NOT NULL OR text IS NOT NULL", name="says_something"),
        UniqueConstraint("job_seeker_id", "concept"),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    concept: Mapped[str | None] = mapped_column(String(200), index=True)
    isco: Mapped[str | None] = mapped_column(String(4))
    text: Mapped[str | None] = mapped_column(String(300))
    coded_text_id: Mapped[int | None] = mapped_column(ForeignKey("coded_text.id", ondelete="SET NULL"), index=True)
    years: Mapped[float | None]
    held: Mapped[bool] = mapped_column(default=True)
    wanted: Mapped[bool] = mapped_column(default=False)

    job_seeker: Mapped[JobSeeker] = relationship(back_populates="occupations")
    coded_text: Mapped[CodedText | None] = relationship()


CEFR_COLUMNS = ("level", "listening", "reading", "speaking", "writing")


class JobSeekerLanguage(Base):
    """A language: CEFR 1..6 overall and per competence, 0 where it is known not held."""

    __tablename__ = "job_seeker_language"
    __table_args__ = (
        UniqueConstraint("job_seeker_id", "code"),
        *(
            CheckConstraint(f"{name} IS NULL OR {name} BETWEEN 0 AND 6", name=f"{name}_is_cefr")
            for name in CEFR_COLUMNS
        ),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(3))  # ISO 639-3
    mother_tongue: Mapped[bool] = mapped_column(default=False)
    level: Mapped[int | None]
    listening: Mapped[int | None]
    reading: Mapped[int | None]
    speaking: Mapped[int | None]
    writing: Mapped[int | None]

    job_seeker: Mapped[JobSeeker] = relationship(back_populates="languages")


class WorkExperience(Base):
    """One job in the person's history."""

    __tablename__ = "work_experience"
    __table_args__ = (
        CheckConstraint(
            "ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on", name="ends_after_it_starts"
        ),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    concept: Mapped[str | None] = mapped_column(String(200))
    employer_name: Mapped[str | None] = mapped_column(String(200))
    country: Mapped[str | None] = mapped_column(String(2))
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    description: Mapped[str | None] = mapped_column(Text)

    job_seeker: Mapped[JobSeeker] = relationship(back_populates="experiences")
