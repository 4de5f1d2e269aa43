"""What schemathesis has to know to get anywhere, and a check of its own."""

import json
import os
import string
import urllib.request
import uuid

import schemathesis
from hypothesis import strategies as st

# Values of formats that only the service knows, so that more than refusals are tried.
FORMATS = {
    "line": st.text(alphabet=string.ascii_letters + string.digits + " .,-äöüß€", min_size=1, max_size=40),
    "currency": st.sampled_from(["EUR", "USD", "CHF", "JPY", "BHD", "eur"]),
    "decimal": st.one_of(st.integers(1, 10**6).map(str), st.sampled_from(["25.00", "0.5", "12.345"])),
    "https": st.sampled_from(["https://shop.example/chit", "https://example.com/", "http://127.0.0.1/"]),
    "whsec": st.binary(min_size=24, max_size=24).map(lambda secret: "whsec_" + __import__("base64").b64encode(secret).decode()),
}
for name, strategy in FORMATS.items():
    schemathesis.openapi.format(name, strategy)

# What is said of a value that isn't of its type or form at all: of one that fits its schema it may not be said.
MISREAD = {"wrong_type", "unknown_field", "duplicate"}

OWN_KEY = None


def own_key(base):
    """The id of the key that the calls are made with."""
    global OWN_KEY
    if OWN_KEY is None:
        call = urllib.request.Request(f"{base}/keys", headers={"Authorization": f"Bearer {os.environ['CHIT_KEY']}"})
        OWN_KEY = json.load(urllib.request.urlopen(call))["data"][-1]["id"]
    return OWN_KEY


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps the calls from revoking the key that they are made with, and from getting a kept answer about a key that is gone by then."""
    # A call that leaves a header out, or has a wrong one, stays as it is: schemathesis takes one that is changed for a right one.
    is_meant_wrong = case.meta is not None and case.meta.generation.mode.is_negative
    if not is_meant_wrong and case.operation.method.upper() == "POST" and case.operation.path.startswith(("/keys", "/webhooks")):
        # The answer of a repeated call names what the first one made, which another call may have taken away since.
        for headers in (kwargs.get("headers") or {}, case.headers or {}):
            for name in [name for name in headers if name.lower() == "idempotency-key"]:
                headers[name] = str(uuid.uuid4())
    if case.operation.path.startswith("/keys/{id}"):
        base = case.operation.base_url
        if case.path_parameters and case.path_parameters.get("id") == own_key(base):
            case.path_parameters["id"] = "key_aaaaaaaaaaaaaaaaaaaaaa"


@schemathesis.check
def not_misread(context, response, case):
    """A call that fits the description is never refused as one that doesn't."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code != 400:
        return
    # No schema describes the columns of a table.
    if case.media_type == "text/csv":
        return
    codes = {error["code"] for error in response.json().get("errors", [])}
    assert not codes & MISREAD, f"{codes} of a call that fits the description"
