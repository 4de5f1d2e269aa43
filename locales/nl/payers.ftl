# Dutch

## Everywhere

never-asks = Deze pagina vraagt nooit om de inloggegevens van uw bank of om een code op uw telefoon. Vul die alleen in de app van uw bank in of op de pagina van de betaaldienst die u kiest.
languages = Taal
test-only = Test: er wordt geen geld overgemaakt
copy = Kopieer
copied = Gekopieerd
not-copied = Niet gekopieerd
page-changed = Hier is iets veranderd. Laad de pagina opnieuw.
print = Afdrukken of opslaan
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Betaalverzoek
asks-for = { $payee } vraagt
asked-for = { $payee } vroeg
pay-whom = Betaal { $payee }
pay-button = { $amount } betalen
payment-to = Betaling aan { $payee }
writes = { $payee } schrijft:
part-paid = Een deel van { $whole } is al betaald. Dit is het restbedrag.
parts-whole = { $whole } in totaal, in delen te betalen:
parts-paid = betaald
parts-some = { $amount } betaald
price-instead = of { $others }
due = Uiterste betaaldatum
open-until = Geldig tot
check-words = Controlewoorden
seller-page = Pagina van de verkoper
genuine = Is dit verzoek echt?
genuine-name = { $payee } heeft deze naam zelf gekozen; niemand heeft die gecontroleerd. Vergelijk { $address } met het bord, het profiel of de factuur.
genuine-words = Zijn u drie woorden genoemd, dan moeten het deze zijn; zijn het andere, betaal dan niet en vraag het na. Geen genoemd? Dat is gebruikelijk.
somebody-claims = Iemand heeft aangegeven dat dit al is betaald; { $payee } heeft dat nog niet bevestigd. Betaal alleen als u dat niet was.
no-way-title = Betalen kan nog niet
no-way = { $payee } heeft nog geen betaalmethode ingesteld. Er is niets verloren: vraag ernaar of open deze link later opnieuw.
how-much = Hoeveel wilt u betalen?
suggestions = Voorgestelde bedragen
any-amount = Een bedrag naar keuze, in { $currency }.
bounds-between = Tussen { $min } en { $max }.
bounds-from = Vanaf { $min }.
bounds-to = Maximaal { $max }.
note-label = Bericht voor { $payee } (optioneel)
note-help = Alleen { $payee } leest dit. Laat weg wat u niet bewaard wilt hebben.
tip-title = Fooi geven aan { $payee }?
tip-none = Geen fooi
tip-own = Ander bedrag
tip-own-label = Uw fooi
tip-own-hint = Tot { $most }.
tip-total = { $total } in totaal
tip-included = Inclusief { $tip } fooi
tip-too-large = De hoogste fooi is { $most }.
tip-required = Vul de fooi in, of kies ‘Geen fooi’.
tip-unknown = Kies een van de fooien, of ‘Geen fooi’.
choose-way = Kies hoe u wilt betalen
confirms-itself = De bevestiging komt vanzelf.
confirms-payee = { $payee } bevestigt zodra het er is.
confirms-either = De wallet bevestigt het zelf, of { $payee } doet dat.
open-elsewhere = Openen op een ander apparaat
open-elsewhere-help = Scan de code met de camera van het andere apparaat.
qr-of-link = QR-code van de link naar deze pagina
report = Dit betaalverzoek melden
no-way-currency = Geen van de betaalmethoden van { $payee } accepteert { $currency }. Er is niets verloren: vraag ernaar of open deze link later opnieuw.
no-way-amount = Geen van de betaalmethoden van { $payee } accepteert dit bedrag. Er is niets verloren: vraag ernaar of open deze link later opnieuw.

