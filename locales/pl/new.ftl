# Polish: making a link, and sharing it

new-title = Nowy link
new-who-sets = Kto ustala kwotę
new-fixed = Stała
new-open = Dowolna
new-between = Zakres
new-amount = Kwota
new-at-least = Co najmniej
new-at-most = Co najwyżej
new-open-says = Kwotę wybiera płacący.
new-suggested = Proponowane kwoty
new-currency = Waluta
new-currency-search = Szukaj waluty
new-currency-none = Brak pasującej waluty.
new-currency-unpaid = Żaden ze sposobów przyjmowania płatności nie obsługuje { $currency }.
new-memo = Za co
new-memos = Wcześniejsze prośby
new-remove = Usuń
new-remove-some = Usuń niektóre
new-no-due = Bez terminu
new-due = Termin
new-parts = W ratach
new-parts-hint = Zaliczka i reszta albo raty: dla każdej kwota i dzień. Jeśli ostatnia kwota pozostanie pusta, będzie to reszta.
new-part-amount = Kwota raty { $n }
new-part-day = Dzień raty { $n }
new-prices = Inne ceny
new-prices-hint = Ta sama należność w innych walutach, po własnych cenach: płaci się jedną z nich. Nic nie jest przeliczane.
new-price-amount = Kwota ceny { $n }
new-price-currency = Waluta ceny { $n }
new-works-for = Link działa
new-no-limit = Bez ograniczeń
new-days = { $count ->
        [one] { $n } dzień
        [few] { $n } dni
        [many] { $n } dni
       *[other] { $n } dnia
    }
new-times = Ile razy można zapłacić
new-times-hint = 1 dla jednej osoby, więcej dla grupy. Puste pole: raz przy stałej kwocie, w innym razie dowolną liczbę razy.
new-reference = Własny numer
new-reference-hint = Numer faktury lub zamówienia. Płacący go nie widzą.
new-preview = Co czat pokazuje z linku
new-preview-hint = Widzą to wszyscy na czacie. Tytuł nigdy nie jest pokazywany.
new-preview-generic = Że prosi Pan/Pani o płatność
new-preview-amount = Nazwę i kwotę
new-preview-none = Nic
new-language = Język linku i wiadomości
new-language-hint = Kto czyta w innym języku Chit, zobaczy własny.
new-note = Prośba o dopisek
new-note-hint = Jedna linijka. Widzą ją tylko obie strony płatności.
new-tips = Możliwość dodania napiwku
new-tips-hint = Bez napiwku, 5, 10, 15% albo własna kwota. Tylko przy stałej kwocie płaconej jednorazowo. Księgi prowadzą napiwki osobno.
new-keypad = Klawiatura cyfrowa
new-keyboard = klawiatura urządzenia
new-erase = Usuń znak
new-make = Utwórz link
new-show-code = Pokaż kod
new-offline = Offline. Nic jeszcze nie utworzono. Wpisany tekst zostaje tutaj; proszę nacisnąć ponownie, gdy wróci połączenie.
new-repeated = Ten sam link powstał niecałe dwie minuty temu i jest nadal otwarty. Teraz nic nie zostało utworzone. Dla tej samej osoby otwórz tamten, dla innej utwórz kolejny.
new-repeated-open = Otwórz tamten link
new-repeated-another = Utwórz kolejny
new-as-seen = Co zobaczy płacący
new-ready = Link gotowy
new-reminder = Przypomnienie
new-turns = Otwarta. Ta strona zmieni się po zapłacie.
new-over = Link nieaktywny
new-is-paid = Zapłacono.
new-ended = Ten link już nie działa.
new-claimed = Według płacącego pieniądze wysłano. Proszę sprawdzić, czy dotarły.
new-change-preview = Zmień podgląd
split-word = Podziel
split-title = Podział rachunku
split-total = Suma
split-shares = Części
split-equal = Równe części
split-named = Własne nazwy
split-count = Liczba części
split-fewer = O jedną część mniej
split-more = O jedną część więcej
split-names = Nazwy, po jednej w wierszu
split-names-hint = Tylko Ty je widzisz.
split-make = Utwórz linki
split-links = { $count ->
        [one] { $n } link. Wyślij go jednej osobie.
        [few] { $n } linki. Wyślij każdy innej osobie; nikt nie widzi pozostałych.
        [many] { $n } linków. Wyślij każdy innej osobie; nikt nie widzi pozostałych.
       *[other] { $n } linku. Wyślij każdy innej osobie; nikt nie widzi pozostałych.
    }
