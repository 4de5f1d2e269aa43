# German

## Everywhere

never-asks = Diese Seite fragt nie nach Ihren Zugangsdaten zum Online-Banking, einer TAN oder einem SMS-Code. Geben Sie so etwas nur in der App Ihrer Bank oder auf der Seite des gewählten Zahlungsanbieters ein.
languages = Sprache
test-only = Test: Es fließt kein Geld
copy = Kopieren
copied = Kopiert
not-copied = Nicht kopiert
page-changed = Hier hat sich etwas geändert. Laden Sie die Seite neu.
print = Drucken oder speichern
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Zahlungsanfrage
asks-for = { $payee } bittet um
asked-for = { $payee } bat um
pay-whom = An { $payee } zahlen
pay-button = { $amount } zahlen
payment-to = Zahlung an { $payee }
writes = { $payee } schreibt:
part-paid = Von { $whole } ist ein Teil schon bezahlt. Dies ist der Restbetrag.
parts-whole = Insgesamt { $whole }, in Teilen zu zahlen:
parts-paid = bezahlt
parts-some = { $amount } bezahlt
price-instead = oder { $others }
due = Fällig am
open-until = Gültig bis
check-words = Prüfwörter
seller-page = Seite des Verkäufers
genuine = Ist diese Anfrage echt?
genuine-name = { $payee } hat diesen Namen selbst gewählt; niemand hat ihn geprüft. Vergleichen Sie { $address } mit Aushang, Profil oder Rechnung.
genuine-words = Hat man Ihnen drei Wörter genannt, müssen es diese sein; sind es andere, zahlen Sie nicht und fragen Sie nach. Keine genannt? Das ist üblich.
somebody-claims = Jemand hat angegeben, das Geld gesendet zu haben; { $payee } hat den Eingang noch nicht bestätigt. Zahlen Sie nur, wenn Sie das nicht waren.
no-way-title = Noch keine Zahlungsart verfügbar
no-way = { $payee } hat noch keine Zahlungsart eingerichtet. Es geht nichts verloren: Fragen Sie nach oder öffnen Sie diesen Link später noch einmal.
how-much = Wie viel möchten Sie zahlen?
suggestions = Vorgeschlagene Beträge
any-amount = Beliebiger Betrag in { $currency }.
bounds-between = Zwischen { $min } und { $max }.
bounds-from = Mindestens { $min }.
bounds-to = Höchstens { $max }.
note-label = Nachricht an { $payee } (optional)
note-help = Nur { $payee } kann sie lesen. Schreiben Sie nichts hinein, was nicht gespeichert werden soll.
tip-title = Trinkgeld für { $payee }?
tip-none = Kein Trinkgeld
tip-own = Anderer Betrag
tip-own-label = Ihr Trinkgeld
tip-own-hint = Bis zu { $most }.
tip-total = { $total } insgesamt
tip-included = Einschließlich { $tip } Trinkgeld
tip-too-large = Das höchste Trinkgeld ist { $most }.
tip-required = Geben Sie das Trinkgeld ein, oder wählen Sie „Kein Trinkgeld“.
tip-unknown = Wählen Sie eines der Trinkgelder oder „Kein Trinkgeld“.
choose-way = Zahlungsart wählen
confirms-itself = Die Bestätigung kommt von selbst.
confirms-payee = { $payee } bestätigt, sobald das Geld da ist.
confirms-either = Die Wallet bestätigt es von selbst, oder { $payee } tut es.
open-elsewhere = Auf einem anderen Gerät öffnen
open-elsewhere-help = Scannen Sie den Code mit der Kamera des anderen Geräts.
qr-of-link = QR-Code mit dem Link dieser Seite
report = Diese Zahlungsanfrage melden
no-way-currency = Keine der Zahlungsarten von { $payee } nimmt { $currency } an. Es geht nichts verloren: Fragen Sie nach oder öffnen Sie diesen Link später noch einmal.
no-way-amount = Keine der Zahlungsarten von { $payee } nimmt diesen Betrag an. Es geht nichts verloren: Fragen Sie nach oder öffnen Sie diesen Link später noch einmal.

