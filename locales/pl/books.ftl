# Polish: the books

## Parts

books-export = Eksport
books-statement = Wyciąg
books-deliveries = Przekazania
books-close = Zamknięcie

## Lines and sums

books-lines = { $count ->
        [one] { $n } wiersz
        [few] { $n } wiersze
        [many] { $n } wierszy
       *[other] { $n } wiersza
    }
books-lines-in = { $count ->
        [one] { $n } wiersz w { $currency }
        [few] { $n } wiersze w { $currency }
        [many] { $n } wierszy w { $currency }
       *[other] { $n } wiersza w { $currency }
    }
books-tests = Płatności testowe są tu liczone i są też w pliku: ich sposób nazywa się demo albo kończy się na _test.
books-came-in = Wpłynęło
books-went-back = Zwrócono
books-went-out = Zwroty i opłaty
books-fees = Opłaty
books-fee = Opłata
books-net = W księgach
books-correction = Korekta
books-unknown-fees = { $count ->
        [one] { $n } opłata nie jest znana. Sumy i salda jej nie obejmują.
        [few] { $n } opłaty nie są znane. Sumy i salda ich nie obejmują.
        [many] { $n } opłat nie jest znanych. Sumy i salda ich nie obejmują.
       *[other] { $n } opłaty nie są znane. Sumy i salda ich nie obejmują.
    }
books-day = Dzień
books-for = Za co
books-method = Metoda
books-amount = Kwota
books-no-text = Bez tekstu
books-for-day = za { $day }
books-fee-unknown = nieznana
books-by-hand = Ręcznie
books-by-statement = Wyciąg bankowy
books-test = { $method } (test)
books-days = { $first } – { $last }
books-days-account = { $days }, rachunek { $account }

## Export

books-period = Okres
books-this-month = Ten miesiąc
books-last-month = Zeszły miesiąc
books-this-quarter = Ten kwartał
books-this-year = Ten rok
books-everything = Wszystko
books-up-to = Do { $day }
books-since = Od { $day }
books-from = Od
books-to = Do (włącznie)
books-currency = Waluta
books-all-currencies = Wszystkie waluty
books-zone-and-day = Strefa czasowa i który dzień się liczy
books-zone = Strefa czasowa
books-zone-hint = Według niej zaczynają się i kończą dni, na przykład Europe/Warsaw.
books-which-day = Który dzień się liczy
books-by-accounting = Dzień w księgach
books-by-accounting-hint = Dzień przepływu pieniędzy; jeśli przy zapisie był już zamknięty, pierwszy otwarty dzień. Zamknięty okres nigdy się nie zmienia i nic nie ginie między dwoma.
books-by-settled = Dzień przepływu pieniędzy
books-by-settled-hint = Aby zobaczyć, co przyniósł miesiąc. To może się zmienić: to, co zostanie później zapisane dla któregoś z jego dni, zostanie dodane.
books-by-created = Dzień zapisu
books-by-created-hint = Aby zobaczyć, co i kiedy zapisano, niezależnie od dnia, którego dotyczy.
books-show = Pokaż
books-nothing-shown = Nie można jeszcze nic pokazać. Sprawdź, co zaznaczono poniżej.
books-nothing-exported = Nic nie wyeksportowano. Sprawdź, co zaznaczono poniżej.
books-first-lines = Pierwsze wiersze
books-nothing-moved = W tych dniach nie było przepływu pieniędzy. Plik z nich nie ma wierszy.
books-no-sums = Sumy prowadzi się według dnia w księgach. Wybierz ten dzień powyżej, aby je zobaczyć.
books-first-of-all = To pierwsze z nich. Plik zawiera wszystkie.
books-first-of-many = To pierwsze z nich. Plik zawiera wszystkie, a jego zapis chwilę trwa: postęp pokazuje przeglądarka.
books-final = Te dni są zamknięte: plik będzie zawsze taki sam.
books-provisional = Niektóre z tych dni są otwarte, więc plik jest tymczasowy i mówi o tym jego nazwa.
books-month-statement = Zestawienie: { $month }, do druku lub zapisu jako PDF
books-format = Format
books-format-csv-eu = CSV z przecinkiem dziesiętnym
books-format-xero = CSV dla Xero
books-format-quickbooks = CSV dla QuickBooks
books-for-csv = Dla każdego arkusza: przecinki, kropki dziesiętne, wszystkie kolumny
books-for-csv-eu = Dla Excela z przecinkiem dziesiętnym: średniki, wszystkie kolumny, długie tytuły w całości
books-for-xlsx = Dla Excela, LibreOffice i Numbers: prawdziwe kwoty i daty, wszystkie kolumny i arkusz sum
books-for-jsonl = Dla programów: jeden obiekt w wierszu, wszystkie kolumny
books-for-beancount = Do księgowości w plikach tekstowych w Beancount: sprawdzony zapis na każdy wiersz
books-for-hledger = Do księgowości w plikach tekstowych w hledger lub Ledger: sprawdzony zapis na każdy wiersz
books-for-ofx = Dla GnuCash, Sage, MoneyMoney i programów banków: wyciąg z rachunku, jedna waluta
books-for-qif = Dla starszych programów jak Quicken: jedna waluta; każdy plik importuj raz
books-for-xero = Do importu wyciągów w Xero: jedna waluta, najwyżej 1000 wierszy
books-for-quickbooks = Do importu transakcji bankowych w QuickBooks Online: jedna waluta, dni jako dd/mm/yyyy, najwyżej 350 KB
books-for-datev = Dla niemieckich doradców podatkowych: paczka zapisów (EXTF Buchungsstapel), jedna waluta i rok obrotowy
books-accounts-link = Konta dla Beancount, hledger i DATEV
books-download = Pobierz

