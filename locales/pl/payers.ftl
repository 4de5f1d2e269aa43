# Polish

## Everywhere

never-asks = Ta strona nigdy nie prosi o dane logowania do banku, kod BLIK ani kod z SMS-a. Podawaj je tylko w aplikacji swojego banku lub na stronie wybranego dostawcy płatności.
languages = Język
test-only = Test: pieniądze nie są przesyłane
copy = Kopiuj
copied = Skopiowano
not-copied = Nie skopiowano
page-changed = Coś się tu zmieniło. Wczytaj stronę ponownie.
print = Wydrukuj lub zapisz
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Prośba o płatność
asks-for = { $payee } prosi o
asked-for = Prośba o płatność od: { $payee }
pay-whom = Płatność dla: { $payee }
pay-button = Zapłać { $amount }
payment-to = Płatność dla: { $payee }
writes = { $payee } pisze:
part-paid = Część kwoty { $whole } została już zapłacona. To jest pozostała część.
parts-whole = Razem { $whole }, płatne w ratach:
parts-paid = zapłacono
parts-some = zapłacono { $amount }
price-instead = lub { $others }
due = Termin płatności
open-until = Ważna do
check-words = Słowa kontrolne
seller-page = Strona sprzedawcy
genuine = Czy ta prośba jest prawdziwa?
genuine-name = { $payee } to nazwa własna; nikt jej nie sprawdził. Proszę porównać { $address } z szyldem, profilem lub fakturą.
genuine-words = Jeśli podano Panu/Pani trzy słowa, muszą być właśnie te; jeśli są inne, proszę nie płacić i zapytać. Nie podano żadnych? To zwykła sytuacja.
somebody-claims = Ktoś zgłosił, że wysłał już tę płatność. Odbiorca ({ $payee }) jeszcze jej nie potwierdził. Zapłać tylko wtedy, gdy zgłosił to ktoś inny.
no-way-title = Nie można jeszcze zapłacić
no-way = { $payee } nie udostępnia jeszcze żadnego sposobu płatności. Nic nie przepadło: zapytaj odbiorcę lub otwórz ten link później.
how-much = Ile chcesz zapłacić?
suggestions = Proponowane kwoty
any-amount = Dowolna kwota, waluta: { $currency }.
bounds-between = Od { $min } do { $max }.
bounds-from = Co najmniej { $min }.
bounds-to = Nie więcej niż { $max }.
note-label = Wiadomość, którą otrzyma { $payee } (opcjonalnie)
note-help = Przeczyta ją tylko { $payee }. Nie wpisuj niczego, co nie powinno zostać zapisane.
tip-title = Napiwek – odbiorca: { $payee }
tip-none = Bez napiwku
tip-own = Inna kwota
tip-own-label = Napiwek
tip-own-hint = Najwyżej { $most }.
tip-total = Razem { $total }
tip-included = W tym napiwek { $tip }
tip-too-large = Najwyższy napiwek to { $most }.
tip-required = Proszę wpisać napiwek albo wybrać „Bez napiwku”.
tip-unknown = Proszę wybrać jeden z napiwków albo „Bez napiwku”.
choose-way = Wybierz sposób płatności
confirms-itself = Potwierdzenie przychodzi samo.
confirms-payee = { $payee } potwierdza po wpływie.
confirms-either = Portfel potwierdza sam albo robi to { $payee }.
open-elsewhere = Otwórz na innym urządzeniu
open-elsewhere-help = Zeskanuj kod aparatem drugiego urządzenia.
qr-of-link = Kod QR z linkiem do tej strony
report = Zgłoś tę prośbę
no-way-currency = Żaden ze sposobów płatności, które udostępnia { $payee }, nie obsługuje waluty { $currency }. Nic nie przepadło: zapytaj odbiorcę lub otwórz ten link później.
no-way-amount = Żaden ze sposobów płatności, które udostępnia { $payee }, nie obsługuje tej kwoty. Nic nie przepadło: zapytaj odbiorcę lub otwórz ten link później.

