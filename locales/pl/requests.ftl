# Polish: the list of requests

requests-all = Wszystkie
requests-today = Dzisiaj
requests-yesterday = Wczoraj
requests-look = Do sprawdzenia
requests-overdue = Po terminie
requests-count = { $count ->
    [one] { $n } prośba
    [few] { $n } prośby
    [many] { $n } próśb
   *[other] { $n } prośby
    }
requests-more-than = Ponad { $n } próśb. Aby zobaczyć sumę, proszę zawęzić filtr.
requests-any-amount = Dowolna kwota,
requests-due-yesterday = Termin minął wczoraj
requests-was-due = Termin: { $day }
requests-missing = Brakuje { $amount }
requests-paid-times = Opłacona { $n } ×, { $amount }
requests-select-done = Gotowe
requests-select = Zaznacz
requests-first = Nie ma jeszcze próśb. Proszę utworzyć link i wysłać go osobie, która ma zapłacić.
requests-make = Utwórz link
requests-search = Szukaj
requests-search-by = Opis, numer, kwota lub kod
requests-filter = Filtruj
requests-state = Stan
requests-label = Etykieta
requests-way = Metoda płatności
requests-from = Od
requests-to = Do
requests-min = Co najmniej
requests-max = Co najwyżej
requests-currency = Waluta
requests-only-archived = Tylko zarchiwizowane
requests-show = Pokaż
requests-clear = Wyczyść filtry
requests-unread = Tego nie da się odczytać, więc zostało pominięte.
requests-none = Żadna prośba nie pasuje.
requests-with-selected = Z zaznaczonymi
requests-copy-links = Kopiuj linki
requests-remind = Przypomnij
requests-export = Eksportuj
requests-unarchive = Przywróć
requests-archive = Archiwizuj
requests-cancel = Anuluj prośby
requests-what = Za co
requests-changed = Zmiana
requests-amount = Kwota
requests-older = Starsze
requests-keys = Klawisze: / szukaj, j k przesuń, Enter otwórz, x zaznacz, n nowa
requests-no-words = Bez opisu
requests-disabled = Link wyłączony
requests-archived = Zarchiwizowana
requests-choose = Proszę najpierw zaznaczyć co najmniej jedną prośbę.
requests-cancel-ask = Anulować te prośby?
requests-cancel-hint = Ich linki przestaną działać na stałe. Co opłacono, pozostaje opłacone.
requests-archive-ask = Zarchiwizować te prośby?
requests-archive-hint = Znikną z listy i można je przywrócić. Nic więcej się nie zmieni. Otwartej prośby nie można zarchiwizować.
requests-unarchive-ask = Przywrócić te prośby na listę?
requests-label-ask = Dodaj etykietę do tych próśb
requests-remind-ask = Przypomnij o tych prośbach
requests-remind-hint = Każda otwiera się z własną wiadomością, w języku swojego linku. Wysyłka należy do Pana/Pani.
requests-links = Linki, po jednym w wierszu
requests-left = Bez zmian: { $n }
requests-labels-hint = Do 40 znaków. Etykiet nie widzi nikt inny.
requests-label-add = Dodaj etykietę
requests-labels = Etykiety
requests-label-new = Nowa etykieta
requests-save = Zapisz
requests-labels-none = Nie ma jeszcze etykiet. Po dodaniu etykiety do prośby pojawi się ona tutaj.
requests-rename = Zmień nazwę
requests-label-delete = Usuń etykietę
requests-label-delete-hint = Zostanie zdjęta ze wszystkich próśb. Prośby pozostaną.
requests-done-cancelled = Anulowane: { $n }
requests-done-archived = Zarchiwizowane: { $n }
requests-done-unarchived = Przywrócone: { $n }
requests-done-labelled = Z nową etykietą: { $n }