## Accounts

books-accounts = Konta
books-accounts-lead = Pliki dla programów księgowych używają tych kont. Zostaw pole puste, aby użyć domyślnego.
books-accounts-saved = Zapisano. Następny plik będzie miał te konta; przekazane zachowują swoje.
books-clearing = Konto rozliczeniowe
books-clearing-hint = Co dostawca wypłacił, a czego nie. Każda metoda płatności dostaje pod nim własne.
books-fees-account = Opłaty
books-fees-account-hint = Każda metoda płatności dostaje pod nim własne.
books-tips-account = Konto napiwków
books-tips-account-hint = Na przykład Income:Chit:Tips.
books-receivable = Należności
books-receivable-hint = Co jest jeszcze do zapłaty z próśb.
books-chart = Plan kont
books-adviser = Numer doradcy
books-adviser-hint = Beraternummer, od doradcy podatkowego.
books-client = Numer klienta
books-client-hint = Mandantennummer.
books-first-month = Pierwszy miesiąc roku obrotowego
books-first-month-hint = 1 to styczeń.
books-digits = Liczba cyfr konta
books-digits-hint = 4, chyba że doradca powie inaczej.
books-datev-fees = Konto opłat
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Dłużnik
books-debtor-hint = Zbiorcze konto wszystkich płacących.
books-datev-tips = Konto napiwków
books-datev-tips-hint = 1590 w SKR03, 1370 w SKR04. Proszę zapytać księgowego: napiwki pracowników i właściciela są różnie opodatkowane.
books-clearing-differs = Konta rozliczeniowe inne niż domyślne
books-clearing-differs-hint = W każdym wierszu metoda płatności i jej konto, na przykład „stripe 1361”.
books-save = Zapisz

## Deliveries

books-new-lines = { $count ->
        [one] { $n } wiersz od ostatniego przekazania
        [few] { $n } wiersze od ostatniego przekazania
        [many] { $n } wierszy od ostatniego przekazania
       *[other] { $n } wiersza od ostatniego przekazania
    }
books-nothing-new = Nic nowego od ostatniego przekazania
books-some-new-lines = Wiersze od ostatniego przekazania
books-nothing-delivered = Nic nie przekazano. Sprawdź, co zaznaczono poniżej.
books-deliveries-lead = Przekazanie zawiera każdy wiersz, którego nie miało żadne wcześniejsze, po kolei i bez luk. Jego plik ma zawsze te same bajty. Dni przed dzisiejszym są przy tym zamykane.
books-deliver = Przekaż nowe
books-delivered = Przekazano
books-batch = Paczka { $number }
books-batch-format = Format paczki { $number }
books-batch-currency = Waluta pliku paczki { $number }
books-older-deliveries = Starsze przekazania

## Close

books-closed-until = Do { $day } nic już nie może się zmienić
books-nothing-closed = Nic nie jest jeszcze zamknięte
books-nothing-changed = Nic nie zmieniono. Sprawdź, co zaznaczono poniżej.
books-close-lead = To, co zostanie później zapisane dla zamkniętego dnia, trafia na pierwszy otwarty dzień i mówi, do którego należy. Dzięki temu to, co ma księgowość, pozostaje bez zmian.
books-close-until = Zamknij do (włącznie)
books-close-hint = Dni kończą się według zegara { $zone }. Można zamknąć tylko minione dni, a zamknięcia nie da się cofnąć.
books-close-button = Zamknij do tego dnia
books-by-itself = Samoczynnie
books-closing-day = Miesiąc zamyka się sam tego dnia następnego miesiąca
books-closing-day-hint = Od 1 do 28. Przekazane dni też są zamykane.
books-closes = Zamknięcia
books-closed-to = Do
books-closed-when = Zamknięto
books-last-line = Ostatni wiersz
books-last-hash = Jego skrót
books-closed-by-you = { $moment }, ręcznie
books-closed-by-calendar = { $moment }, według kalendarza

