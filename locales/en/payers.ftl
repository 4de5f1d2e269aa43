# What buyers read: pay pages, receipts, problems, previews and messages. English is the original; a test holds every other
# language to the same keys and the same values.
#
# Values: { $payee } is a display name the seller chose, { $handle } its @handle, { $amount } an amount with its currency,
# { $date } and { $time } a day and a moment, { $zone } by which clocks, such as UTC+1. { $count } is a number to choose the plural by; the same number is shown by
# { $seconds }. Write no markup. Short, plain, polite words; no exclamation marks; say what happened,
# what it means for the money, and what to do. Where a language has a polite and a familiar form, use the polite one.

## Everywhere

never-asks = This page never asks for your bank login or a code from your phone. Type those only in your bank’s own app, or on the page of the provider you choose.
languages = Language
test-only = Test: no money moves
copy = Copy
copied = Copied
not-copied = Not copied
page-changed = Something has changed here. Load the page again.
print = Print or save
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Payment request
asks-for = { $payee } asks for
asked-for = { $payee } asked for
pay-whom = Pay { $payee }
pay-button = Pay { $amount }
payment-to = Payment to { $payee }
writes = { $payee } writes:
part-paid = Part of { $whole } has been paid. This is the rest.
parts-whole = { $whole } in all, paid in parts:
parts-paid = paid
parts-some = { $amount } paid
price-instead = or { $others }
due = Due
open-until = Can be paid until
check-words = Words to compare
seller-page = Seller’s page
genuine = Is this request genuine?
genuine-name = { $payee } chose this name; nobody has checked it. Compare { $address } with their sign, profile or invoice.
genuine-words = If you were told three words, they must be these; if they differ, don’t pay, and ask. Told none? That is usual.
somebody-claims = Somebody has said that they paid this already; { $payee } has not confirmed it yet. If that was you, don’t pay again.
no-way-title = This can’t be paid yet
no-way = { $payee } has not set up a way to be paid yet. Ask them, or open this link again later.
how-much = How much do you want to pay?
suggestions = Suggested amounts
any-amount = Any amount, in { $currency }.
bounds-between = Between { $min } and { $max }.
bounds-from = { $min } or more.
bounds-to = Up to { $max }.
note-label = A note for { $payee } (optional)
note-help = Only { $payee } reads it. Leave out what you don’t want kept.
tip-title = Add a tip for { $payee }?
tip-none = No tip
tip-own = Another tip
tip-own-label = Your tip
tip-own-hint = Up to { $most }.
tip-total = { $total } in all
tip-included = Including a tip of { $tip }
tip-too-large = The largest tip is { $most }.
tip-required = Type the tip, or choose no tip.
tip-unknown = Choose one of the tips, or no tip.
choose-way = Choose how to pay
confirms-itself = The confirmation comes by itself.
confirms-payee = { $payee } confirms once it has arrived.
confirms-either = The wallet confirms it by itself, or { $payee } does.
open-elsewhere = Open on another device
open-elsewhere-help = Scan it with the other device’s camera.
qr-of-link = QR code of this page’s link
report = Report this request
no-way-currency = None of the ways in which { $payee } is paid takes { $currency }. Ask them, or open this link again later.
no-way-amount = None of the ways in which { $payee } is paid takes this amount. Ask them, or open this link again later.