stamp-paid = ZAPŁACONO
state-expired = Wygasła { $date }
state-cancelled = Wycofana
state-underway = W toku
underway-title = Płatność jest w toku
underway = Nie płać ponownie. Jeśli ta płatność się nie powiedzie, będzie można zapłacić tutaj tak jak wcześniej.
paid = Płatność została wykonana. Nic więcej nie trzeba tu robić.
expired = Ta prośba wygasła i nie można już zapłacić. Jeśli kwota nadal jest do zapłaty, poproś odbiorcę ({ $payee }) o nowy link.
cancelled = Odbiorca ({ $payee }) wycofał tę prośbę, więc nie płać. Jeśli pieniądze zostały już wysłane, skontaktuj się z odbiorcą.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = Fikcyjny dostawca płatności, do wypróbowania.
rail-demo-pay = Zapłać { $amount } przez Demo
rail-demo-pay-any = Zapłać przez Demo
rail-sepa = Przelew bankowy
rail-sepa-hint = W aplikacji swojego banku: kodem QR lub wpisując dane.
rail-sepa-pay = Zapłać { $amount } przelewem
rail-sepa-pay-any = Zapłać przelewem
rail-swiss = Szwajcarski QR-rachunek
rail-swiss-hint = W bankowości internetowej, w aplikacji swojego szwajcarskiego banku lub z wydrukowaną fakturą QR.
rail-swiss-pay = Zapłać { $amount } QR-rachunkiem
rail-swiss-pay-any = Zapłać QR-rachunkiem
rail-spayd = QR Platba
rail-spayd-hint = W aplikacji swojego czeskiego lub słowackiego banku: kodem QR lub wpisując dane.
rail-spayd-pay = Zapłać { $amount } przez QR Platba
rail-spayd-pay-any = Zapłać przez QR Platba
rail-pix = Pix
rail-pix-hint = W aplikacji swojego banku: kodem QR lub wklejając kod.
rail-pix-pay = Zapłać { $amount } przez Pix
rail-pix-pay-any = Zapłać przez Pix
rail-upi = UPI
rail-upi-hint = W dowolnej aplikacji UPI: przez link lub kodem QR.
rail-upi-pay = Zapłać { $amount } przez UPI
rail-upi-pay-any = Zapłać przez UPI
rail-promptpay = PromptPay
rail-promptpay-hint = W aplikacji swojego tajskiego banku: kodem QR.
rail-promptpay-pay = Zapłać { $amount } przez PromptPay
rail-promptpay-pay-any = Zapłać przez PromptPay
rail-paynow = PayNow
rail-paynow-hint = W aplikacji swojego banku w Singapurze: kodem QR.
rail-paynow-pay = Zapłać { $amount } przez PayNow
rail-paynow-pay-any = Zapłać przez PayNow
rail-link = Link do portfela
rail-link-hint = Przyciskiem lub kodem QR, który otwiera portfel.
rail-link-pay = Zapłać { $amount } przez { $wallet }
rail-link-pay-any = Zapłać przez { $wallet }
rail-merchant_code = Kod QR
rail-merchant_code-hint = W aplikacji swojego banku lub portfela: kodem QR.
rail-merchant_code-pay = Zapłać { $amount } przez { $wallet }
rail-merchant_code-pay-any = Zapłać przez { $wallet }
rail-cash = Gotówką lub inaczej
rail-cash-hint = Odbiorca podaje, jak zapłacić.
rail-cash-pay = Zapłać { $amount } gotówką lub inaczej
rail-cash-pay-any = Zapłać gotówką lub inaczej
rail-stripe = Stripe
rail-stripe-hint = Karta, portfel elektroniczny lub metoda lokalna, na stronie Stripe.
rail-stripe-pay = Zapłać { $amount } przez Stripe
rail-stripe-pay-any = Zapłać przez Stripe
rail-paypal = PayPal
rail-paypal-hint = Z konta PayPal, na stronie PayPal.
rail-paypal-pay = Zapłać { $amount } przez PayPal
rail-paypal-pay-any = Zapłać przez PayPal
rail-btcpay = Bitcoin lub Lightning
rail-btcpay-hint = Ze swojego portfela: kodem QR lub kopiując dane.
rail-btcpay-pay = Zapłać { $amount } w bitcoinach
rail-btcpay-pay-any = Zapłać w bitcoinach
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Z portfela Lightning, po aktualnym kursie.
rail-lnbits-pay = Zapłać { $amount } przez Lightning
rail-lnbits-pay-any = Zapłać przez Lightning
rail-other = Płatność

## What is wrong with an amount, a note or a way to pay

