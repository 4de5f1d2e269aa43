# English: the books

## Parts

books-export = Export
books-statement = Statement
books-deliveries = Deliveries
books-close = Close

## Lines and sums

books-lines = { $count ->
        [one] { $n } line
       *[other] { $n } lines
    }
books-lines-in = { $count ->
        [one] { $n } line in { $currency }
       *[other] { $n } lines in { $currency }
    }
books-tests = Test payments are counted here and stand in the file, too: their way is called demo, or ends in _test.
books-came-in = Came in
books-went-back = Went back
books-went-out = Went back, and fees
books-fees = Fees
books-fee = Fee
books-net = In the books
books-correction = Correction
books-unknown-fees = { $count ->
        [one] One fee isn’t known. Sums and balances are without it.
       *[other] { $n } fees aren’t known. Sums and balances are without them.
    }
books-day = Day
books-for = For
books-method = Method
books-amount = Amount
books-no-text = No text
books-for-day = for { $day }
books-fee-unknown = not known
books-by-hand = By hand
books-by-statement = Bank statement
books-test = { $method } (test)
books-days = { $first } to { $last }
books-days-account = { $days }, account { $account }

## Export

books-period = Period
books-this-month = This month
books-last-month = Last month
books-this-quarter = This quarter
books-this-year = This year
books-everything = Everything
books-up-to = Up to { $day }
books-since = From { $day }
books-from = From
books-to = Up to and including
books-currency = Currency
books-all-currencies = All currencies
books-zone-and-day = Time zone, and which day counts
books-zone = Time zone
books-zone-hint = Days begin and end by it, such as Europe/Berlin.
books-which-day = Which day counts
books-by-accounting = The day in the books
books-by-accounting-hint = The day on which the money moved; for what is recorded once that day is closed, the first open day. A closed period never changes, and nothing falls between two.
books-by-settled = The day on which the money moved
books-by-settled-hint = To see what a month brought. It may change: what is recorded later for one of its days is added to it.
books-by-created = The day on which it was written down
books-by-created-hint = To see what was recorded when, whatever day it is about.
books-show = Show
books-nothing-shown = Nothing can be shown yet. See what is marked below.
books-nothing-exported = Nothing was exported. See what is marked below.
books-first-lines = The first lines
books-nothing-moved = No money moved in these days. A file of them has no lines.
books-no-sums = Sums are kept by the day in the books. Choose that day above to see them.
books-first-of-all = These are the first. The file has all of them.
books-first-of-many = These are the first. The file has all of them and takes a moment to write: your browser shows how far it is.
books-final = These days are closed: the file will always be the same.
books-provisional = Some of these days are open, so the file is provisional, and its name says so.
books-month-statement = Statement of { $month }, to print or to save as PDF
books-format = Format
books-format-csv-eu = CSV with decimal commas
books-format-xero = CSV for Xero
books-format-quickbooks = CSV for QuickBooks
books-for-csv = For any spreadsheet: commas, decimal points, every column
books-for-csv-eu = For Excel where decimals have a comma: semicolons, every column, long references kept whole
books-for-xlsx = For Excel, LibreOffice and Numbers: amounts and dates as such, every column, and a sheet of totals
books-for-jsonl = For programs: one object per line, every column
books-for-beancount = For plain-text accounting with Beancount: a checked transaction for each line
books-for-hledger = For plain-text accounting with hledger or Ledger: a checked transaction for each line
books-for-ofx = For GnuCash, Sage, MoneyMoney and banks’ programs: the statement of an account, one currency
books-for-qif = For older programs such as Quicken: one currency; import each file once
books-for-xero = For Xero’s import of bank statements: one currency, 1,000 rows at most
books-for-quickbooks = For QuickBooks Online’s import of bank transactions: one currency, days as dd/mm/yyyy, 350 KB at most
books-for-datev = For German tax advisers: a batch of postings (EXTF Buchungsstapel), one currency and fiscal year
books-accounts-link = Accounts for Beancount, hledger and DATEV
books-download = Download

## Accounts

