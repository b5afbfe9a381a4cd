"""A file of providers: all of it or nothing, and every mistake told at once."""

import pytest

from webapp.db.database import Database
from webapp.db.queries.providers import find_provider, list_providers
from webapp.services.csv_lines import CsvFileError
from webapp.services.import_providers import ImportedProviders, import_providers
from webapp.services.provider_kinds import provider_kinds
from webapp.services.read_provider_file import MOST_BYTES

HEADER = "name,kind,net,province,types,levels,instellingsnummer,pupils\n"
TWO = (
    HEADER
    + 'De Klaproos,buo-school,vrij,Limburg,"2, 4","lager,secundair",012345,40\n'
    + "Netwerk Zonder Nummer,ondersteuningsnetwerk,,,,,,\n"
)


@pytest.fixture
def database(migrated_database_url):
    database = Database(migrated_database_url)
    yield database
    database.dispose()


def rows(database):
    with database.reading() as session:
        return [
            (p.name, p.kind, p.net, p.types, p.levels, p.instellingsnummer, p.pupils)
            for p in list_providers(session)
        ]


def mistakes(content):
    """The mistakes of a file as (line, text); it never comes as far as a database."""
    with pytest.raises(CsvFileError) as caught:
        import_providers(None, content if isinstance(content, bytes) else content.encode())
    return [(mistake.line, mistake.text) for mistake in caught.value.mistakes]


def test_file_becomes_providers(database):
    assert import_providers(database, TWO.encode()) == ImportedProviders(2, 0, 0)

    assert rows(database) == [
        ("De Klaproos", "buo-school", "vrij", "2,4", "lager,secundair", "012345", 40),
        ("Netwerk Zonder Nummer", "ondersteuningsnetwerk", "", "", "", None, None),
    ]


def test_same_file_twice_changes_nothing(database):
    import_providers(database, TWO.encode())
    with database.reading() as session:
        before = [(p.id, p.name) for p in list_providers(session)]

    assert import_providers(database, TWO.encode()) == ImportedProviders(0, 0, 2)
    with database.reading() as session:
        assert [(p.id, p.name) for p in list_providers(session)] == before


def test_number_recognises_a_provider_with_a_new_name(database):
    import_providers(database, TWO.encode())

    renamed = HEADER + "De Papaver,buo-school,vrij,Limburg,2,lager,12345,41\n"
    assert import_providers(database, renamed.encode()) == ImportedProviders(0, 1, 0)
    assert [row[0] for row in rows(database)] == ["De Papaver", "Netwerk Zonder Nummer"]


def test_name_recognises_a_provider_and_takes_no_number_away(database):
    import_providers(database, TWO.encode())

    changed = HEADER + "De Klaproos,buo-school,GO!,Limburg,2,lager,,41\n"
    assert import_providers(database, changed.encode()) == ImportedProviders(0, 1, 0)
    assert ("De Klaproos", "buo-school", "GO!", "2", "lager", "012345", 41) in rows(database)


def test_two_providers_can_swap_names(database):
    one, other = "A,buo-school,,,,,1,\n", "B,buo-school,,,,,2,\n"
    import_providers(database, (HEADER + one + other).encode())

    swapped = HEADER + one.replace("A", "B") + other.replace("B,", "A,")
    assert import_providers(database, swapped.encode()) == ImportedProviders(0, 2, 0)
    assert [(row[0], row[5]) for row in rows(database)] == [("A", "000002"), ("B", "000001")]


def test_nothing_is_half_imported(database):
    with pytest.raises(CsvFileError):
        import_providers(database, (TWO + "Derde,onbekend,,,,,,\n").encode())

    assert rows(database) == []


@pytest.mark.parametrize(
    ("added", "mistake"),
    [
        ("De Klaproos,buo-school,,,,,999999,\n", "heeft hier een ander instellingsnummer (012345)"),
        ("Netwerk Zonder Nummer,buo-school,,,,,12345,\n", "is al van een andere aanbieder"),
        (
            "De Papaver,buo-school,,,,,12345,\nDe Klaproos,buo-school,,,,,,\n",
            "dezelfde aanbieder als op regel 2",
        ),
    ],
)
def test_file_may_not_contradict_the_register(database, added, mistake):
    import_providers(database, TWO.encode())
    before = rows(database)

    with pytest.raises(CsvFileError, match=mistake.replace("(", r"\(").replace(")", r"\)")):
        import_providers(database, (HEADER + added).encode())
    assert rows(database) == before