stamp-paid = BETAALD
state-expired = Verlopen op { $date }
state-cancelled = Ingetrokken
state-underway = Onderweg
underway-title = Er is een betaling onderweg
underway = Betaal niet nog een keer. Als deze betaling niet lukt, kunt u hier alsnog betalen.
paid = Dit betaalverzoek is betaald. U hoeft hier niets meer te doen.
expired = Dit betaalverzoek kan niet meer worden betaald. Moet u dit bedrag nog betalen, vraag { $payee } dan om een nieuwe link.
cancelled = { $payee } heeft dit betaalverzoek ingetrokken, dus betaal het niet. Hebt u al betaald, neem dan contact op met { $payee }.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = Een verzonnen betaaldienst om iets uit te proberen.
rail-demo-pay = Betaal { $amount } met Demo
rail-demo-pay-any = Betaal met Demo
rail-sepa = Overschrijving
rail-sepa-hint = Met de app van uw bank, via een QR-code of handmatig.
rail-sepa-pay = { $amount } overschrijven
rail-sepa-pay-any = Betaal via overschrijving
rail-swiss = Zwitserse QR-factuur
rail-swiss-hint = Via internetbankieren, met de app van uw Zwitserse bank of met een afgedrukte QR-factuur.
rail-swiss-pay = Betaal { $amount } via QR-factuur
rail-swiss-pay-any = Betaal via QR-factuur
rail-spayd = QR Platba
rail-spayd-hint = Met de app van uw Tsjechische of Slowaakse bank, via een QR-code of handmatig.
rail-spayd-pay = Betaal { $amount } met QR Platba
rail-spayd-pay-any = Betaal met QR Platba
rail-pix = Pix
rail-pix-hint = Met de app van uw bank, via een QR-code of door een code te plakken.
rail-pix-pay = Betaal { $amount } met Pix
rail-pix-pay-any = Betaal met Pix
rail-upi = UPI
rail-upi-hint = Met elke UPI-app, via een link of QR-code.
rail-upi-pay = Betaal { $amount } met UPI
rail-upi-pay-any = Betaal met UPI
rail-promptpay = PromptPay
rail-promptpay-hint = Met de app van uw Thaise bank, via een QR-code.
rail-promptpay-pay = Betaal { $amount } met PromptPay
rail-promptpay-pay-any = Betaal met PromptPay
rail-paynow = PayNow
rail-paynow-hint = Met de app van uw bank in Singapore, via een QR-code.
rail-paynow-pay = Betaal { $amount } met PayNow
rail-paynow-pay-any = Betaal met PayNow
rail-link = Walletlink
rail-link-hint = Met een knop of QR-code die de wallet opent.
rail-link-pay = Betaal { $amount } met { $wallet }
rail-link-pay-any = Betaal met { $wallet }
rail-merchant_code = QR-code
rail-merchant_code-hint = Met de app van uw bank of wallet, via een QR-code.
rail-merchant_code-pay = Betaal { $amount } met { $wallet }
rail-merchant_code-pay-any = Betaal met { $wallet }
rail-cash = Contant of op een andere manier
rail-cash-hint = De ontvanger zegt hoe.
rail-cash-pay = Betaal { $amount } contant of op een andere manier
rail-cash-pay-any = Betaal contant of op een andere manier
rail-stripe = Stripe
rail-stripe-hint = Kaart, wallet of lokale methode, op de pagina van Stripe.
rail-stripe-pay = Betaal { $amount } met Stripe
rail-stripe-pay-any = Betaal met Stripe
rail-paypal = PayPal
rail-paypal-hint = Met uw PayPal-rekening, op de pagina van PayPal.
rail-paypal-pay = Betaal { $amount } met PayPal
rail-paypal-pay-any = Betaal met PayPal
rail-btcpay = Bitcoin of Lightning
rail-btcpay-hint = Met uw eigen wallet, via een QR-code of door te kopiëren.
rail-btcpay-pay = Betaal { $amount } in bitcoin
rail-btcpay-pay-any = Betaal in bitcoin
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Met een Lightning-wallet, tegen de koers van dit moment.
rail-lnbits-pay = Betaal { $amount } met Lightning
rail-lnbits-pay-any = Betaal met Lightning
rail-other = Betaling

## What is wrong with an amount, a note or a way to pay