stamp-paid = BEZAHLT
state-expired = Abgelaufen am { $date }
state-cancelled = Zurückgezogen
state-underway = Unterwegs
underway-title = Eine Zahlung ist unterwegs
underway = Zahlen Sie nicht noch einmal. Kommt die Zahlung nicht zustande, können Sie hier wie zuvor zahlen.
paid = Der Betrag ist bezahlt. Sie müssen hier nichts mehr tun.
expired = Hier kann nicht mehr gezahlt werden. Wenn Sie den Betrag noch schulden, bitten Sie { $payee } um einen neuen Link.
cancelled = { $payee } hat diese Anfrage zurückgezogen, bitte zahlen Sie nicht. Falls Sie schon gezahlt haben, wenden Sie sich an { $payee }.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = Ein erfundener Zahlungsanbieter zum Ausprobieren.
rail-demo-pay = { $amount } mit Demo zahlen
rail-demo-pay-any = Mit Demo zahlen
rail-sepa = Überweisung
rail-sepa-hint = Mit der App Ihrer Bank, per QR-Code oder von Hand.
rail-sepa-pay = { $amount } überweisen
rail-sepa-pay-any = Per Überweisung zahlen
rail-swiss = QR-Rechnung (Schweiz)
rail-swiss-hint = Im E-Banking, mit der App Ihrer Schweizer Bank oder mit gedruckter QR-Rechnung.
rail-swiss-pay = { $amount } per QR-Rechnung zahlen
rail-swiss-pay-any = Per QR-Rechnung zahlen
rail-spayd = QR Platba
rail-spayd-hint = Mit der App Ihrer tschechischen oder slowakischen Bank, per QR-Code oder von Hand.
rail-spayd-pay = { $amount } mit QR Platba zahlen
rail-spayd-pay-any = Mit QR Platba zahlen
rail-pix = Pix
rail-pix-hint = Mit der App Ihrer Bank, per QR-Code oder durch Einfügen eines Codes.
rail-pix-pay = { $amount } mit Pix zahlen
rail-pix-pay-any = Mit Pix zahlen
rail-upi = UPI
rail-upi-hint = Mit jeder UPI-App, per Link oder QR-Code.
rail-upi-pay = { $amount } mit UPI zahlen
rail-upi-pay-any = Mit UPI zahlen
rail-promptpay = PromptPay
rail-promptpay-hint = Mit der App Ihrer thailändischen Bank, per QR-Code.
rail-promptpay-pay = { $amount } mit PromptPay zahlen
rail-promptpay-pay-any = Mit PromptPay zahlen
rail-paynow = PayNow
rail-paynow-hint = Mit der App Ihrer Bank in Singapur, per QR-Code.
rail-paynow-pay = { $amount } mit PayNow zahlen
rail-paynow-pay-any = Mit PayNow zahlen
rail-link = Wallet-Link
rail-link-hint = Per Schaltfläche oder QR-Code, der die Wallet öffnet.
rail-link-pay = { $amount } mit { $wallet } zahlen
rail-link-pay-any = Mit { $wallet } zahlen
rail-merchant_code = QR-Code
rail-merchant_code-hint = Mit der App Ihrer Bank oder Wallet, per QR-Code.
rail-merchant_code-pay = { $amount } mit { $wallet } zahlen
rail-merchant_code-pay-any = Mit { $wallet } zahlen
rail-cash = Bar oder auf anderem Weg
rail-cash-hint = Wie, sagt der Empfänger.
rail-cash-pay = { $amount } bar oder auf anderem Weg zahlen
rail-cash-pay-any = Bar oder auf anderem Weg zahlen
rail-stripe = Stripe
rail-stripe-hint = Karte, Wallet oder lokale Zahlungsart, auf der Seite von Stripe.
rail-stripe-pay = { $amount } mit Stripe zahlen
rail-stripe-pay-any = Mit Stripe zahlen
rail-paypal = PayPal
rail-paypal-hint = Mit Ihrem PayPal-Konto, auf der Seite von PayPal.
rail-paypal-pay = { $amount } mit PayPal zahlen
rail-paypal-pay-any = Mit PayPal zahlen
rail-btcpay = Bitcoin oder Lightning
rail-btcpay-hint = Mit Ihrer eigenen Wallet, per QR-Code oder durch Kopieren.
rail-btcpay-pay = { $amount } in Bitcoin zahlen
rail-btcpay-pay-any = In Bitcoin zahlen
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Aus einer Lightning-Wallet, zum aktuellen Kurs.
rail-lnbits-pay = { $amount } mit Lightning zahlen
rail-lnbits-pay-any = Mit Lightning zahlen
rail-other = Zahlung

