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
home-look-order = { $amount }: een bestelling wacht op uw antwoord.
home-look-ordered = Bestelling
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
home-push = Als de app dicht is
home-push-about = Dit apparaat toont dan een melding als er geld binnenkomt, als iemand zegt dat het verstuurd is, als een betaling wordt betwist en als iemand bestelt. Ze noemt niemand en geen bedrag, tenzij u dat wilt.
home-push-on = Aanzetten op dit apparaat
home-push-label = Naam van dit apparaat
home-push-device = Apparaat { $n }
home-push-here = Dit apparaat
home-push-amounts = Bedragen noemen
home-push-amounts-hint = Wie het scherm ziet, kan ze dan lezen.
home-push-try = Een test sturen
home-push-tried = Er is een test onderweg.
home-push-denied = Deze browser staat geen meldingen van hier toe. Sta meldingen toe in de instellingen voor dit adres en probeer het opnieuw.
home-push-failed = De pushdienst van de browser is niet bereikbaar. Probeer het later opnieuw.
home-push-unknown = Deze browser kan geen meldingen tonen. Zet de app op een iPhone of iPad eerst op het beginscherm.
home-push-stopped = De pushdienst weigert meldingen naar dit apparaat sinds { $when }. Het krijgt er geen meer tot een test aankomt of u het opnieuw inschakelt.
home-push-arrived = Er is een betaling binnen
home-push-arrived-amount = { $amount } is binnen
home-push-claimed = Iemand zegt dat er geld is verstuurd
home-push-claimed-amount = Iemand zegt dat { $amount } is verstuurd
home-push-disputed = Een betaling wordt betwist
home-push-disputed-amount = { $amount } wordt betwist
home-push-ordered = Iemand heeft besteld
home-push-ordered-amount = Iemand heeft voor { $amount } besteld
home-push-open = Open de app om het te zien.
home-push-look = Kijk of het binnen is.
home-push-answer = Bekijk het in de app.
home-push-test = Meldingen werken op dit apparaat
home-push-test-about = U ziet er een als er geld binnenkomt.
