"""What is stored, column by column: whoever adds one thinks about anonymity and adds it here."""

import pytest
from sqlalchemy import create_engine, inspect

from webapp.db.models import Base

ALLOWED = {
    "instrument_version": {"content_hash", "instrument_id", "version", "document"},
    "provider": {
        *("id", "name", "kind", "net", "province", "types", "levels"),
        *("instellingsnummer", "pupils"),
    },
    "provider_pupils": {"provider_id", "school_year", "type", "count"},
    "network": {"provider_id", "first_year", "founded_on", "last_year", "ended_on"},
    "network_member": {
        *("id", "network_id", "member_id", "name", "instellingsnummer"),
        *("first_year", "joined_on", "last_year", "left_on"),
    },
    "network_contact": {"network_id", "school_year", "contact_school", "contact_person"},
    "provider_merge": {
        *("id", "place", "kept_id", "gone_id", "gone_name", "gone_number", "merged_on"),
        *("undone_on", "record"),
    },
    "round": {
        *("id", "title", "instrument_hash", "min_group_size", "release", "state"),
        *("is_made_up", "created_on", "owner_provider_id", "starts_on", "ends_on"),
        *("led_by", "controller", "contact", "complaint"),
        *("keep_until", "keep_reason", "erased_on"),
    },
    "round_right": {"round_id", "staff_id"},
    # of who prepares a self-evaluation and shares it: people with an account
    "round_draft": {"id", "staff_id", "provider_id", "changed_on", "content"},
    "round_share": {"id", "round_id", "shared_on", "shared_by", "stopped_on", "stopped_by"},
    # of a meeting: the day, and a moment only while it counts down; never who was there
    "meeting": {
        *("id", "round_id", "group_id", "setting", "join_code", "state", "day", "expected"),
        *("slip_count", "public_key", "closes_at", "received", "counted"),
        *("visit_id", "starts_at", "ends_at", "held"),
    },
    "meeting_provider": {"meeting_id", "provider_id"},
    # of a person while the meeting is open: a hash that was handed out by chance…
    "slip": {"slip_hash", "meeting_id"},
    # …and an envelope of one size; nothing that says when it came
    "envelope": {"nullifier", "meeting_id", "sealed"},
    # whom slips are mailed to: sealed, and only while mails leave; afterwards counts
    "mailing": {
        *("id", "meeting_id", "kind", "state", "problem", "number", "sent", "refused", "ends_on"),
        "sealed_secret",
    },
    "mailing_recipient": {"id", "mailing_id", "sealed", "state", "tries"},
    "mailing_text": {"meeting_id", "kind", "language", "subject", "text"},
    # of people once it is closed: counts of at least five, and loose remarks
    "batch": {"id", "round_id", "group_id", "n", "remark_writers", "is_released", "counts"},
    "batch_provider": {"batch_id", "provider_id"},
    "batch_visit": {"batch_id", "visit_id"},
    "tally": {"batch_id", "block_id", "option_code", "count"},
    "remark": {"id", "batch_id", "theme_id", "block_id", "text"},
    "remark_redaction": {"remark_id", "text", "version"},
    # closing questions: the same life as that of an answer, then the words of a group
    "statement_box": {"id", "meeting_id", "state", "public_key", "received", "writers"},
    "statement_envelope": {"nullifier", "box_id", "sealed"},
    "statement": {
        *("id", "meeting_id", "kind", "source", "text", "rank", "cluster_id", "version"),
    },
    "statement_code": {"statement_id", "code"},
    # of inspectors, who write under their own name
    "visit": {"id", "round_id", "kind", "title", "day", "place"},
    "visit_provider": {"visit_id", "provider_id"},
    "visit_staff": {"visit_id", "staff_id", "part"},
    "journal_entry": {
        *("id", "meeting_id", "place", "staff_id", "device", "document", "subject", "value"),
        *("replaces", "written_at"),
    },
    "assessment": {
        *("id", "meeting_id", "provider_id", "author_id", "state", "is_final", "signed_by"),
        "signed_on",
    },
    "assessment_rating": {"assessment_id", "block_id", "option_code", "remark"},
    # of people who sign in; they never fill in a form under their account
    "staff": {
        *("id", "email", "role", "password_hash", "sign_in_epoch", "link_hash", "link_ends_on"),
        *("factor_salt", "factor_step", "ended_on"),
    },
    "staff_session": {"id", "staff_id", "token_hash", "epoch", "started_at"},
    "recovery_code": {"staff_id", "code_hash"},
    "audit_event": {"id", "staff_id", "day", "time", "address"},
    "staff_provider": {"staff_id", "provider_id"},
    "saved_view": {"id", "round_id", "staff_id", "name", "page", "query"},
    # of people of a provider, who write after a round and under their own account
    "focus_point": {"id", "round_id", "provider_id", "block_id", "why", "version"},
    "action_point": {"id", "focus_id", "what", "who", "due", "state", "version"},
    "team_rating": {
        *("round_id", "provider_id", "block_id", "option_code", "remark", "staff_id"),
        *("changed_on", "version"),
    },
    # of the hosts: marks to know each other by, and keys that are ready for a meeting
    "installation": {"name", "value"},
    "spare_key": {"id", "public_key", "taken_for"},
    # of whoever fails to sign in: a hash of the address, never an IP address
    "failed_sign_in": {"name_hash", "times", "last_at"},
    # printed elsewhere: about no conversation
    "context_figure": {"round_id", "kind", "source"},
    "context_cell": {"round_id", "kind", "place", "row_name", "column_name", "number", "percent"},
}
OF_ANSWERS = (
    *("slip", "envelope", "batch", "tally", "remark", "remark_redaction"),
    *("statement_envelope", "statement"),
)
TELLS_TOO_MUCH = (
    "time",
    "moment",
    "stamp",
    "_at",
    "_on",
    "ip",
    "agent",
    "device",
    "person",
    "order",
)


@pytest.fixture
def inspector(migrated_database_url):
    engine = create_engine(migrated_database_url)
    yield inspect(engine)
    engine.dispose()


def test_models_have_the_allowed_columns():
    tables = {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}

    assert tables == ALLOWED


def test_database_has_the_allowed_columns(inspector):
    tables = {
        name: {column["name"] for column in inspector.get_columns(name)}
        for name in inspector.get_table_names()
    }

    assert tables.pop("alembic_version") == {"version_num"}
    assert tables == ALLOWED


def test_database_has_nothing_that_writes_by_itself(inspector):
    """No view, trigger, default or computed column fills in what a person did."""
    assert inspector.get_view_names() == []
    for name in ALLOWED:
        for column in inspector.get_columns(name):
            assert column["default"] is None, f"{name}.{column['name']}"
            assert "computed" not in column, f"{name}.{column['name']}"
    with inspector.engine.connect() as connection:
        triggers = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        }[connection.dialect.name]
        assert connection.exec_driver_sql(triggers).all() == []


def test_columns_of_answers_hold_no_moment_and_no_device():
    for name in OF_ANSWERS:
        for column in Base.metadata.tables[name].columns:
            assert not str(column.type).startswith(("DATE", "TIME", "INTERVAL")), column
            words = {f"_{word}" for word in column.name.split("_")} | set(column.name.split("_"))
            assert not words & set(TELLS_TOO_MUCH), column


def test_tables_of_results_point_to_no_meeting_slip_or_envelope():
    for name in ("batch", "batch_provider", "batch_visit", "tally", "remark", "remark_redaction"):
        pointed_at = {key.column.table.name for key in Base.metadata.tables[name].foreign_keys}

        assert pointed_at <= {"round", "batch", "provider", "visit", "remark"}, name