split-paid = Opłacono { $paid } z { $all }
split-sum = { $paid } z { $total }
split-share = Część { $n }
split-all = Wszystkie części tego rachunku
bulk-many = Wiele
bulk-title = Wiele linków
bulk-lead = Z tabeli powstają linki, po jednym na wiersz. Najpierw wszystko jest sprawdzane i pokazywane.
bulk-file = Plik CSV
bulk-file-hint = Zapisany przez arkusz kalkulacyjny jako CSV UTF-8, najwyżej { $max } wierszy.
bulk-text = Albo wklej tabelę
bulk-text-hint = Pierwszy wiersz nazywa kolumny, rozdzielone przecinkami, średnikami lub tabulatorami. Możliwe kolumny:
bulk-check = Sprawdź tabelę
bulk-check-again = Sprawdź ponownie
bulk-nothing = Nic nie utworzono.
bulk-row = Wiersz { $n }
bulk-good = { $count ->
        [one] Można utworzyć { $n } link
        [few] Można utworzyć { $n } linki
        [many] Można utworzyć { $n } linków
       *[other] Można utworzyć { $n } linku
    }
bulk-bad = { $count ->
        [one] { $n } wiersz wymaga poprawki. Jeszcze nic nie utworzono.
        [few] { $n } wiersze wymagają poprawki. Jeszcze nic nie utworzono.
        [many] { $n } wierszy wymaga poprawki. Jeszcze nic nie utworzono.
       *[other] { $n } wiersza wymaga poprawki. Jeszcze nic nie utworzono.
    }
bulk-make = { $count ->
        [one] Utwórz { $n } link
        [few] Utwórz { $n } linki
        [many] Utwórz { $n } linków
       *[other] Utwórz { $n } linku
    }
bulk-make-good = { $count ->
        [one] Utwórz { $n } link, bez błędnych wierszy
        [few] Utwórz { $n } linki, bez błędnych wierszy
        [many] Utwórz { $n } linków, bez błędnych wierszy
       *[other] Utwórz { $n } linku, bez błędnych wierszy
    }
bulk-made = { $count ->
        [one] Utworzono { $n } link
        [few] Utworzono { $n } linki
        [many] Utworzono { $n } linków
       *[other] Utworzono { $n } linku
    }
bulk-left = Z tych wierszy nie utworzono linku:
bulk-download = Pobierz tabelę z linkami
bulk-kept = Ta strona jest dostępna przez dwa dni. Linki zostają na liście próśb.
new-message-language = Język wiadomości
new-copy = Kopiuj link
new-copy-message = Kopiuj wiadomość
new-button = Kopiuj przycisk na stronę
new-share = Udostępnij
new-share-picture = Udostępnij obraz QR
new-save-qr = Zapisz obraz QR
new-save-card = Zapisz kartę
new-print = Wydrukuj kartkę na ladę
new-sms = SMS
new-email = E-mail
new-only-link = Messenger i Snapchat przyjmują tylko link.
new-paste-there = W WeChat, Instagramie i Google Chat trzeba wkleić wiadomość albo wysłać obraz.
new-no-preview = Bez podglądu: wybrano, że czaty pokazują tylko link.
new-as-reminder = Wyślij jako uprzejme przypomnienie
new-without-reminder = Wyślij link bez przypomnienia
new-turn = Obróć
new-keep-on = Dotknij, aby ekran nie gasł

## Items to choose from

new-items = Wybór z listy przez płacących
new-items-hint = Kwotą jest to, co każdy wybierze: proszę zostawić kwotę pustą. Wiersz bez „do” należy do każdej sumy.
new-item = Pozycja
new-item-price = Cena
new-item-most = Do
new-item-stock = Na sprzedaż
