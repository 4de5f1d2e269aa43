# Dutch: charts

charts-title = Grafieken
charts-by = Periode
charts-days = Dagen
charts-weeks = Weken
charts-months = Maanden
charts-last-weeks = Laatste 13 weken
charts-last-months = Laatste 12 maanden
charts-week = Week
charts-month = Maand
charts-this-week = Deze week
charts-week-of = Week van { $day }
charts-best-day = Beste dag: { $when }, { $amount }
charts-best-week = Beste week: { $when }, { $amount }
charts-best-month = Beste maand: { $when }, { $amount }
charts-nothing-left = Er kwam niet meer binnen dan er terugging.
charts-received = Binnengekomen
charts-received-about = Wat binnenkwam, min wat terugging, vóór kosten. De dagen zijn die van je boeken.
charts-back = Teruggegaan of gecorrigeerd
charts-back-sum = Teruggegaan of gecorrigeerd: { $amount }
charts-empty = Er is nog niets binnengekomen. Je grafieken beginnen met je eerste betaling.
charts-nothing = In deze tijd kwam er niets binnen.
charts-made = Gemaakte links
charts-made-about = Alleen links voor één betaling tellen mee, zonder die op een persoonlijke pagina begonnen.
charts-wait = Tijd tot betaling
charts-paid = { $count ->
        [one] { $n } betaald
       *[other] { $n } betaald
    }
charts-none-paid = Er is er nog geen betaald.
charts-half-minutes = { $count ->
        [one] De helft was binnen { $n } minuut betaald.
       *[other] De helft was binnen { $n } minuten betaald.
    }
charts-half-hours = { $count ->
        [one] De helft was binnen { $n } uur betaald.
       *[other] De helft was binnen { $n } uur betaald.
    }
charts-half-days = { $count ->
        [one] De helft was binnen { $n } dag betaald.
       *[other] De helft was binnen { $n } dagen betaald.
    }
charts-hour = tot 1 uur
charts-day = 1–24 uur
charts-three-days = 1–3 dagen
charts-seven-days = 3–7 dagen
charts-thirty-days = 7–30 dagen
charts-longer = meer dan 30 dagen
charts-became = Wat ervan werd
charts-over = { $count ->
        [one] { $n } is klaar
       *[other] { $n } zijn klaar
    }
charts-open = { $count ->
        [one] { $n } is nog open
       *[other] { $n } zijn nog open
    }
charts-expired = { $share } daarvan verliep voor er betaald was.
charts-none-over = Er is er nog geen klaar.
charts-links = Links
charts-share = Aandeel
charts-percent = { $n }%
charts-cut = Alleen de nieuwste { $n } worden bekeken.