books-accounts = Accounts
books-accounts-lead = Files for bookkeeping programs book to these accounts. Leave a field empty to use the default.
books-accounts-saved = Saved. The next file has these accounts; what was delivered keeps its own.
books-clearing = Clearing
books-clearing-hint = What a provider has and hasn’t paid out. Each way of payment gets one below it.
books-fees-account = Fees
books-fees-account-hint = Each way of payment gets one below it.
books-tips-account = Account of tips
books-tips-account-hint = Such as Income:Chit:Tips.
books-receivable = Receivable
books-receivable-hint = What requests are owed.
books-chart = Chart of accounts
books-adviser = Adviser’s number
books-adviser-hint = Beraternummer, from your tax adviser.
books-client = Client’s number
books-client-hint = Mandantennummer.
books-first-month = First month of the fiscal year
books-first-month-hint = 1 is January.
books-digits = Digits of an account
books-digits-hint = 4, unless your adviser says otherwise.
books-datev-fees = Account of fees
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Debtor
books-debtor-hint = The collective account of all payers.
books-datev-tips = Account of tips
books-datev-tips-hint = 1590 in SKR03, 1370 in SKR04. Ask your tax adviser: tips of employees and of the owner are taxed in different ways.
books-clearing-differs = Clearing accounts that differ from the default
books-clearing-differs-hint = A way of payment and its account on each line, such as “stripe 1361”.
books-save = Save

## Deliveries

books-new-lines = { $count ->
        [one] { $n } line since your last delivery
       *[other] { $n } lines since your last delivery
    }
books-nothing-new = Nothing new since your last delivery
books-some-new-lines = Lines since your last delivery
books-nothing-delivered = Nothing was delivered. See what is marked below.
books-deliveries-lead = A delivery has every line that no earlier one had, in order and without a gap. Its file has the same bytes whenever you fetch it. The days before today are closed with it.
books-deliver = Deliver what is new
books-delivered = Delivered
books-batch = Batch { $number }
books-batch-format = Format of batch { $number }
books-batch-currency = Currency of the file of batch { $number }
books-older-deliveries = Older deliveries

## Close

books-closed-until = Up to { $day } nothing can change any more
books-nothing-closed = Nothing is closed yet
books-nothing-changed = Nothing was changed. See what is marked below.
books-close-lead = What is recorded later for a closed day is booked on the first open day, and says which day it belongs to. So what your accountant has got stays as it is.
books-close-until = Close up to and including
books-close-hint = Days end by the clocks of { $zone }. Only days that are over can be closed, and a close can’t be taken back.
books-close-button = Close up to this day
books-by-itself = By itself
books-closing-day = A month closes by itself on this day of the next one
books-closing-day-hint = From 1 to 28. What you deliver is closed, too.
books-closes = Closes
books-closed-to = Up to
books-closed-when = Closed
books-last-line = Last line
books-last-hash = Its hash
books-closed-by-you = { $moment }, by you
books-closed-by-calendar = { $moment }, by the calendar

## Month

books-of-the-books = Statement of the books
books-payee = Payee
books-made = Made
books-state = State
books-state-final = Final: the month is closed
books-state-open = Provisional: the month isn’t closed yet
books-state-running = Provisional: the month isn’t over
books-month-empty = No money has moved up to the end of this month.
books-balance-before = Balance before { $day }
books-balance-after = Balance after { $day }
books-month-nothing = Nothing moved in this month.
books-month-none-listed = None of its lines is among those that are listed here.
books-by-method = By method
books-by-method-in = { $currency } by method
books-all = All
books-month-amounts = Amounts of the month
books-month-fees = Fees of the month
books-month-tips = Tips in these amounts
books-month-cut = { $count ->
        [one] The first { $listed } of { $n } line are listed. The sums are those of all, and the export has every one.
       *[other] The first { $listed } of { $n } lines are listed. The sums are those of all, and the export has every one.
    }
books-balance-hint = A balance is the sum of all amounts, less the fees that are known. What a provider has paid out to a bank account isn’t taken off.
books-head = Head of the ledger: line { $line }
books-months = Months
books-export-month = Export this month