amount-required = Wpisz kwotę, którą chcesz zapłacić.
amount-not-a-number = Wpisz kwotę cyframi, na przykład { $example }.
amount-too-many-decimals = Ta kwota ma za dużo miejsc po przecinku dla waluty { $currency }. Wpisz ją na przykład tak: { $example }.
amount-not-positive = Kwota musi być większa od zera.
amount-too-small = Najniższa możliwa kwota to { $min }.
amount-too-large = Najwyższa możliwa kwota to { $max }.
amount-ambiguous = Tę kwotę można odczytać na dwa sposoby. Wpisz ją bez separatora tysięcy, na przykład { $thousands }.
amount-ambiguous-decimals = Tę kwotę można odczytać na dwa sposoby. Tysiące wpisz bez separatora, na przykład { $whole }, a miejsca po przecinku na przykład tak: { $fine }.
amount-other-currency = Wpisano { $found }, ale ta kwota jest w walucie { $currency }. Wpisz ją w walucie { $currency }, na przykład { $example }.
amount-unknown-currency = Nie można odczytać waluty. Użyj trzech liter, na przykład EUR.
amount-withdrawn-currency = Waluta { $found } została wycofana z obiegu. Poproś { $payee } o link w innej walucie.
amount-in-link = Nie można odczytać kwoty z tego linku. Wpisz ją tutaj lub poproś o nowy link.
note-too-long = Wiadomość jest za długa. Maksymalna liczba znaków: { $longest }.
note-invalid = Wiadomość zawiera znaki, których nie można wyświetlić. Użyj zwykłego tekstu.
method-unavailable = Wybierz jeden ze sposobów płatności dostępnych dla tej kwoty.

## The payer’s own page: instructions, state, receipt

