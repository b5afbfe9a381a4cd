"""Visits, the journal of inspectors, their estimates, and closing questions"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# By hand, since both databases read these lines as they are: Alembic would copy the whole table
# on SQLite, and the rows of other tables point at this one.
NEW_IN_MEETING = (
    "visit_id VARCHAR(10) CONSTRAINT fk_meeting_visit_id REFERENCES visit (id)",
    "starts_at VARCHAR(5)",
    "ends_at VARCHAR(5)",
    "held VARCHAR(8) CONSTRAINT ck_meeting_held CHECK (held IN ('planned', 'paused'))",
)
COMMENTS = {
    "starts_at": "In the plan of the day: HH:MM.",
    "ends_at": "HH:MM.",
    "held": "Why an open meeting takes no sheets in now; none: it does.",
}


def upgrade() -> None:  # noqa: PLR0915  # one table after the other
    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column(
            "title",
            sa.String(length=200),
            nullable=False,
            comment="Empty: the names of its providers.",
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('visit', 'region')", name=op.f("ck_visit_kind")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_visit_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_round_id"), ["round_id"], unique=False)

    op.create_table(
        "batch_visit",
        sa.Column("batch_id", sa.String(length=10), nullable=False),
        sa.Column("visit_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_visit_batch_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_batch_visit_visit_id")),
        sa.PrimaryKeyConstraint("batch_id", "visit_id", name=op.f("pk_batch_visit")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("batch_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_visit_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_provider",
        sa.Column("visit_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_visit_provider_provider_id")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_provider_visit_id")
        ),
        sa.PrimaryKeyConstraint("visit_id", "provider_id", name=op.f("pk_visit_provider")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("visit_provider", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_provider_provider_id"), ["provider_id"], unique=False
        )

    op.create_table(
        "visit_staff",
        sa.Column("visit_id", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.CheckConstraint("part IN ('leader', 'observer')", name=op.f("ck_visit_staff_part")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_staff_staff_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_staff_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "staff_id", name=op.f("pk_visit_staff")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("visit_staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_staff_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=True),
        sa.Column("author_id", sa.String(length=10), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column(
            "is_final",
            sa.Boolean(),
            nullable=False,
            comment="The one that counts for its provider.",
        ),
        sa.Column("signed_by", sa.String(length=10), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'signed')", name=op.f("ck_assessment_state")),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_assessment_author_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_assessment_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_assessment_provider_id")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["staff.id"], name=op.f("fk_assessment_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "journal_entry",
        sa.Column(
            "id",
            sa.String(length=20),
            nullable=False,
            comment="Made on the device: sent twice it is one.",
        ),
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column(
            "place",
            sa.Integer(),
            nullable=False,
            comment="Its number in the journal of the meeting.",
        ),
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.Column(
            "device",
            sa.String(length=10),
            nullable=False,
            comment="Random, of one browser of staff.",
        ),
        sa.Column(
            "document",
            sa.String(length=40),
            nullable=False,
            comment="notes, coverage, estimate:<id>, …",
        ),
        sa.Column(
            "subject",
            sa.String(length=40),
            nullable=False,
            comment="What it is about: a bouwsteen, a part.",
        ),
        sa.Column("value", sa.Text(), nullable=False, comment="JSON."),
        sa.Column(
            "replaces", sa.Text(), nullable=False, comment="Ids of entries, parted by spaces."
        ),
        sa.Column(
            "written_at",
            sa.BigInteger(),
            nullable=False,
            comment="Milliseconds since 1970 by the clock of the device.",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_journal_entry_meeting_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_journal_entry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index("ix_journal_entry_meeting_id", ["meeting_id", "place"], unique=True)

    op.create_table(
        "statement",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column(
            "cluster_id",
            sa.String(length=10),
            nullable=True,
            comment="The statement that it says the same as.",
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="Goes up with every change."),
        sa.CheckConstraint("kind IN ('strength', 'growth', 'tip')", name=op.f("ck_statement_kind")),
        sa.CheckConstraint("source IN ('phones', 'leader')", name=op.f("ck_statement_source")),
        sa.CheckConstraint("rank BETWEEN 1 AND 3", name=op.f("ck_statement_rank")),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["statement.id"], name=op.f("fk_statement_cluster_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_statement_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "statement_box",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column(
            "received", sa.Integer(), nullable=False, comment="Envelopes; who sends twice is one."
        ),
        sa.Column("writers", sa.Integer(), nullable=True, comment="Envelopes with words in them."),
        sa.CheckConstraint(
            "state IN ('open', 'closing', 'closed', 'destroyed', 'lost')",
            name=op.f("ck_statement_box_state"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_statement_box_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_box")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_statement_box_meeting_id")),
    )
    op.create_table(
        "assessment_rating",
        sa.Column("assessment_id", sa.String(length=10), nullable=False),
        sa.Column("block_id", sa.String(length=40), nullable=False),
        sa.Column("option_code", sa.String(length=40), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_rating_assessment_id")
        ),
        sa.PrimaryKeyConstraint("assessment_id", "block_id", name=op.f("pk_assessment_rating")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_code",
        sa.Column("statement_id", sa.String(length=10), nullable=False),
        sa.Column(
            "code",
            sa.String(length=81),
            nullable=False,
            comment="A thema, or thema/subthema.",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_code_statement_id")
        ),
        sa.PrimaryKeyConstraint("statement_id", "code", name=op.f("pk_statement_code")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_envelope",
        sa.Column("nullifier", sa.LargeBinary(length=32), nullable=False),
        sa.Column("box_id", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["box_id"], ["statement_box.id"], name=op.f("fk_statement_envelope_box_id")
        ),
        sa.PrimaryKeyConstraint("nullifier", name=op.f("pk_statement_envelope")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("statement_envelope", schema=None) as batch_op:
        batch_op.create_index("ix_statement_envelope_box_id", ["box_id", "nullifier"], unique=False)

    for column in NEW_IN_MEETING:
        op.execute(f"ALTER TABLE meeting ADD COLUMN {column}")
    op.create_index("ix_meeting_visit_id", "meeting", ["visit_id"])
    if op.get_bind().dialect.name == "postgresql":
        for column, comment in COMMENTS.items():
            op.execute(f"COMMENT ON COLUMN meeting.{column} IS '{comment}'")


def downgrade() -> None:  # noqa: PLR0915
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_meeting_held"), type_="check")
        batch_op.drop_index("ix_meeting_visit_id")
        for column in ("held", "ends_at", "starts_at", "visit_id"):
            batch_op.drop_column(column)

    with op.batch_alter_table("statement_envelope", schema=None) as batch_op:
        batch_op.drop_index("ix_statement_envelope_box_id")

    op.drop_table("statement_envelope")
    op.drop_table("statement_code")
    op.drop_table("assessment_rating")
    op.drop_table("statement_box")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_meeting_id"))

    op.drop_table("statement")
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_entry_meeting_id")

    op.drop_table("journal_entry")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_meeting_id"))

    op.drop_table("assessment")
    with op.batch_alter_table("visit_staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_staff_staff_id"))

    op.drop_table("visit_staff")
    with op.batch_alter_table("visit_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_provider_provider_id"))

    op.drop_table("visit_provider")
    with op.batch_alter_table("batch_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_visit_visit_id"))

    op.drop_table("batch_visit")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_round_id"))

    op.drop_table("visit")