## Month

books-of-the-books = Zestawienie ksiąg
books-payee = Odbiorca
books-made = Utworzono
books-state = Stan
books-state-final = Ostateczne: miesiąc jest zamknięty
books-state-open = Tymczasowe: miesiąc nie jest jeszcze zamknięty
books-state-running = Tymczasowe: miesiąc jeszcze trwa
books-month-empty = Do końca tego miesiąca nie było przepływu pieniędzy.
books-balance-before = Saldo przed { $day }
books-balance-after = Saldo po { $day }
books-month-nothing = W tym miesiącu nic się nie działo.
books-month-none-listed = Żadnego z jego wierszy nie ma wśród wymienionych tutaj.
books-by-method = Według metody
books-by-method-in = { $currency } według metody
books-all = Razem
books-month-amounts = Kwoty miesiąca
books-month-fees = Opłaty miesiąca
books-month-tips = Napiwki w tych kwotach
books-month-cut = { $count ->
        [one] Wymieniono pierwsze { $listed } z { $n } wiersza. Sumy obejmują wszystkie, a eksport zawiera każdy.
        [few] Wymieniono pierwsze { $listed } z { $n } wierszy. Sumy obejmują wszystkie, a eksport zawiera każdy.
        [many] Wymieniono pierwsze { $listed } z { $n } wierszy. Sumy obejmują wszystkie, a eksport zawiera każdy.
       *[other] Wymieniono pierwsze { $listed } z { $n } wiersza. Sumy obejmują wszystkie, a eksport zawiera każdy.
    }
books-balance-hint = Saldo to suma wszystkich kwot pomniejszona o znane opłaty. Tego, co dostawca wypłacił na rachunek bankowy, nie odjęto.
books-head = Koniec księgi: wiersz { $line }
books-months = Miesiące
books-export-month = Eksportuj ten miesiąc

## Statements

books-match-title = Dopasuj wyciąg z banku
books-match-lead = Czytamy go, dopasowujemy i zapominamy, kto zapłacił.
books-file = Plik z banku
books-file-hint = CAMT (.xml), MT940, OFX lub CSV, najwyżej 50 MiB; .zip najpierw rozpakuj. Dwukrotny import pliku niczego nie zmienia.
books-drop = Albo upuść plik tutaj.
books-choose-file = Najpierw wybierz plik.
books-kept = Co z niego zostaje
books-kept-lead = Z każdej pozycji: kwota, opłata, waluta i dni, cztery ostatnie znaki referencji banku i odcisk, który odróżnia ją od innych. Nazwiska, rachunki i teksty płacących są czytane w pamięci i zapominane razem z plikiem.
books-import = Importuj
books-sending = Wysyłanie pliku:
books-sent = Plik dotarł. Jego pozycje są dopasowywane.
books-read-begun = Plik jest zapisywany.
books-read = W toku, wiersze: { $n }.
books-read-of = W toku, wiersze: { $n } z { $all }.
books-read-all = Wszystkie wiersze są zapisane.
books-underway = W toku: { $done } z { $all } pozycji
books-nothing-imported = { $fault } Nic nie zaimportowano.
books-imported = Zaimportowane
books-undone = Cofnięto
books-waiting = { $count ->
        [one] { $n } do rozstrzygnięcia
        [few] { $n } do rozstrzygnięcia
        [many] { $n } do rozstrzygnięcia
       *[other] { $n } do rozstrzygnięcia
    }
