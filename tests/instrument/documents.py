"""A small right document to start from, and what to change in it."""

from copy import deepcopy

_DOCUMENT = {
    "id": "proef",
    "version": "1",
    "languages": ["nl", "fr"],
    "title": {"nl": "Proef", "fr": "Essai"},
    "source": {"nl": "Bedacht", "fr": "Inventé"},
    "scale": [
        {"code": "ja", "label": {"nl": "Ja", "fr": "Oui"}, "counts": True, "colour": "high"},
        {"code": "neen", "label": {"nl": "Neen", "fr": "Non"}, "counts": True, "colour": "low"},
        {
            "code": "knab",
            "label": {"nl": "Kwam niet aan bod", "fr": "Pas abordé"},
            "counts": False,
            "colour": "missing",
            "settings": ["conversation"],
        },
    ],
    "themes": [
        {"id": "rust", "name": {"nl": "Rust", "fr": "Calme"}},
        {"id": "ruimte", "name": {"nl": "Ruimte", "fr": "Espace"}},
    ],
    "blocks": [
        {"id": "3", "theme": "ruimte", "text": {"nl": "een plein", "fr": "une place"}},
        {
            "id": "1",
            "theme": "rust",
            "text": {"nl": "een stille plek", "fr": "un endroit calme"},
            "questions": {"leraren": {"nl": "Is het stil?", "fr": "Est-ce calme ?"}},
        },
        {"id": "2", "theme": "rust", "text": {"nl": "een ritme", "fr": "un rythme"}},
    ],
    "groups": [
        {"id": "leraren", "name": {"nl": "Leraren", "fr": "Profs"}, "blocks": ["3", "2", "1"]},
        {"id": "leerlingen", "name": {"nl": "Leerlingen", "fr": "Élèves"}, "blocks": ["2"]},
    ],
    "conversation": [
        {"kind": "general", "text": {"nl": "Wie bent u?", "fr": "Qui êtes-vous ?"}},
        {
            "kind": "depth",
            "theme": "rust",
            "groups": ["leraren"],
            "text": {"nl": "Waar rust u?", "fr": "Où vous reposez-vous ?"},
        },
    ],
    "closing": [
        {
            "id": "sterktes",
            "kind": "strength",
            "top": 3,
            "text": {"nl": "Wat loopt goed?", "fr": "Qu'est-ce qui va bien ?"},
        },
        {
            "id": "tips",
            "kind": "tip",
            "groups": ["leraren"],
            "text": {"nl": "Wat raadt u aan?", "fr": "Que conseillez-vous ?"},
        },
    ],
}


def document(**changes):
    """The document with other values under these keys."""
    return {**deepcopy(_DOCUMENT), **deepcopy(changes)}


def lineage(*links, instrument="proef", version="1", **more):
    """One lineage, with links of (relation, ids here, ids there)."""
    reason = {"nl": "Daarom.", "fr": "Parce que."}
    rows = [
        {"relation": relation, "blocks": here, "earlier": there, "reason": reason}
        for relation, here, there in links
    ]
    return {"instrument": instrument, "version": version, "links": rows, **more}
