"""The register of providers, for an administrator: name, endpoint and address."""

REGISTER_PAGES = (
    ("providers", "providers.list_all", "/beheer/aanbieders"),
    ("register-provider", "providers.show", "/beheer/aanbieders/{provider}"),
    ("provider-new", "provider_edits.new", "/beheer/aanbieders/nieuw"),
    ("provider-edit", "provider_edits.edit", "/beheer/aanbieders/{provider}/wijzigen"),
    ("provider-pupils", "provider_edits.pupils", "/beheer/aanbieders/{provider}/leerlingen"),
    ("provider-import", "provider_imports.upload", "/beheer/aanbieders/inlezen"),
)