## What is wrong with an amount, a note or a way to pay

amount-required = Geben Sie ein, wie viel Sie zahlen möchten.
amount-not-a-number = Geben Sie den Betrag in Ziffern ein, zum Beispiel { $example }.
amount-too-many-decimals = Der Betrag hat zu viele Nachkommastellen für { $currency }. Richtig wäre zum Beispiel { $example }.
amount-not-positive = Der Betrag muss größer als null sein.
amount-too-small = Der Mindestbetrag ist { $min }.
amount-too-large = Der Höchstbetrag ist { $max }.
amount-ambiguous = Dieser Betrag lässt sich auf zwei Arten lesen. Schreiben Sie ihn ohne Tausendertrennzeichen, zum Beispiel { $thousands }.
amount-ambiguous-decimals = Dieser Betrag lässt sich auf zwei Arten lesen. Schreiben Sie Tausender ohne Trennzeichen, zum Beispiel { $whole }, und Nachkommastellen zum Beispiel so: { $fine }.
amount-other-currency = Hier steht { $found }, der Betrag ist aber in { $currency }. Geben Sie ihn in { $currency } ein, zum Beispiel { $example }.
amount-unknown-currency = Die Währung ist nicht lesbar. Verwenden Sie drei Buchstaben, zum Beispiel EUR.
amount-withdrawn-currency = { $found } ist keine gültige Währung mehr. Bitten Sie { $payee } um einen Link in einer anderen Währung.
amount-in-link = Der Betrag in diesem Link ist nicht lesbar. Geben Sie ihn hier ein oder bitten Sie um einen neuen Link.
note-too-long = Die Nachricht ist zu lang: höchstens { $longest } Zeichen.
note-invalid = Die Nachricht enthält Zeichen, die sich nicht anzeigen lassen. Schreiben Sie einfachen Text.
method-unavailable = Wählen Sie eine der Zahlungsarten, die für diesen Betrag angeboten werden.

## The payer’s own page: instructions, state, receipt