title-payment = Szczegóły płatności
title-receipt = Potwierdzenie płatności
you-paid = Zapłacono. Odbiorca: { $payee }
your-payment-to = Płatność dla: { $payee }
payment-waiting = Czeka na potwierdzenie
payment-failed = Nie powiodła się
payment-expired = Nie dokończono na czas
payment-refunded = Zwrócona
payment-partly-refunded = Częściowo zwrócona
payment-refund-said = Zgłoszono zwrot
payment-disputed = Zakwestionowana
difference-under = Brakuje { $amount }.
difference-over = Wpłynęło o { $amount } więcej, niż wskazano w prośbie.
pending-resume = Płatność nie została jeszcze dokończona albo nie ma jeszcze jej potwierdzenia ({ $rail }). Jeśli pieniądze zostały tam już wysłane, nie płać drugi raz: ta strona pokaże płatność, gdy zostanie potwierdzona.
pending-transfer-title = Zleć przelew w swoim banku
pending-transfer = Zleć przelew, podając dokładnie te dane. Po tytule przelewu { $payee } rozpozna, od kogo są pieniądze.
pending-words-title = Tak chce otrzymać zapłatę { $payee }
pending-words = Ten tekst napisał odbiorca ({ $payee }). Nikt go nie sprawdził.
pending-no-reference = Zapłać dokładnie tę kwotę. Po niej { $payee } rozpozna, od kogo są pieniądze.
pending-link-title = Zapłać przez { $wallet }
pending-link = Przycisk otwiera { $wallet } z wpisaną kwotą. Przed wysłaniem pieniędzy proszę sprawdzić odbiorcę, a potem wrócić tutaj.
pending-link-note = Przycisk otwiera { $wallet } z wpisaną kwotą. Proszę sprawdzić odbiorcę i dodać referencję podaną niżej: po niej { $payee } rozpozna, od kogo są pieniądze. Potem proszę wrócić tutaj.
pending-code-title = Zapłać przez { $rail }
pending-code = Proszę zeskanować kod albo wkleić jego tekst w aplikacji banku lub portfela. Kwota i tytuł są w nim zapisane; przed wysłaniem pieniędzy proszę sprawdzić odbiorcę.
pending-invoice-title = Zapłać portfelem Bitcoin lub Lightning
pending-invoice = Zeskanuj kod albo otwórz go w swoim portfelu. Kod jest ważny dla jednej płatności, dokładnie na tę kwotę.
invoice-time = Wygasa za { $minutes } min. Potem już nie płać, tylko zacznij od nowa.
pending-other = Czekamy, aż płatność dotrze.
pending-lost = Danych do tej płatności nie można już wyświetlić. Jeśli pieniądze zostały już wysłane, nie wysyłaj ich ponownie: zapytaj odbiorcę ({ $payee }). Jeśli nie, wybierz sposób płatności jeszcze raz.
claimed = Wysłanie płatności zostało zgłoszone. { $payee } potwierdzi ją, gdy pieniądze wpłyną; przelew może dotrzeć dopiero następnego dnia roboczego. Nie wysyłaj go drugi raz.
claimed-details = Dane, których należało użyć
processing = Płatność jest realizowana. Nic nie trzeba robić; nie płać ponownie. Ta strona odświeża się sama.
settled = Ta strona jest potwierdzeniem płatności. Zachowaj jej adres, wydrukuj ją lub zapisz.
failed = Do odbiorcy ({ $payee }) nie dotarły żadne pieniądze. Spróbuj ponownie lub wybierz inny sposób płatności.
attempt-expired = W ramach tej próby nie wpłynęły żadne pieniądze. Jeśli zostały wysłane, skontaktuj się z odbiorcą ({ $payee }), zanim zapłacisz ponownie.
refunded = Odbiorca ({ $payee }) zwrócił całą kwotę. Zanim pojawi się ona na koncie, może minąć kilka dni. Jeśli nie dotrze, skontaktuj się z odbiorcą.
partly-refunded = Odbiorca ({ $payee }) zwrócił { $refunded }. Zanim ta kwota pojawi się na koncie, może minąć kilka dni. Jeśli nie dotrze, skontaktuj się z odbiorcą.
refunded-by-word = Odbiorca ({ $payee }) podaje, że zwrócił { $refunded }. Zanim pieniądze dotrą, może minąć kilka dni. Jeśli nie dotrą, skontaktuj się z odbiorcą.
refunded-by-dispute = Spór rozstrzygnięto na korzyść osoby płacącej: kwota { $refunded } zostanie zwrócona. Zanim dotrze, może minąć kilka dni. Jeśli nie dotrze, skontaktuj się ze swoim bankiem lub dostawcą płatności.
being-refunded = Odbiorca ({ $payee }) zwraca { $returning }. Operator płatności jeszcze nie zakończył zwrotu; nie trzeba nic robić.
disputed = Ta płatność została zakwestionowana w banku lub u dostawcy płatności. Tam zapadnie decyzja i stamtąd przyjdzie informacja; tutaj nic nie trzeba robić.
your-note = Wiadomość dla odbiorcy ({ $payee }):
after-payment = { $payee } pisze po opłaceniu:
after-payment-open = Otwórz link
after-payment-lost = { $payee } zostawia tu coś do przeczytania, ale nie można już tego pokazać. Proszę zapytać: { $payee }.
row-beneficiary = Nazwa odbiorcy
row-iban = IBAN
row-bic = BIC
row-amount = Kwota
row-reference = Tytuł przelewu
row-account = Numer rachunku
row-address = Adres odbiorcy
row-code = Kod do skopiowania i wklejenia
row-pix-key = Klucz Pix
row-promptpay-id = Identyfikator PromptPay
row-paynow-id = UEN lub numer telefonu
row-upi-id = Identyfikator UPI
row-wallet-handle = Odbiorca w { $wallet }
row-merchant-code = Kod do skopiowania i wklejenia
row-merchant = Odbiorca w kodzie
row-lightning-invoice = Faktura Lightning
row-bitcoin-address = Adres Bitcoin
row-bitcoin-amount = Kwota w bitcoinach
row-words = Instrukcje odbiorcy
bank-compares-name = Twój bank porównuje nazwę odbiorcy z rachunkiem. Wpisz ją dokładnie tak, jak tutaj.
bill-on-screen = Na ekranie ta faktura QR służy tylko do bankowości internetowej i aplikacji Twojego banku. Aby zapłacić w okienku lub pocztą, wydrukuj całą fakturę QR.
bill-show = Pokaż całą fakturę QR z pokwitowaniem
bill-title = Faktura QR do wydruku
bill-help = Wydrukuj ją w rzeczywistym rozmiarze (100%) na białym papierze A4, bo tego wymagają banki i poczta.
qr-of-payment = Kod QR tej płatności
scan-with-bank = Zeskanuj go w aplikacji swojego banku.
scan-with-wallet = Zeskanuj go w swoim portfelu.
scan-with-either = Proszę zeskanować go w aplikacji banku lub portfela.
scan-with-camera = Aby zapłacić innym telefonem, proszę zeskanować kod jego aparatem.
scan-with-rail = Aby zapłacić innym telefonem, proszę zeskanować na nim kod w { $rail }.
save-qr = Zapisz kod QR jako obraz
other-ways = Inne sposoby wysłania
save-qr-help = Zapisz obraz na tym telefonie i otwórz go w aplikacji swojego banku.
open-bank = Otwórz aplikację banku
open-wallet = Otwórz portfel
some-phones = Działa tylko na niektórych telefonach.
other-way = Wybierz inny sposób płatności
sent-it-help = Pieniądze wysłane? Zgłoś to, a { $payee } będzie wiedzieć, że trzeba sprawdzić, czy dotarły.
sent-it = Pieniądze już wysłane
copy-what = Kopiuj: { $what }
send-yourself = Wyślij tę stronę do siebie
send-yourself-help = Proszę zachować tę stronę: tylko jej adres prowadzi tu z powrotem.
go-on = Przejdź dalej: { $rail }
back-to-request = Wróć do prośby
see-request = Zobacz prośbę
signed-receipt = Pobierz podpisane potwierdzenie
save-receipt = Zapisz potwierdzenie
can-close = Można zamknąć tę stronę.
signed-receipt-help = Mały plik. Każdy może sprawdzić, że wystawił go ten serwis i że nic w nim nie zmieniono.
fact-by = Sposób płatności
fact-code = Kod

