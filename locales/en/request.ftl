# English: one request

request-asked = You asked for
request-arrived = { $amount } has arrived
request-disabled = Whoever runs this service has disabled this link. Nobody can open it or pay with it.
request-no-way = Nobody can pay this yet: you have no way to be paid.
request-no-way-currency = Nobody can pay this yet: none of your ways to be paid takes { $currency }.
request-prices = Payers choose one of these prices:
request-price-left-out = Not offered, because none of your ways to be paid takes it: { $amounts }
request-no-way-amount = Nobody can pay this yet: none of your ways to be paid takes this amount.
request-changed = Something changed.
request-changed-show = Show

## What to do

request-todo = What to do
request-todo-claim = Has { $amount } arrived?
request-claimed-when = The payer said so: { $when }.
request-yes = Yes, it arrived
request-not-yet = Not yet
request-put-off = You put this off until { $day }.
request-todo-processing = Nothing to do. { $way } says that { $amount } is on its way.
request-ask = Ask { $way } now
request-todo-part = { $paid } of { $asked } has arrived.
request-share-rest = Share for the rest
request-keep-came = Keep what came
request-keep-came-help = The rest is no longer asked for, and the link says that you have withdrawn it. This can’t be undone.
request-todo-over = { $amount } more than you asked for has arrived.
request-keep = Keep it
request-send-back = Send { $amount } back
request-share = Share
request-copy = Copy link
request-show = Show code
request-todo-overdue = It was due on { $day }.
request-remind = Remind
request-like = New link like this
request-receipt = Receipt
request-again = Make it again
request-todo-dispute = The payer’s bank disputes { $amount }. Answer before the deadline: the outcome decides who gets the money.
request-answer = Answer at { $way }
request-also-claimed = Also said to be sent
request-as-well = It arrived as well
request-as-well-help = { $booked } is booked for this request already. Book { $amount } besides only if that arrived, too: it is then more than you asked for, and you can send it back.
request-as-well-do = Book it as well
request-nothing-booked = Nothing was booked yet.
request-stuck = Did it go back?
request-stuck-help = Look up this payment at the provider. Your answer goes into your books and can’t be undone.
request-stuck-sent = It was sent
request-stuck-not-sent = It was not sent

## What happened

request-timeline = What happened
request-not-recorded = Who opened the link, and when, is not recorded.
request-by-you = recorded by you
request-step-made = You made the link
request-step-begun = A payment of { $amount } was begun: { $way }
request-step-begun-expired = A payment of { $amount } was begun and not finished: { $way }
request-step-claimed = The payer says that { $amount } was sent
request-step-processing = { $amount } is on its way
request-step-failed = A payment did not go through
request-step-set-aside = You set { $amount } aside
request-set-aside-later = Should it arrive after all, it is booked.
request-step-settled = { $amount } arrived
request-step-refunded = { $amount } went back
request-step-came-back = { $amount } came back to you
request-step-corrected = { $amount } was taken out of the books again
request-step-disputed = The payer’s bank disputed { $amount }
request-step-won = The dispute was decided for you: you keep the money
request-step-lost = The dispute was decided for the payer: { $amount } went back
request-step-cancelled = You cancelled it
request-step-expired = Its time was over
request-by-webhook = { $way } reported it.
request-by-poll = { $way } was asked, and confirmed it.
request-by-statement = Your bank statement shows it.
request-by-hand = By your word.
request-back-by-provider = { $way } sent it back for you.
request-back-elsewhere = Sent back from the pages of { $way }.
request-back-by-hand = Sent back by you, by your word.
request-corrected-statement = The import of its statement was undone.
request-corrected-hand = You said that it had not arrived.
request-corrected-refund = The refund failed. Send it again, or by other means.
request-booked-on = It moved on { $day }.
request-fee = Fee { $fee }, { $net } for you.
request-fee-unknown = The fee is not told.
request-reference = Reference { $reference }
request-payer-writes = The payer writes:
request-refund-asked = { $amount } is being sent back. The provider has not confirmed it yet, and is asked again.
request-refund-sent = { $amount } is being sent back. The provider has accepted it, and not finished it yet.
request-refund-stuck = The provider never told if { $amount } went back. The amount stays reserved until you say what you find there.
request-refund-failed = { $amount } was not sent back. Send it again, or by other means.
request-late-expired = { $amount } arrived although its time was over. It is counted.
request-late-cancelled = { $amount } arrived although you had cancelled it. It is counted.
request-late-twice = { $amount } arrived although it was paid before. It is counted.
request-late-gone = It has gone back since.
request-late-disputed = The outcome of the dispute decides who gets it.
request-late-keep = Send it back, or keep it.
request-early = { $way } reported before any money arrived: { $what }. It is booked as soon as the money is.
request-over-refunded = { $way } reported more than can have gone back: { $what }. Only what arrived is booked as sent back: look there.
request-wrong-currency = { $way } reported { $amount }, which is not the currency that was asked for. It is not counted: look there.
request-wrong-currency-help = Send it back there, or record what it is worth as paid another way.
request-wrong-amount = { $way } reported a payment without an amount. It is not counted: look there.
request-unchanged = { $way } reported again: { $what }. Nothing changed.
request-unknown = { $way } reported: { $what }. No payment here goes by that name.
request-what-settled = { $amount } arrived
request-what-processing = { $amount } is on its way
request-what-failed = a payment failed
request-what-refund = { $amount } goes back
request-what-refund-failed = a refund of { $amount } failed
request-what-dispute = a dispute about { $amount }
request-what-won = a dispute about { $amount } was decided for you
request-what-lost = a dispute about { $amount } was lost

