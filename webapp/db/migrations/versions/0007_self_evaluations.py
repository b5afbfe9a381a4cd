"""Rounds of a provider, what is prepared of them, and whether they are shared"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# As in 0002: plain statements, because rebuilding the table is impossible while rows of other
# tables point at it.
NEW_IN_ROUND = (
    "owner_provider_id VARCHAR(10) CONSTRAINT fk_round_owner_provider_id REFERENCES provider (id)",
    "starts_on DATE",
    "ends_on DATE",
)
COMMENTS = {
    "owner_provider_id": "Whose self-evaluation it is; none: of the inspectorate.",
    "starts_on": "In the plan of a self-evaluation.",
    "ends_on": "The last day that was planned.",
}


def upgrade() -> None:
    for column in NEW_IN_ROUND:
        op.execute(f"ALTER TABLE round ADD COLUMN {column}")
    if op.get_bind().dialect.name == "postgresql":
        for name, comment in COMMENTS.items():
            op.execute(f"COMMENT ON COLUMN round.{name} IS '{comment}'")
    _make_shares()
    _make_drafts()


def _make_shares() -> None:
    op.create_table(
        "round_share",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("shared_on", sa.Date(), nullable=False),
        sa.Column("shared_by", sa.String(length=10), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True, comment="None: it is shared now."),
        sa.Column("stopped_by", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_round_share_round_id"),
        sa.ForeignKeyConstraint(["shared_by"], ["staff.id"], name="fk_round_share_shared_by"),
        sa.ForeignKeyConstraint(["stopped_by"], ["staff.id"], name="fk_round_share_stopped_by"),
        sa.PrimaryKeyConstraint("id", name="pk_round_share"),
    )
    op.create_index("ix_round_share_round_id", "round_share", ["round_id"], unique=False)


def _make_drafts() -> None:
    op.create_table(
        "round_draft",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column(
            "content", sa.Text(), nullable=False, comment="What was filled in so far, as JSON."
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_round_draft_staff_id"),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name="fk_round_draft_provider_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round_draft"),
    )
    op.create_index("ix_round_draft_staff_id", "round_draft", ["staff_id"], unique=False)


def downgrade() -> None:
    op.drop_table("round_draft")
    op.drop_table("round_share")
    with op.batch_alter_table("round", schema=None) as batch_op:
        for name in ("ends_on", "starts_on", "owner_provider_id"):
            batch_op.drop_column(name)
