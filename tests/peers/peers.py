"""What Python's libraries make of a payment: a question in JSON on each line, and an answer in JSON on each line."""

import base64
import binascii
import io
import json
import sys
from urllib.robotparser import RobotFileParser

import segno.helpers
import zxingcpp
from ledgers import LEDGERS
from PIL import Image
from qrbill import QRBill
from qrbill.bill import LABELS
from schwifty import IBAN
from stdnum import iso11649
from stdnum.ch import esr
from stdnum.sg import uen


def read(picture):
    """The text of the one QR code in a picture."""
    picture = Image.open(picture).convert("L")
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def scan(picture):
    """The same, of a picture in base64."""
    return read(io.BytesIO(base64.b64decode(picture)))


def epc(**transfer):
    """The text of the code that segno draws for a SEPA transfer."""
    picture = io.BytesIO()
    segno.helpers.make_epc_qr(**transfer).save(picture, kind="png", scale=8)
    return read(picture)


def swiss(**bill):
    """The text of a QR-bill's code."""
    return QRBill(**bill).qr_data().replace("\r\n", "\n")


def headings(language):
    """The headings of a QR-bill without a message, whose payer isn't known."""
    used = [
        "Payment part",
        "Receipt",
        "Account / Payable to",
        "Reference",
        "Payable by (name/address)",
        "Currency",
        "Amount",
        "Acceptance point",
        "Separate before paying in",
    ]
    return used if language == "en" else [LABELS[name][language] for name in used]


def iban(text):
    """An account's parts; fails for one that doesn't exist."""
    account = IBAN(text, validate_bban=True)
    return {
        "compact": account.compact,
        "bank": account.bank_code,
        "prefix": account.branch_code,
        "account": account.account_code,
    }


def numbers(rf=None, qrr=None, company=None):
    """Numbers without spaces; fails for one whose check digits don't fit."""
    checks = {"rf": (iso11649, rf), "qrr": (esr, qrr), "company": (uen, company)}
    return {name: check.validate(text) for name, (check, text) in checks.items() if text}


def checksum(text):
    """CRC-16/CCITT-FALSE."""
    return f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def robots(text, agents, urls):
    """Which of the addresses each crawler may read, by Python's own reader of robots.txt."""
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return {agent: [url for url in urls if rules.can_fetch(agent, url)] for agent in agents}


ANSWERS = {"scan": scan, "epc": epc, "swiss": swiss, "headings": headings, "iban": iban, "numbers": numbers, "checksum": checksum, "robots": robots}
ANSWERS |= LEDGERS
for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = {"answer": ANSWERS[question["ask"]](**question["about"])}
    except Exception as problem:  # the test that asked tells it
        answer = {"problem": repr(problem)}
    print(json.dumps(answer), flush=True)
