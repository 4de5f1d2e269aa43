# Dutch: Home, and what needs a look

home-search = Verzoeken zoeken
home-today = Vandaag ontvangen
home-payments = { $count ->
        [one] { $n } betaling
       *[other] { $n } betalingen
    }
home-month = Deze maand
home-went-back = { $amount } teruggegaan
home-tests = Testbetalingen tellen niet mee.
home-week = Laatste 7 dagen
home-days = Laatste 30 dagen
home-best = Beste dag, { $day }: { $amount }
home-best-today = Vandaag kwam het meeste binnen: { $amount }
home-numbers = Toon de cijfers
home-day = Dag
home-came-in = Ontvangen
home-back = Teruggegaan
home-now = Vandaag
home-need-look = { $count ->
        [one] { $n } om te bekijken
       *[other] { $n } om te bekijken
    }
home-overdue = Te laat
home-more-than = meer dan { $n }
home-newest = Nieuwste
home-all = Alle verzoeken
home-no-words = Zonder tekst
home-any-amount = Elk bedrag, { $currency }
home-due-on = Vervaldag: { $day }
home-start = Twee stappen naar uw eerste link
home-start-link = Link maken
home-start-done = Gedaan
home-arrived-for = { $amount } ontvangen voor { $what }.
home-arrived = { $amount } ontvangen.
home-changed = Er is iets veranderd.
home-show = Tonen
home-look = Te bekijken
home-look-none = Niets te bekijken.
home-look-claim = Is { $amount } ontvangen?
home-look-yes = Ja, ontvangen
home-look-not-yet = Nog niet
home-look-dispute = { $amount } wordt betwist. Antwoord vóór de uiterste datum bij: { $rail }.
home-look-open = Verzoek openen
home-look-unanswered = Geen antwoord
home-look-refund = Is { $amount } teruggegaan? Er is geen antwoord van: { $rail }.
home-look-sent = Teruggegaan
home-look-not-sent = Niet teruggegaan
home-look-over = { $difference } meer ontvangen dan de gevraagde { $amount }.
home-look-keep = Houden
home-look-send-back = { $difference } terugsturen
home-look-under = Van { $amount } ontbreekt nog { $difference }.
home-look-rest = Om de rest vragen
home-look-keep-part = Houden wat er kwam
home-look-unknown = Past nergens bij
home-look-event = { $amount } is gemeld voor een betaling die hier niet bekend is: { $rail }.
home-look-event-bare = Er is een betaling gemeld die hier niet bekend is: { $rail }.
home-look-hook = Een webhook staat uit: { $host } hoort van hier niets meer
home-look-seen = Opzijleggen
home-look-reference = Kenmerk
home-look-all = { $count ->
        [one] { $n } ontvangen
        [2] Beide ontvangen
       *[other] Alle { $n } ontvangen
    }
home-look-all-ask = { $count ->
        [one] Is deze betaling ontvangen?
        [2] Zijn beide betalingen ontvangen?
       *[other] Zijn alle { $n } betalingen ontvangen?
    }
home-look-all-sum = Samen { $sum }
home-look-all-yes = Ja, alle ontvangen
home-look-left = Er bleven er over: waar ze voor zijn, is al betaald. Bekijk ze een voor een.
home-alerts = Meldingen
home-alerts-about = Als er geld binnenkomt terwijl de startpagina open is. Deze browser houdt de keuze voor zich.
home-alerts-sound = Geluid afspelen
home-alerts-sound-help = Browsers blijven stil tot u de pagina een keer hebt aangeraakt.
home-alerts-vibrate = Trillen
home-alerts-vibrate-help = Telefoons kunnen het; sommige browsers niet.
home-alerts-try = Uitproberen
home-alerts-script = Hiervoor is JavaScript nodig, dat in deze browser uit staat.
