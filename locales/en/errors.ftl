# English: what is wrong with what a seller typed, and why something can’t be done
#
# { $found } is what was typed or found, { $max } and { $min } are numbers, { $money } is an amount.

error-required = This is needed.
error-empty = Write something here, or leave it out.
error-too-long = This is too long: { $max } characters at most.
error-longer = This is too long: { $found } characters at most.
error-unprintable = This holds a character that can’t be seen, or that changes the text around it ({ $found }). Remove it, and use one line of plain text.
error-one-line = Write one line of plain text.
error-nameless = This shows no letter, digit or symbol. Use at least one.
error-past = This moment is over. Choose one in the future.
error-future = This day has not come yet.
error-refused = The provider does not accept this. See whether it was copied whole, and from the right account.
error-choose = Choose one of what is offered.
error-invalid = This can’t be read. See what is wanted here.
error-out-of-range = This lies outside of the limits.
error-conflict = This does not go with the other fields.
error-amount-required = Write the amount.
error-withdrawn-currency = { $found } is no longer used as money. Choose another currency.
error-wrong-currency = This is another currency than that of the request.
error-min-over-max = The smallest amount is larger than the largest.
error-suggested-many = Suggest { $max } amounts at most.
error-many-labels = These are too many labels. Leave some out.
error-duplicate = { $money } is there twice.
error-whole-number = Write a whole number, 1 or more, or leave it empty.
error-amount-fixed = A fixed amount has no limits and no suggestions. Leave out the one or the other.
error-suggested-currency = Your suggested amounts don’t fit this currency. Empty them on the page Profile first.
error-day = Write a day as year-month-day, such as 2026-11-30.
error-not-over = Only a day that is over can be closed.
error-period = The end must come after the beginning.
error-zone = This is not a time zone. Use a name such as Europe/Berlin or UTC.
error-closing-day = Write a day of the month from 1 to 28.
error-handle-length = The name in the link has 3 to 20 characters.
error-handle-characters = The name in the link is made of the letters a to z, digits and hyphens, with a letter or digit at both ends.
error-handle-taken = This name, or one that looks like it, is taken. Choose another.
error-account-mistyped = That is not the name of this account. Nothing was closed.
error-account-closed = This account is closed. Nothing can be done with it any more.
error-invite-used = This invitation was used, or it has expired. Ask whoever runs this service for a new one.
error-invitation-needed = Signing up here takes an invitation. Ask whoever runs this service for one.
error-many-ways = You have as many ways to be paid as there can be. Remove one that you don’t need.
error-key-name-taken = Another key has this name. Choose another one.
error-many-keys = There are as many keys as there can be. Remove one first.
error-webhook-twice = There is a webhook with this address already.
error-many-webhooks = There are as many webhooks as there can be. Remove one first.
error-webhook-address = Write an address that begins with https://, without user name, password and #.
error-webhook-taken = The webhook address in this form is in use already. Give the provider the new one that stands here now.
error-server = Write your server’s address, beginning with https://, without user name, question mark and #.
error-server-private = This server is in a private network. Whoever runs this service can allow it.
error-lightning-address = This is not a Lightning address. It looks like anna@wallet.example.
error-lightning-refused = No wallet answers for this Lightning address. See whether it is spelled right and your wallet has it.
error-https = Write a link that begins with https://, without blanks, user name and password.
error-too-many-lines = These are too many lines: { $max } at most.
error-no-rows = The table has no rows below its first one.
error-no-header = The first row has to name the columns.
error-not-utf8 = The table isn’t UTF-8. Save it as “CSV UTF-8”.
error-many-rows = The table is too large: { $max } rows at most. Send it in parts.
error-uneven = Row { $row } has more cells than the first row. Put a text with a comma, semicolon or tab in quotes.
error-open-quotes = Row { $row }, the last one, ends within quotes. Put a quote where its text ends.
error-unknown-column = No link has this column.
error-column-twice = This column stands there twice.
error-true-false = Write true or false.
error-tips-open = Tips go with a fixed amount only: whoever chooses the amount can add to it anyway. Switch tips off, or set an amount.
error-tips-parts = Tips don’t go with parts. Switch tips off, or leave the parts out.
error-split-count = A split has { $min } to { $max } shares.
error-split-small = This is too little for that many shares: at least { $money }.
error-parts-count = An amount has { $min } to { $max } parts, or none.
error-parts-sum = The parts add up to { $money }, which is not the amount. Make them add up to it, or leave the last part’s amount empty.
error-parts-left = The other parts leave nothing of { $money } for the last one.
error-parts-open = Only a fixed amount can be paid in parts.
error-parts-payers = Parts are paid by one person. Leave out how often it can be paid, or the parts.
error-parts-order = Each part is due after the one before. Put the parts in the order of their days.
error-parts-needed = Each part needs an amount and a day.
error-parts-day = Each part has a day of its own. Leave out the due date, or the parts.
error-parts-expiry = The link would stop working before its last part is due. Let it work longer.
error-send-first = Send it back from your wallet or account first. Then tick this.
error-too-much-back = { $money } is left: at most that can go back.
error-outdated = This page was not up to date any more, so nothing was done yet. See whether it was done before; if not, press the button once more.
error-provider-away = The provider does not answer now, so nothing could be checked. Try again in a few minutes.
error-provider-away-now = The provider can’t be used at the moment. Try again later.
error-request-code = None of your requests has this code.
error-one-currency = A file in this format has one currency. Choose it.
error-not-in-delivery = This delivery has nothing in this currency.
error-format = This period can’t be written in this format. Choose another format.
error-file = This file can’t be read as a statement. { $found }
error-file-long = This file has too many entries. Import it in parts, such as months.
error-column = Say which column has this.
error-too-big = This is too large. Send it in parts.
error-unreadable = What was sent can’t be read. Go back, load the page again, and press its button.

