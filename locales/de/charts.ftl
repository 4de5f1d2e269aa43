# German: charts

charts-title = Diagramme
charts-by = Zeitraum
charts-days = Tage
charts-weeks = Wochen
charts-months = Monate
charts-last-weeks = Letzte 13 Wochen
charts-last-months = Letzte 12 Monate
charts-week = Woche
charts-month = Monat
charts-this-week = Diese Woche
charts-week-of = Woche ab { $day }
charts-best-day = Bester Tag: { $when }, { $amount }
charts-best-week = Beste Woche: { $when }, { $amount }
charts-best-month = Bester Monat: { $when }, { $amount }
charts-nothing-left = Es ging nicht mehr ein, als zurückging.
charts-received = Erhalten
charts-received-about = Was einging, abzüglich dessen, was zurückging, vor Gebühren. Es zählen die Tage Ihrer Bücher.
charts-back = Zurückgegangen oder berichtigt
charts-back-sum = Zurückgegangen oder berichtigt: { $amount }
charts-empty = Noch ist nichts eingegangen. Ihre Diagramme beginnen mit der ersten Zahlung.
charts-nothing = In dieser Zeit ging nichts ein.
charts-made = Erstellte Links
charts-made-about = Gezählt werden nur Links für eine Zahlung, und keine, die auf einer persönlichen Seite begannen.
charts-wait = Zeit bis zur Zahlung
charts-paid = { $count ->
        [one] { $n } bezahlt
       *[other] { $n } bezahlt
    }
charts-none-paid = Davon ist noch keiner bezahlt.
charts-half-minutes = { $count ->
        [one] Die Hälfte davon war binnen { $n } Minute bezahlt.
       *[other] Die Hälfte davon war binnen { $n } Minuten bezahlt.
    }
charts-half-hours = { $count ->
        [one] Die Hälfte davon war binnen { $n } Stunde bezahlt.
       *[other] Die Hälfte davon war binnen { $n } Stunden bezahlt.
    }
charts-half-days = { $count ->
        [one] Die Hälfte davon war binnen { $n } Tag bezahlt.
       *[other] Die Hälfte davon war binnen { $n } Tagen bezahlt.
    }
charts-hour = bis 1 Std.
charts-day = 1–24 Std.
charts-three-days = 1–3 Tage
charts-seven-days = 3–7 Tage
charts-thirty-days = 7–30 Tage
charts-longer = über 30 Tage
charts-became = Was daraus wurde
charts-over = { $count ->
        [one] { $n } abgeschlossen
       *[other] { $n } abgeschlossen
    }
charts-open = { $count ->
        [one] { $n } noch offen
       *[other] { $n } noch offen
    }
charts-expired = { $share } davon liefen ab, bevor sie bezahlt waren.
charts-none-over = Davon ist noch keiner abgeschlossen.
charts-links = Links
charts-share = Anteil
charts-percent = { $n } %
charts-cut = Betrachtet werden nur die neuesten { $n }.
