"""What Python's libraries make of files for bookkeeping programs."""

import base64
import io
import tempfile
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from beancount import loader
from beancount.core.data import Transaction
from beancount.ops import validation
from mloda.community.feature_groups.experimental.german_ledger.datev import read_batch
from openpyxl import load_workbook


def beancount(text):
    """The errors that bean-check finds, and the balances."""
    entries, errors, _ = loader.load_string(text, extra_validations=validation.HARDCORE_VALIDATIONS)
    balances = defaultdict(Decimal)
    transactions = [entry for entry in entries if isinstance(entry, Transaction)]
    for posting in (posting for entry in transactions for posting in entry.postings):
        balances[f"{posting.account} {posting.units.currency}"] += posting.units.number
    return {
        "errors": [error.message for error in errors],
        "narrations": [entry.narration for entry in transactions],
        "balances": {name: str(number) for name, number in balances.items()},
    }


def workbook(file):
    """The cells of each sheet: a text, a number as {"number"}, a day or time as {"time"}."""

    def cell(value):
        if isinstance(value, datetime):
            return {"time": value.isoformat()}
        return {"number": str(value)} if isinstance(value, (int, float)) else value

    book = load_workbook(io.BytesIO(base64.b64decode(file)))
    return {sheet.title: [[cell(value) for value in row] for row in sheet.iter_rows(values_only=True)] for sheet in book}


def datev(file):
    """The header of a batch and the balance of each account, by a strict reader; fails for what it doesn't know."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "EXTF_movements.csv")
        path.write_bytes(base64.b64decode(file))
        header, legs = read_batch(str(path))
    balances = defaultdict(Decimal)
    for account, amount in zip(legs["Konto"], legs["Betrag"]):
        balances[account] += amount
    return {
        "locked": header.festschreibung or any(legs["Festschreibung"]),
        "chart": header.skr,
        "period": [header.datum_von.isoformat(), header.datum_bis.isoformat()],
        "rows": len(legs["Konto"]) // 2,
        "days": sorted({day.isoformat() for day in legs["Buchungsdatum"]}),
        "references": sorted(set(legs["Belegfeld 1"])),
        "balances": {account: str(balance) for account, balance in balances.items()},
    }


LEDGERS = {"beancount": beancount, "workbook": workbook, "datev": datev}
