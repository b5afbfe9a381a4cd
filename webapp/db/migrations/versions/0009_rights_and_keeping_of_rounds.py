"""Readers, who is given which round, who answers for a round, and how long it is kept"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

YEARS_KEPT = 5
BEFORE = "'waarnemer', 'aanbieder')"
AFTER = "'waarnemer', 'lezer', 'aanbieder')"

# As in 0002: plain statements, because rebuilding the table is impossible while rows of other
# tables point at it.
NEW_IN_ROUND = {
    "led_by": ("VARCHAR(10)", "inspectors: every one of them leads it. None: who has round_right."),
    "controller": ("VARCHAR(500)", "Who answers for it. None: as the settings say."),
    "contact": ("VARCHAR(500)", "Of who answers for it. None: as the settings say."),
    "complaint": ("VARCHAR(500)", "Where one complains. None: as the settings say."),
    "keep_until": ("DATE", "The last day; the day after, all that people said is erased."),
    "keep_reason": ("VARCHAR(500)", "Why it is kept longer than first said."),
    "erased_on": ("DATE", "None: it was not."),
}


def upgrade() -> None:
    _allow_roles("'beheerder', 'inspecteur', 'waarnemer', 'lezer', 'aanbieder'", BEFORE, AFTER)
    for name, (kind, comment) in NEW_IN_ROUND.items():
        op.execute(f"ALTER TABLE round ADD COLUMN {name} {kind}")
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"COMMENT ON COLUMN round.{name} IS '{comment}'")
    op.create_table(
        "round_right",
        sa.Column("round_id", sa.String(length=10), nullable=False),
        sa.Column("staff_id", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_round_right_round_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_round_right_staff_id"),
        sa.PrimaryKeyConstraint("round_id", "staff_id", name="pk_round_right"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_round_right_staff_id", "round_right", ["staff_id"], unique=False)
    _fill_in_rounds()
    _fill_in_log()


def downgrade() -> None:
    op.drop_table("round_right")
    op.execute("UPDATE staff SET role = 'waarnemer' WHERE role = 'lezer'")
    _allow_roles("'beheerder', 'inspecteur', 'waarnemer', 'aanbieder'", AFTER, BEFORE)
    with op.batch_alter_table("round", schema=None) as batch_op:
        for name in reversed(NEW_IN_ROUND):
            batch_op.drop_column(name)


def _fill_in_rounds() -> None:
    """Every inspector has the rounds that there are, and each round ends five years on."""
    op.execute(
        "INSERT INTO round_right (round_id, staff_id) SELECT round.id, staff.id"
        " FROM round CROSS JOIN staff"
        " WHERE staff.role = 'inspecteur' AND round.owner_provider_id IS NULL"
    )
    table = sa.table(
        "round",
        sa.column("id", sa.String),
        sa.column("created_on", sa.Date),
        sa.column("keep_until", sa.Date),
    )
    rounds = op.get_bind().execute(sa.select(table.c.id, table.c.created_on)).all()
    for id_, day in rounds:
        kept = table.update().where(table.c.id == id_).values(keep_until=_years_later(day))
        op.get_bind().execute(kept)


def _years_later(day: date) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + YEARS_KEPT, day=last)


def _fill_in_log() -> None:
    """The log names an account by its id: an address in it could not be erased later."""
    staff = sa.table("staff", sa.column("id", sa.String), sa.column("email", sa.String))
    log = sa.table("audit_event", sa.column("address", sa.String))
    rows = op.get_bind().execute(sa.select(staff.c.id, staff.c.email)).all()
    for id_, email in rows:
        same = log.c.address == f"staff add {email}"[:200]
        op.get_bind().execute(log.update().where(same).values(address=f"staff add {id_}"))


def _allow_roles(roles: str, before: str, after: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE staff DROP CONSTRAINT ck_staff_role")
        op.execute(f"ALTER TABLE staff ADD CONSTRAINT ck_staff_role CHECK (role IN ({roles}))")
        return
    # SQLite changes no constraint of a table that others point at. Its manual describes this way
    # for changes with which the rows stay as they are: lang_altertable.html, section 8.
    cookie = connection.exec_driver_sql("PRAGMA schema_version").scalar()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = 'staff' AND instr(sql, :before) > 0"
        ),
        {"before": before, "after": after},
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {(cookie or 0) + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    if changed.rowcount != 1:
        message = "the roles of the table staff are not as migration 0001 wrote them"
        raise RuntimeError(message)
