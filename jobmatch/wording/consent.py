"""Words for: what a person agrees to, asks for, reports, and why they go."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import Actor, Concern, ConsentGiven, ConsentPurpose, Reason, RequestKind, RequestOutcome

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    ConsentPurpose: {
        "matching": _l("Be suggested for vacancies"),
        "employers": _l("Share the profile with employers"),
        "fairs": _l("Take part in job fairs"),
        "partner_feedback": _l("Tell the referring partner how it went"),
        "guardian": _l("Guardian's consent"),
    },
    ConsentGiven: {"in_writing": _l("In writing"), "orally": _l("Orally"), "online": _l("Online")},
    Reason: {
        "pay_too_low": _l("Pay too low"),
        "distance": _l("Transport or distance"),
        "family": _l("Childcare or family duty"),
        "hours": _l("Working hours"),
        "safety": _l("Safety"),
        "health": _l("Health"),
        "language": _l("Language"),
        "documents": _l("Documents or permit"),
        "qualification_not_recognised": _l("Qualification not recognised"),
        "skills_did_not_fit": _l("Skills did not fit"),
        "employer_unresponsive": _l("Employer did not respond"),
        "offer_retracted": _l("Offer retracted"),
        "found_work_alone": _l("Found work alone"),
        "started_a_business": _l("Started a business"),
        "training_instead": _l("Training instead"),
        "moved_away": _l("Moved away"),
        "left_again": _l("Left the country again"),
        "unreachable": _l("Unreachable"),
        "changed_their_mind": _l("Changed their mind"),
        "vacancy_closed": _l("The vacancy was closed"),
        "placed_elsewhere": _l("Placed in another job"),
        "position_filled": _l("The position was filled"),
        "contract_ended": _l("The contract ended"),
        "dismissed": _l("Dismissed"),
        "person_withdrew": _l("The person withdrew their profile"),
        "consent_withdrawn": _l("The consent was withdrawn"),
        "other": _l("Other reason"),
    },
    Actor: {
        "job_seeker": _l("The person"),
        "officer": _l("An officer"),
        "employer": _l("The employer"),
        "system": _l("The service"),
    },
    RequestKind: {
        "correction": _l("Correction of a fact"),
        "erasure": _l("Erasure of everything"),
        "withheld": _l("See what is withheld"),
        "employer_report": _l("Report of an employer"),
    },
    RequestOutcome: {"done": _l("Done"), "declined": _l("Not done"), "taken_back": _l("Taken back")},
    Concern: {
        "fee_charged": _l("Asked for money to give work"),
        "threats": _l("Threats or violence"),
        "documents_taken": _l("Kept somebody's documents"),
        "false_offer": _l("The work is not what was offered"),
        "not_paid": _l("Did not pay what was agreed"),
        "treated_badly": _l("Treated somebody badly"),
        "other": _l("Something else"),
    },
}
