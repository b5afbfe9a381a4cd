"""What is stored of people with an account, in words: a part of the list of `/privacy`."""

from webapp.i18n import gettext as _
from webapp.web.stored import Chapter, Stored


def of_staff() -> Chapter:
    """Of everybody with an account."""
    return Chapter(
        "staff",
        _("Over medewerkers met een account"),
        _(
            "Zolang het account bestaat. Wordt het gewist, dan staat bij wat iemand schreef en deed"
            " „gewezen medewerker” met een nummer. Een deelnemer heeft geen account."
        ),
        (
            Stored(
                _("Het e-mailadres, de rol en de aanbieders waarvoor iemand werkt."),
                ("staff.id", "staff.email", "staff.role", "staff_provider.*"),
            ),
            Stored(
                _("Welke rondes iemand kreeg om te leiden, bij te wonen of te lezen."),
                ("round_right.*",),
            ),
            Stored(
                _(
                    "Een controlegetal van het wachtwoord en van een link om het in te stellen, met"
                    " de dag waarop die link vervalt, en een merk dat oude aanmeldingen beëindigt."
                ),
                (
                    *("staff.password_hash", "staff.sign_in_epoch"),
                    *("staff.link_hash", "staff.link_ends_on"),
                ),
            ),
            Stored(
                _(
                    "Een getal waarvan, samen met de sleutel van de server, de codes uit hun app"
                    " komen; controlegetallen van hun herstelcodes; en of het account beëindigd is."
                ),
                (*("staff.factor_salt", "staff.factor_step", "staff.ended_on"), "recovery_code.*"),
            ),
            Stored(_("Sinds wanneer ze aangemeld zijn."), ("staff_session.*",)),
            Stored(
                _(
                    "Hoe vaak na elkaar een aanmelding mislukte en wanneer het laatst, bij een"
                    " controlegetal van het adres dat getypt werd; hoogstens dertig dagen lang."
                ),
                ("failed_sign_in.*",),
            ),
            Stored(
                _(
                    "Een logboek van wat ze deden: wie, welke dag en welke knop; bij een gesprek"
                    " nooit het uur. Deelnemers staan er niet in."
                ),
                ("audit_event.*",),
            ),
            Stored(
                _("Welke vergelijkingen van resultaten iemand bewaarde, met hun naam."),
                ("saved_view.*",),
            ),
        ),
    )


def of_inspectors() -> Chapter:
    """What is written under somebody's own name."""
    return Chapter(
        "inspectors",
        _("Wat inspecteurs zelf schrijven"),
        _(
            "Dit blijft bij het werkbezoek, met hun naam erbij. Er wordt niets in gewist zolang de"
            " ronde bewaard wordt."
        ),
        (
            Stored(
                _("Het werkbezoek: dag, plaats, aanbieders, wie het leidt en wie meeluistert."),
                ("visit.*", "visit_provider.*", "visit_staff.*"),
            ),
            Stored(
                _(
                    "Notities, besproken bouwstenen en inschattingen: wie ze schreef, op welk"
                    " toestel, wanneer, en wat er eerst stond."
                ),
                ("journal_entry.*",),
            ),
            Stored(
                _("De inschatting die ze ondertekenden, per bouwsteen."),
                ("assessment.*", "assessment_rating.*"),
            ),
        ),
    )
