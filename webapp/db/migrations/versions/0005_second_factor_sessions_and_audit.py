"""Second factor, sign-ins one by one, and the log of what staff did"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for column in (
        sa.Column(
            "factor_salt",
            sa.LargeBinary(length=20),
            nullable=True,
            comment="Makes the second factor, with SECRET_KEY. None: has none.",
        ),
        sa.Column(
            "factor_step",
            sa.BigInteger(),
            nullable=True,
            comment="Of the last code that was used: a code is good once.",
        ),
        sa.Column("ended_on", sa.Date(), nullable=True, comment="None: may sign in."),
    ):
        op.add_column("staff", column)
    op.create_table(
        "staff_session",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("epoch", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_session_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_session"),
    )
    op.create_index("ix_staff_session_token_hash", "staff_session", ["token_hash"], unique=True)
    op.create_index("ix_staff_session_staff_id", "staff_session", ["staff_id"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_recovery_code_staff_id"),
        sa.PrimaryKeyConstraint("staff_id", "code_hash", name="pk_recovery_code"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column(
            "staff_id", sa.String(length=10), nullable=True, comment="None: on the command line."
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "time",
            sa.String(length=5),
            nullable=True,
            comment="HH:MM in Brussels. None: about a conversation, whose hours we forget.",
        ),
        sa.Column(
            "address",
            sa.String(length=200),
            nullable=False,
            comment="Of the button that was pressed.",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_audit_event_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_day", "audit_event", ["day"], unique=False)


def downgrade() -> None:
    op.drop_table("audit_event")
    op.drop_table("recovery_code")
    op.drop_table("staff_session")
    for name in ("ended_on", "factor_step", "factor_salt"):
        op.drop_column("staff", name)