title-payment = Ihre Zahlung
title-receipt = Zahlungsbeleg
you-paid = Bezahlt an { $payee }
your-payment-to = Ihre Zahlung an { $payee }
payment-waiting = Wartet auf Bestätigung
payment-failed = Nicht ausgeführt
payment-expired = Nicht rechtzeitig abgeschlossen
payment-refunded = Zurückgezahlt
payment-partly-refunded = Teilweise zurückgezahlt
payment-refund-said = Rückzahlung gemeldet
payment-disputed = Beanstandet
difference-under = Es fehlen { $amount }.
difference-over = { $amount } mehr als angefragt.
pending-resume = Sie haben die Zahlung noch nicht abgeschlossen, oder { $rail } hat sie noch nicht bestätigt. Falls Sie dort gezahlt haben, zahlen Sie nicht noch einmal: Diese Seite zeigt die Zahlung an, sobald sie bestätigt ist.
pending-transfer-title = Überweisen Sie von Ihrem Konto
pending-transfer = Verwenden Sie für die Überweisung genau diese Angaben. Am Verwendungszweck erkennt { $payee }, dass das Geld von Ihnen kommt.
pending-words-title = So möchte { $payee } bezahlt werden
pending-words = Die Worte stammen von { $payee } und wurden von niemandem geprüft.
pending-no-reference = Zahlen Sie genau diesen Betrag. Daran erkennt { $payee }, dass das Geld von Ihnen kommt.
pending-link-title = Mit { $wallet } zahlen
pending-link = Die Schaltfläche öffnet { $wallet } mit dem Betrag. Prüfen Sie den Empfänger, bevor Sie das Geld senden, und kommen Sie dann hierher zurück.
pending-link-note = Die Schaltfläche öffnet { $wallet } mit dem Betrag. Prüfen Sie den Empfänger und geben Sie die Referenz von unten an: Daran erkennt { $payee }, dass das Geld von Ihnen kommt. Kommen Sie dann hierher zurück.
pending-code-title = Mit { $rail } zahlen
pending-code = Scannen Sie den Code oder fügen Sie seinen Text in der App Ihrer Bank oder Wallet ein. Betrag und Referenz stehen darin; prüfen Sie den Empfänger, bevor Sie das Geld senden.
pending-invoice-title = Zahlen Sie mit einer Bitcoin- oder Lightning-Wallet
pending-invoice = Scannen Sie den Code oder öffnen Sie ihn in Ihrer Wallet. Er gilt für eine Zahlung über genau diesen Betrag.
invoice-time = Er läuft in { $minutes } Min. ab. Zahlen Sie danach nicht mehr, sondern beginnen Sie neu.
pending-other = Ihre Zahlung wird erwartet.
pending-lost = Die Angaben für diese Zahlung können nicht mehr angezeigt werden. Wenn Sie das Geld schon gesendet haben, senden Sie es nicht noch einmal, sondern fragen Sie { $payee }. Wenn nicht, wählen Sie erneut eine Zahlungsart.
claimed = Sie haben angegeben, dass Sie das Geld gesendet haben. { $payee } bestätigt die Zahlung, sobald sie eingegangen ist; eine Überweisung kann bis zum nächsten Bankarbeitstag dauern. Senden Sie das Geld nicht noch einmal.
claimed-details = Die Angaben, die für Ihre Zahlung galten
processing = Ihre Zahlung wird ausgeführt. Sie müssen nichts tun; bitte zahlen Sie nicht noch einmal. Diese Seite aktualisiert sich von selbst.
settled = Diese Seite ist Ihr Zahlungsbeleg. Bewahren Sie den Link auf, drucken Sie die Seite aus oder speichern Sie sie.
failed = Bei { $payee } ist kein Geld eingegangen. Versuchen Sie es noch einmal oder wählen Sie eine andere Zahlungsart.
attempt-expired = Zu diesem Zahlungsversuch ist kein Geld eingegangen. Falls Sie etwas gesendet haben, fragen Sie bei { $payee } nach, bevor Sie noch einmal zahlen.
refunded = { $payee } hat den gesamten Betrag zurückgezahlt. Es kann einige Tage dauern, bis er auf Ihrem Konto erscheint. Kommt er nicht an, fragen Sie bei { $payee } nach.
partly-refunded = { $payee } hat { $refunded } zurückgezahlt. Es kann einige Tage dauern, bis der Betrag auf Ihrem Konto erscheint. Kommt er nicht an, fragen Sie bei { $payee } nach.
refunded-by-word = { $payee } gibt an, Ihnen { $refunded } zurückgezahlt zu haben. Es kann einige Tage dauern, bis der Betrag bei Ihnen ankommt. Kommt er nicht an, fragen Sie bei { $payee } nach.
refunded-by-dispute = Die Beanstandung wurde zu Ihren Gunsten entschieden: Sie erhalten { $refunded } zurück. Es kann einige Tage dauern, bis der Betrag bei Ihnen ankommt. Kommt er nicht an, fragen Sie bei Ihrer Bank oder Ihrem Zahlungsanbieter nach.
being-refunded = { $payee } zahlt { $returning } zurück. Der Zahlungsanbieter hat das noch nicht abgeschlossen; Sie müssen nichts tun.
disputed = Diese Zahlung wurde bei der Bank oder beim Zahlungsanbieter beanstandet. Dort wird entschieden, und von dort erhalten Sie Nachricht; hier müssen Sie nichts tun.
your-note = Ihre Nachricht an { $payee }:
after-payment = { $payee } schreibt, nachdem Sie bezahlt haben:
after-payment-open = Link öffnen
after-payment-lost = { $payee } hat hier etwas für Sie hinterlegt, aber es lässt sich nicht mehr anzeigen. Fragen Sie { $payee } danach.
row-beneficiary = Empfänger
row-iban = IBAN
row-bic = BIC
row-amount = Betrag
row-reference = Verwendungszweck / Referenz
row-account = Kontonummer
row-address = Adresse des Empfängers
row-code = Code zum Kopieren und Einfügen
row-pix-key = Pix-Schlüssel
row-promptpay-id = PromptPay-ID
row-paynow-id = UEN oder Mobilnummer
row-upi-id = UPI-ID
row-wallet-handle = Empfänger bei { $wallet }
row-merchant-code = Code zum Kopieren und Einfügen
row-merchant = Empfänger im Code
row-lightning-invoice = Lightning-Rechnung
row-bitcoin-address = Bitcoin-Adresse
row-bitcoin-amount = Betrag in Bitcoin
row-words = In den Worten des Empfängers
bank-compares-name = Ihre Bank vergleicht den Namen des Empfängers mit dem Konto. Geben Sie ihn genau so ein, wie er hier steht.
bill-on-screen = Am Bildschirm ist diese QR-Rechnung nur für das E-Banking und die App Ihrer Bank. Um am Schalter oder per Post zu zahlen, drucken Sie die ganze QR-Rechnung.
bill-show = Ganze QR-Rechnung mit Empfangsschein anzeigen
bill-title = QR-Rechnung zum Drucken
bill-help = Drucken Sie sie in Originalgröße (100 %) auf weißes A4-Papier, wie Banken und Post es verlangen.
qr-of-payment = QR-Code für diese Zahlung
scan-with-bank = Scannen Sie ihn mit der App Ihrer Bank.
scan-with-wallet = Scannen Sie ihn mit Ihrer Wallet.
scan-with-either = Scannen Sie ihn mit der App Ihrer Bank oder Wallet.
scan-with-camera = Um mit einem anderen Telefon zu zahlen, scannen Sie den Code mit dessen Kamera.
scan-with-rail = Um mit einem anderen Telefon zu zahlen, scannen Sie den Code dort mit { $rail }.
save-qr = QR-Code als Bild speichern
other-ways = Andere Wege, es zu senden
save-qr-help = Speichern Sie das Bild auf diesem Smartphone und öffnen Sie es in der App Ihrer Bank.
open-bank = App Ihrer Bank öffnen
open-wallet = Wallet öffnen
some-phones = Das geht nur auf manchen Smartphones.
other-way = Andere Zahlungsart wählen
sent-it-help = Schon gesendet? Geben Sie Bescheid, dann achtet { $payee } auf den Zahlungseingang.
sent-it = Ich habe gezahlt
copy-what = { $what } kopieren
send-yourself = Diese Seite an sich selbst senden
send-yourself-help = Behalten Sie diese Seite: Nur ihre Adresse führt hierher zurück.
go-on = Weiter zu { $rail }
back-to-request = Zurück zur Anfrage
see-request = Anfrage ansehen
signed-receipt = Signierten Beleg herunterladen
save-receipt = Beleg speichern
can-close = Sie können diese Seite schließen.
signed-receipt-help = Eine kleine Datei. Damit lässt sich prüfen, dass dieser Dienst den Beleg ausgestellt hat und nichts daran geändert wurde.
fact-by = Zahlungsart
fact-code = Code

