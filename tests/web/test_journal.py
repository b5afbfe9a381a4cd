"""The journal over HTTP: idempotent, all or nothing, and only for who is signed in."""

import json

import pytest
from flask import Flask

from tests import builders
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Visitor
from webapp.platform import Platform


@pytest.fixture
def address(platform: Platform) -> str:
    return f"/gesprek/{builders.open_meeting(platform, builders.open_round(platform)).id}/logboek"


def entry(sign: str = "2", text: str = "een", **fields: object) -> dict[str, object]:
    return {
        "id": sign * 20,
        "device": "3" * 10,
        "document": "notes",
        "subject": "visie",
        "value": {"text": text},
        "replaces": [],
        "at": 1,
    } | fields


class Device:
    """An inspector's browser that talks to the journal as static/js/journal does."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self.client, self.address = visitor.client, address
        self.token = self.get(0).json["token"]
        (status,) = visitor.open(address.removesuffix("/logboek")).all(".//*[@data-staff]")
        self.staff = status.get("data-staff")

    def get(self, after: object, **headers: str):
        return self.client.get(f"{self.address}?na={after}", headers=headers)

    def post(self, *entries: object, **body: object):
        sent = {"staff": self.staff, "entries": list(entries)} | body
        return self.client.post(self.address, json=sent, headers={"X-CSRFToken": self.token})


@pytest.fixture
def device(inspector: Visitor, address: str) -> Device:
    return Device(inspector, address)


def test_what_is_sent_twice_stands_there_once(device: Device) -> None:
    answers = [device.post(entry("2"), entry("4", "twee")).json for _n in range(2)]

    assert answers == [{"place": 2, "stored": ["2" * 20, "4" * 20]}] * 2
    found = device.get(0).json
    assert [one["value"]["text"] for one in found["entries"]] == ["een", "twee"]
    assert {one["by"] for one in found["entries"]} == {"inspecteur@voorbeeld.be"}
    assert found["place"] == 2


def test_only_what_is_new_is_sent_and_nothing_when_nothing_is(device: Device) -> None:
    device.post(entry("2"))
    first = device.get(0)

    nothing = device.get(1, **{"If-None-Match": first.headers["ETag"]})
    device.post(entry("4", "twee", replaces=["2" * 20]))
    more = device.get(1, **{"If-None-Match": first.headers["ETag"]})

    assert nothing.status_code == 304
    assert [one["id"] for one in more.json["entries"]] == ["4" * 20]


def test_who_comes_later_gets_what_counts_and_the_export_has_all(device: Device) -> None:
    device.post(entry("2"), entry("4", "twee", replaces=["2" * 20]))

    assert [one["id"] for one in device.get(0).json["entries"]] == ["4" * 20]
    raw = json.loads(device.client.get(f"{device.address}/export").data)
    assert [one["value"]["text"] for one in raw["entries"]] == ["een", "twee"]


def test_one_bad_entry_is_named_and_keeps_the_others_out(device: Device) -> None:
    refused = device.post(entry("2"), entry("4", value="tekst"))

    assert refused.status_code == 422
    assert refused.json["problems"] == [{"id": "4" * 20, "problem": "Het veld 'value' klopt niet."}]
    device.post(entry("2"))
    other = device.post(entry("2", "iets anders"))
    assert (other.status_code, other.json["problems"][0]["id"]) == (422, "2" * 20)
    assert len(device.get(0).json["entries"]) == 1


@pytest.mark.parametrize("body", [{"entries": None}, {"entries": {}}, {"entries": [3]}])
def test_what_is_no_list_of_entries_is_refused(device: Device, body: dict[str, object]) -> None:
    assert device.post(**body).status_code == 422


def test_entries_never_get_the_name_of_who_signed_in_later(
    app: Flask, platform: Platform, device: Device
) -> None:
    other = Device(
        signed_in(app, platform, Account("bo@voorbeeld.be", "inspecteur")), device.address
    )

    assert other.post(entry("2"), staff=device.staff).status_code == 409
    assert other.get(0).json["entries"] == []


def test_without_a_token_or_a_meeting_nothing_is_kept(device: Device) -> None:
    sent = {"staff": device.staff, "entries": [entry("2")]}

    assert device.client.post(device.address, json=sent).status_code == 400
    headers = {"X-CSRFToken": device.token}
    elsewhere = device.client.post("/gesprek/bestaatniet/logboek", json=sent, headers=headers)
    assert elsewhere.status_code == 404
    assert device.get(0).json["entries"] == []


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30])
def test_a_place_that_is_none_is_refused(device: Device, after: str) -> None:
    assert device.get(after).status_code == 400
