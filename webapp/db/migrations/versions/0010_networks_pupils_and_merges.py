"""Networks with their members, pupils per type, and doubles that were merged"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    _make_pupils()
    _make_networks()
    _make_members()
    op.create_table(
        "provider_merge",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, comment="Undone in the other direction."),
        sa.Column(
            "kept_id",
            sa.String(length=10),
            nullable=False,
            comment="No key: it may be merged later.",
        ),
        sa.Column(
            "gone_id",
            sa.String(length=10),
            nullable=False,
            comment="No key: it is not there now.",
        ),
        sa.Column("gone_name", sa.String(length=200), nullable=False),
        sa.Column("gone_number", sa.String(length=6), nullable=True),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False, comment="JSON: the rows as they were."),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_merge")),
        sa.UniqueConstraint("place", name=op.f("uq_provider_merge_place")),
    )


def _make_pupils() -> None:
    op.create_table(
        "provider_pupils",
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.Column(
            "school_year",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="2026 for 2026-2027; so everywhere.",
        ),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_provider_pupils_count")),
        _provider("provider_id", "provider_pupils"),
        sa.PrimaryKeyConstraint(
            "provider_id", "school_year", "type", name=op.f("pk_provider_pupils")
        ),
        sqlite_with_rowid=False,
    )


def _make_networks() -> None:
    written = "When that was reported."
    op.create_table(
        "network",
        sa.Column("provider_id", sa.String(length=10), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True, comment="Its first school year."),
        sa.Column("founded_on", sa.Date(), nullable=True, comment=written),
        sa.Column(
            "last_year",
            sa.Integer(),
            nullable=True,
            comment="Its last school year; none: goes on.",
        ),
        sa.Column("ended_on", sa.Date(), nullable=True, comment=written),
        _provider("provider_id", "network"),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_network")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "network_contact",
        sa.Column("network_id", sa.String(length=10), nullable=False),
        sa.Column("school_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contact_school", sa.String(length=200), nullable=False),
        sa.Column(
            "contact_person",
            sa.String(length=200),
            nullable=False,
            comment="The aanspreekpunt for parents, and how to reach it.",
        ),
        _provider("network_id", "network_contact"),
        sa.PrimaryKeyConstraint("network_id", "school_year", name=op.f("pk_network_contact")),
        sqlite_with_rowid=False,
    )


def _make_members() -> None:
    written = "When that was reported."
    op.create_table(
        "network_member",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("network_id", sa.String(length=10), nullable=False),
        sa.Column(
            "member_id",
            sa.String(length=10),
            nullable=True,
            comment="None: not a provider itself.",
        ),
        sa.Column(
            "name",
            sa.String(length=200),
            nullable=False,
            comment="Empty where it is a provider.",
        ),
        sa.Column("instellingsnummer", sa.String(length=6), nullable=True),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False, comment=written),
        sa.Column("last_year", sa.Integer(), nullable=True, comment="None: still a member."),
        sa.Column("left_on", sa.Date(), nullable=True, comment=written),
        _provider("network_id", "network_member"),
        _provider("member_id", "network_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_member")),
    )
    with op.batch_alter_table("network_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_member_network_id"), ["network_id"])
        batch_op.create_index(batch_op.f("ix_network_member_member_id"), ["member_id"])


def _provider(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["provider.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    for table in (
        *("provider_merge", "network_member", "network_contact", "network"),
        "provider_pupils",
    ):
        op.drop_table(table)