## The sheet for a counter

sheet-title = Do wydruku
sheet-scan = Zeskanuj, aby zapłacić
sheet-scan-order = Zeskanuj, aby zamówić
sheet-scan-help = Skieruj aparat telefonu na kod.
sheet-print = Wydrukuj tę kartkę

## Reporting a request to whoever runs the service

report-title = Zgłoś tę prośbę
report-page-title = Zgłoś tę stronę
report-intro = Poinformuj operatora tego serwisu, że coś jest nie tak. Operator zobaczy, której prośby dotyczy zgłoszenie, ale nie dowie się, kto je wysłał.
report-why = Co jest nie tak?
report-impersonation = Ktoś podszywa się pod kogoś innego
report-never-ordered = Nie wiem, kto prosi o pieniądze ani za co
report-offensive = Treść jest obraźliwa lub zawiera groźby
report-other = Coś innego
report-pick = Wybierz, co jest nie tak.
report-sent-title = Dziękujemy
report-sent = Zgłoszenie zostało zapisane i operator tego serwisu może je zobaczyć. Nic nie dzieje się automatycznie, więc nie płać, dopóki nie masz pewności.
report-sent-paid = Jeśli pieniądze zostały już wysłane, od razu skontaktuj się ze swoim bankiem lub dostawcą płatności i zapytaj, czy płatność można zatrzymać lub cofnąć.
report-back = Wróć

## Problems

problem-not-found-title = Nic tu nie ma
problem-not-found = Ten link donikąd nie prowadzi. Sprawdź, czy został skopiowany w całości, lub zapytaj osobę, która go wysłała.
problem-not-open-title = Tej płatności nie można wykonać
problem-not-open-paid = Płatność została już wykonana. Nic więcej nie trzeba robić.
problem-not-open-cancelled = Prośba została wycofana. Nic nie zostało pobrane.
problem-not-open-expired = Prośba wygasła. Nic nie zostało pobrane. Jeśli nadal chcesz zapłacić, poproś o nowy link.
problem-underway-title = Ta płatność jest już w toku
problem-underway = Pieniądze są w drodze. Zanim zapłacisz ponownie, poczekaj, aż dotrą lub płatność się nie powiedzie.
problem-conflict-title = Teraz nie jest to możliwe
problem-reports-itself = Przy tej metodzie płatności wpływ pieniędzy jest zgłaszany automatycznie. Nie trzeba tu niczego potwierdzać.
problem-not-arrived = Potwierdzenie będzie dostępne, gdy pieniądze dotrą. Na razie jeszcze nie dotarły.
problem-denied-title = Ten dostęp nie jest już ważny
problem-denied = Link lub klucz został już użyty, wygasł albo został zastąpiony. Poproś o nowy.
problem-rail-title = Ten sposób płatności jest teraz niedostępny
problem-rail = Nic nie zostało pobrane. Wybierz inny sposób płatności lub spróbuj ponownie później.
problem-unavailable-title = Chwilowo niedostępne
problem-unavailable = Spróbuj ponownie za chwilę. Jeśli płatność została właśnie wysłana, nie płać drugi raz, dopóki ta strona nie pokaże jej stanu.
problem-unavailable-elsewhere = Spróbuj ponownie za chwilę.
problem-failed-title = Wystąpił błąd po naszej stronie
problem-failed = Błąd został odnotowany. Spróbuj ponownie później. Jeśli płatność została właśnie wysłana, nie płać drugi raz, dopóki ta strona nie pokaże jej stanu.
problem-failed-elsewhere = Błąd został odnotowany. Spróbuj ponownie później.
problem-invalid-title = Sprawdź wpisane dane
problem-unreadable-title = Nie można odczytać
problem-signed-out-title = Nastąpiło wylogowanie
problem-signed-out = Zaloguj się i spróbuj ponownie.
problem-cross-site-title = Wysłano z innej strony
problem-cross-site = Ten formularz został wysłany z innej strony, dlatego go nie przetworzono. Otwórz stronę tutaj i spróbuj ponownie.
problem-not-said-title = Niczego nie wykonano
problem-not-said = Ten formularz nie określa, co ma zostać zrobione, dlatego niczego nie wykonano. Wróć, załaduj stronę ponownie i naciśnij znajdujący się na niej przycisk.
problem-too-many-title = Zbyt wiele prób naraz
problem-too-many = { $count ->
        [one] Odczekaj { $seconds } sekundę i spróbuj ponownie.
        [few] Odczekaj { $seconds } sekundy i spróbuj ponownie.
        [many] Odczekaj { $seconds } sekund i spróbuj ponownie.
       *[other] Odczekaj { $seconds } sekundy i spróbuj ponownie.
    }