stamp-paid = PAID
state-expired = Expired on { $date }
state-cancelled = Cancelled
state-underway = On its way
underway-title = A payment is on its way
underway = Don’t pay again. If it does not go through, you can pay here as before.
paid = This has been paid. There is nothing left to do here.
expired = This request can’t be paid any more. If you still owe it, ask { $payee } for a new link.
cancelled = { $payee } has withdrawn this request, so don’t pay it. If you have paid already, ask { $payee } about it.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = A pretend provider for trying things out.
rail-demo-pay = Pay { $amount } with Demo
rail-demo-pay-any = Pay with Demo
rail-sepa = Bank transfer
rail-sepa-hint = From your own bank’s app, by QR code or by hand.
rail-sepa-pay = Pay { $amount } by bank transfer
rail-sepa-pay-any = Pay by bank transfer
rail-swiss = Swiss QR-bill
rail-swiss-hint = In e-banking or your Swiss bank’s app, or with a printed QR-bill.
rail-swiss-pay = Pay { $amount } by Swiss QR-bill
rail-swiss-pay-any = Pay by Swiss QR-bill
rail-spayd = QR Platba
rail-spayd-hint = From your Czech or Slovak bank’s app, by QR code or by hand.
rail-spayd-pay = Pay { $amount } with QR Platba
rail-spayd-pay-any = Pay with QR Platba
rail-pix = Pix
rail-pix-hint = From your bank’s app, by QR code or by pasting a code.
rail-pix-pay = Pay { $amount } with Pix
rail-pix-pay-any = Pay with Pix
rail-upi = UPI
rail-upi-hint = From any UPI app, by link or by QR code.
rail-upi-pay = Pay { $amount } with UPI
rail-upi-pay-any = Pay with UPI
rail-promptpay = PromptPay
rail-promptpay-hint = From your Thai bank’s app, by QR code.
rail-promptpay-pay = Pay { $amount } with PromptPay
rail-promptpay-pay-any = Pay with PromptPay
rail-paynow = PayNow
rail-paynow-hint = From your Singapore bank’s app, by QR code.
rail-paynow-pay = Pay { $amount } with PayNow
rail-paynow-pay-any = Pay with PayNow
rail-link = Wallet link
rail-link-hint = By a button or QR code that opens the wallet.
rail-link-pay = Pay { $amount } with { $wallet }
rail-link-pay-any = Pay with { $wallet }
rail-merchant_code = QR code
rail-merchant_code-hint = From your bank’s or wallet’s app, by QR code.
rail-merchant_code-pay = Pay { $amount } with { $wallet }
rail-merchant_code-pay-any = Pay with { $wallet }
rail-cash = Cash or another way
rail-cash-hint = You see how on the next page.
rail-cash-pay = Pay { $amount } in cash or another way
rail-cash-pay-any = Pay in cash or another way
rail-stripe = Stripe
rail-stripe-hint = Card, wallet or local method, on Stripe’s page.
rail-stripe-pay = Pay { $amount } with Stripe
rail-stripe-pay-any = Pay with Stripe
rail-paypal = PayPal
rail-paypal-hint = With your PayPal account, on PayPal’s page.
rail-paypal-pay = Pay { $amount } with PayPal
rail-paypal-pay-any = Pay with PayPal
rail-btcpay = Bitcoin or Lightning
rail-btcpay-hint = From your own wallet, by QR code or by copying.
rail-btcpay-pay = Pay { $amount } in bitcoin
rail-btcpay-pay-any = Pay in bitcoin
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = From a Lightning wallet, at the current rate.
rail-lnbits-pay = Pay { $amount } with Lightning
rail-lnbits-pay-any = Pay with Lightning
rail-other = Payment

## What is wrong with an amount, a note or a way to pay

amount-required = Type how much you want to pay.
amount-not-a-number = Write the amount in digits, such as { $example }.
amount-too-many-decimals = { $currency } does not have that many decimals. Write the amount like { $example }.
amount-not-positive = The amount must be more than zero.
amount-too-small = The smallest amount is { $min }.
amount-too-large = The largest amount is { $max }.
amount-ambiguous = This could be read as two different amounts. Write it without a separator for thousands, such as { $thousands }.
amount-ambiguous-decimals = This could be read as two different amounts. Write thousands without a separator, such as { $whole }, and decimals such as { $fine }.
amount-other-currency = This says { $found }, but the amount here is in { $currency }. Write it in { $currency }, such as { $example }.
amount-unknown-currency = The currency can’t be read. Use three letters, such as EUR.
amount-withdrawn-currency = { $found } is no longer used as money. Ask { $payee } for a link in another currency.
amount-in-link = The amount in this link can’t be read. Type it here, or ask for a new link.
note-too-long = The note is too long: { $longest } characters at most.
note-invalid = The note contains characters that can’t be shown. Write it in plain text.
method-unavailable = Choose one of the ways to pay that are offered for this amount.

