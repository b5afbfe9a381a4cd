"""What coders leave of remarks"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "remark_redaction",
        sa.Column("remark_id", sa.String(length=10), nullable=False),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="What others may read; empty: nothing."
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="Counts the decisions: two coders never collide.",
        ),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remark.id"], name=op.f("fk_remark_redaction_remark_id")
        ),
        sa.PrimaryKeyConstraint("remark_id", name=op.f("pk_remark_redaction")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("remark_redaction")