books-older-statements = Starsze wyciągi
books-columns = Kolumny tej tabeli
books-columns-lead = Nie wszystko jest jasne. Odpowiedzi zostają zapamiętane dla plików z tymi samymi nagłówkami; plik nie, więc wybierz go jeszcze raz.
books-first-rows = Pierwsze wiersze
books-cells-left-out = Komórki, które mogłyby kogoś wskazać, pominięto.
books-column-none = Nie wybrano
books-asked = Plik tego nie rozstrzyga. Wybierz.
books-asked-again = To nie pasuje do pliku. Wybierz ponownie.
books-column-date = Dzień księgowania
books-column-value-date = Data waluty
books-column-amount = Kwota
books-column-debit = Obciążenia, jeśli mają własną kolumnę
books-column-credit = Uznania, jeśli mają własną kolumnę
books-column-sign = Kierunek: wpływ czy wypływ
books-column-fee = Opłata potrącona z kwoty, jeśli ma kolumnę
books-column-net = Kwota po opłacie
books-column-currency = Kolumna walut
books-date-order = Kolejność w datach
books-order-dmy = Dzień, miesiąc, rok
books-order-mdy = Miesiąc, dzień, rok
books-order-ymd = Rok, miesiąc, dzień
books-decimal-mark = Przed częścią dziesiętną stoi
books-mark-dot = kropka: 1,234.50
books-mark-comma = przecinek: 1.234,50

## One statement

books-no-entries = Brak pozycji
books-entries = { $count ->
        [one] { $n } pozycja
        [few] { $n } pozycje
        [many] { $n } pozycji
       *[other] { $n } pozycji
    }
books-known-before = { $count ->
        [one] { $n } znana wcześniej
        [few] { $n } znane wcześniej
        [many] { $n } znanych wcześniej
       *[other] { $n } znanych wcześniej
    }
books-not-booked = { $count ->
        [one] jeszcze { $n }, której bank nie zaksięgował
        [few] jeszcze { $n }, których bank nie zaksięgował
        [many] jeszcze { $n }, których bank nie zaksięgował
       *[other] jeszcze { $n }, których bank nie zaksięgował
    }
books-imported-at = Zaimportowano { $moment }
books-was-undone = Ten import cofnięto: to, co zaksięgował, wycofano korektami.
books-nothing-was-changed = Nic nie zmieniono.
books-queues = Kolejki
books-matched = Dopasowane
books-suggested = Proponowane
books-unmatched = Niedopasowane
books-dismissed = Odłożone
books-outgoing = Wypływy
books-nothing-waits = Nic tu nie czeka.
books-none = Nie ma żadnych.
books-all-known = Nic nowego: wszystkie pozycje były już znane.
books-keys = Klawisze: ↑ ↓ przejście, Enter przyjmuje, d odkłada
books-taken-back = Wycofano
books-bank-reference = referencja banku
books-booked-before = Zaksięgowano wcześniej; to kolejne potwierdzenie.
books-take = Przyjmij
books-that-payment = To jest ta płatność
books-another-payment = Inna płatność: zaksięguj
books-pick = Wybierz prośbę
books-search-requests = Szukaj próśb
books-search-hint = Słowa, kwota lub kod
books-search = Szukaj
books-none-fits = Żadna prośba nie pasuje.
books-dismiss = Odłóż
books-more-entries = Więcej pozycji
books-undo = Cofnij ten import
books-undo-lead = To, co zaksięgował, zostanie wycofane korektami, a pozycje będzie można zaimportować ponownie. Działa, dopóki jego dni są otwarte.
books-forgotten = Nic więcej z pozycji nie zostaje: ani nazwisko, ani rachunek, ani tekst płacącego. Ma je bank, pod tym dniem i kwotą.
books-why-currency = Referencja się zgadza, ale pieniądze są w innej walucie.
books-why-several = Przelew wskazuje kilka próśb, a to, co na nich pozostało, nie daje jego kwoty.
books-why-paid = Referencja się zgadza, ale ta prośba jest już opłacona.
books-why-booked = Tę samą kwotę zaksięgowano dla tej prośby tego samego dnia z pliku w innym formacie.
books-why-recorded = Ta sama kwota jest już zapisana przy tej prośbie: to mogą być te pieniądze albo kolejna wpłata.
books-why-kept = Referencja się zgadza i wysłano całą kwotę: część zatrzymał bank.
books-why-ambiguous = Kod lub referencja pasuje do więcej niż jednej prośby.
books-why-own = Twoja referencja jest w tekście, ale kwota jest inna lub prośba nie jest otwarta.
books-why-claimed = Płacący zgłosił wysłanie tej kwoty.
books-why-amount = Kwota jest tą, która pozostała, a prośba pochodzi z tego czasu.
books-why-taken-back = Bank wycofał kwotę zaksięgowaną dla tej prośby.
books-no-such-request = Użyj kodu jednej ze swoich próśb.
books-no-such-payment = Żadna z Twoich płatności nie ma tego identyfikatora.
books-request-currency = Ta prośba jest w innej walucie. Zapisz pieniądze na stronie prośby, w jej walucie.
books-refused-decided = Ta pozycja jest już rozstrzygnięta. Obejrzyj ją ponownie.
books-refused-not-waiting = Odłożyć można tylko pozycję, która czeka na rozstrzygnięcie.
books-refused-undone = Ten import cofnięto. Zaimportuj plik ponownie.
books-refused-other-money = Ta płatność to inne pieniądze albo potwierdza ją już inna pozycja. Sprawdź jeszcze raz.
books-refused-nothing-paid = Żaden wyciąg nie opłacił tą kwotą tej prośby, więc nie ma czego wycofać. Zapisz zwrot.
books-refused-day-closed = Pieniądze z tego wyciągu są zaksięgowane { $day }, a ten dzień jest zamknięty w księgach. Proszę zamiast tego zapisać zwrot tego, co błędne.
books-refused-gone-back = Pieniądze z tego wyciągu zostały od tego czasu zwrócone, więc importu nie można cofnąć.
books-refused-taken-back-later = Późniejszym wyciągiem bank cofnął pieniądze z tego. Proszę najpierw cofnąć import tamtego wyciągu.

