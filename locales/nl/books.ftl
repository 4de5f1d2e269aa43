# Dutch: the books

## Parts

books-export = Export
books-statement = Afschrift
books-deliveries = Leveringen
books-close = Afsluiten

## Lines and sums

books-lines = { $count ->
        [one] { $n } regel
       *[other] { $n } regels
    }
books-lines-in = { $count ->
        [one] { $n } regel in { $currency }
       *[other] { $n } regels in { $currency }
    }
books-tests = Testbetalingen tellen hier mee en staan ook in het bestand: hun manier heet demo of eindigt op _test.
books-came-in = Ontvangen
books-went-back = Terugbetaald
books-went-out = Terugbetaald en kosten
books-fees = Kosten
books-fee = Kosten
books-net = In de boeken
books-correction = Correctie
books-unknown-fees = { $count ->
        [one] Van { $n } regel zijn de kosten niet bekend. Totalen en saldo’s zijn zonder die kosten.
       *[other] Van { $n } regels zijn de kosten niet bekend. Totalen en saldo’s zijn zonder die kosten.
    }
books-day = Dag
books-for = Waarvoor
books-method = Betaalwijze
books-amount = Bedrag
books-no-text = Geen tekst
books-for-day = voor { $day }
books-fee-unknown = niet bekend
books-by-hand = Met de hand
books-by-statement = Bankafschrift
books-test = { $method } (test)
books-days = { $first } tot en met { $last }
books-days-account = { $days }, rekening { $account }

## Export

books-period = Periode
books-this-month = Deze maand
books-last-month = Vorige maand
books-this-quarter = Dit kwartaal
books-this-year = Dit jaar
books-everything = Alles
books-up-to = Tot en met { $day }
books-since = Vanaf { $day }
books-from = Van
books-to = Tot en met
books-currency = Valuta
books-all-currencies = Alle valuta’s
books-zone-and-day = Tijdzone, en welke dag telt
books-zone = Tijdzone
books-zone-hint = Dagen beginnen en eindigen daarmee, bijvoorbeeld Europe/Amsterdam.
books-which-day = Welke dag telt
books-by-accounting = De dag in de boeken
books-by-accounting-hint = De dag waarop het geld bewoog; was die bij het vastleggen al afgesloten, dan de eerste open dag. Een afgesloten periode verandert nooit, en tussen twee valt niets weg.
books-by-settled = De dag waarop het geld bewoog
books-by-settled-hint = Om te zien wat een maand opbracht. Het kan veranderen: wat later voor een van de dagen wordt vastgelegd, komt erbij.
books-by-created = De dag van vastlegging
books-by-created-hint = Om te zien wat wanneer is vastgelegd, over welke dag het ook gaat.
books-show = Tonen
books-nothing-shown = Er kan nog niets worden getoond. Kijk wat hieronder is gemarkeerd.
books-nothing-exported = Er is niets geëxporteerd. Kijk wat hieronder is gemarkeerd.
books-first-lines = De eerste regels
books-nothing-moved = In deze dagen bewoog er geen geld. Een bestand ervan heeft geen regels.
books-no-sums = Totalen volgen de dag in de boeken. Kies die dag hierboven om ze te zien.
books-first-of-all = Dit zijn de eerste. Het bestand bevat ze allemaal.
books-first-of-many = Dit zijn de eerste. Het bestand bevat ze allemaal en kost even om te schrijven: uw browser toont hoe ver het is.
books-final = Deze dagen zijn afgesloten: het bestand blijft altijd hetzelfde.
books-provisional = Enkele van deze dagen zijn open, dus het bestand is voorlopig, en dat staat in de naam.
books-month-statement = Overzicht van { $month }, om af te drukken of als pdf te bewaren
books-format = Formaat
books-format-csv-eu = CSV met decimale komma’s
books-format-xero = CSV voor Xero
books-format-quickbooks = CSV voor QuickBooks
books-for-csv = Voor elk rekenblad: komma’s, decimale punten, alle kolommen
books-for-csv-eu = Voor Excel met decimale komma: puntkomma’s, alle kolommen, lange kenmerken blijven heel
books-for-xlsx = Voor Excel, LibreOffice en Numbers: echte bedragen en datums, alle kolommen en een blad met totalen
books-for-jsonl = Voor programma’s: één object per regel, alle kolommen
books-for-beancount = Voor boekhouden in tekst met Beancount: een gecontroleerde boeking per regel
books-for-hledger = Voor boekhouden in tekst met hledger of Ledger: een gecontroleerde boeking per regel
books-for-ofx = Voor GnuCash, Sage, MoneyMoney en bankprogramma’s: het afschrift van een rekening, één valuta
books-for-qif = Voor oudere programma’s zoals Quicken: één valuta; importeer elk bestand één keer
books-for-xero = Voor het importeren van bankafschriften in Xero: één valuta, hoogstens 1.000 regels
books-for-quickbooks = Voor het importeren van banktransacties in QuickBooks Online: één valuta, dagen als dd/mm/yyyy, hoogstens 350 KB
books-for-datev = Voor Duitse belastingadviseurs: een reeks boekingen (EXTF Buchungsstapel), één valuta en boekjaar
books-accounts-link = Rekeningen voor Beancount, hledger en DATEV
books-download = Downloaden

