"""The door without a network: names found in any script, and people who walk in."""

import json
from itertools import chain

import pytest
from playwright.sync_api import expect

from jobmatch.clock import today
from jobmatch.services.name_rules import name_rules
from jobmatch.services.names import best_named, name_key, sounds, words_of, words_of_key
from models import CheckInWay, Consent, FairCheckIn, FairGuest, FairState, JobSeeker, PossibleDuplicate, Role
from tests.browser.test_fair_day import count, look
from tests.browser.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = (
    "Şêrzad Karîm", "Sherzad Kareem", "شێرزاد کەریم", "شيرزاد كريم", "Abdul Rahman al-Jubouri", "عبد الرحمن الجبوري",
    "عبدالله محمد", "Ebdulla Mihemed", "Abdullah Mohammed", "Ghazî Xelîl", "غازي خليل", "Çiya Ömer", "Nesrîn Qadir",
    "نەسرین قادر", "Jean-François Lœuillet", "Łukasz Żółć", "Straße Groß", "Владимир Жуков", "Γιώργος Παπάς",
    "Dr. O'Neill", "ፍቅር አበበ", "გიორგი", "Հայկ", "İlker IŞIK", "Ye", "1234", "ﻣﺤﻤﺪ", "Mu\u0301hammad", "a" * 40, "आशा",
)  # fmt: skip
ASKED = ("sherzad", "شێرزاد", "karim", "Kareem", "محمد", "mohamad", "abdulrahman", "qadr", "Zhukov", "she", "xelil",
         "ilkar", "Omar", "عمر", "", "7", "Fransua")  # fmt: skip


def organiser_at_the_door(live, signed_in, *people):
    organiser = live.account(Role.ORGANISER)
    fair = live.fair(state=FairState.RUNNING, on=today())
    for person in people:
        live.guest(fair=fair, job_seeker=person)
    live.session.commit()
    fair_id = fair.id
    page = signed_in(organiser)
    page.context.set_default_timeout(60_000)
    page.goto(f"/organiser/fairs/{fair_id}/scanner")
    expect(page.locator("#count")).to_have_text(f"0 of {len(people)} here")
    wait_until(page, "caches.open('jobmatch-door').then((cache) => cache.keys()).then((keys) => keys.length > 4)")
    return page


def test_a_device_folds_and_finds_names_as_the_server_does(live, signed_in):
    page = organiser_at_the_door(live, signed_in)
    keys = [name_key(name) for name in NAMES]
    found = page.evaluate(
        """([rules, names, keys, asked]) => {
          const folding = nameFolding(rules);
          const rows = keys.map((key, at) => [at, key]);
          return {
            words: names.map((name) => folding.wordsOf(name)),
            sounds: keys.flat().map(folding.sounds),
            best: asked.map((name) => folding.bestNamed(name, rows, (row) => row[1]).map((row) => row[0])),
          };
        }""",
        [json.loads(json.dumps(name_rules())), NAMES, [words_of_key(key) for key in keys], ASKED],
    )
    assert found["words"] == [list(words_of(name)) for name in NAMES]
    assert found["sounds"] == [sounds(word) for word in chain(*(words_of_key(key) for key in keys))]
    assert found["best"] == [best_named(name, list(enumerate(keys))) for name in ASKED]
    assert found["best"][0]


def test_a_name_written_in_one_script_is_found_in_another_without_a_network(live, signed_in):
    people = [
        live.job_seeker(name_latin="Şêrzad Karîm", name_native=None),
        live.job_seeker(name_latin=None, name_native="شیلان عومەر"),
        live.job_seeker(name_latin="Dilan Hassan"),
    ]
    page = organiser_at_the_door(live, signed_in, *people)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#count")).to_have_text("0 of 3 here")
    for typed, wanted in (("شيرزاد", "Şêrzad Karîm"), ("Shilan", "شیلان عومەر"), ("di", "Dilan Hassan")):
        page.fill("#find", typed)
        expect(page.locator("#list li").first).to_contain_text(wanted)
    kept = page.evaluate("doorStore.guests()")
    assert {key for row in kept for key in row} == {"token", "name", "other", "key", "here"}


