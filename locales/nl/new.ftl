# Dutch: making a link, and sharing it

new-title = Nieuwe link
new-who-sets = Wie het bedrag bepaalt
new-fixed = Vast
new-open = Betaler kiest
new-between = Tussen
new-amount = Bedrag
new-at-least = Minstens
new-at-most = Hoogstens
new-open-says = De betaler bepaalt het bedrag.
new-suggested = Voorgestelde bedragen
new-currency = Valuta
new-currency-search = Valuta zoeken
new-currency-none = Geen valuta gevonden.
new-currency-unpaid = Geen van uw betaalwijzen neemt { $currency } aan.
new-memo = Waarvoor
new-memos = Waar u eerder om vroeg
new-remove = Verwijderen
new-remove-some = Enkele verwijderen
new-no-due = Geen vervaldatum
new-due = Te betalen op
new-parts = In delen
new-parts-hint = Een aanbetaling en de rest, of termijnen: elk met een bedrag en een dag. Laat het laatste bedrag leeg, dan is het de rest.
new-part-amount = Bedrag van deel { $n }
new-part-day = Dag van deel { $n }
new-prices = Meer prijzen
new-prices-hint = Hetzelfde bedrag in andere valuta’s, voor uw eigen prijzen: er wordt er één betaald. Er wordt niets omgerekend.
new-price-amount = Bedrag van prijs { $n }
new-price-currency = Valuta van prijs { $n }
new-works-for = De link werkt
new-no-limit = Onbeperkt
new-days = { $count ->
        [one] { $n } dag
       *[other] { $n } dagen
    }
new-times = Hoe vaak er betaald kan worden
new-times-hint = 1 voor één betaler, meer voor een groep. Leeg: één keer bij een vast bedrag, anders onbeperkt.
new-reference = Uw kenmerk
new-reference-hint = Een factuur- of ordernummer. Betalers zien het niet.
new-preview = Wat een chat van de link laat zien
new-preview-hint = Iedereen in de chat ziet het. Waarvoor het is, wordt nooit getoond.
new-preview-generic = Dat u om een betaling vraagt
new-preview-amount = Uw naam en het bedrag
new-preview-none = Niets
new-language = Taal van de link en het bericht
new-language-hint = Wie een andere taal van Chit leest, krijgt die.
new-note = De betaler om een notitie vragen
new-note-hint = Eén regel. Alleen u en die betaler zien haar.
new-tips = De betaler fooi laten geven
new-tips-hint = Geen, 5, 10, 15 % of een eigen bedrag. Alleen bij een vast bedrag dat in één keer wordt betaald. Uw boeken houden fooi apart.
new-keypad = Cijfertoetsen
new-keyboard = het toetsenbord van het apparaat
new-erase = Wissen
new-make = Link maken
new-show-code = Code tonen
new-offline = Offline. Er is nog niets gemaakt. Wat u hebt getypt blijft hier; druk nog eens zodra u weer verbinding hebt.
new-repeated = Je hebt minder dan twee minuten geleden dezelfde link gemaakt, en die is nog open. Er is nu niets gemaakt. Open die voor dezelfde persoon; maak een nieuwe voor iemand anders.
new-repeated-open = Die link openen
new-repeated-another = Nog een maken
new-as-seen = Wat de betaler ziet
new-ready = Link klaar
new-reminder = Herinnering
new-turns = Open. Deze pagina verandert zodra er betaald is.
new-over = Link verlopen
new-is-paid = Het is betaald.
new-ended = Deze link werkt niet meer.
new-claimed = De betaler zegt dat het verstuurd is. Kijk of het er is.
new-change-preview = Voorbeeld wijzigen
split-word = Splitsen
split-title = Een rekening splitsen
split-total = Totaal
split-shares = Delen
split-equal = Gelijke delen
split-named = Eigen namen
split-count = Aantal delen
split-fewer = Een deel minder
split-more = Een deel meer
split-names = Namen, één per regel
split-names-hint = Alleen u ziet ze.
split-make = Links maken
split-links = { $count ->
        [one] { $n } link. Stuur hem naar één persoon.
       *[other] { $n } links. Stuur elke naar één persoon; niemand ziet de andere.
    }
split-paid = { $paid } van { $all } betaald
split-sum = { $paid } van { $total }
split-share = Deel { $n }
split-all = Alle delen van deze rekening
bulk-many = Veel
bulk-title = Veel links
bulk-lead = Een tabel wordt links, één per rij. Eerst wordt alles gecontroleerd en getoond.
bulk-file = CSV-bestand
bulk-file-hint = Door een rekenblad opgeslagen als CSV UTF-8, hoogstens { $max } rijen.
bulk-text = Of plak de tabel
bulk-text-hint = De eerste rij noemt de kolommen, met komma’s, puntkomma’s of tabs ertussen. Mogelijke kolommen:
bulk-check = Tabel controleren
bulk-check-again = Opnieuw controleren
bulk-nothing = Er is niets gemaakt.
bulk-row = Rij { $n }
bulk-good = { $count ->
        [one] Er kan { $n } link worden gemaakt
       *[other] Er kunnen { $n } links worden gemaakt
    }
bulk-bad = { $count ->
        [one] { $n } rij moet worden verbeterd. Er is nog niets gemaakt.
       *[other] { $n } rijen moeten worden verbeterd. Er is nog niets gemaakt.
    }
bulk-make = { $count ->
        [one] { $n } link maken
       *[other] { $n } links maken
    }
bulk-make-good = { $count ->
        [one] { $n } link maken, zonder de foute rijen
       *[other] { $n } links maken, zonder de foute rijen
    }
bulk-made = { $count ->
        [one] { $n } link gemaakt
       *[other] { $n } links gemaakt
    }
bulk-left = Van deze rijen is geen link gemaakt:
bulk-download = Tabel met de links downloaden
bulk-kept = Deze pagina blijft twee dagen. De links blijven bij uw verzoeken.
new-message-language = Taal van het bericht
new-copy = Link kopiëren
new-copy-message = Bericht kopiëren
new-button = Knop voor een website kopiëren
new-share = Delen
new-share-picture = Delen als QR-afbeelding
new-save-qr = QR-afbeelding opslaan
new-save-card = Kaart opslaan
new-print = Blad voor de toonbank afdrukken
new-sms = Sms
new-email = E-mail
new-only-link = Messenger en Snapchat nemen alleen de link.
new-paste-there = Plak in WeChat, Instagram en Google Chat het bericht of stuur een afbeelding.
new-no-preview = Geen voorbeeld: u koos dat chats alleen de link tonen.
new-as-reminder = Als vriendelijke herinnering sturen
new-without-reminder = De link zonder herinnering sturen
new-turn = Omdraaien
new-keep-on = Tik om het scherm aan te houden

## Items to choose from

new-items = Betalers uit een lijst laten kiezen
new-items-hint = Wat iemand kiest, is het bedrag: laat het bedrag leeg. Een regel zonder ‘tot’ hoort bij elke som.
new-item = Artikel
new-item-price = Prijs
new-item-most = Tot
new-item-stock = Te koop