## The payer’s own page: instructions, state, receipt

title-payment = Your payment
title-receipt = Receipt
you-paid = You paid { $payee }
your-payment-to = Your payment to { $payee }
payment-waiting = Waiting for confirmation
payment-failed = Did not go through
payment-expired = Not finished in time
payment-refunded = Refunded
payment-partly-refunded = Partly refunded
payment-refund-said = Refund reported
payment-disputed = Disputed
difference-under = { $amount } less than was asked.
difference-over = { $amount } more than was asked.
pending-resume = You have not finished paying yet, or { $rail } has not confirmed it yet. If you have paid there, don’t pay again: this page shows the payment once it is confirmed.
pending-transfer-title = Send it from your bank
pending-transfer = Make a transfer with exactly these details. The reference tells { $payee } that it is yours.
pending-words-title = How { $payee } wants to be paid
pending-words = The words are { $payee }’s own, and nobody has checked them.
pending-no-reference = Pay exactly this amount: it tells { $payee } that the payment is yours.
pending-link-title = Pay with { $wallet }
pending-link = The button opens { $wallet } with the amount filled in. Check the recipient before you send the money, then come back here.
pending-link-note = The button opens { $wallet } with the amount filled in. Check the recipient, and add the reference below: it tells { $payee } that the payment is yours. Then come back here.
pending-code-title = Pay with { $rail }
pending-code = Scan the code, or paste its text in your bank’s or wallet’s app. Amount and reference are in it; check the recipient before you send the money.
pending-invoice-title = Pay with a Bitcoin or Lightning wallet
pending-invoice = Scan the code or open it in your wallet. It is good for one payment, of exactly this amount.
invoice-time = It expires in { $minutes } min. Don’t pay it after that: start again.
pending-other = Waiting for your payment to arrive.
pending-lost = The details for paying this way can’t be shown any more. If you have sent the money, don’t send it again: ask { $payee }. If you have not, choose a way to pay again.
claimed = You said that you have sent it. { $payee } will confirm it once it arrives; a bank transfer can take until the next working day. Don’t send it twice.
claimed-details = What you should have sent
processing = Your payment is being processed. There is nothing to do; don’t pay again. This page updates by itself.
settled = This page is your receipt. Keep its address, print it, or save it.
failed = No money has reached { $payee }. Try again or choose another way to pay.
attempt-expired = No money has arrived for this attempt. If you have sent some, ask { $payee } before you pay again.
refunded = { $payee } has refunded the whole amount. It can take a few days to reach you. If it does not arrive, ask { $payee }.
partly-refunded = { $payee } has refunded { $refunded }. It can take a few days to reach you. If it does not arrive, ask { $payee }.
refunded-by-word = { $payee } says that { $refunded } was sent back to you. It can take a few days to reach you. If it does not arrive, ask { $payee }.
refunded-by-dispute = The dispute was decided in your favour: { $refunded } goes back to you. It can take a few days to reach you. If it does not arrive, ask your bank or payment provider.
being-refunded = { $payee } is refunding { $returning }. The payment provider has not finished it yet; nothing is needed from you.
disputed = This payment has been disputed with the bank or provider, and they will decide. They will tell you; there is nothing to do here.
your-note = You wrote to { $payee }:
after-payment = { $payee } writes, now that you have paid:
after-payment-open = Open the link
after-payment-lost = { $payee } left something to read here, but it can’t be shown any more. Ask { $payee } for it.
row-beneficiary = Account holder
row-iban = IBAN
row-bic = BIC
row-amount = Amount
row-reference = Reference
row-account = Account number
row-address = Account holder’s address
row-code = Code to copy and paste
row-pix-key = Pix key
row-promptpay-id = PromptPay ID
row-paynow-id = UEN or mobile number
row-upi-id = UPI ID
row-wallet-handle = Recipient at { $wallet }
row-merchant-code = Code to copy and paste
row-merchant = Recipient in the code
row-lightning-invoice = Lightning invoice
row-bitcoin-address = Bitcoin address
row-bitcoin-amount = Amount in bitcoin
row-words = In the payee’s own words
bank-compares-name = Your bank compares the account holder’s name with the account. Enter it exactly as it stands here.
bill-on-screen = On a screen, this QR-bill is for e-banking and your bank’s app only. To pay at a counter or by post, print the whole QR-bill.
bill-show = Show the whole QR-bill, with its receipt
bill-title = QR-bill to print
bill-help = Print it at its actual size (100%) on white A4 paper, as banks and post offices want it.
qr-of-payment = QR code for this payment
scan-with-bank = Scan it with your bank’s app.
scan-with-wallet = Scan it with your wallet.
scan-with-either = Scan it with your bank’s or wallet’s app.
scan-with-camera = To pay with another phone, scan the code with its camera.
scan-with-rail = To pay with another phone, scan the code there with { $rail }.
save-qr = Save the QR code as a picture
other-ways = Other ways to send it
save-qr-help = On this phone, save the picture and open it in your bank’s app.
open-bank = Open your bank’s app
open-wallet = Open your wallet
some-phones = Only some phones can do this.
other-way = Choose another way to pay
sent-it-help = Sent it? Say so, and { $payee } knows to look for it.
sent-it = I have sent the money
copy-what = Copy { $what }
send-yourself = Send this page to yourself
send-yourself-help = Keep this page: only its address leads back here.
go-on = Continue to { $rail }
back-to-request = Back to the request
see-request = See the request
signed-receipt = Download the signed receipt
save-receipt = Save receipt
can-close = You can close this page.
signed-receipt-help = A small file. Anybody can check that this service issued it and that nothing in it was changed.
# Labels: by which way it was paid, and the request’s code.
fact-by = Payment method
fact-code = Request code