amount-required = Vul in hoeveel u wilt betalen.
amount-not-a-number = Vul het bedrag in cijfers in, bijvoorbeeld { $example }.
amount-too-many-decimals = Dit bedrag heeft te veel decimalen voor { $currency }. Schrijf het bijvoorbeeld zo: { $example }.
amount-not-positive = Het bedrag moet hoger zijn dan nul.
amount-too-small = Het minimumbedrag is { $min }.
amount-too-large = Het maximumbedrag is { $max }.
amount-ambiguous = Dit bedrag is op twee manieren te lezen. Schrijf het zonder scheidingsteken voor duizendtallen, bijvoorbeeld { $thousands }.
amount-ambiguous-decimals = Dit bedrag is op twee manieren te lezen. Schrijf duizendtallen zonder scheidingsteken, bijvoorbeeld { $whole }, en decimalen bijvoorbeeld zo: { $fine }.
amount-other-currency = Er staat { $found }, maar het bedrag is hier in { $currency }. Vul het in { $currency } in, bijvoorbeeld { $example }.
amount-unknown-currency = De valuta wordt niet herkend. Gebruik drie letters, bijvoorbeeld EUR.
amount-withdrawn-currency = { $found } is geen geldige munt meer. Vraag { $payee } om een link in een andere valuta.
amount-in-link = Het bedrag in deze link is niet leesbaar. Vul het hier in of vraag om een nieuwe link.
note-too-long = Het bericht is te lang: maximaal { $longest } tekens.
note-invalid = Het bericht bevat tekens die niet kunnen worden weergegeven. Gebruik gewone tekst.
method-unavailable = Kies een van de betaalmethoden die voor dit bedrag beschikbaar zijn.

## The payer’s own page: instructions, state, receipt