## Accounts

books-accounts = Rekeningen
books-accounts-lead = Bestanden voor boekhoudprogramma’s boeken op deze rekeningen. Laat een veld leeg voor de standaard.
books-accounts-saved = Bewaard. Het volgende bestand heeft deze rekeningen; wat geleverd is, houdt de zijne.
books-clearing = Tussenrekening
books-clearing-hint = Wat een aanbieder wel en niet heeft uitbetaald. Elke betaalwijze krijgt er een onder.
books-fees-account = Kosten
books-fees-account-hint = Elke betaalwijze krijgt er een onder.
books-tips-account = Rekening voor fooien
books-tips-account-hint = Bijvoorbeeld Income:Chit:Tips.
books-receivable = Vorderingen
books-receivable-hint = Wat op verzoeken nog open staat.
books-chart = Rekeningschema
books-adviser = Nummer van de adviseur
books-adviser-hint = Beraternummer, van uw belastingadviseur.
books-client = Klantnummer
books-client-hint = Mandantennummer.
books-first-month = Eerste maand van het boekjaar
books-first-month-hint = 1 is januari.
books-digits = Cijfers van een rekening
books-digits-hint = 4, tenzij uw adviseur iets anders zegt.
books-datev-fees = Rekening voor kosten
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Debiteur
books-debtor-hint = De verzamelrekening van alle betalers.
books-datev-tips = Rekening voor fooien
books-datev-tips-hint = 1590 in SKR03, 1370 in SKR04. Vraag uw boekhouder: fooien van personeel en van de eigenaar worden verschillend belast.
books-clearing-differs = Tussenrekeningen die van de standaard afwijken
books-clearing-differs-hint = Op elke regel een betaalwijze en haar rekening, bijvoorbeeld ‘stripe 1361’.
books-save = Bewaren

## Deliveries

books-new-lines = { $count ->
        [one] { $n } regel sinds uw laatste levering
       *[other] { $n } regels sinds uw laatste levering
    }
books-nothing-new = Niets nieuws sinds uw laatste levering
books-some-new-lines = Regels sinds uw laatste levering
books-nothing-delivered = Er is niets geleverd. Kijk wat hieronder is gemarkeerd.
books-deliveries-lead = Een levering bevat elke regel die geen eerdere had, op volgorde en zonder gat. Het bestand heeft altijd dezelfde bytes. De dagen vóór vandaag worden ermee afgesloten.
books-deliver = Lever wat nieuw is
books-delivered = Geleverd
books-batch = Reeks { $number }
books-batch-format = Formaat van reeks { $number }
books-batch-currency = Valuta van het bestand van reeks { $number }
books-older-deliveries = Oudere leveringen

## Close

books-closed-until = Tot en met { $day } kan niets meer veranderen
books-nothing-closed = Er is nog niets afgesloten
books-nothing-changed = Er is niets gewijzigd. Kijk wat hieronder is gemarkeerd.
books-close-lead = Wat later voor een afgesloten dag wordt vastgelegd, wordt op de eerste open dag geboekt, met de dag waar het bij hoort. Zo blijft wat uw boekhouder heeft zoals het is.
books-close-until = Afsluiten tot en met
books-close-hint = Dagen eindigen volgens de klok van { $zone }. Alleen voorbije dagen kunnen worden afgesloten, en een afsluiting kan niet ongedaan worden gemaakt.
books-close-button = Tot en met deze dag afsluiten
books-by-itself = Vanzelf
books-closing-day = Een maand sluit vanzelf op deze dag van de volgende
books-closing-day-hint = Van 1 tot en met 28. Wat u levert, wordt ook afgesloten.
books-closes = Afsluitingen
books-closed-to = Tot en met
books-closed-when = Afgesloten
books-last-line = Laatste regel
books-last-hash = De hash ervan
books-closed-by-you = { $moment }, door u
books-closed-by-calendar = { $moment }, door de kalender