## Statements

books-match-title = Match your bank’s statement
books-match-lead = We read it, match it, and forget who paid.
books-file = File from your bank
books-file-hint = CAMT (.xml), MT940, OFX or CSV, 50 MiB at most; unpack a .zip first. A file that you import twice changes nothing.
books-drop = Or drop the file here.
books-choose-file = Choose a file first.
books-kept = What is kept of it
books-kept-lead = Of each entry: amount, fee, currency and days, the last four characters of the bank’s own reference, and a fingerprint that tells it from others. Names, accounts and texts of payers are read in memory and forgotten with the file.
books-import = Import
books-sending = Sending the file:
books-sent = The file has arrived. Its entries are being matched.
books-read-begun = The file is being written.
books-read = Still working: { $n } lines.
books-read-of = Still working: { $n } of { $all } lines.
books-read-all = All lines are written.
books-underway = Still working: { $done } of { $all } entries
books-nothing-imported = { $fault } Nothing was imported.
books-imported = Imported
books-undone = Undone
books-waiting = { $count ->
        [one] { $n } to decide
       *[other] { $n } to decide
    }
books-older-statements = Older statements
books-columns = The columns of this table
books-columns-lead = Some of it isn’t clear. Your answers are kept for files with the same headings; the file isn’t, so pick it once more.
books-first-rows = The first rows
books-cells-left-out = Cells that could name somebody are left out.
books-column-none = Not chosen
books-asked = The file leaves this open. Choose.
books-asked-again = This doesn’t fit the file. Choose again.
books-column-date = Day of booking
books-column-value-date = Value date
books-column-amount = Amount
books-column-debit = Money out, if it has a column of its own
books-column-credit = Money in, if it has a column of its own
books-column-sign = Direction: in or out
books-column-fee = Fee that was kept of the amount, if there is such a column
books-column-net = Amount after the fee
books-column-currency = Column of currencies
books-date-order = Order of the dates
books-order-dmy = Day, month, year
books-order-mdy = Month, day, year
books-order-ymd = Year, month, day
books-decimal-mark = Before the decimals stands
books-mark-dot = a point: 1,234.50
books-mark-comma = a comma: 1.234,50

## One statement

books-no-entries = No entries
books-entries = { $count ->
        [one] { $n } entry
       *[other] { $n } entries
    }
books-known-before = { $count ->
        [one] { $n } of them known before
       *[other] { $n } of them known before
    }
books-not-booked = { $count ->
        [one] { $n } more that the bank hasn’t booked yet
       *[other] { $n } more that the bank hasn’t booked yet
    }
books-imported-at = Imported on { $moment }
books-was-undone = This import was undone: what it had booked is taken back by corrections.
books-nothing-was-changed = Nothing was changed.
books-queues = Queues
books-matched = Matched
books-suggested = Suggested
books-unmatched = Unmatched
books-dismissed = Dismissed
books-outgoing = Went out
books-nothing-waits = Nothing waits here.
books-none = There is none.
books-all-known = Nothing new: all of its entries were known before.
books-keys = Keys: ↑ ↓ to move, Enter to take, d to dismiss
books-taken-back = Taken back
books-bank-reference = bank’s reference
books-booked-before = Booked before; this is further evidence.
books-take = Take it
books-that-payment = It is this payment
books-another-payment = Another payment: book it
books-pick = Pick a request
books-search-requests = Search requests
books-search-hint = Words, an amount or a code
books-search = Search
books-none-fits = No request fits.
books-dismiss = Dismiss
books-more-entries = More entries
books-undo = Undo this import
books-undo-lead = What it has booked is taken back by corrections, and its entries can be imported again. It works as long as its days are open.
books-forgotten = Nothing more of an entry is kept: no name, no account, no text of who paid. Your bank has them, under this day and amount.
books-why-currency = The reference is right, but the money is in another currency.
books-why-several = The transfer names several requests, and what is open on them doesn’t add up to its amount.
books-why-paid = The reference is right, but this request is paid already.
books-why-booked = The same amount is booked for this request on the same day, from a file of another format.
books-why-recorded = The same amount is recorded for this request already: this may be that money, or another payment.
books-why-kept = The reference is right and the payer sent the whole amount: a bank kept a part of it.
books-why-ambiguous = The code or reference fits more than one request.
books-why-own = Your reference is in the text, but the amount is another one or the request isn’t open.
books-why-claimed = Its payer said that this amount was sent.
books-why-amount = The amount is what is open, and the request is of that time.
books-why-taken-back = The bank took an amount back that is booked for this request.
books-no-such-request = Use the code of one of your requests.
books-no-such-payment = None of your payments has this id.
books-request-currency = This request is in another currency. Record the money on the request’s page, in the request’s currency.
books-refused-decided = This entry is decided already. Look at it again.
books-refused-not-waiting = Only an entry that waits for a decision can be dismissed.
books-refused-undone = This import was undone. Import the file again.
books-refused-other-money = This payment is other money, or another entry shows it already. Look at it again.
books-refused-nothing-paid = No statement has paid this amount for that request, so nothing of it can be taken back. Record a refund of the payment.
books-refused-day-closed = Money of this statement is booked on { $day }, and that day is closed in your books. Record a refund for what is wrong instead.
books-refused-gone-back = Money of this statement has gone back since, so the import can’t be undone.
books-refused-taken-back-later = By a later statement, the bank took money of this one back. Undo the import of that statement first.