## Settings of ways to be paid

error-iban = This is not a valid IBAN. Check it for a slip: it begins with two letters and two digits, such as DE75 5121 0800 1245 1261 99.
error-iban-sepa = Transfers in euros reach accounts of the SEPA area only, and this one is in another country: { $found }.
error-iban-swiss = A QR-bill needs an account in Switzerland or Liechtenstein: CH… or LI…
error-iban-czech-slovak = This needs an account in Czechia or Slovakia: CZ… or SK…
error-bic = This is not a valid BIC. It has 8 or 11 letters and digits.
error-holder = Write the name in letters or digits, as your bank knows it.
error-spelled = Write it in letters or digits.
error-country = Write the country’s two letters, such as CH.
error-check-digit = The check digits don’t fit this number. Check it for a slip.
error-pix-key = This is not a Pix key. Write a random key, a CPF, a CNPJ, a phone number that begins with +55, or an e-mail address.
error-upi-id = This is not a UPI ID. It looks like anna@okbank.
error-wallet-handle = This isn’t a name, number or link of this wallet. It looks like { $found }
error-wallet-address = This isn’t a link of this wallet. Yours looks like { $found }
error-code-shape = This is not the whole text of a payment code. It begins with 000201 or 000202 and ends with 6304 and four more letters or digits.
error-code-checksum = This code’s check doesn’t fit: a character is missing or was changed. Copy it once more, whole.
error-code-once = This code is for one payment only. Use the one that you show to everybody, such as the sticker on your counter.
error-code-amount = This code has an amount in it. Use one without, so that each request can have its own.
error-code-tip = This code asks payers for a tip or adds a fee, so they would not pay the amount that you ask for. Use one without.
error-code-currency = This code is in no currency that is known here.
error-code-country = This code doesn’t say by two letters which country it is from.
error-code-twice = This code has its part { $found } twice, so it can’t be told which one counts.
error-code-long = This code is too long: with the amount and the reference in it, a code has 512 characters at most, and 99 in each of its parts.
error-picture-unreadable = This is not a picture that can be read here. Send a PNG or a JPEG.
error-picture-large = This picture is too large. Cut it to the code, or take a screenshot of it: 12 MB and 25 million pixels at most.
error-picture-no-code = No QR code can be read in this picture. Take it straight from the front, in good light, with the whole code on it.
error-promptpay-id = Write a Thai mobile number, the 13 digits of an identity or tax number, or the 15 digits of an e-wallet.
error-paynow-id = Write a UEN, or a mobile number of Singapore that begins with +65.
error-environment = Write live or sandbox.
error-copied = This is not what the provider shows there. Copy it once more, whole and without spaces.
error-publishable = This is a publishable key. The secret key begins with sk_ or rk_.
error-network = Leave it empty, or write main or test.

