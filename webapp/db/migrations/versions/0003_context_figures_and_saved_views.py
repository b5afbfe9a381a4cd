"""Context figures of a round, and views of results that staff keep"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "context_figure",
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False, comment="Where it was printed."),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_context_figure_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "kind", name=op.f("pk_context_figure")),
    )
    op.create_table(
        "context_cell",
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_name", sa.String(length=120), nullable=False),
        sa.Column("column_name", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True, comment="As printed beside it."),
        sa.ForeignKeyConstraint(
            ["round_id", "kind"],
            ["context_figure.round_id", "context_figure.kind"],
            name="fk_context_cell_figure",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "kind", "place", name=op.f("pk_context_cell")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "page",
            sa.String(length=120),
            nullable=False,
            comment="The address below that of the round.",
        ),
        sa.Column(
            "query",
            sa.String(length=1000),
            nullable=False,
            comment="Its filters, as in the address.",
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_saved_view_round_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_view_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("round_id", "staff_id", "name", name=op.f("uq_saved_view_round_id")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_staff_id"), ["staff_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_view_staff_id"))

    op.drop_table("saved_view")
    op.drop_table("context_cell")
    op.drop_table("context_figure")
