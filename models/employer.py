"""Businesses and the people to speak to there."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Timestamped, Versioned, enum_type, utc_now
from models.enums.consent import Concern
from models.enums.vacancies import ContactStage, EmployerState


class Employer(Base, Versioned, Timestamped):
    """A business. Nothing of it is public before an officer has verified it."""

    __tablename__ = "employer"
    __table_args__ = (
        CheckConstraint("state <> 'verified' OR verified_at IS NOT NULL", name="verified_says_when"),
        {"sqlite_autoincrement": True},  # a number is never given twice: histories outlive the row
    )

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(300), default="", index=True)
    sector: Mapped[str | None] = mapped_column(String(1))  # ISIC section letter
    state: Mapped[EmployerState] = mapped_column(enum_type(EmployerState), default=EmployerState.PENDING)
    country: Mapped[str] = mapped_column(String(2), default="IQ")
    governorate: Mapped[str | None] = mapped_column(String(10), index=True)
    place_key: Mapped[str | None] = mapped_column(String(80))
    place_text: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(32))
    email: Mapped[str | None] = mapped_column(String(254))
    website: Mapped[str | None] = mapped_column(String(300))
    registration_number: Mapped[str | None] = mapped_column(String(80))
    about: Mapped[str | None] = mapped_column(Text)
    verified_at: Mapped[datetime | None]

    contacts: Mapped[list["EmployerContact"]] = relationship(back_populates="employer", cascade="all, delete-orphan")
    vacancies = relationship("Vacancy", back_populates="employer")
    checks: Mapped[list["EmployerCheck"]] = relationship(
        back_populates="employer", cascade="all, delete-orphan", order_by="EmployerCheck.at.desc()"
    )
    holds: Mapped[list["EmployerHold"]] = relationship(
        back_populates="employer", cascade="all, delete-orphan", order_by="EmployerHold.at.desc()"
    )
    contact_events: Mapped[list["EmployerContactEvent"]] = relationship(
        back_populates="employer", cascade="all, delete-orphan", order_by="EmployerContactEvent.happened_on.desc()"
    )

    @property
    def held(self) -> bool:
        """Whether new referrals are stopped while an officer looks at the business."""
        return any(hold.ended_at is None for hold in self.holds)


class EmployerHold(Base):
    """A stop of new referrals while an officer looks at an employer; who is looked at is not told.

    It names no person: officers of every office read it.
    """

    __tablename__ = "employer_hold"
    __table_args__ = (CheckConstraint("concern IS NOT NULL OR reason IS NOT NULL", name="says_why"),)

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # NULL: on a report
    concern: Mapped[Concern | None] = mapped_column(enum_type(Concern))
    reason: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    note: Mapped[str | None] = mapped_column(Text)  # what was found

    employer: Mapped[Employer] = relationship(back_populates="holds")
    by: Mapped[Account | None] = relationship(foreign_keys=[by_id])
    ended_by: Mapped[Account | None] = relationship(foreign_keys=[ended_by_id])


class EmployerContact(Base):
    """A person to speak to at an employer."""

    __tablename__ = "employer_contact"

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(32))
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(8))

    employer: Mapped[Employer] = relationship(back_populates="contacts")


CHECKLIST = ("exists_at_address", "contact_answers", "takes_no_fee", "offers_are_real")
"""What must be seen before a business is verified; its registration number beside it, where it has one."""


class EmployerCheck(Base):
    """The checklist as an officer filled it in on one day; kept with the verification that rests on it."""

    __tablename__ = "employer_check"

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    exists_at_address: Mapped[bool] = mapped_column(default=False)
    contact_answers: Mapped[bool] = mapped_column(default=False)
    takes_no_fee: Mapped[bool] = mapped_column(default=False)
    offers_are_real: Mapped[bool] = mapped_column(default=False)
    registration_seen: Mapped[bool] = mapped_column(default=False)
    verified: Mapped[bool] = mapped_column(default=False)  # whether the business was verified on it
    note: Mapped[str | None] = mapped_column(Text)

    employer: Mapped[Employer] = relationship(back_populates="checks")
    by: Mapped[Account | None] = relationship()

    @property
    def missing(self) -> list[str]:
        """What has not been seen yet and must be."""
        return [item for item in CHECKLIST if not getattr(self, item)]


class EmployerContactEvent(Base):
    """One step of winning a business: who spoke to it, what came of it, and what comes next."""

    __tablename__ = "employer_contact_event"

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    stage: Mapped[ContactStage] = mapped_column(enum_type(ContactStage))
    happened_on: Mapped[date] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    note: Mapped[str | None] = mapped_column(Text)
    next_step: Mapped[str | None] = mapped_column(String(300))
    next_on: Mapped[date | None]

    employer: Mapped[Employer] = relationship(back_populates="contact_events")
    by: Mapped[Account | None] = relationship()