title-payment = Uw betaling
title-receipt = Betaalbewijs
you-paid = Betaald aan { $payee }
your-payment-to = Uw betaling aan { $payee }
payment-waiting = In afwachting van bevestiging
payment-failed = Niet gelukt
payment-expired = Niet op tijd afgerond
payment-refunded = Terugbetaald
payment-partly-refunded = Deels terugbetaald
payment-refund-said = Terugbetaling gemeld
payment-disputed = Betwist
difference-under = Er ontbreekt { $amount }.
difference-over = { $amount } meer dan gevraagd.
pending-resume = U hebt de betaling nog niet afgerond, of { $rail } heeft die nog niet bevestigd. Hebt u daar al betaald, betaal dan niet nog een keer: deze pagina toont de betaling zodra die is bevestigd.
pending-transfer-title = Maak het bedrag over via uw bank
pending-transfer = Gebruik voor de overschrijving precies deze gegevens. Aan het betalingskenmerk ziet { $payee } dat de betaling van u is.
pending-words-title = Zo wil { $payee } betaald worden
pending-words = De woorden zijn van { $payee } en niemand heeft ze gecontroleerd.
pending-no-reference = Betaal precies dit bedrag. Daaraan ziet { $payee } dat de betaling van u is.
pending-link-title = Betaal met { $wallet }
pending-link = De knop opent { $wallet } met het bedrag ingevuld. Controleer de ontvanger voordat u het geld stuurt en kom daarna hier terug.
pending-link-note = De knop opent { $wallet } met het bedrag ingevuld. Controleer de ontvanger en voeg het kenmerk hieronder toe: daaraan ziet { $payee } dat de betaling van u is. Kom daarna hier terug.
pending-code-title = Betaal met { $rail }
pending-code = Scan de code, of plak de tekst ervan in de app van uw bank of wallet. Bedrag en kenmerk staan erin; controleer de ontvanger voordat u het geld verstuurt.
pending-invoice-title = Betaal met een Bitcoin- of Lightning-wallet
pending-invoice = Scan de code of open die in uw wallet. De code geldt voor één betaling van precies dit bedrag.
invoice-time = De code verloopt over { $minutes } min. Betaal daarna niet meer, maar begin opnieuw.
pending-other = Wachten op uw betaling.
pending-lost = De gegevens van deze betaling kunnen niet meer worden getoond. Hebt u het geld al overgemaakt, maak het dan niet nog eens over: vraag het na bij { $payee }. Zo niet, kies dan opnieuw een betaalmethode.
claimed = U hebt aangegeven dat u het geld hebt overgemaakt. { $payee } bevestigt de betaling zodra die binnen is; een overschrijving kan tot de volgende werkdag duren. Maak het geld niet twee keer over.
claimed-details = De gegevens die u moest gebruiken
processing = Uw betaling wordt verwerkt. U hoeft niets te doen; betaal niet nog een keer. Deze pagina wordt vanzelf bijgewerkt.
settled = Deze pagina is uw betaalbewijs. Bewaar het adres, druk de pagina af of sla die op.
failed = { $payee } heeft geen geld ontvangen. Probeer het opnieuw of kies een andere betaalmethode.
attempt-expired = Voor deze poging is geen geld ontvangen. Hebt u wel iets overgemaakt, neem dan contact op met { $payee } voordat u opnieuw betaalt.
refunded = { $payee } heeft het hele bedrag terugbetaald. Het kan enkele dagen duren voordat u het op uw rekening ziet. Komt het niet aan, neem dan contact op met { $payee }.
partly-refunded = { $payee } heeft { $refunded } terugbetaald. Het kan enkele dagen duren voordat u het op uw rekening ziet. Komt het niet aan, neem dan contact op met { $payee }.
refunded-by-word = { $payee } geeft aan u { $refunded } te hebben terugbetaald. Het kan enkele dagen duren voordat het bij u aankomt. Komt het niet aan, neem dan contact op met { $payee }.
refunded-by-dispute = De betwisting is in uw voordeel beslist: u krijgt { $refunded } terug. Het kan enkele dagen duren voordat het bij u aankomt. Komt het niet aan, neem dan contact op met uw bank of betaaldienst.
being-refunded = { $payee } betaalt { $returning } terug. De betaaldienst is daar nog niet mee klaar; u hoeft niets te doen.
disputed = Deze betaling is betwist bij de bank of de betaaldienst. Die neemt een beslissing en laat u de uitkomst weten; u hoeft hier niets te doen.
your-note = Uw bericht aan { $payee }:
after-payment = { $payee } schrijft, nu u hebt betaald:
after-payment-open = Link openen
after-payment-lost = { $payee } heeft hier iets voor u achtergelaten, maar het kan niet meer worden getoond. Vraag { $payee } ernaar.
row-beneficiary = Naam ontvanger
row-iban = IBAN
row-bic = BIC
row-amount = Bedrag
row-reference = Betalingskenmerk / mededeling
row-account = Rekeningnummer
row-address = Adres ontvanger
row-code = Code om te kopiëren en plakken
row-pix-key = Pix-sleutel
row-promptpay-id = PromptPay-ID
row-paynow-id = UEN of mobiel nummer
row-upi-id = UPI-ID
row-wallet-handle = Ontvanger bij { $wallet }
row-merchant-code = Code om te kopiëren en plakken
row-merchant = Ontvanger in de code
row-lightning-invoice = Lightning-factuur
row-bitcoin-address = Bitcoin-adres
row-bitcoin-amount = Bedrag in bitcoin
row-words = In de woorden van de ontvanger
bank-compares-name = Uw bank vergelijkt de naam van de ontvanger met de rekening. Vul de naam precies zo in als die hier staat.
bill-on-screen = Op een scherm is deze QR-factuur alleen bedoeld voor internetbankieren en de app van uw bank. Wilt u aan het loket of per post betalen, druk dan de volledige QR-factuur af.
bill-show = Volledige QR-factuur met ontvangstbewijs tonen
bill-title = QR-factuur om af te drukken
bill-help = Druk hem op ware grootte (100%) af op wit A4-papier, zoals banken en postkantoren verlangen.
qr-of-payment = QR-code voor deze betaling
scan-with-bank = Scan de code met de app van uw bank.
scan-with-wallet = Scan de code met uw wallet.
scan-with-either = Scan de code met de app van uw bank of wallet.
scan-with-camera = Wilt u met een andere telefoon betalen, scan de code dan met de camera daarvan.
scan-with-rail = Wilt u met een andere telefoon betalen, scan de code daar dan met { $rail }.
save-qr = QR-code opslaan als afbeelding
other-ways = Andere manieren om het te sturen
save-qr-help = Sla de afbeelding op deze telefoon op en open die in de app van uw bank.
open-bank = Open de app van uw bank
open-wallet = Open uw wallet
some-phones = Dit werkt alleen op sommige telefoons.
other-way = Andere betaalmethode kiezen
sent-it-help = Al overgemaakt? Geef het door, dan weet { $payee } dat de betaling onderweg is.
sent-it = Ik heb betaald
copy-what = { $what } kopiëren
send-yourself = Stuur deze pagina naar uzelf
send-yourself-help = Bewaar deze pagina: alleen het adres ervan leidt hierheen terug.
go-on = Verder naar { $rail }
back-to-request = Terug naar het betaalverzoek
see-request = Betaalverzoek bekijken
signed-receipt = Ondertekend betaalbewijs downloaden
save-receipt = Bewijs opslaan
can-close = U kunt deze pagina sluiten.
signed-receipt-help = Een klein bestand. Iedereen kan controleren dat deze dienst het heeft uitgegeven en dat er niets in is gewijzigd.
fact-by = Betaalmethode
fact-code = Code