problem-method-title = W ten sposób się nie da
problem-method = Ten adres istnieje, ale nie można go tak otworzyć. Wróć i spróbuj ponownie.

## What a chat shows of a link, and the message that a seller sends

preview-title = Prośba o płatność
preview-title-amount = { $payee } prosi o { $amount }
preview-title-long = Prośba o płatność: { $amount }
preview-description = Otwórz link, aby zobaczyć, kto prosi, o ile i za co.
preview-picture = Kartka papieru: prośba o płatność
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Prośba o płatność, { $amount }: { $link }
message-plain = Prośba o płatność: { $link }
reminder = Przypomnienie: { $about }: { $link }
reminder-due = Przypomnienie: { $about }, termin { $day }: { $link }
reminder-overdue = Przypomnienie: { $about }, termin minął { $day }: { $link }

## The foot of pages
foot-imprint = Nota prawna
foot-contact = Kontakt
foot-accessibility = Dostępność

# The order page, and orders

order-title = Zamówienie
order-from = Zamówienie: { $payee }
order-link = Zamów z listy
order-sold-out = Wyprzedane
order-before = Cena się zmieniła. Poprzednio: { $before }.
order-fewer = Jeden mniej: { $product }
order-more = Jeden więcej: { $product }
order-total = Razem
order-pay = Zapłać od razu
order-send = Wyślij do sprzedawcy
order-confirms-first = Każde zamówienie najpierw potwierdza { $payee }. Potem można je opłacić.
order-closed = W tej chwili nic nie można tu zamówić.
order-waiting-title = Jeszcze niepotwierdzone
order-waiting = To zamówienie najpierw potwierdza { $payee }, więc nie można go jeszcze opłacić. Proszę wysłać je do sprzedawcy i otworzyć ten link ponownie po potwierdzeniu.
order-confirmed = To zamówienie zostało potwierdzone. Potwierdza: { $payee }.
order-send-to = Proszę wysłać zamówienie. Odbiorca: { $payee }
order-send-help = Proszę wybrać czat, w którym pisze się do sprzedawcy. Wiadomość zawiera link, pod którym obie strony widzą zamówienie.
order-share = Inna aplikacja
order-only-link = Messenger przyjmuje tylko link. Zamówienie jest pod nim.
order-copy = Kopiuj wiadomość
order-to-pay = Zobacz zamówienie i zapłać
order-to-order = Zobacz zamówienie
error-order-empty = Proszę najpierw wybrać, co i ile zamówić.
error-order-changed = Lista zmieniła się od otwarcia tej strony, więc nic nie zamówiono. Proszę sprawdzić oznaczone pozycje i zamówić ponownie.
error-order-large = To zamówienie przekracza kwotę, którą można zapłacić jednorazowo. Proszę je zmniejszyć.
error-order-full = Zbyt wiele zamówień czeka teraz na odpowiedź, więc nic nie zamówiono. Proszę napisać do sprzedawcy lub spróbować później.
error-order-quantity = Proszę wpisać liczby całkowite od 0 do 99.

## A choice of items

items-title = Proszę wybrać liczbę
items-continue = Dalej
items-change = Zmień wybór
items-sold-out = Wszystko jest tu wyprzedane. Proszę zapytać, czy będzie więcej: { $payee }.
items-left = zostało: { $n }
error-items-left = Zostało mniej, niż wybrano.