## Faults of files

books-at-line = Wiersz { $line }: { $fault }
books-at-element = { $element } w wierszu { $line }: { $fault }
books-fault-unreadable = Pliku nie udało się odczytać do końca. Wyślij go ponownie.
books-fault-cut = Plik kończy się za wcześnie, brakuje jego części. Pobierz go ponownie.
books-fault-too-long = Wiersz lub tekst jest dłuższy niż w jakimkolwiek banku.
books-fault-not-text = To nie jest tekst albo nie w kodowaniu, które podaje plik.
books-fault-malformed = To nie jest zapisane tak, jak wymaga format.
books-fault-declaration = Deklaracja taka jak DOCTYPE nie jest przyjmowana: żaden wyciąg jej nie potrzebuje.
books-fault-no-account = Pozycje nie należą do żadnego rachunku.
books-fault-no-amount = Brakuje kwoty.
books-fault-no-direction = Nie podano, czy pieniądze wpłynęły, czy wypłynęły.
books-fault-no-day = Brakuje dnia.
books-fault-no-currency = Kwota nie ma waluty.
books-fault-not-amount = Kwota nie jest czytelną liczbą.
books-fault-too-fine = Kwota ma więcej miejsc po przecinku niż jej waluta.
books-fault-too-large = Kwota jest za duża.
books-fault-not-day = Takiej daty nie ma w kalendarzu.
books-fault-currency-differs = Kwota jest w innej walucie, niż podaje jej wiersz.
books-fault-fee-off = Opłata nie jest różnicą między kwotą a tym, co z niej zostało.
books-fault-no-balance = Brakuje salda lub jest nieczytelne, więc może brakować części pliku. Pobierz go ponownie.
books-fault-pdf = To PDF, który służy tylko do czytania. Pobierz wyciąg jako CAMT.053, MT940, OFX lub CSV.
books-fault-packed = To archiwum lub skoroszyt. Rozpakuj je albo zapisz arkusz jako CSV.
books-fault-compressed = Ten plik jest skompresowany. Najpierw go rozpakuj.
books-fault-empty = Plik jest pusty.
books-fault-unknown-format = To nie jest czytelny wyciąg. Czytane są CAMT.052, CAMT.053 i CAMT.054 (XML), MT940, MT942, OFX oraz CSV z wierszem nagłówków.
books-fault-no-statement = W pliku nie ma wyciągu z rachunku.
books-fault-too-many = Plik ma najwyżej 200 000 pozycji; ten ma więcej. Importuj go częściami, na przykład miesiącami.
books-fault-too-much = Pozycje tego pliku mają więcej numerów referencyjnych, niż można odczytać naraz. Proszę zaimportować go częściami, na przykład miesiącami.
books-fault-unclear = Kolumny tej tabeli nie są jasne.
books-fault-balance-off = Saldo nie jest tym, co wynika z poprzedniego i pozycji.
books-fault-balance-unread = Saldo jest nieczytelne, więc pozycje nie są z nim porównywane.
books-fault-details-off = Szczegóły nie dają kwoty swojej pozycji. Pozycja liczy się jako jedna.
books-fault-day-of-statement = Ta pozycja nie ma dnia; dostała dzień wyciągu.
books-fault-left-out = Pominięto wiersz: brakuje daty, kwoty lub waluty.
books-fault-unknown-state = Stan tego wiersza, a może i innych, nie jest znany. Liczy się jako jeszcze niezaksięgowany.
books-fault-correction = Ta pozycja poprawia wcześniejszą; jest pokazana i niczego nie rozlicza.
