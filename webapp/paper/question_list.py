"""The questions of a conversation on paper, for those who get them beforehand."""

from webapp.conversation.preparation import Invitation
from webapp.i18n import gettext as _
from webapp.paper.pdf import make_pdf


def question_list(invitation: Invitation, when: str) -> bytes:
    """A PDF for one conversation; `when` tells the day, hours and place. Raises PaperError."""
    title = _("Vragen voor ons gesprek: %(round)s", round=invitation.round_title)
    about = ", ".join(invitation.provider_names)
    data = {
        "heading": _("Vragen voor ons gesprek"),
        "round": invitation.round_title,
        "group": invitation.group_name,
        "facts": [
            [_("Wanneer en waar"), when],
            *([[_("Over"), about]] if about else []),
        ],
        "intro": _(
            "Hieronder staan de vragen die aan bod komen, zodat u ze rustig kunt bekijken."
            " U hoeft vooraf niets in te vullen of te bezorgen."
        ),
        "observers": _("Er luisteren mensen van het ministerie mee. Zij stellen geen vragen.")
        if invitation.has_observers
        else "",
        "made_up": _("Verzonnen gegevens: geen enkel cijfer gaat over een echte aanbieder.")
        if invitation.is_made_up
        else "",
        "sections": [
            {"heading": one.heading, "questions": list(one.questions)}
            for one in invitation.sections
        ],
    }
    return make_pdf("question_list", title=title, data=data)