## The sheet for a counter

sheet-title = Om af te drukken
sheet-scan = Scan om te betalen
sheet-scan-order = Scan om te bestellen
sheet-scan-help = Richt de camera van uw telefoon op de code.
sheet-print = Dit blad afdrukken

## Reporting a request to whoever runs the service

report-title = Dit betaalverzoek melden
report-page-title = Deze pagina melden
report-intro = Laat de beheerder van deze dienst weten dat er iets niet klopt. De beheerder kan zien om welk betaalverzoek het gaat en komt niet te weten wie u bent.
report-why = Wat klopt er niet?
report-impersonation = Iemand doet zich voor als een ander
report-never-ordered = Ik weet niet wie dit vraagt of waarvoor
report-offensive = De tekst is beledigend of bedreigend
report-other = Iets anders
report-pick = Kies wat er niet klopt.
report-sent-title = Dank u wel
report-sent = Uw melding is bewaard en de beheerder van deze dienst kan die inzien. Er gebeurt niets vanzelf; betaal pas als u het zeker weet.
report-sent-paid = Hebt u al betaald, neem dan meteen contact op met uw bank of betaaldienst en vraag of de betaling kan worden tegengehouden of teruggehaald.
report-back = Terug

## Problems

problem-not-found-title = Hier is niets te vinden
problem-not-found = Deze link leidt nergens heen. Controleer of hij volledig is gekopieerd of vraag het aan degene die hem stuurde.
problem-not-open-title = Dit betaalverzoek kan niet worden betaald
problem-not-open-paid = Het betaalverzoek is al betaald. U hoeft niets meer te doen.
problem-not-open-cancelled = Het betaalverzoek is ingetrokken. Er is niets afgeschreven.
problem-not-open-expired = Het betaalverzoek is verlopen. Er is niets afgeschreven. Wilt u nog betalen, vraag dan om een nieuwe link.
problem-underway-title = Dit betaalverzoek wordt al betaald
problem-underway = Er is een betaling onderweg. Wacht tot die is aangekomen of mislukt voordat u opnieuw betaalt.
problem-conflict-title = Nu niet mogelijk
problem-reports-itself = Bij deze betaalmethode wordt vanzelf gemeld dat het geld is aangekomen. U hoeft hier niets te bevestigen.
problem-not-arrived = Een betaalbewijs is er zodra het geld is aangekomen. Dat is nog niet gebeurd.
problem-denied-title = Deze toegang is niet meer geldig
problem-denied = De link of sleutel is al gebruikt, verlopen of vervangen. Vraag een nieuwe aan.
problem-rail-title = Deze betaalmethode is nu niet beschikbaar
problem-rail = Er is niets afgeschreven. Kies een andere betaalmethode of probeer het later opnieuw.
problem-unavailable-title = Even niet beschikbaar
problem-unavailable = Probeer het zo opnieuw. Hebt u net betaald, betaal dan niet nog een keer voordat deze pagina laat zien hoe het ermee staat.
problem-unavailable-elsewhere = Probeer het zo opnieuw.
problem-failed-title = Er ging iets mis aan onze kant
problem-failed = De fout is vastgelegd. Probeer het later opnieuw. Hebt u net betaald, betaal dan niet nog een keer voordat deze pagina laat zien hoe het ermee staat.
problem-failed-elsewhere = De fout is vastgelegd. Probeer het later opnieuw.
problem-invalid-title = Controleer uw gegevens
problem-unreadable-title = Niet leesbaar
problem-signed-out-title = U bent uitgelogd
problem-signed-out = Log in en probeer het opnieuw.
problem-cross-site-title = Verstuurd vanaf een andere website
problem-cross-site = Dit formulier is vanaf een andere website verstuurd, daarom is er niets gebeurd. Open de pagina hier en probeer het opnieuw.
problem-not-said-title = Er is niets gebeurd
problem-not-said = Dit formulier geeft niet aan wat het moet doen, daarom is er niets gebeurd. Ga terug, laad de pagina opnieuw en druk op de knop.
problem-too-many-title = Te veel pogingen tegelijk
problem-too-many = { $count ->
        [one] Wacht { $seconds } seconde en probeer het opnieuw.
       *[other] Wacht { $seconds } seconden en probeer het opnieuw.
    }