## The sheet for a counter

sheet-title = To print
sheet-scan = Scan to pay
sheet-scan-order = Scan to order
sheet-scan-help = Point your phone’s camera at the code.
sheet-print = Print this sheet

## Reporting a request to whoever runs the service

report-title = Report this request
report-page-title = Report this page
report-intro = Tell whoever runs this service that something is wrong. They can see which request it is about, and don’t learn who you are.
report-why = What is wrong?
report-impersonation = It pretends to be somebody else
report-never-ordered = I don’t know who is asking, or what for
report-offensive = Its text is offensive or threatening
report-other = Something else
report-pick = Choose what is wrong.
report-sent-title = Thank you
report-sent = Your report is kept for whoever runs this service to see. Nothing happens by itself, so don’t pay until you are sure.
report-sent-paid = If you have paid already, contact your bank or payment provider right away and ask whether the payment can be stopped or taken back.
report-back = Back

## Problems

problem-not-found-title = Nothing here
problem-not-found = This link leads nowhere. Check that it was copied whole, or ask whoever sent it.
problem-not-open-title = This request can’t be paid
problem-not-open-paid = It has been paid already. There is nothing left to do.
problem-not-open-cancelled = It has been cancelled. Nothing was charged.
problem-not-open-expired = It has expired. Nothing was charged. Ask for a new link if you still want to pay.
problem-underway-title = This request is being paid
problem-underway = A payment is on its way. Wait until it has arrived or failed before you pay again.
problem-conflict-title = Not possible now
problem-reports-itself = This way of paying reports by itself once the money has arrived. There is nothing to confirm here.
problem-not-arrived = There is a receipt once the money has arrived. So far it has not.
problem-denied-title = This no longer opens anything
problem-denied = The link or key was used, has run out, or was replaced. Ask for a new one.
problem-rail-title = This way of paying is not available now
problem-rail = Nothing was charged. Choose another way to pay, or try again later.
problem-unavailable-title = Not available for a moment
problem-unavailable = Try again in a moment. If you have just paid, don’t pay again before this page tells you how it stands.
problem-unavailable-elsewhere = Try again in a moment.
problem-failed-title = Something failed on our side
problem-failed = The error has been noted. Try again later. If you have just paid, don’t pay again before this page tells you how it stands.
problem-failed-elsewhere = The error has been noted. Try again later.
problem-invalid-title = Something needs another look
problem-unreadable-title = Not readable
problem-signed-out-title = You are signed out
problem-signed-out = Sign in and try again.
problem-cross-site-title = Sent from another site
problem-cross-site = This form was sent from another site, so nothing was done. Open the page here and try again.
problem-not-said-title = Nothing was done
problem-not-said = This form doesn’t say what it is meant to do, so nothing was done. Go back, load the page again, and press its button.
problem-too-many-title = Too many at once
problem-too-many = { $count ->
        [one] Wait { $seconds } second and try again.
       *[other] Wait { $seconds } seconds and try again.
    }
