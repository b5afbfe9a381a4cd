"""The counts of a batch on one line"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "batch",
        sa.Column(
            "counts",
            sa.Text(),
            nullable=True,
            comment="Its tally once more, on one line. None: made before this column.",
        ),
    )


def downgrade() -> None:
    op.drop_column("batch", "counts")