def test_provider_is_found_by_id_number_or_exact_name(database):
    import_providers(database, TWO.encode())
    with database.reading() as session:
        klaproos = find_provider(session, "De Klaproos")

        assert find_provider(session, klaproos.id) is klaproos
        assert find_provider(session, "012345") is klaproos
        assert find_provider(session, "12345") is klaproos
        assert find_provider(session, "de klaproos") is None
        assert find_provider(session, "") is None


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TWO.encode(),
        TWO.replace("\n", "\r\n").encode(),
        b"\n" + TWO.replace("\n", "\n\n").encode(),
        (
            b"Pupils;Name;kind;net;province;types;levels;instellingsnummer\n"
            b'40;De Klaproos;buo-school;vrij;Limburg;"2;4";lager,secundair;12345\n'
            b";Netwerk  Zonder Nummer ;ondersteuningsnetwerk;;;;;\n"
        ),
    ],
    ids=["bom", "windows", "empty-lines", "semicolons"],
)
def test_ways_of_writing_the_same_file(database, content):
    import_providers(database, TWO.encode())

    assert import_providers(database, content) == ImportedProviders(0, 0, 2)


def test_all_mistakes_are_told_at_once_with_their_lines():
    assert mistakes(
        HEADER
        + ",buo-school,,,,,,\n"
        + "Twee,school,,,,,,\n"
        + "Drie,buo-school,,,,,12345A,veel\n"
        + "\n"
        + "Vijf,buo-school\n"
        + '"Ze\ns",buo-school,,,,,,\n'
        + "Acht,buo-school,,,,,7,\n"
        + "Acht,buo-school,,,,,007,\n"
    ) == [
        (2, "name is leeg."),
        (
            3,
            f"kind 'school' bestaat niet. Kies uit: {', '.join(provider_kinds())}.",
        ),
        (4, "instellingsnummer '12345A' heeft geen zes cijfers."),
        (4, "pupils 'veel' is geen aantal leerlingen."),
        (6, "2 kolommen in plaats van 8."),
        (7, "name bevat een onzichtbaar teken."),
        (10, "instellingsnummer '000007' staat ook op regel 9."),
        (10, "name 'Acht' staat ook op regel 9."),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("x" * 201 + ",buo-school,,,,,,", "name is te lang: hoogstens 200 tekens."),
        ("N,buo-school," + "x" * 61 + ",,,,,", "net is te lang: hoogstens 60 tekens."),
        ("N,buo-school,,,,,,-1", "pupils '-1' is geen aantal leerlingen."),
        ("N,buo-school,,,,,,1.5", "pupils '1.5' is geen aantal leerlingen."),
        ("N,buo-school,,,,,,²", "pupils '²' is geen aantal leerlingen."),
        (
            "N,buo-school,,,,,," + "9" * 5000,
            f"pupils '{'9' * 5000}' is geen aantal leerlingen.",
        ),
        ("N,buo-school,,,,,1234567,", "instellingsnummer '1234567' heeft geen zes cijfers."),
        ("N\x00,buo-school,,,,,,", "name bevat een onzichtbaar teken."),
        ("N\u202e,buo-school,,,,,,", "name bevat een onzichtbaar teken."),
        ('"N"x,buo-school,,,,,,', "Deze regel is geen CSV: kijk de aanhalingstekens na."),
        ('"N,buo-school,,,,,,', "Deze regel is geen CSV: kijk de aanhalingstekens na."),
    ],
)
def test_mistakes_in_a_row(row, text):
    assert mistakes(HEADER + row + "\n") == [(2, text)]


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        (b"", 1, "Het bestand is leeg."),
        (b"\xef\xbb\xbf \n", 1, "Het bestand is leeg."),
        (
            b"name,kind\nN,buo-school\n",
            1,
            f"De eerste regel moet zijn: {HEADER.strip()}",
        ),
        (
            HEADER.encode() + "Één,buo-school,,,,,,\n".encode("latin-1"),
            2,
            "Dit is geen UTF-8. Bewaar het bestand als 'CSV UTF-8'.",
        ),
        (
            HEADER.encode("utf-16"),
            1,
            "Dit is geen UTF-8. Bewaar het bestand als 'CSV UTF-8'.",
        ),
        (b"x" * (MOST_BYTES + 1), 1, "Dit bestand is te groot voor aanbieders."),
    ],
    ids=["empty", "white", "columns", "latin-1", "utf-16", "large"],
)
def test_files_that_cannot_be_read(content, line, text):
    assert mistakes(content) == [(line, text)]
