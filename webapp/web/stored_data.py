"""What is stored, in words, beside the columns it stands in: the list of the page `/privacy`.

tests/promises/test_privacy_page.py compares it with the tables: whoever adds a column says here,
in words that a participant understands, what it holds.
"""

from webapp.i18n import gettext as _
from webapp.web.stored import Chapter, Stored
from webapp.web.stored_mailings import of_mailings, while_mails_leave
from webapp.web.stored_staff import of_inspectors, of_staff


def stored_data() -> tuple[Chapter, ...]:
    """Everything that the database holds, in the current language; participants come first."""
    return (
        _of_one_person(),
        while_mails_leave(),
        _of_all_together(),
        _of_the_meeting(),
        of_inspectors(),
        of_staff(),
        _of_the_work(),
    )


def _of_one_person() -> Chapter:
    return Chapter(
        "open",
        _("Zolang het gesprek open is"),
        _(
            "Bij het sluiten wordt dit alles gewist, samen met de sleutel. Kwamen er te weinig"
            " formulieren binnen, dan blijft het verzegeld wachten, hoogstens tot het einde van de"
            " ronde."
        ),
        (
            Stored(
                _("Uw formulier, verzegeld en altijd even groot, bij het juiste gesprek."),
                ("envelope.sealed", "envelope.meeting_id"),
            ),
            Stored(
                _(
                    "Een controlegetal dat uit uw strookje of uit uw toestelcode berekend is, zodat"
                    " u maar één keer telt. Wie u bent, staat er niet in."
                ),
                ("envelope.nullifier",),
            ),
            Stored(
                _(
                    "Een controlegetal van elk strookje dat voor het gesprek gemaakt is. Wie welk"
                    " strookje trok, staat nergens."
                ),
                ("slip.*",),
            ),
            Stored(
                _(
                    "Wat u op de slotvragen antwoordt: op dezelfde manier verzegeld, met een eigen"
                    " sleutel en een eigen controlegetal."
                ),
                ("statement_envelope.*",),
            ),
        ),
    )


def _of_all_together() -> Chapter:
    return Chapter(
        "closed",
        _("Na het sluiten"),
        _(
            "Dit zijn de resultaten. Het platform wist ze vanzelf na de dag die op het formulier"
            " staat, tenzij die met een reden is uitgesteld."
        ),
        (
            Stored(
                _("Per bouwsteen hoe vaak elk antwoord gekozen is, van alle mensen samen."),
                ("tally.*", "batch.counts"),
            ),
            Stored(
                _("Hoeveel formulieren er samengeteld zijn, en van welke ronde en groep."),
                ("batch.id", "batch.round_id", "batch.group_id", "batch.n"),
            ),
            Stored(_("Over welke aanbieder of aanbieders het ging."), ("batch_provider.*",)),
            Stored(
                _(
                    "De opmerkingen, door elkaar geschud, los van de antwoorden en los van elkaar:"
                    " alleen de tekst en over welke bouwsteen of welk thema hij gaat."
                ),
                ("remark.*",),
            ),
            Stored(
                _("Wat er van een opmerking overblijft na het nalezen, voor wie ze later leest."),
                ("remark_redaction.*",),
            ),
            Stored(_("Hoeveel mensen een opmerking schreven."), ("batch.remark_writers",)),
            Stored(
                _("Of de resultaten al getoond mogen worden, en bij welke werkbezoeken ze horen."),
                ("batch.is_released", "batch_visit.*"),
            ),
            Stored(
                _(
                    "Sterktes, groeikansen en tips in de woorden van de groep, met hun volgorde en"
                    " hun thema: nooit wie wat schreef."
                ),
                ("statement.*", "statement_code.*"),
            ),
        ),
    )


def _of_the_meeting() -> Chapter:
    return Chapter(
        "meeting",
        _("Over het gesprek"),
        _("Dit blijft bij de ronde. Het uur van sluiten verdwijnt zodra het gesprek dicht is."),
        (
            Stored(
                _("De dag, de ronde, de groep, de aanbieders en de code van het gesprek."),
                (
                    *("meeting.id", "meeting.round_id", "meeting.group_id", "meeting.setting"),
                    *("meeting.join_code", "meeting.day", "meeting_provider.*"),
                ),
            ),
            Stored(
                _("Hoeveel mensen er verwacht werden en hoeveel strookjes er zijn."),
                ("meeting.expected", "meeting.slip_count"),
            ),
            Stored(
                _("Hoeveel formulieren er binnenkwamen en hoeveel er geteld zijn."),
                ("meeting.received", "meeting.counted"),
            ),
            Stored(
                _("Of het open of gesloten is, en tijdens het aftellen wanneer het sluit."),
                ("meeting.state", "meeting.held", "meeting.closes_at"),
            ),
            Stored(
                _("Het werkbezoek waarbij het hoort, en de uren in de dagplanning."),
                ("meeting.visit_id", "meeting.starts_at", "meeting.ends_at"),
            ),
            Stored(
                _("Of de slotvragen open zijn, en hoeveel mensen er antwoordden."),
                (
                    *("statement_box.id", "statement_box.meeting_id", "statement_box.state"),
                    *("statement_box.received", "statement_box.writers"),
                ),
            ),
            of_mailings(),
            Stored(
                _("De sleutel waarmee formulieren verzegeld worden. Openen kan hij niet."),
                ("meeting.public_key", "statement_box.public_key", "spare_key.*"),
            ),
        ),
    )


def _of_the_work() -> Chapter:
    return Chapter(
        "work",
        _("Over het onderzoek zelf"),
        _("Dit gaat niet over deelnemers."),
        (
            Stored(
                _("Een controlegetal waaraan de servers van dit platform elkaar herkennen."),
                ("installation.*",),
            ),
            Stored(_("De vragenlijst, zoals de ronde ze gebruikt."), ("instrument_version.*",)),
            Stored(
                _(
                    "De ronde: titel, drempel, begindag, of ze nog loopt, wie ervoor"
                    " verantwoordelijk is, en tot wanneer ze bewaard wordt."
                ),
                ("round.*",),
            ),
            Stored(
                _(
                    "Van een zelfevaluatie: wat een coördinator voorbereidt, en van wanneer tot"
                    " wanneer wie de resultaten met de inspectie deelt."
                ),
                ("round_draft.*", "round_share.*"),
            ),
            Stored(
                _("De aanbieders: naam, soort, net, provincie en het aantal leerlingen."),
                ("provider.*", "provider_pupils.*"),
            ),
            Stored(
                _("Netwerken: welke scholen er per schooljaar lid zijn."),
                ("network.*", "network_member.*"),
            ),
            Stored(
                _(
                    "De contactschool van een netwerk en het aanspreekpunt voor ouders, met wat"
                    " nodig is om het te bereiken."
                ),
                ("network_contact.*",),
            ),
            Stored(
                _("Welke dubbele aanbieders samengevoegd zijn, en hoe ze weer te scheiden zijn."),
                ("provider_merge.*",),
            ),
            Stored(
                _(
                    "Wat een aanbieder na een ronde kiest om aan te werken: de bouwsteen, waarom,"
                    " en per actie wat, welke functie, wanneer en hoever."
                ),
                ("focus_point.*", "action_point.*"),
            ),
            Stored(
                _(
                    "Wat het team van een aanbieder zelf van een bouwsteen vindt, met de naam van"
                    " wie het schreef en de dag."
                ),
                ("team_rating.*",),
            ),
            Stored(
                _("Cijfers die elders gedrukt zijn, zoals het aantal leerlingen per provincie."),
                ("context_figure.*", "context_cell.*"),
            ),
        ),
    )
