# Italian: what every page of sellers says

app-requests = Richieste
app-new = Nuovo
app-books = Conti
app-settings = Opzioni
app-skip = Vai al contenuto
app-close = Chiudi
app-disabled = Chi gestisce questo servizio ha disattivato i suoi link. Nessuno può aprirli né usarli per pagare, e non può crearne di nuovi.
app-nothing-saved = Non è stato ancora salvato nulla. Guardi che cosa è segnato qui sotto.
app-state-open = Aperta
app-state-paid = Pagata
app-state-expired = Scaduta
app-state-cancelled = Annullata
app-state-settled = Arrivato
app-state-pending = Avviato
app-state-claimed = Detto inviato
app-state-processing = In arrivo
app-state-failed = Non riuscito
app-state-disputed = Contestato
app-state-refunded = Rimborsato
app-state-partly-refunded = Rimborsato in parte
