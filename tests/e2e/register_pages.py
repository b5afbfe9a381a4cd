"""The register of providers, for an administrator: name, endpoint, and how to get there."""

from collections.abc import Callable

from tests.e2e.stage import Stage
from tests.register import ids_of_network


def at(path: str) -> Callable[[Stage], None]:
    """Go to an address below the register; {…} stands for something of its network."""

    def show(stage: Stage) -> None:
        names = {"provider": stage.world.provider_id, **ids_of_network(stage.world.platform)}
        stage.open("/beheer/aanbieders" + path.format(**names))

    return show


REGISTER_PAGES = (
    ("providers", "providers.list_all", at("?zoek=")),
    ("provider-data", "providers.show", at("/{network}?schooljaar=2026-2027")),
    ("provider-new", "provider_edits.new", at("/nieuw")),
    ("provider-edit", "provider_edits.edit", at("/{network}/wijzigen")),
    ("provider-pupils", "provider_edits.pupils", at("/{network}/leerlingen")),
    ("provider-import", "provider_imports.upload", at("/inlezen")),
    ("network-join", "networks.join", at("/{network}/leden")),
    ("network-leave", "networks.leave", at("/{network}/leden/{member}")),
    ("network-contact", "networks.contact", at("/{network}/contact")),
    ("network-life", "networks.life", at("/{network}/bestaan")),
    ("provider-merge", "provider_merges.merge", at("/{network}/samenvoegen?dubbel={provider}")),
    ("provider-merge-undo", "provider_merges.undo", at("/{network}/samenvoegen/{merge}")),
)