## Month

books-of-the-books = Overzicht van de boeken
books-payee = Ontvanger
books-made = Gemaakt
books-state = Status
books-state-final = Definitief: de maand is afgesloten
books-state-open = Voorlopig: de maand is nog niet afgesloten
books-state-running = Voorlopig: de maand is nog niet voorbij
books-month-empty = Tot het einde van deze maand bewoog er geen geld.
books-balance-before = Saldo vóór { $day }
books-balance-after = Saldo na { $day }
books-month-nothing = In deze maand bewoog er niets.
books-month-none-listed = Geen van haar regels staat in de lijst hier.
books-by-method = Per betaalwijze
books-by-method-in = { $currency } per betaalwijze
books-all = Alles
books-month-amounts = Bedragen van de maand
books-month-fees = Kosten van de maand
books-month-tips = Fooien in deze bedragen
books-month-cut = { $count ->
        [one] De eerste { $listed } van { $n } regel staan hier. De totalen zijn van alle regels, en de export bevat ze allemaal.
       *[other] De eerste { $listed } van { $n } regels staan hier. De totalen zijn van alle regels, en de export bevat ze allemaal.
    }
books-balance-hint = Een saldo is de som van alle bedragen, min de bekende kosten. Wat een aanbieder op een bankrekening heeft uitbetaald, is er niet af.
books-head = Einde van het grootboek: regel { $line }
books-months = Maanden
books-export-month = Deze maand exporteren

## Statements

books-match-title = Koppel het afschrift van uw bank
books-match-lead = Wij lezen het, koppelen het en vergeten wie betaalde.
books-file = Bestand van uw bank
books-file-hint = CAMT (.xml), MT940, OFX of CSV, hoogstens 50 MiB; pak een .zip eerst uit. Een bestand twee keer importeren verandert niets.
books-drop = Of sleep het bestand hierheen.
books-choose-file = Kies eerst een bestand.
books-kept = Wat ervan bewaard blijft
books-kept-lead = Van elke boeking: bedrag, kosten, valuta en dagen, de laatste vier tekens van het kenmerk van de bank en een vingerafdruk die haar van andere onderscheidt. Namen, rekeningen en teksten van betalers worden in het geheugen gelezen en met het bestand vergeten.
books-import = Importeren
books-sending = Het bestand wordt verzonden:
books-sent = Het bestand is er. De boekingen worden gekoppeld.
books-read-begun = Het bestand wordt geschreven.
books-read = Nog bezig: { $n } regels.
books-read-of = Nog bezig: { $n } van { $all } regels.
books-read-all = Alle regels zijn geschreven.
books-underway = Nog bezig: { $done } van { $all } boekingen
books-nothing-imported = { $fault } Er is niets geïmporteerd.
books-imported = Geïmporteerd
books-undone = Ongedaan gemaakt
books-waiting = { $count ->
        [one] { $n } te beslissen
       *[other] { $n } te beslissen
    }
books-older-statements = Oudere afschriften
books-columns = De kolommen van deze tabel
books-columns-lead = Niet alles is duidelijk. Uw antwoorden gelden ook voor bestanden met dezelfde koppen; het bestand wordt niet bewaard, kies het nog een keer.
books-first-rows = De eerste rijen
books-cells-left-out = Cellen die iemand kunnen noemen, zijn weggelaten.
books-column-none = Niet gekozen
books-asked = Het bestand laat dit open. Kies.
books-asked-again = Dit past niet bij het bestand. Kies opnieuw.
books-column-date = Boekdatum
books-column-value-date = Valutadatum
books-column-amount = Bedrag
books-column-debit = Af, als dat een eigen kolom heeft
books-column-credit = Bij, als dat een eigen kolom heeft
books-column-sign = Richting: af of bij
books-column-fee = Kosten die van het bedrag af gingen, als die kolom er is
books-column-net = Bedrag na de kosten
books-column-currency = Kolom met valuta’s
books-date-order = Volgorde van datums
books-order-dmy = Dag, maand, jaar
books-order-mdy = Maand, dag, jaar
books-order-ymd = Jaar, maand, dag
books-decimal-mark = Voor de decimalen staat
books-mark-dot = een punt: 1,234.50
books-mark-comma = een komma: 1.234,50