## The sheet for a counter

sheet-title = Zum Ausdrucken
sheet-scan = Zum Bezahlen scannen
sheet-scan-order = Zum Bestellen scannen
sheet-scan-help = Richten Sie die Kamera Ihres Smartphones auf den Code.
sheet-print = Dieses Blatt drucken

## Reporting a request to whoever runs the service

report-title = Diese Zahlungsanfrage melden
report-page-title = Diese Seite melden
report-intro = Teilen Sie dem Betreiber dieses Dienstes mit, dass etwas nicht stimmt. Er kann sehen, um welche Anfrage es geht, und erfährt nicht, wer Sie sind.
report-why = Was stimmt nicht?
report-impersonation = Hier gibt sich jemand für jemand anderen aus
report-never-ordered = Ich weiß nicht, wer hier Geld verlangt oder wofür
report-offensive = Der Text ist beleidigend oder bedrohlich
report-other = Etwas anderes
report-pick = Wählen Sie aus, was nicht stimmt.
report-sent-title = Vielen Dank
report-sent = Ihre Meldung ist gespeichert und für den Betreiber dieses Dienstes einsehbar. Von selbst geschieht nichts; zahlen Sie erst, wenn Sie sicher sind.
report-sent-paid = Falls Sie schon gezahlt haben, wenden Sie sich sofort an Ihre Bank oder Ihren Zahlungsanbieter und fragen Sie, ob sich die Zahlung stoppen oder zurückholen lässt.
report-back = Zurück

