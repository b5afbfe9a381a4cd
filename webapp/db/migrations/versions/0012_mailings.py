"""Mailings"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "mailing",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column(
            "problem",
            sa.String(length=12),
            nullable=True,
            comment="Why the last try left some waiting; none: not tried, or asked again.",
        ),
        sa.Column("number", sa.Integer(), nullable=False, comment="How many people it is for."),
        sa.Column("sent", sa.Integer(), nullable=True, comment="Once it is done."),
        sa.Column("refused", sa.Integer(), nullable=True, comment="Once it is done."),
        sa.Column(
            "ends_on", sa.Date(), nullable=False, comment="The last day on which anything is sent."
        ),
        sa.Column(
            "sealed_secret",
            sa.LargeBinary(),
            nullable=True,
            comment="Opened by a key in the keystore that is destroyed when it is done.",
        ),
        sa.CheckConstraint("kind IN ('slips', 'reminder')", name=op.f("ck_mailing_kind")),
        sa.CheckConstraint("state IN ('sending', 'done')", name=op.f("ck_mailing_state")),
        sa.CheckConstraint(
            "state = 'sending' OR sealed_secret IS NULL", name=op.f("ck_mailing_forgets")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_mailing_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
    )
    op.create_index(op.f("ix_mailing_meeting_id"), "mailing", ["meeting_id"])
    op.create_index(op.f("ix_mailing_state"), "mailing", ["state"])
    op.create_table(
        "mailing_recipient",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("mailing_id", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'refused')", name=op.f("ck_mailing_recipient_state")
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_mailing_recipient_mailing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_recipient")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mailing_recipient_mailing_id"), "mailing_recipient", ["mailing_id"])
    op.create_table(
        "mailing_text",
        sa.Column("meeting_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('slips', 'reminder')", name=op.f("ck_mailing_text_kind")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_mailing_text_meeting_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "kind", "language", name=op.f("pk_mailing_text")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("mailing_text")
    op.drop_table("mailing_recipient")
    op.drop_table("mailing")
