# Italian: making a link, and sharing it

new-title = Nuovo link
new-who-sets = Chi stabilisce l’importo
new-fixed = Fisso
new-open = Libero
new-between = Da – a
new-amount = Importo
new-at-least = Almeno
new-at-most = Al massimo
new-open-says = L’importo lo sceglie chi paga.
new-suggested = Importi suggeriti
new-currency = Valuta
new-currency-search = Cerchi una valuta
new-currency-none = Nessuna valuta corrisponde.
new-currency-unpaid = Nessuno dei suoi modi per essere pagato accetta { $currency }.
new-memo = Per cosa
new-memos = Richieste precedenti
new-remove = Togliere
new-remove-some = Toglierne alcune
new-no-due = Senza scadenza
new-due = Da pagare entro il
new-parts = A rate
new-parts-hint = Un acconto e il saldo, oppure rate: un importo e un giorno per ciascuna. Se l’ultimo importo resta vuoto, è il saldo.
new-part-amount = Importo della rata { $n }
new-part-day = Giorno della rata { $n }
new-prices = Altri prezzi
new-prices-hint = Lo stesso importo in altre valute, ai suoi prezzi: se ne paga uno solo. Nulla viene convertito.
new-price-amount = Importo del prezzo { $n }
new-price-currency = Valuta del prezzo { $n }
new-works-for = Il link vale
new-no-limit = Senza limite
new-days = { $count ->
        [one] { $n } giorno
       *[other] { $n } giorni
    }
new-times = Quante volte può essere pagato
new-times-hint = 1 per una persona, di più per un gruppo. Se vuoto: una volta con importo fisso, altrimenti senza limite.
new-reference = Il suo riferimento
new-reference-hint = Un numero di fattura o d’ordine. Chi paga non lo vede.
new-preview = Che cosa mostra una chat del link
new-preview-hint = Lo vedono tutti nella chat. La causale non viene mai mostrata.
new-preview-generic = Che chiede un pagamento
new-preview-amount = Il suo nome e l’importo
new-preview-none = Niente
new-language = Lingua del link e del messaggio
new-language-hint = Chi legge un’altra lingua di Chit vede la propria.
new-note = Chiedere una nota a chi paga
new-note-hint = Una riga. La vedete solo lei e chi paga.
new-tips = Proporre una mancia
new-tips-hint = Nessuna, 5, 10, 15 % o un importo libero. Solo con un importo fisso pagato in una volta. I suoi libri tengono le mance a parte.
new-keypad = Tastierino
new-keyboard = la tastiera del dispositivo
new-erase = Cancella
new-make = Crea link
new-show-code = Mostra codice
new-offline = Offline. Non è stato ancora creato nulla. Ciò che ha scritto resta qui; prema di nuovo quando torna la connessione.
new-repeated = Hai creato lo stesso link meno di due minuti fa ed è ancora aperto. Ora non è stato creato nulla. Per la stessa persona apri quello; per un’altra creane uno nuovo.
new-repeated-open = Apri quel link
new-repeated-another = Creane un altro
new-as-seen = Che cosa vedrà chi paga
new-ready = Link pronto
new-reminder = Promemoria
new-turns = Aperto. Questa pagina cambia appena è pagato.
new-over = Link scaduto
new-is-paid = È pagato.
new-ended = Questo link non è più valido.
new-claimed = Chi paga dice di averlo inviato. Controlli se è arrivato.
new-change-preview = Cambia l’anteprima
split-word = Dividi
split-title = Dividere un conto
split-total = Totale
split-shares = Quote
split-equal = Quote uguali
split-named = Nomi propri
split-count = Numero di quote
split-fewer = Una quota in meno
split-more = Una quota in più
split-names = Nomi, uno per riga
split-names-hint = Li vedi solo tu.
split-make = Crea i link
split-links = { $count ->
        [one] { $n } link. Lo invii a una persona.
       *[other] { $n } link. Invii ciascuno a una persona; nessuno vede gli altri.
    }
split-paid = { $paid } di { $all } pagate
split-sum = { $paid } di { $total }
split-share = Quota { $n }
split-all = Tutte le quote di questo conto
bulk-many = Molti
bulk-title = Molti link
bulk-lead = Da una tabella nascono link, uno per riga. Prima tutto viene controllato e mostrato.
bulk-file = File CSV
bulk-file-hint = Salvato da un foglio di calcolo come CSV UTF-8, al massimo { $max } righe.
bulk-text = O incolli la tabella
bulk-text-hint = La prima riga nomina le colonne, separate da virgole, punti e virgola o tabulazioni. Colonne possibili:
bulk-check = Controlla la tabella
bulk-check-again = Controlla di nuovo
bulk-nothing = Non è stato creato nulla.
bulk-row = Riga { $n }
bulk-good = { $count ->
        [one] Si può creare { $n } link
       *[other] Si possono creare { $n } link
    }
bulk-bad = { $count ->
        [one] { $n } riga è da correggere. Non è stato ancora creato nulla.
       *[other] { $n } righe sono da correggere. Non è stato ancora creato nulla.
    }
bulk-make = { $count ->
        [one] Crea { $n } link
       *[other] Crea { $n } link
    }
bulk-make-good = { $count ->
        [one] Crea { $n } link, senza le righe sbagliate
       *[other] Crea { $n } link, senza le righe sbagliate
    }
bulk-made = { $count ->
        [one] { $n } link creato
       *[other] { $n } link creati
    }
bulk-left = Da queste righe non è stato creato alcun link:
bulk-download = Scarica la tabella con i link
bulk-kept = Questa pagina resta per due giorni. I link restano tra le Sue richieste.
new-message-language = Lingua del messaggio
new-copy = Copia link
new-copy-message = Copia messaggio
new-button = Copia un pulsante per un sito
new-share = Condividi
new-share-picture = Condividi immagine QR
new-save-qr = Salva immagine QR
new-save-card = Salva scheda
new-print = Stampa un foglio per il banco
new-sms = SMS
new-email = E-mail
new-only-link = Messenger e Snapchat accettano solo il link.
new-paste-there = In WeChat, Instagram e Google Chat incolli il messaggio o invii un’immagine.
new-no-preview = Nessuna anteprima: ha scelto che le chat mostrino solo il link.
new-as-reminder = Invia come promemoria cortese
new-without-reminder = Invia il link senza promemoria
new-turn = Capovolgi
new-keep-on = Tocchi per tenere acceso lo schermo

## Items to choose from

new-items = Far scegliere da un elenco
new-items-hint = Ciò che ognuno sceglie fa l’importo: lasci vuoto l’importo. Una riga senza «fino a» entra in ogni somma.
new-item = Articolo
new-item-price = Prezzo
new-item-most = Fino a
new-item-stock = In vendita
