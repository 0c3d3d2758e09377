"""Programmes, the offices that run them, and the partners in host countries."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Json, Timestamped, Versioned


class Programme(Base, Versioned, Timestamped):
    """A funded programme with its period, countries and targets."""

    __tablename__ = "programme"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),)

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    host_countries: Mapped[list[str]] = mapped_column(Json, default=list)  # ISO 3166-1 alpha-2
    countries_of_return: Mapped[list[str]] = mapped_column(Json, default=list)
    target_employed: Mapped[int | None]


class Office(Base, Timestamped):
    """An office of the service in a country of return; a case belongs to one."""

    __tablename__ = "office"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    governorate: Mapped[str | None] = mapped_column(String(10))
    place_key: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(32))


class CaseCounter(Base):
    """The last number that an office gave to a case in a year; a number is never given twice."""

    __tablename__ = "case_counter"
    __table_args__ = (UniqueConstraint("office_id", "year"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id", ondelete="CASCADE"))
    year: Mapped[int]
    last: Mapped[int]


class Partner(Base, Timestamped):
    """A referring partner in a host country: a return desk, an NGO, a reception centre."""

    __tablename__ = "partner"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))


class ProgrammeOffice(Base):
    """Which offices run a programme."""

    __tablename__ = "programme_office"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id", ondelete="CASCADE"))

    programme: Mapped[Programme] = relationship()
    office: Mapped[Office] = relationship()