## Problems

problem-not-found-title = Hier gibt es nichts
problem-not-found = Dieser Link führt ins Leere. Prüfen Sie, ob er vollständig kopiert wurde, oder fragen Sie die Person, die ihn gesendet hat.
problem-not-open-title = Diese Anfrage kann nicht bezahlt werden
problem-not-open-paid = Die Anfrage wurde bereits bezahlt. Es ist nichts mehr zu tun.
problem-not-open-cancelled = Die Anfrage wurde zurückgezogen. Es wurde nichts abgebucht.
problem-not-open-expired = Die Anfrage ist abgelaufen. Es wurde nichts abgebucht. Bitten Sie um einen neuen Link, wenn Sie noch zahlen möchten.
problem-underway-title = Hier läuft schon eine Zahlung
problem-underway = Eine Zahlung ist unterwegs. Warten Sie, bis sie angekommen oder fehlgeschlagen ist, bevor Sie noch einmal zahlen.
problem-conflict-title = Im Moment nicht möglich
problem-reports-itself = Bei dieser Zahlungsart wird von selbst gemeldet, wenn das Geld angekommen ist. Sie brauchen hier nichts zu bestätigen.
problem-not-arrived = Einen Beleg gibt es, sobald das Geld angekommen ist. Bisher ist es nicht angekommen.
problem-denied-title = Dieser Zugang gilt nicht mehr
problem-denied = Der Link oder Schlüssel wurde schon verwendet, ist abgelaufen oder wurde ersetzt. Fordern Sie einen neuen an.
problem-rail-title = Diese Zahlungsart ist gerade nicht verfügbar
problem-rail = Es wurde nichts abgebucht. Wählen Sie eine andere Zahlungsart oder versuchen Sie es später noch einmal.
problem-unavailable-title = Kurzzeitig nicht verfügbar
problem-unavailable = Versuchen Sie es gleich noch einmal. Falls Sie gerade gezahlt haben, zahlen Sie nicht noch einmal, bevor diese Seite den Stand anzeigt.
problem-unavailable-elsewhere = Versuchen Sie es gleich noch einmal.
problem-failed-title = Bei uns ist ein Fehler aufgetreten
problem-failed = Der Fehler wurde protokolliert. Versuchen Sie es später noch einmal. Falls Sie gerade gezahlt haben, zahlen Sie nicht noch einmal, bevor diese Seite den Stand anzeigt.
problem-failed-elsewhere = Der Fehler wurde protokolliert. Versuchen Sie es später noch einmal.
problem-invalid-title = Bitte prüfen Sie Ihre Angaben
problem-unreadable-title = Nicht lesbar
problem-signed-out-title = Sie sind abgemeldet
problem-signed-out = Melden Sie sich an und versuchen Sie es noch einmal.
problem-cross-site-title = Von einer anderen Website gesendet
problem-cross-site = Dieses Formular wurde von einer anderen Website gesendet, deshalb ist nichts geschehen. Öffnen Sie die Seite hier und versuchen Sie es noch einmal.
problem-not-said-title = Nichts ist geschehen
problem-not-said = Dieses Formular sagt nicht, was es bewirken soll, deshalb ist nichts geschehen. Gehen Sie zurück, laden Sie die Seite neu und tippen Sie dort auf die Schaltfläche.
problem-too-many-title = Zu viele Versuche auf einmal
problem-too-many = { $count ->
        [one] Warten Sie { $seconds } Sekunde und versuchen Sie es noch einmal.
       *[other] Warten Sie { $seconds } Sekunden und versuchen Sie es noch einmal.
    }