## More

request-change = Change it
request-memo = What for
request-memo-hint = If you change this, the three words to compare change as well.
request-language = Language of the link and its message
request-language-hint = Readers whose own language is on this list get that one.
request-preview = What a chat shows of the link
request-preview-hint = Everybody in the chat sees it. A chat that already shows the link may keep the old preview for days.
request-preview-generic = That you ask for a payment
request-preview-amount = Your name and the amount
request-preview-none = Nothing
request-save = Save the changes
request-mark = Paid another way
request-mark-amount = Amount that arrived
request-mark-tip = Tip on top, if there was one
request-mark-currency = Currency that arrived
request-mark-currency-hint = Leave the amount empty if the whole price arrived.
request-mark-day = Day it arrived (today if left empty)
request-mark-note = Note
request-mark-note-hint = Only you see it.
request-mark-do = Mark as paid
request-begun = Payments that were begun
request-begun-help = Nobody said that these were sent. Should your account show one of them, say so here.
request-withdraw = It had not arrived
request-withdraw-help = A correction takes { $amount } out of your books again, and the request waits for its money.
request-aside = Set it aside
request-aside-help = If it never arrives, give it up here: the link can be paid another way then. Should it arrive after all, it is booked as well, so tell the payer.
request-aside-tick = I have looked at the provider
request-words-new = These words are new, because what the request is for has changed. If you have said the old ones, say these to the payer.
request-words-help = Say these on the phone or in person, not beside the link. If the payer sees the same ones on the page, it is your request.
request-details = Details
request-created = Created
request-own-reference = Your reference
request-bank-reference = Bank reference
request-cancel = Cancel it
request-cancel-do = Cancel the request
request-cancel-help = The link stays, and says that you have withdrawn it. This can’t be undone.
request-erase = Erase what was written
request-erase-help = The description, the items, what payers wrote and your notes are erased for good. Amounts, times and your reference stay: your books need them. Backups and exported files are not changed.

## Sending money back

request-refund-title = Send money back
request-refund-about = { $amount } arrived on { $day }: { $way }.
request-refund-amount = Amount, { $amount } at most
request-refund-excess = { $amount } more than you asked for arrived. Change the amount to send back more or less.
request-refund-by-provider = { $way } sends it back the way it came. This can’t be undone.
request-refund-by-hand = Send it back from your wallet or account, then record it here. Nobody sends it for you, and the payer reads that you say you have. This can’t be undone.
request-refund-tick = I have sent it back
request-refund-send = Send it back
request-refund-record = Record it

## Items that payers choose from

items-each = { $min } to { $max } per payment
items-sold = { $n } sold
items-excess = More were sold than there are, because money came late: { $n } too many.
items-stock = How many are for sale
items-stock-hint = All that can be sold, with what is sold already. Leave it empty for any number.
