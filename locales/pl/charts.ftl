# Polish: charts

charts-title = Wykresy
charts-by = Okres
charts-days = Dni
charts-weeks = Tygodnie
charts-months = Miesiące
charts-last-weeks = Ostatnie 13 tygodni
charts-last-months = Ostatnie 12 miesięcy
charts-week = Tydzień
charts-month = Miesiąc
charts-this-week = Ten tydzień
charts-week-of = Tydzień od { $day }
charts-best-day = Najlepszy dzień: { $when }, { $amount }
charts-best-week = Najlepszy tydzień: { $when }, { $amount }
charts-best-month = Najlepszy miesiąc: { $when }, { $amount }
charts-nothing-left = Nie wpłynęło więcej, niż zwrócono.
charts-received = Otrzymano
charts-received-about = To, co wpłynęło, bez tego, co zwrócono, przed opłatami. Dni są takie jak w księgach.
charts-back = Zwrócono lub skorygowano
charts-back-sum = Zwrócono lub skorygowano: { $amount }
charts-empty = Jeszcze nic nie wpłynęło. Wykresy zaczną się od pierwszej płatności.
charts-nothing = W tym czasie nic nie wpłynęło.
charts-made = Utworzone linki
charts-made-about = Liczą się tylko linki na jedną płatność, bez tych, które zaczęto na stronie osobistej.
charts-wait = Czas do zapłaty
charts-paid = { $count ->
        [one] { $n } opłacony
        [few] { $n } opłacone
        [many] { $n } opłaconych
       *[other] { $n } opłaconego
    }
charts-none-paid = Żaden nie został jeszcze opłacony.
charts-half-minutes = { $count ->
        [one] Połowę opłacono w ciągu { $n } minuty.
        [few] Połowę opłacono w ciągu { $n } minut.
        [many] Połowę opłacono w ciągu { $n } minut.
       *[other] Połowę opłacono w ciągu { $n } minuty.
    }
charts-half-hours = { $count ->
        [one] Połowę opłacono w ciągu { $n } godziny.
        [few] Połowę opłacono w ciągu { $n } godzin.
        [many] Połowę opłacono w ciągu { $n } godzin.
       *[other] Połowę opłacono w ciągu { $n } godziny.
    }
charts-half-days = { $count ->
        [one] Połowę opłacono w ciągu { $n } dnia.
        [few] Połowę opłacono w ciągu { $n } dni.
        [many] Połowę opłacono w ciągu { $n } dni.
       *[other] Połowę opłacono w ciągu { $n } dnia.
    }
charts-hour = do 1 godz.
charts-day = 1–24 godz.
charts-three-days = 1–3 dni
charts-seven-days = 3–7 dni
charts-thirty-days = 7–30 dni
charts-longer = ponad 30 dni
charts-became = Co się z nimi stało
charts-over = { $count ->
        [one] { $n } zakończony
        [few] { $n } zakończone
        [many] { $n } zakończonych
       *[other] { $n } zakończonego
    }
charts-open = { $count ->
        [one] { $n } nadal otwarty
        [few] { $n } nadal otwarte
        [many] { $n } nadal otwartych
       *[other] { $n } nadal otwartego
    }
charts-expired = { $share } z nich wygasło przed opłaceniem.
charts-none-over = Żaden jeszcze się nie zakończył.
charts-links = Linki
charts-share = Udział
charts-percent = { $n }%
charts-cut = Brane są pod uwagę tylko najnowsze: { $n }.