## What can’t be done as things are

error-look-again = Look at the payment again, then send it back.
error-look-first = Tick “I have looked at the provider” first: a payment that is set aside may still arrive.
error-nothing-left = There is nothing left to pay.
error-paid-meanwhile = Something was paid meanwhile. Look at the request again.
error-not-waiting = Only a transfer that has not arrived yet can be confirmed.
error-still-asked = The provider is still asked by itself. Wait until it has answered, or isn’t asked any more.
error-refund-ended = This refund has ended otherwise. Look at the payment again.
error-none-arrived = No money has arrived that could go back.
error-disputed = The payer’s bank disputes this payment. The dispute decides where the money goes.
error-many-refunds = This payment has been refunded in too many parts.
error-back-meanwhile = Something went back meanwhile. Look at the payment again.
error-nothing-to-refund = Nothing is left of this payment that could go back.
error-refund-refused = The provider refuses to send this back. Nothing went back. Look there, or send it by other means.
error-not-changeable = A request can be changed only while it is open or expired, and nothing has been paid.
error-webhook-disabled = This webhook is disabled. Enable it first.
error-not-erasable = What was written can be erased once the request is paid, cancelled or expired.
error-not-on-its-way = Only a payment that is on its way by its provider’s word can be set aside.
error-not-archivable = An open request can’t be archived. Cancel it first, or wait until it is paid.
error-not-own-word = Only money that you have confirmed yourself, and of which nothing went back, can be taken back.
error-arrival-closed = The day on which you confirmed it is closed in your books. Record a refund for what is wrong instead.
error-owner-key-off = Owner keys don’t sign in here once there is a passkey. Sign in with the passkey.
error-no-passkeys = Passkeys need a host name and https. Whoever runs this service sets both.
error-changed-meanwhile = Something was changed meanwhile. Load the page again.
error-not-claimed = Only a payment that its payer says was sent can be put off.
error-many-members = 50 people and devices are the most. Remove one first.
error-not-yourself = You can’t remove yourself. Another owner can.
error-many-passkeys = 20 passkeys are the most. Remove one first.
error-no-alerts = This service sends no alerts to devices.
error-many-devices = 10 devices are the most. Remove one first.

## Accounts

error-range = Write a whole number from { $min } to { $max }.
error-account-name = Write an account’s name such as { $found }. The first part is Assets, Liabilities, Equity, Income or Expenses.
error-account-digits = Write an account of { $max } digits: the number of digits that you chose.
error-debtor = Write a debtor from { $min } to { $max }.
error-rail-and-account = Write a way and its account on each line, such as “stripe 1361”.
error-account-rail = There is no way of the name “{ $found }”.
error-rail-twice = The way “{ $found }” stands there twice. Write it once.
error-way-lost = The key that kept this way’s settings is lost, so its provider can’t be asked. Nothing was done. Send the money back on the provider’s own pages.

error-order-waiting = The seller confirms this order first, so it can’t be paid yet.
error-many-products = A catalogue has { $max } products at most. Remove one that you don’t sell any more.

## Items to choose from

error-whole-between = Write a whole number from { $min } to { $max }.
error-items-amount = What payers choose of the items makes the amount. Leave the amount, its limits, parts and suggested amounts empty.
error-stock-taken = { $max } are sold or being paid for already, so there can’t be fewer.