## One statement

books-no-entries = Geen boekingen
books-entries = { $count ->
        [one] { $n } boeking
       *[other] { $n } boekingen
    }
books-known-before = { $count ->
        [one] { $n } daarvan al bekend
       *[other] { $n } daarvan al bekend
    }
books-not-booked = { $count ->
        [one] nog { $n } die de bank nog niet heeft geboekt
       *[other] nog { $n } die de bank nog niet heeft geboekt
    }
books-imported-at = Geïmporteerd op { $moment }
books-was-undone = Deze import is ongedaan gemaakt: wat hij had geboekt, is met correcties teruggenomen.
books-nothing-was-changed = Er is niets gewijzigd.
books-queues = Stapels
books-matched = Gekoppeld
books-suggested = Voorgesteld
books-unmatched = Niet gekoppeld
books-dismissed = Opzij gelegd
books-outgoing = Af
books-nothing-waits = Hier wacht niets.
books-none = Er is er geen.
books-all-known = Niets nieuws: alle boekingen waren al bekend.
books-keys = Toetsen: ↑ ↓ om te gaan, Enter om te nemen, d om opzij te leggen
books-taken-back = Teruggehaald
books-bank-reference = kenmerk van de bank
books-booked-before = Al geboekt; dit is een extra bewijs.
books-take = Nemen
books-that-payment = Het is deze betaling
books-another-payment = Een andere betaling: boeken
books-pick = Verzoek kiezen
books-search-requests = Verzoeken zoeken
books-search-hint = Woorden, een bedrag of een code
books-search = Zoeken
books-none-fits = Geen verzoek past.
books-dismiss = Opzij leggen
books-more-entries = Meer boekingen
books-undo = Deze import ongedaan maken
books-undo-lead = Wat hij heeft geboekt, wordt met correcties teruggenomen, en de boekingen kunnen opnieuw worden geïmporteerd. Dat kan zolang de dagen open zijn.
books-forgotten = Meer blijft er van een boeking niet bewaard: geen naam, geen rekening, geen tekst van wie betaalde. Uw bank heeft ze, bij deze dag en dit bedrag.
books-why-currency = Het kenmerk klopt, maar het geld is in een andere valuta.
books-why-several = De overschrijving noemt meerdere verzoeken, en wat daarop open staat, is samen niet het bedrag.
books-why-paid = Het kenmerk klopt, maar dit verzoek is al betaald.
books-why-booked = Hetzelfde bedrag is op dezelfde dag voor dit verzoek geboekt, uit een bestand in een ander formaat.
books-why-recorded = Hetzelfde bedrag staat al bij dit verzoek: dit kan dat geld zijn of een andere betaling.
books-why-kept = Het kenmerk klopt en het hele bedrag is verstuurd: een bank heeft een deel ingehouden.
books-why-ambiguous = De code of het kenmerk past bij meer dan één verzoek.
books-why-own = Uw kenmerk staat in de tekst, maar het bedrag is anders of het verzoek is niet open.
books-why-claimed = De betaler zei dit bedrag te hebben gestuurd.
books-why-amount = Het bedrag is wat open staat, en het verzoek is van die tijd.
books-why-taken-back = De bank heeft een bedrag teruggehaald dat voor dit verzoek is geboekt.
books-no-such-request = Gebruik de code van een van uw verzoeken.
books-no-such-payment = Geen van uw betalingen heeft dit kenmerk.
books-request-currency = Dit verzoek is in een andere valuta. Leg het geld vast op de pagina van het verzoek, in die valuta.
books-refused-decided = Over deze boeking is al beslist. Bekijk haar opnieuw.
books-refused-not-waiting = Alleen een boeking die op een beslissing wacht, kan opzij worden gelegd.
books-refused-undone = Deze import is ongedaan gemaakt. Importeer het bestand opnieuw.
books-refused-other-money = Deze betaling is ander geld, of een andere boeking toont haar al. Kijk er nog eens naar.
books-refused-nothing-paid = Geen afschrift heeft dit bedrag voor dat verzoek betaald, dus er kan niets van worden teruggenomen. Leg een terugbetaling vast.
books-refused-day-closed = Geld van dit afschrift is geboekt op { $day }, en die dag is in uw boeken afgesloten. Leg voor wat niet klopt een terugbetaling vast.
books-refused-gone-back = Geld van dit afschrift is sindsdien teruggegaan, dus de import kan niet ongedaan worden gemaakt.
books-refused-taken-back-later = Met een later afschrift heeft de bank geld van dit afschrift teruggehaald. Maak eerst de import van dat afschrift ongedaan.

