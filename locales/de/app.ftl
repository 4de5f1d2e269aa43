# German: what every page of sellers says

app-requests = Anfragen
app-new = Neu
app-books = Bücher
app-settings = Optionen
app-skip = Zum Inhalt springen
app-close = Schließen
app-disabled = Der Betreiber dieses Dienstes hat Ihre Links gesperrt. Niemand kann sie öffnen oder damit zahlen, und neue können Sie nicht anlegen.
app-nothing-saved = Es wurde noch nichts gespeichert. Sehen Sie sich an, was unten markiert ist.
app-state-open = Offen
app-state-paid = Bezahlt
app-state-expired = Abgelaufen
app-state-cancelled = Storniert
app-state-settled = Eingegangen
app-state-pending = Begonnen
app-state-claimed = Soll gesendet sein
app-state-processing = Unterwegs
app-state-failed = Fehlgeschlagen
app-state-disputed = Angefochten
app-state-refunded = Erstattet
app-state-partly-refunded = Teils erstattet
