# Italian: Home, and what needs a look

home-search = Cerca tra le richieste
home-today = Incassato oggi
home-payments = { $count ->
        [one] { $n } pagamento
       *[other] { $n } pagamenti
    }
home-month = Questo mese
home-went-back = { $amount } restituiti
home-tests = I pagamenti di prova non sono contati.
home-week = Ultimi 7 giorni
home-days = Ultimi 30 giorni
home-best = Giorno migliore, { $day }: { $amount }
home-best-today = Oggi è il giorno migliore: { $amount }
home-numbers = Mostra i numeri
home-day = Giorno
home-came-in = Incassato
home-back = Restituito
home-now = Oggi
home-need-look = { $count ->
        [one] { $n } da controllare
       *[other] { $n } da controllare
    }
home-overdue = Scadute
home-more-than = più di { $n }
home-newest = Più recenti
home-all = Tutte le richieste
home-no-words = Senza testo
home-any-amount = Importo libero, { $currency }
home-due-on = Scadenza: { $day }
home-start = Due passi fino al Suo primo link
home-start-link = Crea un link
home-start-done = Fatto
home-arrived-for = Arrivati { $amount } per { $what }.
home-arrived = Arrivati { $amount }.
home-changed = Qualcosa è cambiato.
home-show = Mostra
home-look = Da controllare
home-look-none = Niente da controllare.
home-look-claim = Sono arrivati { $amount }?
home-look-yes = Sì, sono arrivati
home-look-not-yet = Non ancora
home-look-dispute = { $amount } sono contestati. Risponda prima della scadenza presso: { $rail }.
home-look-open = Apri la richiesta
home-look-unanswered = Nessuna risposta
home-look-refund = { $amount } sono stati restituiti? Nessuna risposta da: { $rail }.
home-look-sent = Restituiti
home-look-not-sent = Non restituiti
home-look-over = Arrivati { $difference } in più dei { $amount } richiesti.
home-look-keep = Tieni
home-look-send-back = Restituisci { $difference }
home-look-under = Mancano ancora { $difference } di { $amount }.
home-look-rest = Chiedi il resto
home-look-keep-part = Tieni quanto arrivato
home-look-unknown = Senza riscontro
home-look-event = Segnalati { $amount } per un pagamento qui sconosciuto: { $rail }.
home-look-event-bare = Segnalato un pagamento qui sconosciuto: { $rail }.
home-look-hook = Un webhook è spento: { $host } non sa più nulla da qui
home-look-order = { $amount }: un ordine attende la Sua risposta.
home-look-ordered = Ordine
home-look-seen = Metti da parte
home-look-reference = Causale
home-look-all = { $count ->
        [one] { $n } arrivato
        [2] Arrivati tutti e due
       *[other] Tutti e { $n } arrivati
    }
home-look-all-ask = { $count ->
        [one] Questo pagamento è arrivato?
        [2] Sono arrivati tutti e due i pagamenti?
       *[other] Sono arrivati tutti i { $n } pagamenti?
    }
home-look-all-sum = In totale { $sum }
home-look-all-yes = Sì, tutti arrivati
home-look-left = Alcuni sono rimasti: ciò che pagano è già pagato. Li controlli uno a uno.
home-alerts = Avvisi
home-alerts-about = Quando arriva denaro e la pagina Home è aperta. Questo browser tiene la scelta per sé.
home-alerts-sound = Emetti un suono
home-alerts-sound-help = I browser restano muti finché non tocca la pagina una volta.
home-alerts-vibrate = Vibra
home-alerts-vibrate-help = I telefoni possono; alcuni browser no.
home-alerts-try = Prova
home-alerts-script = Serve JavaScript, che in questo browser è disattivato.
home-push = Quando l’app è chiusa
home-push-about = Questo dispositivo mostra allora un avviso quando arriva del denaro, quando qualcuno dice di averlo inviato, quando un pagamento è contestato e quando qualcuno ordina. Non nomina nessuno e non dice importi, a meno che Lei non lo voglia.
home-push-on = Attiva su questo dispositivo
home-push-label = Nome di questo dispositivo
home-push-device = Dispositivo { $n }
home-push-here = Questo dispositivo
home-push-amounts = Dire gli importi
home-push-amounts-hint = Chi vede lo schermo può allora leggerli.
home-push-try = Invia una prova
home-push-tried = Una prova è in arrivo.
home-push-denied = Questo browser non permette avvisi da qui. Consenta le notifiche nelle sue impostazioni per questo indirizzo, poi riprovi.
home-push-failed = Il servizio di notifiche del browser non è raggiungibile. Riprovi più tardi.
home-push-unknown = Questo browser non può mostrare avvisi. Su un iPhone o iPad, aggiunga prima l’app alla schermata Home.
home-push-stopped = Il servizio di notifiche rifiuta gli avvisi a questo dispositivo da: { $when }. Non ne riceve più finché non arriva una prova o Lei non lo riattiva.
home-push-arrived = È arrivato un pagamento
home-push-arrived-amount = Arrivati { $amount }
home-push-claimed = Qualcuno dice di aver inviato denaro
home-push-claimed-amount = Qualcuno dice di aver inviato { $amount }
home-push-disputed = Un pagamento è contestato
home-push-disputed-amount = Pagamento di { $amount } contestato
home-push-ordered = Qualcuno ha ordinato
home-push-ordered-amount = Qualcuno ha ordinato per { $amount }
home-push-open = Apra l’app per vederlo.
home-push-look = Guardi se è arrivato.
home-push-answer = Lo guardi nell’app.
home-push-test = Gli avvisi funzionano su questo dispositivo
home-push-test-about = Ne vedrà uno quando arriva del denaro.
