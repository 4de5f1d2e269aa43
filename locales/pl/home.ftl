# Polish: Home, and what needs a look

home-search = Szukaj próśb
home-today = Wpłynęło dziś
home-payments = { $count ->
        [one] { $n } płatność
        [few] { $n } płatności
        [many] { $n } płatności
       *[other] { $n } płatności
    }
home-month = W tym miesiącu
home-went-back = Zwrócono { $amount }
home-tests = Płatności testowe nie są liczone.
home-week = Ostatnie 7 dni
home-days = Ostatnie 30 dni
home-best = Najlepszy dzień, { $day }: { $amount }
home-best-today = Najwięcej wpłynęło dziś: { $amount }
home-numbers = Pokaż liczby
home-day = Dzień
home-came-in = Wpłynęło
home-back = Zwrócono
home-now = Dziś
home-need-look = { $count ->
        [one] { $n } sprawa do sprawdzenia
        [few] { $n } sprawy do sprawdzenia
        [many] { $n } spraw do sprawdzenia
       *[other] { $n } sprawy do sprawdzenia
    }
home-overdue = Po terminie
home-more-than = ponad { $n }
home-newest = Najnowsze
home-all = Wszystkie prośby
home-no-words = Bez opisu
home-any-amount = Dowolna kwota, { $currency }
home-due-on = Termin: { $day }
home-start = Dwa kroki do pierwszego linku
home-start-link = Utwórz link
home-start-done = Gotowe
home-arrived-for = Wpłynęło { $amount }: { $what }.
home-arrived = Wpłynęło { $amount }.
home-changed = Coś się zmieniło.
home-show = Pokaż
home-look = Do sprawdzenia
home-look-none = Nie ma nic do sprawdzenia.
home-look-claim = Czy wpłynęło { $amount }?
home-look-yes = Tak, wpłynęło
home-look-not-yet = Jeszcze nie
home-look-dispute = Zakwestionowano { $amount }. Proszę odpowiedzieć przed terminem: { $rail }.
home-look-open = Otwórz prośbę
home-look-unanswered = Brak odpowiedzi
home-look-refund = Czy zwrócono { $amount }? Brak odpowiedzi: { $rail }.
home-look-sent = Zwrócono
home-look-not-sent = Nie zwrócono
home-look-over = Wpłynęło o { $difference } więcej niż { $amount } z prośby.
home-look-keep = Zachowaj
home-look-send-back = Zwróć { $difference }
home-look-under = Brakuje jeszcze { $difference } z { $amount }.
home-look-rest = Poproś o resztę
home-look-keep-part = Zachowaj to, co wpłynęło
home-look-unknown = Do niczego nie pasuje
home-look-event = Zgłoszono { $amount } za płatność, która nie jest tu znana: { $rail }.
home-look-event-bare = Zgłoszono płatność, która nie jest tu znana: { $rail }.
home-look-hook = Webhook jest wyłączony: { $host } nie dowie się stąd niczego więcej
home-look-order = { $amount }: zamówienie czeka na odpowiedź.
home-look-ordered = Zamówienie
home-look-seen = Odłóż na bok
home-look-reference = Tytuł przelewu
home-look-all = { $count ->
        [one] Wpłynęła { $n }
        [2] Wpłynęły obie
        [few] Wpłynęły wszystkie { $n }
        [many] Wpłynęło wszystkich { $n }
       *[other] Wpłynęły wszystkie { $n }
    }
home-look-all-ask = { $count ->
        [one] Czy ta płatność wpłynęła?
        [2] Czy wpłynęły obie płatności?
        [few] Czy wpłynęły wszystkie { $n } płatności?
        [many] Czy wpłynęło wszystkich { $n } płatności?
       *[other] Czy wpłynęły wszystkie { $n } płatności?
    }
home-look-all-sum = Razem { $sum }
home-look-all-yes = Tak, wszystkie wpłynęły
home-look-left = Niektóre zostały: to, czego dotyczą, jest już zapłacone. Proszę sprawdzić każdą z nich.
home-alerts = Powiadomienia
home-alerts-about = Gdy wpływają pieniądze, a strona Start jest otwarta. Ta przeglądarka zachowuje wybór dla siebie.
home-alerts-sound = Odtwórz dźwięk
home-alerts-sound-help = Przeglądarki milczą, dopóki strona nie zostanie raz dotknięta.
home-alerts-vibrate = Wibracja
home-alerts-vibrate-help = Telefony to potrafią; niektóre przeglądarki nie.
home-alerts-try = Wypróbuj
home-alerts-script = Do tego potrzebny jest JavaScript, który jest w tej przeglądarce wyłączony.
home-push = Gdy aplikacja jest zamknięta
home-push-about = To urządzenie pokazuje wtedy powiadomienie, gdy wpłyną pieniądze, gdy ktoś powie, że je wysłał, gdy płatność zostanie zakwestionowana i gdy ktoś złoży zamówienie. Nie podaje nikogo z nazwiska ani żadnej kwoty, chyba że tak wybrano.
home-push-on = Włącz na tym urządzeniu
home-push-label = Nazwa tego urządzenia
home-push-device = Urządzenie { $n }
home-push-here = To urządzenie
home-push-amounts = Podawaj kwoty
home-push-amounts-hint = Kto zobaczy ekran, będzie mógł je przeczytać.
home-push-try = Wyślij próbę
home-push-tried = Próba jest w drodze.
home-push-denied = Ta przeglądarka nie pozwala na powiadomienia stąd. Proszę zezwolić na nie w jej ustawieniach dla tego adresu i spróbować ponownie.
home-push-failed = Usługa powiadomień przeglądarki nie odpowiada. Proszę spróbować później.
home-push-unknown = Ta przeglądarka nie potrafi pokazywać powiadomień. Na iPhonie lub iPadzie proszę najpierw dodać aplikację do ekranu początkowego.
home-push-stopped = Usługa powiadomień odrzuca powiadomienia na to urządzenie od: { $when }. Nic nie będzie do niego wysyłane, dopóki nie dotrze próba albo urządzenie nie zostanie ponownie włączone.
home-push-arrived = Wpłynęła płatność
home-push-arrived-amount = Wpłynęło { $amount }
home-push-claimed = Ktoś mówi, że wysłał pieniądze
home-push-claimed-amount = Ktoś mówi, że wysłał { $amount }
home-push-disputed = Płatność została zakwestionowana
home-push-disputed-amount = Zakwestionowano { $amount }
home-push-ordered = Ktoś złożył zamówienie
home-push-ordered-amount = Ktoś złożył zamówienie za { $amount }
home-push-open = Proszę otworzyć aplikację, aby ją zobaczyć.
home-push-look = Proszę sprawdzić, czy wpłynęły.
home-push-answer = Proszę sprawdzić to w aplikacji.
home-push-test = Powiadomienia działają na tym urządzeniu
home-push-test-about = Pojawi się, gdy wpłyną pieniądze.
