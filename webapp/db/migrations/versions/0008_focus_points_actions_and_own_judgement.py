"""What a provider does with its results: focus points, actions, its team's own judgement"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

COUNTS = "Counts the changes: two tabs never collide."


def upgrade() -> None:
    op.create_table(
        "focus_point",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.Column("block_id", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment=COUNTS),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_focus_point_round_id"),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name="fk_focus_point_provider_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_focus_point"),
        sa.UniqueConstraint("round_id", "provider_id", "block_id", name="uq_focus_point_round_id"),
    )
    op.create_index("ix_focus_point_provider_id", "focus_point", ["provider_id"], unique=False)
    _make_actions()
    _make_ratings()


def _make_actions() -> None:
    op.create_table(
        "action_point",
        sa.Column(
            "id",
            sa.String(length=10),
            nullable=False,
            comment="Of the form: sent twice it is one.",
        ),
        sa.Column("focus_id", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column(
            "who", sa.String(length=100), nullable=False, comment="A role, not somebody's name."
        ),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment=COUNTS),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'done', 'stopped')", name="ck_action_point_state"
        ),
        sa.ForeignKeyConstraint(["focus_id"], ["focus_point.id"], name="fk_action_point_focus_id"),
        sa.PrimaryKeyConstraint("id", name="pk_action_point"),
    )
    op.create_index("ix_action_point_focus_id", "action_point", ["focus_id"], unique=False)


def _make_ratings() -> None:
    op.create_table(
        "team_rating",
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.Column("block_id", sa.String(length=40), nullable=False),
        sa.Column(
            "option_code",
            sa.String(length=40),
            nullable=False,
            comment="Empty: a remark without a choice.",
        ),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("staff_id", sa.String(length=10), nullable=False, comment="Who wrote it last."),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment=COUNTS),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_team_rating_round_id"),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name="fk_team_rating_provider_id"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_team_rating_staff_id"),
        sa.PrimaryKeyConstraint("round_id", "provider_id", "block_id", name="pk_team_rating"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in ("team_rating", "action_point", "focus_point"):
        op.drop_table(name)