problem-method-title = Zo werkt het niet
problem-method = Dit adres bestaat, maar kan niet op deze manier worden geopend. Ga terug en probeer het opnieuw.

## What a chat shows of a link, and the message that a seller sends

preview-title = Een betaalverzoek
preview-title-amount = { $payee } vraagt { $amount }
preview-title-long = Betaalverzoek: { $amount }
preview-description = Open de link en zie wie erom vraagt, hoeveel en waarvoor.
preview-picture = Een briefje: een betaalverzoek
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Betaalverzoek, { $amount }: { $link }
message-plain = Betaalverzoek: { $link }
reminder = Een kleine herinnering: { $about }: { $link }
reminder-due = Een kleine herinnering: { $about }, te betalen op { $day }: { $link }
reminder-overdue = Een kleine herinnering: { $about }, had op { $day } betaald moeten zijn: { $link }

## The foot of pages
foot-imprint = Colofon
foot-contact = Contact
foot-accessibility = Toegankelijkheid

# The order page, and orders

order-title = Bestelling
order-from = Bestellen bij { $payee }
order-link = Bestellen uit de lijst
order-sold-out = Uitverkocht
order-before = De prijs is veranderd. Eerst was hij { $before }.
order-fewer = Eén minder: { $product }
order-more = Eén meer: { $product }
order-total = Totaal
order-pay = Meteen betalen
order-send = Naar de verkoper sturen
order-confirms-first = { $payee } bevestigt elke bestelling eerst. Daarna kunt u haar betalen.
order-closed = Er kan hier op dit moment niets worden besteld.
order-waiting-title = Nog niet bevestigd
order-waiting = { $payee } bevestigt deze bestelling eerst, dus ze kan nog niet worden betaald. Stuur haar naar de verkoper en open deze link weer zodra ze is bevestigd.
order-confirmed = { $payee } heeft deze bestelling bevestigd.
order-send-to = Stuur uw bestelling naar { $payee }
order-send-help = Kies de chat waarin u de verkoper schrijft. Het bericht bevat de link waar u allebei de bestelling ziet.
order-share = Andere app
order-only-link = Messenger neemt alleen de link. Daarachter staat de bestelling.
order-copy = Bericht kopiëren
order-to-pay = Bestelling bekijken en betalen
order-to-order = Bestelling bekijken
error-order-empty = Kies eerst hoeveel u waarvan wilt.
error-order-changed = De lijst is veranderd sinds u deze pagina opende, dus er is niets besteld. Bekijk de gemarkeerde regels en bestel dan opnieuw.
error-order-large = Deze bestelling is meer dan in één keer kan worden betaald. Maak haar kleiner.
error-order-full = Er wachten nu te veel bestellingen op antwoord, dus er is niets besteld. Schrijf de verkoper of probeer het later opnieuw.
error-order-quantity = Vul hele getallen van 0 tot en met 99 in.

## A choice of items

items-title = Kies de aantallen
items-continue = Verder
items-change = Keuze wijzigen
items-sold-out = Hier is alles uitverkocht. Vraag { $payee } of er meer komt.
items-left = nog { $n }
error-items-left = Er is minder van over dan u hebt gekozen.