def test_who_walks_in_without_a_network_is_registered_once(live, signed_in):
    expected = live.job_seeker(name_latin="Sherzad Karim", phone="+9647501234567")
    page = organiser_at_the_door(live, signed_in, expected)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#count")).to_have_text("0 of 1 here")
    register(page, "Rebin Walk", consent=False)
    expect(page.locator("#message")).to_contain_text("Without consent nothing is kept")
    assert page.evaluate("doorStore.walkIns()") == []
    page.check("text=The person said yes")
    page.click("text=Register and check in")
    register(page, "شێرزاد کەریم", phone="0750 123 45 67")
    expect(page.locator("#unsent")).to_have_text("2 to be sent")
    expect(page.locator("#count")).to_have_text("2 of 3 here")
    page.reload()
    expect(page.locator("#count")).to_have_text("2 of 3 here")
    assert count(live, FairGuest) == 1

    kept = page.evaluate("doorStore.walkIns()")
    assert [set(row) - {"sealed"} for row in kept] == [{"client_id", "name", "consents", "at"}] * 2
    everything = json.dumps([kept, page.evaluate("doorStore.guests()")])
    assert "750" not in everything and sum("sealed" in row for row in kept) == 1  # nobody typed a phone for the other
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#unsent")).to_have_text("Everything is sent.")
    expect(page.locator("#doubtful li")).to_have_count(1)
    expect(page.locator("#doubtful")).to_contain_text("شێرزاد کەریم")
    assert page.evaluate("doorStore.walkIns()") == []
    again = page.evaluate("(rows) => post(page.dataset.walkIns, { walk_ins: rows })", kept)
    assert len(again["kept"]) == 2
    assert (count(live, FairGuest), count(live, FairCheckIn), count(live, PossibleDuplicate)) == (3, 2, 1)
    assert set(look(live, FairCheckIn.__table__.select().with_only_columns(FairCheckIn.way))) == {CheckInWay.WALK_IN}
    numbers = JobSeeker.__table__.select().where(JobSeeker.name_native.is_not(None)).with_only_columns(JobSeeker.phone)
    assert list(look(live, numbers)) == ["+9647501234567"]
    walked = JobSeeker.__table__.select().where(JobSeeker.name_latin == "Rebin Walk").with_only_columns(JobSeeker.id)
    (person_id,) = look(live, walked)
    given = Consent.__table__.select().where(Consent.job_seeker_id == person_id).with_only_columns(Consent.purpose)
    assert sorted(look(live, given)) == ["employers", "fairs"]
    page.click("#doubtful a")
    expect(page.locator("main")).to_contain_text("Sherzad Karim")


def register(page, name, *, phone="", consent=True):
    page.click("#walks-in")
    page.fill("#name", name)
    page.fill("#phone", phone)
    if consent:
        page.check("text=The person said yes")
    page.click("text=Register and check in")


def test_when_the_fair_is_over_a_device_sends_what_it_has_and_forgets_everything(live, signed_in):
    page = organiser_at_the_door(live, signed_in, live.job_seeker(name_latin="Sherzad Karim"))
    page.context.set_offline(True)
    page.click("li:has-text('Sherzad') button")
    register(page, "Rebin Walk")
    expect(page.locator("#unsent")).to_have_text("2 to be sent")
    more = 55  # more than one request takes
    page.evaluate(
        """async (number) => {
          const [row] = await doorStore.walkIns();
          for (let at = 0; at < number; at += 1) {
            const one = { ...row, client_id: newId(), name: `Guest ${at}` };
            await doorStore.walkIn(asGuest(one), one);
          }
        }""",
        more,
    )
    fair = live.session.get(FairGuest, 1).fair
    fair.state = FairState.OVER
    live.session.commit()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#message")).to_contain_text("Everything was removed from this phone")
    assert count(live, FairCheckIn) == 2 + more
    wait_until(page, "indexedDB.databases().then((all) => all.every((one) => one.name !== 'jobmatch-door'))")


def test_a_conflict_with_another_door_takes_nothing_from_a_device(live, signed_in):
    page = organiser_at_the_door(live, signed_in, live.job_seeker(name_latin="Sherzad Karim"))
    stale = json.dumps({"error": "stale_version"})
    page.route("**/check-ins", lambda route: route.fulfill(status=409, content_type="application/json", body=stale))
    with page.expect_response("**/check-ins"):
        page.click("li:has-text('Sherzad') button")
    expect(page.locator("#unsent")).to_have_text("1 to be sent")
    wait_until(page, "!sending")
    page.unroute("**/check-ins")
    page.evaluate("send()")
    expect(page.locator("#unsent")).to_have_text("Everything is sent.")
    assert count(live, FairCheckIn) == 1


def test_signing_out_asks_where_something_is_not_sent(live, signed_in):
    page = organiser_at_the_door(live, signed_in, live.job_seeker(name_latin="Sherzad Karim"))
    page.route("**/check-ins", lambda route: route.abort())
    page.click("li:has-text('Sherzad') button")
    expect(page.locator("#unsent")).to_have_text("1 to be sent")
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog"):
        page.click("text=Sign out")
    wait_until(page, "doorStore.unsent().then((rows) => rows.length === 1)")
    assert page.url.endswith("/scanner")
