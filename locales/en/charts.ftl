# English: charts
#
# Values: { $amount } is an amount with its currency, { $day } a day such as “25 Nov”, { $when } a day, a week or a month such as “Week of
# 23 Nov”, { $share } a share such as “20%”. { $count } chooses the plural; { $n } is the same number. The names from charts-hour to
# charts-longer are ranges below charts-wait, in narrow columns: an hour at most, more than an hour and a day at most, and so on.
# charts-back heads amounts with their signs: less than nothing went back, and a correction may be more.

charts-title = Charts
charts-by = Period
charts-days = Days
charts-weeks = Weeks
charts-months = Months
charts-last-weeks = Last 13 weeks
charts-last-months = Last 12 months
charts-week = Week
charts-month = Month
charts-this-week = This week
charts-week-of = Week of { $day }
charts-best-day = Best day: { $when }, { $amount }
charts-best-week = Best week: { $when }, { $amount }
charts-best-month = Best month: { $when }, { $amount }
charts-nothing-left = No more came in than went back.
charts-received = Received
charts-received-about = What came in, less what went back, before fees. Days are those of your books.
charts-back = Went back or corrected
charts-back-sum = Went back or corrected: { $amount }
charts-empty = Nothing came in yet. Your charts begin with your first payment.
charts-nothing = Nothing came in in this time.
charts-made = Links that were made
charts-made-about = Only links for one payment are counted, and none that began on a personal page.
charts-wait = Time until paid
charts-paid = { $count ->
        [one] { $n } was paid
       *[other] { $n } were paid
    }
charts-none-paid = None of them has been paid yet.
charts-half-minutes = { $count ->
        [one] Half of these were paid within { $n } minute.
       *[other] Half of these were paid within { $n } minutes.
    }
charts-half-hours = { $count ->
        [one] Half of these were paid within { $n } hour.
       *[other] Half of these were paid within { $n } hours.
    }
charts-half-days = { $count ->
        [one] Half of these were paid within { $n } day.
       *[other] Half of these were paid within { $n } days.
    }
charts-hour = within 1 hour
charts-day = 1–24 hours
charts-three-days = 1–3 days
charts-seven-days = 3–7 days
charts-thirty-days = 7–30 days
charts-longer = over 30 days
charts-became = What became of them
charts-over = { $count ->
        [one] { $n } is over
       *[other] { $n } are over
    }
charts-open = { $count ->
        [one] { $n } is still open
       *[other] { $n } are still open
    }
charts-expired = { $share } of these expired before they were paid.
charts-none-over = None of them is over yet.
charts-links = Links
charts-share = Share
charts-percent = { $n }%
charts-cut = Only the newest { $n } are looked at.