problem-method-title = So geht es nicht
problem-method = Diese Adresse gibt es, aber sie lässt sich so nicht öffnen. Gehen Sie zurück und versuchen Sie es noch einmal.

## What a chat shows of a link, and the message that a seller sends

preview-title = Eine Zahlungsanfrage
preview-title-amount = { $payee } bittet um { $amount }
preview-title-long = Zahlungsanfrage: { $amount }
preview-description = Der Link zeigt Ihnen, wer um wie viel bittet und wofür.
preview-picture = Ein Zettel: eine Zahlungsanfrage
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Zahlungsanfrage, { $amount }: { $link }
message-plain = Zahlungsanfrage: { $link }
reminder = Nur zur Erinnerung: { $about }: { $link }
reminder-due = Nur zur Erinnerung: { $about }, fällig am { $day }: { $link }
reminder-overdue = Nur zur Erinnerung: { $about }, war am { $day } fällig: { $link }

## The foot of pages
foot-imprint = Impressum
foot-contact = Kontakt
foot-accessibility = Barrierefreiheit

# The order page, and orders

order-title = Bestellung
order-from = Bei { $payee } bestellen
order-link = Aus der Liste bestellen
order-sold-out = Ausverkauft
order-before = Der Preis hat sich geändert. Vorher war er { $before }.
order-fewer = Eins weniger: { $product }
order-more = Eins mehr: { $product }
order-total = Summe
order-pay = Gleich bezahlen
order-send = An den Verkäufer senden
order-confirms-first = { $payee } bestätigt jede Bestellung zuerst. Danach können Sie sie bezahlen.
order-closed = Hier lässt sich im Moment nichts bestellen.
order-waiting-title = Noch nicht bestätigt
order-waiting = { $payee } bestätigt diese Bestellung zuerst, deshalb kann sie noch nicht bezahlt werden. Senden Sie sie an den Verkäufer und öffnen Sie diesen Link wieder, sobald sie bestätigt ist.
order-confirmed = { $payee } hat diese Bestellung bestätigt.
order-send-to = Senden Sie Ihre Bestellung an { $payee }
order-send-help = Wählen Sie den Chat, in dem Sie dem Verkäufer schreiben. Die Nachricht enthält den Link, unter dem Sie beide die Bestellung sehen.
order-share = Andere App
order-only-link = Messenger nimmt nur den Link. Dahinter steht die Bestellung.
order-copy = Nachricht kopieren
order-to-pay = Bestellung ansehen und bezahlen
order-to-order = Bestellung ansehen
error-order-empty = Wählen Sie zuerst, wie viel Sie wovon möchten.
error-order-changed = Die Liste hat sich geändert, seit Sie diese Seite geöffnet haben, deshalb wurde nichts bestellt. Sehen Sie sich die markierten Zeilen an und bestellen Sie dann noch einmal.
error-order-large = Diese Bestellung ergibt mehr, als auf einmal bezahlt werden kann. Verkleinern Sie sie.
error-order-full = Gerade warten zu viele Bestellungen auf Antwort, deshalb wurde nichts bestellt. Schreiben Sie dem Verkäufer oder versuchen Sie es später noch einmal.
error-order-quantity = Geben Sie ganze Zahlen von 0 bis 99 ein.

## A choice of items

items-title = Wählen Sie die Anzahl
items-continue = Weiter
items-change = Auswahl ändern
items-sold-out = Hier ist alles ausverkauft. Fragen Sie { $payee }, ob es wieder etwas gibt.
items-left = noch { $n }
error-items-left = Davon ist weniger da, als Sie gewählt haben.
