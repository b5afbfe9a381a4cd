"""Bouwstenen: a quality framework becomes a conversation. Read this first: it names every part."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.db.schema import ensure_schema
from webapp.platform import Platform
from webapp.services.check_instruments import check_instruments
from webapp.settings import ROOT, Settings
from webapp.web import (
    account,
    assets,
    closing,
    closing_form,
    coding,
    context,
    errors,
    estimate_signing,
    estimates,
    headers,
    health,
    instruments,
    intake,
    journal,
    languages,
    lead_page,
    meetings,
    own_results,
    packing,
    paper,
    paper_entry,
    participant,
    remarks,
    results,
    rounds,
    said,
    second_step,
    short,
    showing,
    sign_in,
    staff_admin,
    staff_data,
    statements,
    style_page,
    templating,
    views,
    visit_papers,
    visit_plans,
    visits,
    without_network,
)
from webapp.web.follow_up import actions, plan_page, team
from webapp.web.mailing import pages as mailing
from webapp.web.mailing import texts as mailing_texts
from webapp.web.providers import edits as provider_edits
from webapp.web.providers import imports as provider_imports
from webapp.web.providers import merges as provider_merges
from webapp.web.providers import networks
from webapp.web.providers import pages as providers
from webapp.web.round_care import notice, reading, rights, round_data
from webapp.web.self_evaluation import drafts as self_evaluations
from webapp.web.self_evaluation import rounds as self_evaluation_rounds
from webapp.web.self_evaluation import steps as self_evaluation_steps

MOST_BYTES_POSTED = 64 * 1024


def create_app(settings: Settings, platform: Platform | None = None) -> Flask:
    """The web application. Raises SettingError, SchemaError or RefusedError when it cannot start.

    Without `platform` its parts are made from the settings, and an empty database gets its tables.
    """
    platform = platform or Platform.from_settings(settings)
    ensure_schema(platform.database)
    catalogue = check_instruments(platform.database, settings.instruments_dir)

    app = Flask("webapp", template_folder=ROOT / "templates", static_folder=None)
    app.extensions["platform"] = platform
    app.extensions["catalogue"] = catalogue
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES_POSTED,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES_POSTED,
        MAX_FORM_PARTS=2000,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        SESSION_COOKIE_NAME="__Host-bouwstenen" if settings.https else "bouwstenen",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
    )
    for part in (languages, headers, packing, errors, assets, templating, sign_in, lead_page):
        part.register(app)
    for page in (
        participant,
        closing_form,
        closing,
        coding,
        rounds,
        rights,
        reading,
        notice,
        round_data,
        visits,
        visit_plans,
        visit_papers,
        meetings,
        without_network,
        journal,
        showing,
        estimates,
        estimate_signing,
        intake,
        mailing,
        mailing_texts,
        paper,
        paper_entry,
        results,
        short,
        said,
        remarks,
        context,
        views,
        own_results,
        self_evaluations,
        self_evaluation_steps,
        self_evaluation_rounds,
        plan_page,
        actions,
        team,
        second_step,
        account,
        staff_admin,
        staff_data,
        providers,
        provider_edits,
        provider_imports,
        networks,
        provider_merges,
        instruments,
        statements,
        health,
    ):
        app.register_blueprint(page.bp)
    if settings.demo or settings.style_page:
        app.register_blueprint(style_page.bp)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask documents it
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app
