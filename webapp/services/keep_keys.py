"""Who has the keys: one keystore per database, and keys in stock for hosts that have none.

A host without the keystore (KEYSTORE=none) opens a meeting with a public key in stock, whose
private key lies in the keystore already; it never holds a private key. Whatever needs one (closing,
pooling, destroying) it only marks in the database: the host with the keystore sees it within
seconds. Why: docs/decisions/0165.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes import installation as marks
from webapp.db.database import Database
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.sealing.codes import new_id
from webapp.sealing.envelope import new_key_pair
from webapp.sealing.keystore import Keystore
from webapp.services.errors import RefusedError

KEYS_IN_STOCK = 32


class KeystoreUnknownError(RefusedError):
    """The keystore of this host is not the one that the database knows."""


class NoSpareKeyError(RefusedError):
    """Another host has the keystore, and it did not put keys in stock."""


def claim_keystore(session: Session, keystore: Keystore, *, but: str | None = None) -> None:
    """Let the database know this keystore from now on. Raises KeystoreUnknownError.

    Once it knows one, another is refused: an empty folder is a mistake in BOUWSTENEN_HOME until
    somebody says otherwise (`adopt_keystore`), and no key is declared lost because of it. `but`
    is what gets its key only now.
    """
    known, ours = marks.find_mark(session, marks.KEYSTORE), keystore.identity
    if known is None:
        needed = [one for one in marks.list_ids_that_need_a_key(session) if one != but]
        if needed and not any(keystore.has(one) for one in needed):
            raise KeystoreUnknownError(_empty(len(needed)))
        ours = ours or keystore.name_itself()
        known = marks.keep_mark(session, marks.KEYSTORE, ours)
    if known != ours:
        raise KeystoreUnknownError(
            _(
                "De map met sleutels van deze server hoort niet bij deze databank. Kijk"
                " BOUWSTENEN_HOME na. Heeft een andere server de sleutels, geef deze dan"
                " KEYSTORE=none. Zijn de sleutels echt weg: bouwstenen keystore adopt"
            )
        )


@dataclass(frozen=True, slots=True)
class KeystoreState:
    """What a host has: whether the database knows a keystore, and this one; how many keys it has.

    `missing`: how many meetings and closing questions need a key that is not here.
    """

    is_here: bool
    is_known: bool
    is_ours: bool
    keys: int
    missing: int

    @property
    def is_new(self) -> bool:
        """Whether the database knows no keystore and needs none yet: it will know the first."""
        return not self.is_known and not self.missing


def state_of_keystore(database: Database, keystore: Keystore) -> KeystoreState:
    """Look at the keystore of this host; changes nothing."""
    with database.reading() as session:
        known = marks.find_mark(session, marks.KEYSTORE)
        needed = marks.list_ids_that_need_a_key(session)
        spare_of = {owner: spare for spare, owner in marks.list_taken_keys(session)}
    missing = sum(
        not (keystore.has(one) or (one in spare_of and keystore.has(spare_of[one])))
        for one in needed
    )
    is_known = known is not None
    return KeystoreState(
        keystore.is_here,
        is_known,
        is_known and known == keystore.identity,
        len(keystore.meeting_ids()),
        missing,
    )


def adopt_keystore(database: Database, keystore: Keystore) -> int:
    """Let the database know this keystore instead of the one before, which is gone.

    Gives how many meetings and closing questions need a key that is not in it. Raises
    KeystoreElsewhereError.
    """
    ours = keystore.identity or keystore.name_itself()
    with database.writing() as session:
        marks.change_mark(session, marks.KEYSTORE, ours)
        marks.remove_spare_keys(session, _without_key(session, keystore))
    return state_of_keystore(database, keystore).missing


def new_key(session: Session, keystore: Keystore, owner_id: str) -> bytes:
    """The public key for a meeting, or for closing questions; its private key is safe already.

    Raises KeystoreUnknownError, NoSpareKeyError.
    """
    if not keystore.is_here:
        public_key = marks.take_spare_key(session, owner_id)
        if public_key is None:
            raise NoSpareKeyError(
                _(
                    "Er ligt geen sleutel klaar: de server met de sleutels antwoordt niet. Probeer"
                    " het over enkele tellen opnieuw."
                )
            )
        return public_key
    claim_keystore(session, keystore, but=owner_id)
    private_key, public_key = new_key_pair()
    keystore.put(owner_id, private_key)
    return public_key


def file_taken_keys(database: Database, keystore: Keystore) -> None:
    """Give keys that another host opened a meeting with the id of that meeting."""
    with database.reading() as session:
        taken = marks.list_taken_keys(session)
    filed = [spare_id for spare_id, owner_id in taken if keystore.rename(spare_id, owner_id)]
    if filed:
        with database.writing() as session:
            marks.remove_filed_keys(session, filed)


def fill_stock(database: Database, keystore: Keystore) -> None:
    """Keep keys ready, where hosts without a keystore ask for them."""
    with database.reading() as session:
        if marks.find_mark(session, marks.WANTS_KEYS) is None:
            return
        lacking = KEYS_IN_STOCK - marks.count_spare_keys(session)
    if lacking < KEYS_IN_STOCK // 4:
        return
    made = []
    for _n in range(lacking):
        spare_id = new_id()
        private_key, public_key = new_key_pair()
        keystore.put(spare_id, private_key)
        made.append((spare_id, public_key))
    with database.writing() as session:
        marks.add_spare_keys(session, made)


def check_stock(database: Database, keystore: Keystore) -> None:
    """Forget keys in stock whose private key is not here, as after a restored backup."""
    with database.writing() as session:
        if missing := _without_key(session, keystore):
            marks.remove_spare_keys(session, missing)


def ask_for_keys(database: Database) -> None:
    """Say that a host without a keystore is at work."""
    with database.writing() as session:
        marks.keep_mark(session, marks.WANTS_KEYS, "1")


def destroy_ended_keys(database: Database, keystore: Keystore) -> None:
    """Destroy the keys of what ended on a host without the keystore, or in a crash."""
    with database.reading() as session:
        ended = marks.list_ended(session, keystore.meeting_ids())
    for one in ended:
        keystore.destroy(one)


def _without_key(session: Session, keystore: Keystore) -> list[str]:
    return [one for one in marks.list_spare_keys(session) if not keystore.has(one)]


def _empty(needed: int) -> str:
    return ngettext(
        "%(n)s gesprek heeft een sleutel nodig, en in de map met sleutels van deze server staat"
        " die niet. Kijk BOUWSTENEN_HOME na. Heeft een andere server de sleutels, geef deze dan"
        " KEYSTORE=none. Zijn de sleutels echt weg: bouwstenen keystore adopt",
        "%(n)s gesprekken hebben een sleutel nodig, en in de map met sleutels van deze server"
        " staat er geen een van. Kijk BOUWSTENEN_HOME na. Heeft een andere server de sleutels,"
        " geef deze dan KEYSTORE=none. Zijn de sleutels echt weg: bouwstenen keystore adopt",
        needed,
    )