## Faults of files

books-at-line = Line { $line }: { $fault }
books-at-element = { $element } in line { $line }: { $fault }
books-fault-unreadable = The file could not be read to its end. Send it again.
books-fault-cut = The file ends too early, so a part of it is missing. Download it again.
books-fault-too-long = A line or a text is longer than any bank’s.
books-fault-not-text = This is no text, or not in the encoding that the file names.
books-fault-malformed = This is not written as its format says.
books-fault-declaration = A declaration such as DOCTYPE isn’t taken: no statement needs one.
books-fault-no-account = The entries belong to no account.
books-fault-no-amount = The amount is missing.
books-fault-no-direction = It isn’t said whether the money came or went.
books-fault-no-day = The day is missing.
books-fault-no-currency = The amount has no currency.
books-fault-not-amount = The amount is not a number that can be read.
books-fault-too-fine = The amount has more decimals than its currency.
books-fault-too-large = The amount is too large.
books-fault-not-day = The date is no day of the calendar.
books-fault-currency-differs = The amount is in another currency than its row says.
books-fault-fee-off = The fee is not the difference between the amount and what is left of it.
books-fault-no-balance = A balance is missing or can’t be read, so a part of the file may be missing. Download it again.
books-fault-pdf = This is a PDF, which is for reading only. Download the statement as CAMT.053, MT940, OFX or CSV.
books-fault-packed = This is an archive or a workbook. Unpack it, or save the workbook’s sheet as CSV.
books-fault-compressed = This file is compressed. Unpack it first.
books-fault-empty = The file is empty.
books-fault-unknown-format = This is no bank statement that can be read. Statements are read as CAMT.052, CAMT.053 and CAMT.054 (XML), MT940, MT942, OFX and CSV with a line of headings.
books-fault-no-statement = There is no statement of an account in the file.
books-fault-too-many = A file has at most 200,000 entries; this one has more. Import it in parts, such as months.
books-fault-too-much = The entries of this file have more references than can be read at once. Import it in parts, such as months.
books-fault-unclear = The columns of this table aren’t clear.
books-fault-balance-off = The balance is not what the one before and the entries come to.
books-fault-balance-unread = The balance can’t be read, so the entries aren’t compared with it.
books-fault-details-off = The details don’t come to the amount of their entry. The entry counts as one.
books-fault-day-of-statement = This entry has no day; it was given that of the statement.
books-fault-left-out = A row was left out: its date, its amount or its currency is missing.
books-fault-unknown-state = The state of this row, and perhaps of others, isn’t known. It counts as not booked yet.
books-fault-correction = This entry corrects an earlier one, so it is shown and settles nothing.