problem-method-title = Not done this way
problem-method = This address exists, but it can’t be opened like this. Go back and try again.

## What a chat shows of a link, and the message that a seller sends

preview-title = A payment request
preview-title-amount = { $payee } asks for { $amount }
preview-title-long = A payment request: { $amount }
preview-description = Open the link to see who asks, how much and what for.
preview-picture = A slip of paper: a payment request
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Payment request, { $amount }: { $link }
message-plain = Payment request: { $link }
reminder = Just a reminder: { $about }: { $link }
reminder-due = Just a reminder: { $about }, due on { $day }: { $link }
reminder-overdue = Just a reminder: { $about }, was due on { $day }: { $link }

## The foot of pages
foot-imprint = Imprint
foot-contact = Contact
foot-accessibility = Accessibility

# The order page, and orders

order-title = Order
order-from = Order from { $payee }
order-link = Order from the list
order-sold-out = Sold out
order-before = The price has changed. Before, it was { $before }.
order-fewer = One less: { $product }
order-more = One more: { $product }
order-total = Total
order-pay = Pay at once
order-send = Send to the seller
order-confirms-first = { $payee } confirms each order first. After that you can pay it.
order-closed = Nothing can be ordered here at the moment.
order-waiting-title = Not confirmed yet
order-waiting = { $payee } confirms this order first, so it can’t be paid yet. Send it to the seller, and open this link again once it is confirmed.
order-confirmed = { $payee } has confirmed this order.
order-send-to = Send your order to { $payee }
order-send-help = Choose the chat in which you write to the seller. The message has the link where both of you see the order.
order-share = Another app
order-only-link = Messenger takes only the link. The order is behind it.
order-copy = Copy the message
order-to-pay = Look at the order and pay
order-to-order = Look at the order
error-order-empty = Choose how many you want of something first.
error-order-changed = The list has changed since you opened this page, so nothing was ordered. Look at the marked lines, then order again.
error-order-large = This order adds up to more than can be paid at once. Make it smaller.
error-order-full = Too many orders wait for an answer just now, so nothing was ordered. Write to the seller, or try again later.
error-order-quantity = Write whole numbers from 0 to 99.

## A choice of items

items-title = Choose how many
items-continue = Continue
items-change = Change what you picked
items-sold-out = Nothing is left to buy here. Ask { $payee } whether there will be more.
items-left = { $n } left
error-items-left = Less of this is left than you picked.
