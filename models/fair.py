"""Job fairs: days, halls, and the booths that employers hold there."""

from datetime import date, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, Timestamped, Versioned, enum_type
from models.employer import Employer
from models.enums.fairs import BoothState, FairState
from models.programme import Office, Programme
from models.vacancy import Vacancy


class JobFair(Base, Versioned, Timestamped):
    """A day, or several, on which employers and job seekers meet."""

    __tablename__ = "job_fair"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("slot_minutes BETWEEN 5 AND 240", name="slots_are_an_interview"),
        CheckConstraint("way_minutes BETWEEN 0 AND 240", name="way_is_not_negative"),
        CheckConstraint("at_most >= 1", name="somebody_is_met"),
        CheckConstraint("at_least BETWEEN 0 AND at_most", name="least_within_most"),
        CheckConstraint("places IS NULL OR places > 0", name="places_are_positive"),
    )

    name: Mapped[str] = mapped_column(String(200))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    state: Mapped[FairState] = mapped_column(
        enum_type(FairState), default=FairState.PLANNED, server_default=FairState.PLANNED.value
    )
    governorate: Mapped[str | None] = mapped_column(String(10))
    venue: Mapped[str | None] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    languages: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")  # Babel's codes
    places: Mapped[int | None]  # people; more than these wait; NULL is no limit
    slot_minutes: Mapped[int] = mapped_column(default=20, server_default="20")
    way_minutes: Mapped[int] = mapped_column(default=0, server_default="0")  # between any two halls
    at_most: Mapped[int] = mapped_column(default=4, server_default="4")  # interviews per person
    at_least: Mapped[int] = mapped_column(default=1, server_default="1")
    note: Mapped[str | None] = mapped_column(Text)
    listed: Mapped[bool] = mapped_column(default=False, server_default=false())  # everybody may read when and where

    programme: Mapped[Programme] = relationship()
    office: Mapped[Office] = relationship()
    employers: Mapped[list["FairEmployer"]] = relationship(back_populates="fair", cascade="all, delete-orphan")
    halls: Mapped[list["FairHall"]] = relationship(
        back_populates="fair", cascade="all, delete-orphan", order_by="FairHall.id"
    )
    days: Mapped[list["FairDay"]] = relationship(
        back_populates="fair", cascade="all, delete-orphan", order_by="FairDay.on"
    )


class FairDay(Base):
    """The opening hours of one day, in the office's time, and its breaks: ``[["12:00", "13:00"], ...]``."""

    __tablename__ = "fair_day"
    __table_args__ = (
        CheckConstraint("closes > opens", name="closes_after_it_opens"),
        UniqueConstraint("fair_id", "on"),
    )

    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fair.id", ondelete="CASCADE"))
    on: Mapped[date]
    opens: Mapped[time]
    closes: Mapped[time]
    breaks: Mapped[list[Any]] = mapped_column(Json, default=list)

    fair: Mapped[JobFair] = relationship(back_populates="days")

    @property
    def span(self) -> tuple[time, time, tuple[tuple[str, ...], ...]]:
        """When the day opens and closes and its breaks, to see whether days are alike."""
        return self.opens, self.closes, tuple(map(tuple, self.breaks))


class FairHall(Base):
    """A hall; the way from one to another takes time."""

    __tablename__ = "fair_hall"
    __table_args__ = (UniqueConstraint("fair_id", "name"),)

    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fair.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))

    fair: Mapped[JobFair] = relationship(back_populates="halls")


class FairEmployer(Base):
    """An employer at a fair, with its booth; `attended` is NULL until the day has shown it."""

    __tablename__ = "fair_employer"
    __table_args__ = (
        UniqueConstraint("fair_id", "employer_id"),
        CheckConstraint("interviewers BETWEEN 1 AND 50", name="somebody_interviews"),
        CheckConstraint("rating IS NULL OR rating BETWEEN 0 AND 10", name="rating_is_0_to_10"),
        Index("uq_fair_employer_staff", "staff_id", unique=True),
    )

    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fair.id", ondelete="CASCADE"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    state: Mapped[BoothState] = mapped_column(
        enum_type(BoothState), default=BoothState.ACCEPTED, server_default=BoothState.ACCEPTED.value
    )
    hall_id: Mapped[int | None] = mapped_column(ForeignKey("fair_hall.id", ondelete="SET NULL"), index=True)
    booth: Mapped[str | None] = mapped_column(String(20))  # its number on the plan
    interviewers: Mapped[int] = mapped_column(default=1, server_default="1")  # at a time
    interviewer_names: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    opens: Mapped[time | None]  # where it differs from the fair's hours
    closes: Mapped[time | None]
    breaks: Mapped[list[Any]] = mapped_column(Json, default=list, server_default="[]")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # who has its code
    attended: Mapped[bool | None]
    rating: Mapped[int | None]  # the employer's of the fair
    rating_note: Mapped[str | None] = mapped_column(Text)

    fair: Mapped[JobFair] = relationship(back_populates="employers")
    employer: Mapped[Employer] = relationship()
    hall: Mapped[FairHall | None] = relationship()
    staff: Mapped[Account | None] = relationship()
    brought: Mapped[list["FairVacancy"]] = relationship(back_populates="booth", cascade="all, delete-orphan")

    @property
    def vacancies(self) -> list[Vacancy]:
        """The vacancies that the employer brings."""
        return [row.vacancy for row in self.brought]


class FairVacancy(Base):
    """A vacancy that an employer brings to a fair."""

    __tablename__ = "fair_vacancy"
    __table_args__ = (UniqueConstraint("booth_id", "vacancy_id"),)

    booth_id: Mapped[int] = mapped_column(ForeignKey("fair_employer.id", ondelete="CASCADE"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)

    booth: Mapped[FairEmployer] = relationship(back_populates="brought")
    vacancy: Mapped[Vacancy] = relationship()
