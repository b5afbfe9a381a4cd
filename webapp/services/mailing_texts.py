"""The texts of the mails of a meeting: the platform's own until a leader changes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes.mailings import has_going, replace_texts
from webapp.db.database import Database
from webapp.db.models import MailingText, Meeting, Round
from webapp.db.queries.mailings import list_texts
from webapp.i18n import LANGUAGES, use_language
from webapp.i18n import gettext as _
from webapp.mail import texts as words
from webapp.mail.texts import MailText
from webapp.sealing.codes import grouped
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.existing import existing_meeting
from webapp.services.keep_instrument import instrument_of

MADE_UP_SLIP = "BCDF2345GHJK"


@dataclass(frozen=True, slots=True)
class Mails:
    """All that the mails of a meeting are made of; `texts` and `groups` are by language."""

    kind: str
    round_title: str
    join_code: str
    texts: Mapping[str, MailText]
    groups: Mapping[str, str]

    def made(self, language: str, public_url: str, slip: str | None) -> MailText:
        """The mail as it leaves in this language; without a slip for a reminder."""
        address = f"{public_url}/d/{self.join_code}" + (f"?taal={language}" if slip else "")
        values = {
            words.FORM: f"{address}#{slip}" if slip else address,
            words.ROUND: self.round_title,
            words.GROUP: self.groups[language],
        } | ({words.SLIP: grouped(slip)} if slip else {})
        mail = self.texts[language]
        with use_language(language):
            below = words.footer(self.kind, public_url)
        text = words.filled_in(mail.text, values).strip()
        return MailText(words.filled_in(mail.subject, values), f"{text}\n\n-- \n{below}\n")

    def preview(self, language: str, public_url: str) -> MailText:
        """The same with a slip of nobody."""
        slip = MADE_UP_SLIP if self.kind == words.SLIPS else None
        return self.made(language, public_url, slip)


def mails_of(session: Session, meeting: Meeting, kind: str) -> Mails:
    """What the mails of this kind are made of now."""
    round_ = session.get_one(Round, meeting.round_id)
    group = instrument_of(session, round_.instrument_hash).group(meeting.group_id)
    changed = {one.language: one for one in list_texts(session, meeting.id, kind)}
    texts, groups = {}, {}
    for language in LANGUAGES:
        with use_language(language):
            own = changed.get(language)
            texts[language] = MailText(own.subject, own.text) if own else words.default_text(kind)
            groups[language] = str(group.name)
    return Mails(kind, round_.title, meeting.join_code, texts, groups)


def keep_texts(
    database: Database, meeting_id: str, kind: str, texts: Mapping[str, MailText]
) -> None:
    """Keep the texts of every language that differ from the platform's own.

    Raises BadInputError (the page looks at `problems_of` first, to say where), NotFoundError, and
    WrongStateError while mails leave.
    """
    changed = []
    for language, mail in texts.items():
        if any(words.problems_of(kind, mail)):
            raise BadInputError(next(words.problems_of(kind, mail))[1])
        with use_language(language):
            is_ours = mail == words.default_text(kind)
        if not is_ours:
            changed.append(
                MailingText(
                    meeting_id=meeting_id,
                    kind=kind,
                    language=language,
                    subject=mail.subject,
                    text=mail.text,
                )
            )
    with database.writing() as session:
        existing_meeting(session, meeting_id)
        if has_going(session, meeting_id):
            raise WrongStateError(_("Er vertrekken nu mails: de tekst kan niet veranderen."))
        replace_texts(session, meeting_id, kind, changed)
