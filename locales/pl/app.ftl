# Polish: what every page of sellers says

app-requests = Prośby
app-new = Nowy
app-books = Księgi
app-settings = Opcje
app-skip = Przejdź do treści
app-close = Zamknij
app-disabled = Operator tej usługi wyłączył Pana/Pani linki. Nikt nie może ich otworzyć ani nimi zapłacić i nie można tworzyć nowych.
app-nothing-saved = Nic jeszcze nie zapisano. Proszę sprawdzić, co zaznaczono poniżej.
app-state-open = Otwarta
app-state-paid = Opłacona
app-state-expired = Wygasła
app-state-cancelled = Anulowana
app-state-settled = Wpłynęła
app-state-pending = Rozpoczęta
app-state-claimed = Podobno wysłana
app-state-processing = W drodze
app-state-failed = Nieudana
app-state-disputed = Sporna
app-state-refunded = Zwrócona
app-state-partly-refunded = Częściowo zwrócona
