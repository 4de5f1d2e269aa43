# English: Home, and what needs a look
#
# Values: { $amount }, { $difference } and { $sum } are amounts with their currencies, { $what } is the payee’s own description of a
# request, { $day } a day such as “Mon” or “25 Nov”, { $rail } a way of paying. { $count } chooses the plural; { $n } is the same number.

home-search = Search requests
home-today = Came in today
home-payments = { $count ->
        [one] { $n } payment
       *[other] { $n } payments
    }
home-month = This month
home-went-back = { $amount } went back
home-tests = Test payments are not counted.
home-week = Last 7 days
home-days = Last 30 days
home-best = Most came in on { $day }: { $amount }
home-best-today = Most came in today: { $amount }
home-numbers = Show the numbers
home-day = Day
home-came-in = Came in
home-back = Went back
home-now = Today
home-need-look = { $count ->
        [one] { $n } needs a look
       *[other] { $n } need a look
    }
home-overdue = Overdue
home-more-than = more than { $n }
home-newest = Newest
home-all = All requests
home-no-words = No words
home-any-amount = Any amount, { $currency }
home-due-on = Due { $day }
home-start = Two steps to your first link
home-start-link = Make a link
home-start-done = Done
home-arrived-for = { $amount } arrived for { $what }.
home-arrived = { $amount } arrived.
home-changed = Something changed.
home-show = Show
home-look = Needs a look
home-look-none = Nothing needs a look.
home-look-claim = Has { $amount } arrived?
home-look-yes = Yes, it arrived
home-look-not-yet = Not yet
home-look-dispute = { $amount } is disputed. Answer at { $rail } before the deadline.
home-look-open = Open the request
home-look-unanswered = No answer
home-look-refund = Did { $amount } go back? There is no answer: { $rail }.
home-look-sent = It went back
home-look-not-sent = It did not
home-look-over = { $difference } more arrived than the { $amount } you asked for.
home-look-keep = Keep it
home-look-send-back = Send { $difference } back
home-look-under = { $difference } of { $amount } is still missing.
home-look-rest = Ask for the rest
home-look-keep-part = Keep what came
home-look-unknown = Fits nothing
home-look-event = { $amount } was reported for a payment that is not known here: { $rail }.
home-look-event-bare = A payment was reported that is not known here: { $rail }.
home-look-hook = A webhook is off, so { $host } learns nothing more from here
home-look-order = { $amount }: an order waits for your answer.
home-look-ordered = Order
home-look-seen = Put aside
home-look-reference = Reference
home-look-all = { $count ->
        [one] { $n } arrived
        [2] Both arrived
       *[other] All { $n } arrived
    }
home-look-all-ask = { $count ->
        [one] Has this payment arrived?
        [2] Have both payments arrived?
       *[other] Have all { $n } payments arrived?
    }
home-look-all-sum = Together { $sum }
home-look-all-yes = Yes, all arrived
home-look-left = Some were left: what they are for has been paid already. Look at each of them.
home-alerts = Alerts
home-alerts-about = When money arrives while Home is open. This browser keeps the choice to itself.
home-alerts-sound = Play a sound
home-alerts-sound-help = Browsers stay silent until you have touched the page once.
home-alerts-vibrate = Vibrate
home-alerts-vibrate-help = Phones can; some browsers on them can’t.
home-alerts-try = Try it
home-alerts-script = This needs JavaScript, which is off in this browser.
home-push = When the app is closed
home-push-about = This device then shows an alert when money arrives, when somebody says that it was sent, when a payment is disputed, and when somebody orders. It names nobody, and says no amount unless you want it to.
home-push-on = Turn on for this device
home-push-label = Name of this device
home-push-device = Device { $n }
home-push-here = This device
home-push-amounts = Say amounts
home-push-amounts-hint = Whoever sees the screen can then read them.
home-push-try = Send a test
home-push-tried = A test is on its way.
home-push-denied = This browser does not allow alerts from here. Allow notifications in its settings for this address, then try again.
home-push-failed = The browser’s push service can’t be reached. Try again later.
home-push-unknown = This browser can’t show alerts. On an iPhone or iPad, add the app to the home screen first.
home-push-stopped = The push service has refused alerts to this device since { $when }. Nothing is sent to it any more until a test arrives, or the device is turned on again.
home-push-arrived = A payment arrived
home-push-arrived-amount = { $amount } arrived
home-push-claimed = Somebody says that money was sent
home-push-claimed-amount = Somebody says that { $amount } was sent
home-push-disputed = A payment is disputed
home-push-disputed-amount = { $amount } is disputed
home-push-ordered = Somebody ordered
home-push-ordered-amount = Somebody ordered for { $amount }
home-push-open = Open the app to see it.
home-push-look = Look whether it has arrived.
home-push-answer = Look at it in the app.
home-push-test = Alerts work on this device
home-push-test-about = You will see one when money arrives.