## Faults of files

books-at-line = Regel { $line }: { $fault }
books-at-element = { $element } in regel { $line }: { $fault }
books-fault-unreadable = Het bestand kon niet tot het einde worden gelezen. Stuur het opnieuw.
books-fault-cut = Het bestand eindigt te vroeg, er ontbreekt een deel. Download het opnieuw.
books-fault-too-long = Een regel of tekst is langer dan die van enige bank.
books-fault-not-text = Dit is geen tekst, of niet in de codering die het bestand noemt.
books-fault-malformed = Dit is niet geschreven zoals het formaat voorschrijft.
books-fault-declaration = Een declaratie zoals DOCTYPE wordt niet aangenomen: geen afschrift heeft die nodig.
books-fault-no-account = De boekingen horen bij geen rekening.
books-fault-no-amount = Het bedrag ontbreekt.
books-fault-no-direction = Er staat niet of het geld kwam of ging.
books-fault-no-day = De dag ontbreekt.
books-fault-no-currency = Het bedrag heeft geen valuta.
books-fault-not-amount = Het bedrag is geen leesbaar getal.
books-fault-too-fine = Het bedrag heeft meer decimalen dan zijn valuta.
books-fault-too-large = Het bedrag is te groot.
books-fault-not-day = De datum bestaat niet in de kalender.
books-fault-currency-differs = Het bedrag is in een andere valuta dan zijn rij zegt.
books-fault-fee-off = De kosten zijn niet het verschil tussen het bedrag en wat ervan over is.
books-fault-no-balance = Een saldo ontbreekt of is onleesbaar, dus er kan een deel van het bestand ontbreken. Download het opnieuw.
books-fault-pdf = Dit is een pdf, die alleen om te lezen is. Download het afschrift als CAMT.053, MT940, OFX of CSV.
books-fault-packed = Dit is een archief of een werkmap. Pak het uit, of bewaar het blad als CSV.
books-fault-compressed = Dit bestand is gecomprimeerd. Pak het eerst uit.
books-fault-empty = Het bestand is leeg.
books-fault-unknown-format = Dit is geen leesbaar afschrift. Gelezen worden CAMT.052, CAMT.053 en CAMT.054 (XML), MT940, MT942, OFX en CSV met een regel koppen.
books-fault-no-statement = Het bestand bevat geen afschrift van een rekening.
books-fault-too-many = Een bestand heeft hoogstens 200.000 boekingen; dit heeft er meer. Importeer het in delen, bijvoorbeeld per maand.
books-fault-too-much = De boekingen in dit bestand hebben meer referenties dan in één keer gelezen kunnen worden. Importeer het in delen, bijvoorbeeld per maand.
books-fault-unclear = De kolommen van deze tabel zijn niet duidelijk.
books-fault-balance-off = Het saldo is niet wat uit het vorige en de boekingen volgt.
books-fault-balance-unread = Het saldo is onleesbaar, dus de boekingen worden er niet mee vergeleken.
books-fault-details-off = De details zijn samen niet het bedrag van hun boeking. De boeking telt als één.
books-fault-day-of-statement = Deze boeking heeft geen dag; zij kreeg die van het afschrift.
books-fault-left-out = Een rij is weggelaten: de datum, het bedrag of de valuta ontbreekt.
books-fault-unknown-state = De status van deze rij, en misschien van andere, is niet bekend. Zij telt als nog niet geboekt.
books-fault-correction = Deze boeking verbetert een eerdere; zij wordt getoond en verrekent niets.
