"""Results in words: one plain sentence above each chart.

A sentence says what was answered and by how many. It never says better, worse or significant,
never compares providers, and never adds up to a mark: the bouwstenen are not a quality judgement.
"""

from collections.abc import Iterable

from webapp.analysis.gaps import Gap, runs_apart
from webapp.analysis.naming import short_name
from webapp.analysis.results import NOT_RELEASED, BlockResult, GroupResult, Reason, Results
from webapp.analysis.shares import answers_to, percent
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.model import Instrument, RespondentGroup, ScaleOption
from webapp.instrument.own_theme import OWN_THEME

_ROLE_OF_THE_SENTENCE = "high"
_MOST_NAMES = 3


def percentage(share: int | str | None) -> str:
    """A share, or a range of shares, as a language writes it: 40 % or 40%."""
    return _("%(share)s %%", share=share)


def named_option(instrument: Instrument) -> ScaleOption:
    """The option that sentences are about: that with the role "high", or else the first."""
    counting = [option for option in instrument.scale if option.counts]
    return next((o for o in counting if o.colour == _ROLE_OF_THE_SENTENCE), counting[0])


def absence(reason: Reason | None, min_group_size: int) -> str:
    """Why there is nothing to see, in a few words."""
    if reason == NOT_RELEASED:
        return _("nog niet vrijgegeven")
    if reason is None:
        return _("geen gegevens")
    return _("te weinig antwoorden (minder dan %(k)s)", k=min_group_size)


def absence_sentence(
    instrument: Instrument, group_id: str, reason: Reason | None, min_group_size: int
) -> str:
    """The sentence of a group of which nothing may be shown."""
    name = instrument.group(group_id).name
    return f"{name}: {absence(reason, min_group_size)}."


def blocks_sentence(instrument: Instrument, group_id: str, blocks: Iterable[BlockResult]) -> str:
    """For how many of these bouwstenen more than half of those with an opinion chose one option.

    Bouwstenen about which nobody had an opinion are left out of the number. Behind it stand the
    bouwstenen on which answers run apart (see `runs_apart`), by name, at most three of them.
    """
    rated = [block for block in blocks if block.valid]
    group = instrument.group(group_id).name
    if not rated:
        return _("%(group)s: niemand gaf een mening over deze bouwstenen.", group=group)
    option = named_option(instrument)
    told = ngettext(
        "%(group)s: bij %(most)s van de %(n)s bouwsteen koos meer dan de helft "
        "van wie een mening gaf ‘%(option)s’",
        "%(group)s: bij %(most)s van de %(n)s bouwstenen koos meer dan de helft "
        "van wie een mening gaf ‘%(option)s’",
        len(rated),
        group=group,
        most=sum(2 * block.counts[option.code] > block.valid for block in rated),
        option=option.label,
    )
    return f"{told}{_apart_clause(instrument, rated)}."


def group_sentence(instrument: Instrument, results: Results, group: RespondentGroup) -> str:
    """The sentence of a group over all its bouwstenen, or why there is none."""
    total = results.total(group.id)
    if total:
        return blocks_sentence(instrument, group.id, total.of_framework)
    reason = results.why_not(group.id)
    return absence_sentence(instrument, group.id, reason, results.min_group_size)


def answers_sentence(instrument: Instrument, total: GroupResult) -> str:
    """Which part of all opinions of a group, over all bouwstenen together, was one option."""
    answers = answers_to(total.of_framework)
    group = instrument.group(total.group_id).name
    people = ngettext("%(n)s deelnemer", "%(n)s deelnemers", total.n)
    if not answers.valid:
        return _("%(group)s: niemand gaf een mening (%(people)s).", group=group, people=people)
    option = named_option(instrument)
    return _(
        "%(group)s: van alle meningen samen is %(share)s %% ‘%(option)s’ (%(people)s).",
        group=group,
        share=percent(answers.counts[option.code], answers.valid),
        option=option.label,
        people=people,
    )


def themes_sentence(instrument: Instrument, total: GroupResult) -> str:
    """In how many themas more than half of a group's opinions were one option."""
    themes = [
        answers_to(total.in_theme(theme.id)) for theme in instrument.themes if theme.id != OWN_THEME
    ]
    rated = [answers for answers in themes if answers.valid]
    group = instrument.group(total.group_id).name
    if not rated:
        return _("%(group)s: niemand gaf een mening.", group=group)
    option = named_option(instrument)
    return ngettext(
        "%(group)s: in %(most)s van het %(n)s thema is meer dan de helft van de meningen "
        "‘%(option)s’.",
        "%(group)s: in %(most)s van de %(n)s thema’s is meer dan de helft van de meningen "
        "‘%(option)s’.",
        len(rated),
        group=group,
        most=sum(2 * answers.counts[option.code] > answers.valid for answers in rated),
        option=option.label,
    )


def gap_sentence(instrument: Instrument, gap: Gap) -> str:
    """On which bouwsteen two groups differ, in figures of both."""
    option = named_option(instrument).label
    return _(
        "%(block)s: %(high)s %% van %(one)s koos ‘%(option)s’, en %(low)s %% van %(other)s.",
        block=short_name(instrument.block(gap.block_id)),
        high=gap.high.percent,
        one=instrument.group(gap.high.key).name,
        option=option,
        low=gap.low.percent,
        other=instrument.group(gap.low.key).name,
    )


def no_gap_sentence() -> str:
    """Where no two groups differ by the test."""
    return _("Bij geen enkele bouwsteen dragen de aantallen een verschil tussen gesprekspartners.")


def change_sentence(group: RespondentGroup, compared: int, far: int) -> str:
    """How many bouwstenen stayed the same between two rounds, and on how many these differ."""
    if not compared:
        return _(
            "%(group)s: geen enkele bouwsteen is dezelfde gebleven, dus valt er niets te "
            "vergelijken.",
            group=group.name,
        )
    return ngettext(
        "%(group)s: %(n)s bouwsteen is dezelfde gebleven; bij %(far)s dragen de aantallen een "
        "verschil tussen de rondes.",
        "%(group)s: %(n)s bouwstenen zijn dezelfde gebleven; bij %(far)s ervan dragen de aantallen "
        "een verschil tussen de rondes.",
        compared,
        group=group.name,
        far=far,
    )


def _apart_clause(instrument: Instrument, blocks: Iterable[BlockResult]) -> str:
    names = [
        short_name(instrument.block(block.block_id))
        for block in blocks
        if runs_apart(block, instrument.scale)
    ]
    if not names:
        return ""
    if len(names) > _MOST_NAMES:
        names[_MOST_NAMES:] = [ngettext("%(n)s andere", "%(n)s andere", len(names) - _MOST_NAMES)]
    *first, last = names
    listed = _("%(names)s en %(last)s", names=", ".join(first), last=last) if first else last
    return _("; over %(blocks)s lopen de antwoorden uiteen", blocks=listed)
