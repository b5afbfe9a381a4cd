"""Mailing slips: the list, the slips that follow from it, what the server answers, the end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import builders
from tests.smtp_sink import PUBLIC_URL
from webapp.db.models import Mailing, MailingRecipient, MailingText, Meeting, Slip
from webapp.db.writer import Receipt
from webapp.mail.texts import MailText, default_text, problems_of
from webapp.sealing.codes import ALPHABET, SLIP_LENGTH, read_code
from webapp.sealing.envelope import slip_hash
from webapp.sealing.keystore import AbsentKeystore
from webapp.sealing.mailing import MailingSecret, MailingSecretError, Recipient
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.csv_lines import CsvFileError
from webapp.services.end_mailing import end_mailing, refused_addresses, try_again
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.keep_keys import ask_for_keys, destroy_ended_keys, fill_stock
from webapp.services.mailer import Mailer, end_what_is_over
from webapp.services.mailing_texts import keep_texts
from webapp.services.read_recipients import MOST_RECIPIENTS, decoded, read_recipients
from webapp.services.send_mailing import AlreadySendingError, only_sender, send_mailing
from webapp.services.start_mailing import DAYS_KEPT, MailingPlan, start_mailing
from webapp.services.today import today

ANN = Recipient("an@voorbeeld.be", "nl")


@pytest.fixture
def meeting(platform):
    return builders.open_meeting(
        platform, builders.open_round(platform), slips=9, by_mail=True, setting="alone"
    )


def start(platform, meeting, *addresses, kind="slips", language="nl"):
    people = [Recipient(address, language) for address in addresses]
    plan = MailingPlan(meeting_id=meeting.id, kind=kind, people=people)
    return start_mailing(platform.database, platform.keystore, plan)


def link_in(message):
    """The address of the form in a mail, without and with its slip."""
    [link] = [one for one in message.get_content().split() if one.startswith(f"{PUBLIC_URL}/d/")]
    return link.partition("#")


def rows(platform, model):
    with platform.database.reading() as session:
        return list(session.scalars(select(model)))


def test_a_slip_follows_from_its_recipient_as_long_as_the_secret_is_there():
    secret = MailingSecret.new()
    slips = {secret.slip_of("meeting", f"wie{n}@voorbeeld.be") for n in range(2000)}

    assert len(slips) == 2000
    assert all(len(slip) == SLIP_LENGTH and read_code(slip) == slip for slip in slips)
    assert {sign for slip in slips for sign in slip} == set(ALPHABET)
    assert secret.slip_of("meeting", "An@x.be") == secret.slip_of("meeting", "an@x.be")
    assert secret.slip_of("other", "an@x.be") != secret.slip_of("meeting", "an@x.be")
    assert MailingSecret.new().slip_of("meeting", "an@x.be") != secret.slip_of("meeting", "an@x.be")


def test_sealed_addresses_are_equally_long_and_open_with_their_secret_only():
    secret = MailingSecret.new()
    people = [Recipient("a@b.be", "nl"), Recipient("x" * 245 + "@voorb.be", "fr")]

    sealed = [secret.seal(one) for one in people]

    assert [secret.open(one) for one in sealed] == people
    assert len({len(one) for one in sealed}) == 1
    with pytest.raises(MailingSecretError):
        MailingSecret.new().open(sealed[0])


@pytest.mark.parametrize(
    ("text", "people", "doubles"),
    [
        ("a@b.be\n\n  c@d.be ;FR\r\n", [("a@b.be", "nl"), ("c@d.be", "fr")], 0),
        ("a@b.be; c@d.be, e@f.be", [("a@b.be", "nl"), ("c@d.be", "nl"), ("e@f.be", "nl")], 0),
        ("a@b.be\nA@B.be\na@b.be;fr", [("a@b.be", "nl")], 2),
        ('"Jan, Piet" <a@b.be>', None, 0),
        ("Jan Piet <a@b.be>", [("a@b.be", "nl")], 0),
        ("naam;e-mail;taal\nJan;a@b.be;de\nPiet;c@d.be;", [("a@b.be", "de"), ("c@d.be", "nl")], 0),
        ("an@école.be", [("an@xn--cole-9oa.be", "nl")], 0),
    ],
    ids=["lines", "parted", "doubles", "comma in a name", "name", "header", "letters"],
)
def test_lists_of_addresses(text, people, doubles):
    if people is None:
        with pytest.raises(CsvFileError):
            read_recipients(text, "nl")
        return

    found = read_recipients(text, "nl")

    assert [tuple(one) for one in found.people] == people
    assert found.doubles == doubles
    assert read_recipients(found.as_text(), "de").people == found.people


def test_wrong_lines_are_named_by_their_number_and_nothing_hides_in_one():
    text = "a@b.be\ngeen adres\n\nx@y\nb@c.be\x00\nc@d.be%0aBcc:e@f.be\nfr\né@b.be\n"

    with pytest.raises(CsvFileError) as error:
        read_recipients(text, "nl")

    assert [mistake.line for mistake in error.value.mistakes] == [2, 4, 5, 6, 7, 8]
    assert "\x00" not in str(error.value)


def test_too_many_none_and_other_code_pages():
    many = "\n".join(f"wie{n}@voorbeeld.be" for n in range(MOST_RECIPIENTS + 1))

    for text in (many, "", "a" * 300_000):
        with pytest.raises(CsvFileError):
            read_recipients(text, "nl")
    assert "a@b.be" in decoded("naam;mail\nRené;a@b.be".encode("cp1252"))


@pytest.mark.parametrize(
    ("kind", "subject", "text", "field"),
    [
        ("slips", "Dag", "zonder adres", "text"),
        ("slips", "Dag {formulier}", "{formulier}", "subject"),
        ("slips", "Dag {strookje}", "{formulier}", "subject"),
        ("slips", "Dag\nBcc: a@b.be", "{formulier}", "subject"),
        ("slips", "", "{formulier}", "subject"),
        ("slips", "Dag", "{formulier} {naam}", "text"),
        ("reminder", "Dag", "{formulier} {strookje}", "text"),
        ("slips", "Dag", "{formulier}" + "x" * 5000, "text"),
        ("slips", "Dag", "{formulier}\x07", "text"),
    ],
)
def test_texts_that_cannot_be_sent(kind, subject, text, field):
    assert field in dict(problems_of(kind, MailText(subject, text)))
    assert not list(problems_of(kind, default_text(kind)))


def test_texts_are_kept_when_they_are_right_and_no_mail_leaves(platform, meeting):
    own = MailText("Dag", "Hier: {formulier}")
    with pytest.raises(BadInputError):
        keep_texts(platform.database, meeting.id, "slips", {"nl": own, "fr": MailText("x", "y")})
    assert rows(platform, MailingText) == []
    keep_texts(platform.database, meeting.id, "slips", {"nl": own})
    assert [one.subject for one in rows(platform, MailingText)] == ["Dag"]
    start(platform, meeting, "an@voorbeeld.be")

    with pytest.raises(WrongStateError):
        keep_texts(platform.database, meeting.id, "slips", {})


def test_everybody_gets_a_slip_that_works_and_the_list_is_forgotten(
    mailing_platform, sink, meeting
):
    platform = mailing_platform
    own = MailText("Over {ronde}", "Kijk {x} {formulier} of {strookje}".replace("{x} ", ""))
    keep_texts(platform.database, meeting.id, "slips", {"nl": own})
    mailing_id = start(platform, meeting, "an@voorbeeld.be", "bo@voorbeeld.be")
    [sealed_secret] = [one.sealed_secret for one in rows(platform, Mailing)]
    private_key = platform.keystore.get(mailing_id)
    expected = MailingSecret.opened(sealed_secret, private_key)

    row = send_mailing(platform, mailing_id)

    assert (row.mailing.state, row.sent, row.refused, row.waiting) == ("done", 2, 0, 0)
    assert sorted(one[1] for one in sink.received) == ["an@voorbeeld.be", "bo@voorbeeld.be"]
    for _sender, recipient, message in sink.received:
        address, _hash, slip = link_in(message)
        assert slip == expected.slip_of(meeting.id, recipient)
        assert address == f"{PUBLIC_URL}/d/{meeting.join_code}?taal=nl"
        assert message["Subject"] == "Over Proefronde"
        assert f"{PUBLIC_URL}/privacy" in message.get_content()
        assert isinstance(meeting.submit(platform, {"1": "passend"}, slip), Receipt)
    assert {one.slip_hash for one in rows(platform, Slip)} == {
        slip_hash(expected.slip_of(meeting.id, one))
        for one in ("an@voorbeeld.be", "BO@voorbeeld.be")
    }
    [stored] = rows(platform, Meeting)
    assert (stored.slip_count, stored.expected) == (2, 2)
    assert rows(platform, MailingRecipient) == []
    assert rows(platform, Mailing)[0].sealed_secret is None
    assert mailing_id not in platform.keystore.meeting_ids()


def test_mails_speak_the_language_of_their_reader_and_a_reminder_has_no_slip(
    mailing_platform, sink, meeting
):
    start_and_send(mailing_platform, meeting, "an@voorbeeld.be", language="fr")
    start_and_send(mailing_platform, meeting, "an@voorbeeld.be", kind="reminder", language="de")

    [invitation, reminder] = [message for _sender, _recipient, message in sink.received]
    assert invitation["Content-Language"] == "fr"
    assert "?taal=fr#" in invitation.get_content()
    assert link_in(reminder) == (f"{PUBLIC_URL}/d/{meeting.join_code}", "", "")
    assert len(rows(mailing_platform, Slip)) == 1
    [first, second] = sorted(rows(mailing_platform, Mailing), key=lambda one: one.kind)
    assert (first.kind, second.kind, first.sent, second.sent) == ("reminder", "slips", 1, 1)


def start_and_send(platform, meeting, *addresses, **plan):
    return send_mailing(platform, start(platform, meeting, *addresses, **plan))


def test_what_a_server_refuses_is_shown_until_somebody_saw_it(mailing_platform, sink, meeting):
    platform = mailing_platform
    answers = {"nee@voorbeeld.be": "550 nobody", "later@voorbeeld.be": "451 busy"}
    sink.answer = lambda recipient: answers.get(recipient, "250 ok")

    row = start_and_send(platform, meeting, "an@voorbeeld.be", *answers)

    assert (row.sent, row.refused, row.waiting, row.mailing.problem) == (1, 1, 1, "later")
    parts = (platform.database, platform.keystore, row.mailing.id)
    assert refused_addresses(*parts) == ["nee@voorbeeld.be"]
    answers.pop("later@voorbeeld.be")
    row = send_mailing(platform, row.mailing.id)
    assert (row.sent, row.refused, row.waiting, row.mailing.problem) == (2, 1, 0, None)

    try_again(platform.database, row.mailing.id)
    row = send_mailing(platform, row.mailing.id)
    assert (row.sent, row.refused) == (2, 1)
    ended = end_mailing(*parts)

    assert (ended.mailing.state, ended.sent, ended.refused) == ("done", 2, 1)
    assert refused_addresses(*parts) == []
    assert [one[1] for one in sink.received].count("an@voorbeeld.be") == 1


def test_server_that_hangs_up_is_called_again_and_gives_the_same_slip(
    mailing_platform, sink, meeting
):
    sink.hang_up_after = 2  # the second one is taken, and nobody says so

    row = start_and_send(mailing_platform, meeting, *(f"wie{n}@voorbeeld.be" for n in range(5)))
    sink.hang_up_after = None
    row = send_mailing(mailing_platform, row.mailing.id) if row.is_going else row

    assert (row.mailing.state, row.sent) == ("done", 5)
    slips = {}
    for _sender, recipient, message in sink.received:
        slips.setdefault(recipient, set()).add(link_in(message)[2])
    assert len(sink.received) > 5
    assert {len(one) for one in slips.values()} == {1}
    assert len(slips) == 5


def test_server_that_is_away_leaves_everybody_waiting(mailing_platform, sink, meeting):
    away = replace(mailing_platform.settings, mail=replace(sink.server, port=1))

    row = start_and_send(replace(mailing_platform, settings=away), meeting, "an@voorbeeld.be")

    assert (row.is_going, row.waiting, row.mailing.problem) == (True, 1, "unreachable")
    mailer = Mailer(mailing_platform)
    mailer.look()
    assert [one[1] for one in sink.received] == ["an@voorbeeld.be"]
    assert rows(mailing_platform, Mailing)[0].state == "done"


def test_a_thread_tries_again_later_and_at_once_when_asked(
    mailing_platform, sink, meeting, monkeypatch
):
    now = [0.0]
    monkeypatch.setattr("webapp.services.mailer.time.monotonic", lambda: now[0])
    sink.answer = lambda _recipient: "451 busy"
    mailing_id = start(mailing_platform, meeting, "an@voorbeeld.be")
    mailer = Mailer(mailing_platform)
    mailer.look()
    sink.answer = lambda _recipient: "250 ok"

    mailer.look()
    assert sink.received == []
    with only_sender(mailing_platform.settings.home), pytest.raises(AlreadySendingError):
        send_mailing(mailing_platform, mailing_id)
    now[0] += 61
    mailer.look()

    assert len(sink.received) == 1


def test_a_host_without_the_keys_starts_mails_that_the_other_sends(mailing_platform, sink, meeting):
    platform = mailing_platform
    elsewhere = replace(platform, keystore=AbsentKeystore())
    ask_for_keys(platform.database)
    fill_stock(platform.database, platform.keystore)
    mailing_id = start(elsewhere, meeting, "an@voorbeeld.be", "nee@voorbeeld.be")
    sink.answer = lambda recipient: "550" if "nee" in recipient else "250 ok"

    Mailer(elsewhere).look()
    assert sink.received == []
    Mailer(platform).look()

    assert [one[1] for one in sink.received] == ["an@voorbeeld.be"]
    assert refused_addresses(platform.database, platform.keystore, mailing_id) == [
        "nee@voorbeeld.be"
    ]
    assert refused_addresses(elsewhere.database, elsewhere.keystore, mailing_id) == []
    end_mailing(elsewhere.database, elsewhere.keystore, mailing_id)
    assert platform.keystore.has(mailing_id)
    destroy_ended_keys(platform.database, platform.keystore)
    assert not platform.keystore.has(mailing_id)


def test_mails_whose_key_is_gone_say_so_and_can_be_ended(mailing_platform, sink, meeting):
    platform = mailing_platform
    mailing_id = start(platform, meeting, "an@voorbeeld.be")
    platform.keystore.destroy(mailing_id)

    Mailer(platform).look()

    assert rows(platform, Mailing)[0].problem == "key"
    assert end_mailing(platform.database, platform.keystore, mailing_id).waiting == 1
    assert sink.received == []


def test_no_list_outlives_its_meeting_or_its_days(mailing_platform, sink, meeting, monkeypatch):
    platform = mailing_platform
    first = start(platform, meeting, "an@voorbeeld.be")
    for days, ended in ((DAYS_KEPT - 1, 0), (DAYS_KEPT, 1)):
        day = today() + timedelta(days)
        monkeypatch.setattr("webapp.services.mailer.today", lambda day=day: day)
        assert end_what_is_over(platform) == ended
    second = start(platform, meeting, "bo@voorbeeld.be")
    cancel_meeting(platform.database, platform.keystore, meeting.id)
    monkeypatch.setattr("webapp.services.mailer.today", today)

    send_mailing(platform, second)
    assert end_what_is_over(platform) == 1

    assert sink.received == []
    assert rows(platform, MailingRecipient) == []
    assert not {first, second} & platform.keystore.meeting_ids()


def test_what_cannot_be_mailed(platform, meeting):
    with_code = builders.open_meeting(platform, builders.open_round(platform))
    start(platform, meeting, "an@voorbeeld.be")

    for other, kind, error in [
        (meeting, "slips", WrongStateError),  # one goes on already
        (with_code, "slips", WrongStateError),
        (with_code, "soms", BadInputError),
    ]:
        with pytest.raises(error):
            start(platform, other, "bo@voorbeeld.be", kind=kind)


def test_a_meeting_that_waits_for_its_slips_begins_with_the_mails(mailing_platform, meeting):
    hold(mailing_platform, meeting, "planned")
    with pytest.raises(WrongStateError, match="begin het eerst"):
        start(mailing_platform, meeting, "an@voorbeeld.be", kind="reminder")

    start(mailing_platform, meeting, "an@voorbeeld.be")

    assert rows(mailing_platform, Meeting)[0].held is None


def hold(platform, meeting, why):
    with platform.database.writing() as session:
        session.get_one(Meeting, meeting.id).held = why


def test_a_form_sent_twice_mails_once_and_takes_no_key_of_another(mailing_platform, sink, meeting):
    platform = mailing_platform
    plan = MailingPlan(meeting_id=meeting.id, kind="slips", people=[ANN], mailing_id="bcdfghjkmn")
    parts = (platform.database, platform.keystore)
    send_mailing(platform, start_mailing(*parts, plan))

    for again in (plan, replace(plan, mailing_id=meeting.id)):
        with pytest.raises(WrongStateError):
            start_mailing(*parts, again)

    assert len(sink.received) == 1
    assert platform.keystore.has(meeting.id)


def test_slips_are_kept_in_an_order_that_tells_nothing(platform, meeting, monkeypatch):
    kept = []
    monkeypatch.setattr(
        "webapp.services.start_mailing.add_slips", lambda _s, _m, hashes: kept.append(hashes)
    )
    addresses = [f"wie{n:02}@voorbeeld.be" for n in range(40)]
    mailing_id = start(platform, meeting, *addresses)

    secret = MailingSecret.opened(
        rows(platform, Mailing)[0].sealed_secret, platform.keystore.get(mailing_id)
    )
    in_order = [slip_hash(secret.slip_of(meeting.id, one)) for one in addresses]
    [hashes] = kept
    assert sorted(hashes) == sorted(in_order)
    assert hashes not in (in_order, in_order[::-1], sorted(in_order))
    people = sorted(rows(platform, MailingRecipient), key=lambda one: one.id)
    assert [secret.open(one.sealed).address for one in people] != addresses
