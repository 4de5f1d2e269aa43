# English: making a link, and sharing it

new-title = New link
new-who-sets = Who sets the amount
new-fixed = Fixed
new-open = Payer chooses
new-between = Between
new-amount = Amount
new-at-least = At least
new-at-most = At most
new-open-says = The payer says how much.
new-suggested = Suggested amounts
new-currency = Currency
new-currency-search = Search for a currency
new-currency-none = No currency fits.
new-currency-unpaid = None of your ways to be paid takes { $currency }.
new-memo = What for
new-memos = What you asked for before
new-remove = Remove
new-remove-some = Remove some
new-no-due = No due date
new-due = Due on
new-parts = In parts
new-parts-hint = A deposit and the rest, or instalments: an amount and a day for each. Leave the last amount empty, and it is what remains.
new-part-amount = Amount of part { $n }
new-part-day = Day of part { $n }
new-prices = More prices
new-prices-hint = The same amount in other currencies, at prices of your own: the payer pays one of them. Nothing is converted.
new-price-amount = Amount of price { $n }
new-price-currency = Currency of price { $n }
new-works-for = The link works for
new-no-limit = No time limit
new-days = { $count ->
        [one] { $n } day
       *[other] { $n } days
    }
new-times = How many times it can be paid
new-times-hint = 1 for one payer, more for a group. If left empty: once for a fixed amount, any number of times otherwise.
new-reference = Your reference
new-reference-hint = An invoice or order number. Payers don’t see it.
new-preview = What a chat shows of the link
new-preview-hint = Everybody in the chat sees it. What it is for is never shown.
new-preview-generic = That you ask for a payment
new-preview-amount = Your name and the amount
new-preview-none = Nothing
new-language = Language of the link and its message
new-language-hint = Readers whose own language Chit speaks get that one.
new-note = Ask the payer for a note
new-note-hint = One line. Only you and that payer see it.
new-tips = Let the payer add a tip
new-tips-hint = None, 5, 10, 15 % or an amount of their own. Only with a fixed amount that is paid at once. Your books keep tips apart.
new-keypad = Keypad
new-keyboard = the device’s keyboard
new-erase = Erase
new-make = Make link
new-show-code = Show code
new-offline = Offline. Nothing was made yet. What you typed stays here; press again when you are back.
new-repeated = You made the same link less than two minutes ago, and it is still open. Nothing was made now. For the same payer, open that one; for another payer, make another.
new-repeated-open = Open that link
new-repeated-another = Make another
new-as-seen = What the payer will see
new-ready = Link ready
new-reminder = Reminder
new-turns = Open. This page turns when it is paid.
new-over = Link ended
new-is-paid = It is paid.
new-ended = This link has ended.
new-claimed = The payer says that it is sent. See whether it arrived.
new-change-preview = Change what the chat shows
split-word = Split
split-title = Split a bill
split-total = Total
split-shares = Shares
split-equal = Equal shares
split-named = Own names
split-count = Number of shares
split-fewer = One share fewer
split-more = One share more
split-names = Names, one on each line
split-names-hint = Only you see them.
split-make = Make the links
split-links = { $count ->
        [one] { $n } link. Send it to one person.
       *[other] { $n } links. Send each to one person; nobody sees the others.
    }
split-paid = { $paid } of { $all } paid
split-sum = { $paid } of { $total }
split-share = Share { $n }
split-all = All shares of this split
bulk-many = Many
bulk-title = Many links
bulk-lead = A table becomes links, one for each row. Everything is checked and shown first.
bulk-file = CSV file
bulk-file-hint = Saved by a spreadsheet as CSV UTF-8, { $max } rows at most.
bulk-text = Or paste the table
bulk-text-hint = The first row names the columns, with commas, semicolons or tabs between them. Columns can be:
bulk-check = Check the table
bulk-check-again = Check again
bulk-nothing = Nothing was made.
bulk-row = Row { $n }
bulk-good = { $count ->
        [one] { $n } link can be made
       *[other] { $n } links can be made
    }
bulk-bad = { $count ->
        [one] { $n } row has to be corrected. Nothing was made yet.
       *[other] { $n } rows have to be corrected. Nothing was made yet.
    }
bulk-make = { $count ->
        [one] Make { $n } link
       *[other] Make { $n } links
    }
bulk-make-good = { $count ->
        [one] Make { $n } link, without the wrong rows
       *[other] Make { $n } links, without the wrong rows
    }
bulk-made = { $count ->
        [one] { $n } link made
       *[other] { $n } links made
    }
bulk-left = No link was made of these rows:
bulk-download = Download the table with the links
bulk-kept = This page is here for two days. The links stay among your requests.
new-message-language = Language of the message
new-copy = Copy link
new-copy-message = Copy message
new-button = Copy a button for a website
new-share = Share
new-share-picture = Share as QR picture
new-save-qr = Save QR picture
new-save-card = Save card
new-print = Print a sheet for the counter
new-sms = Text message
new-email = E-mail
new-only-link = Messenger and Snapchat take only the link.
new-paste-there = In WeChat, Instagram and Google Chat, paste the message or send a picture.
new-no-preview = No preview: you chose that chats show only the link.
new-as-reminder = Send it as a friendly reminder
new-without-reminder = Send the link without a reminder
new-turn = Turn around
new-keep-on = Tap to keep the screen on

## Items to choose from

new-items = Let payers choose from a list
new-items-hint = What each payer picks makes the amount, so leave the amount empty. A line without “up to” is part of every sum.
new-item = Item
new-item-price = Price
new-item-most = Up to
new-item-stock = For sale
