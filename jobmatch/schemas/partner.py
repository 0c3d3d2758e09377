"""What referring partners send."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, validates_schema

from jobmatch.schemas.fields import Words, choice, day, flag, row_id, text, whole
from jobmatch.schemas.job_seeker import NAME_NEEDED, ConsentFields
from models import ConsentGiven, ConsentPurpose, Gender, Visibility

PARTNER_PURPOSES = (
    ConsentPurpose.MATCHING,
    ConsentPurpose.EMPLOYERS,
    ConsentPurpose.FAIRS,
    ConsentPurpose.PARTNER_FEEDBACK,
)
"""What a person can agree to before departure; a guardian's consent is taken in the country of return."""


class SendPersonForm(ConsentFields):
    """A person before departure, who agreed to be sent."""

    name_latin = text(200)
    name_native = text(200)
    birth_year = whole(1920, 2030)
    gender = choice(Gender)
    phone = text(40)
    email = text(254)
    office_id = row_id(required=True)
    returned_on = day()
    place_text = text(200)
    occupations = Words(load_default=list, allow_none=True)
    information = text(5000)
    agreed = flag()
    given = choice(ConsentGiven, required=True)
    given_on = day(required=True)

    @validates_schema
    def check_agreed(self, data: dict[str, Any], **_: Any) -> None:
        """Nobody is sent without having agreed to it."""
        if not data.get("agreed"):
            raise ValidationError(_l("Send nobody who has not agreed to it."), "agreed")

    @validates_schema
    def check_purposes(self, data: dict[str, Any], **_: Any) -> None:
        """Only what a person can agree to before departure."""
        if set(data.get("purposes") or ()) - set(PARTNER_PURPOSES):
            raise ValidationError(_l("Choose one of the list."), "purposes")

    @validates_schema
    def check_name(self, data: dict[str, Any], **_: Any) -> None:
        """A name in some script."""
        if not (data.get("name_latin") or data.get("name_native")):
            raise ValidationError(NAME_NEEDED, "name_latin")


class CaseInformationForm(Schema):
    """Something that the case's officers should know."""

    text = text(5000, required=True)
    visibility = choice(Visibility, required=True)
