# Italian: the books

## Parts

books-export = Esportazione
books-statement = Estratto conto
books-deliveries = Consegne
books-close = Chiusura

## Lines and sums

books-lines = { $count ->
        [one] { $n } riga
       *[other] { $n } righe
    }
books-lines-in = { $count ->
        [one] { $n } riga in { $currency }
       *[other] { $n } righe in { $currency }
    }
books-tests = I pagamenti di prova sono contati qui e si trovano anche nel file: il loro metodo si chiama demo o finisce in _test.
books-came-in = Entrate
books-went-back = Rimborsi
books-went-out = Rimborsi e commissioni
books-fees = Commissioni
books-fee = Commissione
books-net = Nei libri
books-correction = Correzione
books-unknown-fees = { $count ->
        [one] { $n } commissione non è nota. Totali e saldi non la comprendono.
       *[other] { $n } commissioni non sono note. Totali e saldi non le comprendono.
    }
books-day = Giorno
books-for = Causale
books-method = Metodo
books-amount = Importo
books-no-text = Senza testo
books-for-day = per il { $day }
books-fee-unknown = non nota
books-by-hand = A mano
books-by-statement = Estratto conto
books-test = { $method } (prova)
books-days = { $first } – { $last }
books-days-account = { $days }, conto { $account }

## Export

books-period = Periodo
books-this-month = Questo mese
books-last-month = Mese scorso
books-this-quarter = Questo trimestre
books-this-year = Quest’anno
books-everything = Tutto
books-up-to = Fino al { $day }
books-since = Dal { $day }
books-from = Dal
books-to = Fino al (compreso)
books-currency = Valuta
books-all-currencies = Tutte le valute
books-zone-and-day = Fuso orario e quale giorno conta
books-zone = Fuso orario
books-zone-hint = I giorni iniziano e finiscono secondo questo, per esempio Europe/Rome.
books-which-day = Quale giorno conta
books-by-accounting = Il giorno nei libri
books-by-accounting-hint = Il giorno in cui il denaro si è mosso; se alla registrazione era già chiuso, il primo giorno aperto. Un periodo chiuso non cambia mai, e nulla va perso tra due.
books-by-settled = Il giorno in cui il denaro si è mosso
books-by-settled-hint = Per vedere che cosa ha portato un mese. Può cambiare: ciò che si registra dopo per uno dei suoi giorni si aggiunge.
books-by-created = Il giorno della registrazione
books-by-created-hint = Per vedere che cosa è stato registrato e quando, qualunque giorno riguardi.
books-show = Mostra
books-nothing-shown = Non si può ancora mostrare nulla. Veda ciò che è segnalato sotto.
books-nothing-exported = Nulla è stato esportato. Veda ciò che è segnalato sotto.
books-first-lines = Le prime righe
books-nothing-moved = In questi giorni non si è mosso denaro. Un file di questi giorni non ha righe.
books-no-sums = I totali seguono il giorno nei libri. Scelga quel giorno qui sopra per vederli.
books-first-of-all = Queste sono le prime. Il file le contiene tutte.
books-first-of-many = Queste sono le prime. Il file le contiene tutte e richiede un momento: il browser mostra a che punto è.
books-final = Questi giorni sono chiusi: il file sarà sempre lo stesso.
books-provisional = Alcuni di questi giorni sono aperti: il file è quindi provvisorio, e il suo nome lo dice.
books-month-statement = Riepilogo di { $month }, da stampare o salvare in PDF
books-format = Formato
books-format-csv-eu = CSV con virgola decimale
books-format-xero = CSV per Xero
books-format-quickbooks = CSV per QuickBooks
books-for-csv = Per ogni foglio di calcolo: virgole, punti decimali, tutte le colonne
books-for-csv-eu = Per Excel con la virgola decimale: punti e virgola, tutte le colonne, riferimenti lunghi intatti
books-for-xlsx = Per Excel, LibreOffice e Numbers: veri importi e vere date, tutte le colonne e un foglio di totali
books-for-jsonl = Per programmi: un oggetto per riga, tutte le colonne
books-for-beancount = Per la contabilità in testo con Beancount: una registrazione verificata per riga
books-for-hledger = Per la contabilità in testo con hledger o Ledger: una registrazione verificata per riga
books-for-ofx = Per GnuCash, Sage, MoneyMoney e programmi bancari: l’estratto di un conto, una valuta
books-for-qif = Per programmi più vecchi come Quicken: una valuta; importi ogni file una sola volta
books-for-xero = Per importare estratti conto in Xero: una valuta, al massimo 1.000 righe
books-for-quickbooks = Per importare movimenti bancari in QuickBooks Online: una valuta, giorni come dd/mm/yyyy, al massimo 350 KB
books-for-datev = Per commercialisti tedeschi: un lotto di registrazioni (EXTF Buchungsstapel), una valuta e un esercizio
books-accounts-link = Conti per Beancount, hledger e DATEV
books-download = Scarica

## Accounts

books-accounts = Conti
books-accounts-lead = I file per i programmi di contabilità usano questi conti. Lasci vuoto un campo per il valore predefinito.
books-accounts-saved = Salvato. Il prossimo file avrà questi conti; ciò che è consegnato mantiene i suoi.
books-clearing = Conto transitorio
books-clearing-hint = Ciò che un fornitore ha versato e ciò che non ha versato. Ogni metodo di pagamento ne riceve uno sotto di esso.
books-fees-account = Commissioni
books-fees-account-hint = Ogni metodo di pagamento ne riceve uno sotto di esso.
books-tips-account = Conto delle mance
books-tips-account-hint = Per esempio Income:Chit:Tips.
books-receivable = Crediti
books-receivable-hint = Ciò che è dovuto per le richieste.
books-chart = Piano dei conti
books-adviser = Numero del consulente
books-adviser-hint = Beraternummer, dal suo consulente fiscale.
books-client = Numero del cliente
books-client-hint = Mandantennummer.
books-first-month = Primo mese dell’esercizio
books-first-month-hint = 1 è gennaio.
books-digits = Cifre di un conto
books-digits-hint = 4, salvo diverse indicazioni del consulente.
books-datev-fees = Conto delle commissioni
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Debitore
books-debtor-hint = Il conto collettivo di tutti i paganti.
books-datev-tips = Conto delle mance
books-datev-tips-hint = 1590 in SKR03, 1370 in SKR04. Chieda al commercialista: le mance dei dipendenti e quelle del titolare sono tassate in modo diverso.
books-clearing-differs = Conti transitori diversi dal valore predefinito
books-clearing-differs-hint = Su ogni riga un metodo di pagamento e il suo conto, per esempio «stripe 1361».
books-save = Salva

## Deliveries

books-new-lines = { $count ->
        [one] { $n } riga dall’ultima consegna
       *[other] { $n } righe dall’ultima consegna
    }
books-nothing-new = Nulla di nuovo dall’ultima consegna
books-some-new-lines = Righe dall’ultima consegna
books-nothing-delivered = Nulla è stato consegnato. Veda ciò che è segnalato sotto.
books-deliveries-lead = Una consegna contiene ogni riga che nessuna precedente aveva, in ordine e senza lacune. Il suo file ha sempre gli stessi byte. I giorni prima di oggi vengono chiusi con essa.
books-deliver = Consegna le novità
books-delivered = Consegnato
books-batch = Lotto { $number }
books-batch-format = Formato del lotto { $number }
books-batch-currency = Valuta del file del lotto { $number }
books-older-deliveries = Consegne precedenti

## Close

books-closed-until = Fino al { $day } nulla può più cambiare
books-nothing-closed = Nulla è ancora chiuso
books-nothing-changed = Nulla è stato modificato. Veda ciò che è segnalato sotto.
books-close-lead = Ciò che si registra dopo per un giorno chiuso viene annotato nel primo giorno aperto e indica a quale giorno appartiene. Così ciò che ha il suo contabile resta com’è.
books-close-until = Chiudi fino al (compreso)
books-close-hint = I giorni finiscono secondo l’ora di { $zone }. Si possono chiudere solo giorni passati, e una chiusura non si può annullare.
books-close-button = Chiudi fino a questo giorno
books-by-itself = In automatico
books-closing-day = Un mese si chiude da sé in questo giorno del successivo
books-closing-day-hint = Da 1 a 28. Anche ciò che consegna viene chiuso.
books-closes = Chiusure
books-closed-to = Fino al
books-closed-when = Chiuso
books-last-line = Ultima riga
books-last-hash = Il suo hash
books-closed-by-you = { $moment }, da lei
books-closed-by-calendar = { $moment }, dal calendario

## Month

books-of-the-books = Riepilogo dei libri
books-payee = Beneficiario
books-made = Creato
books-state = Stato
books-state-final = Definitivo: il mese è chiuso
books-state-open = Provvisorio: il mese non è ancora chiuso
books-state-running = Provvisorio: il mese non è finito
books-month-empty = Fino alla fine di questo mese non si è mosso denaro.
books-balance-before = Saldo prima del { $day }
books-balance-after = Saldo dopo il { $day }
books-month-nothing = In questo mese non si è mosso nulla.
books-month-none-listed = Nessuna delle sue righe è tra quelle elencate qui.
books-by-method = Per metodo
books-by-method-in = { $currency } per metodo
books-all = Tutto
books-month-amounts = Importi del mese
books-month-fees = Commissioni del mese
books-month-tips = Mance in questi importi
books-month-cut = { $count ->
        [one] Sono elencate le prime { $listed } di { $n } riga. I totali sono di tutte, e l’esportazione le contiene tutte.
       *[other] Sono elencate le prime { $listed } di { $n } righe. I totali sono di tutte, e l’esportazione le contiene tutte.
    }
books-balance-hint = Un saldo è la somma di tutti gli importi meno le commissioni note. Ciò che un fornitore ha versato su un conto bancario non è sottratto.
books-head = Fine del libro mastro: riga { $line }
books-months = Mesi
books-export-month = Esporta questo mese

## Statements

books-match-title = Riconcili l’estratto conto della sua banca
books-match-lead = Lo leggiamo, lo riconciliamo e dimentichiamo chi ha pagato.
books-file = File della sua banca
books-file-hint = CAMT (.xml), MT940, OFX o CSV, al massimo 50 MiB; estragga prima un .zip. Importare due volte un file non cambia nulla.
books-drop = Oppure trascini qui il file.
books-choose-file = Scelga prima un file.
books-kept = Che cosa se ne conserva
books-kept-lead = Di ogni movimento: importo, commissione, valuta e giorni, gli ultimi quattro caratteri del riferimento della banca e un’impronta che lo distingue dagli altri. Nomi, conti e testi di chi paga sono letti in memoria e dimenticati con il file.
books-import = Importa
books-sending = Invio del file:
books-sent = Il file è arrivato. I suoi movimenti vengono riconciliati.
books-read-begun = Il file è in fase di scrittura.
books-read = Ancora in corso: { $n } righe.
books-read-of = Ancora in corso: { $n } righe su { $all }.
books-read-all = Tutte le righe sono scritte.
books-underway = In corso: { $done } di { $all } movimenti
books-nothing-imported = { $fault } Nulla è stato importato.
books-imported = Importati
books-undone = Annullato
books-waiting = { $count ->
        [one] { $n } da decidere
       *[other] { $n } da decidere
    }
books-older-statements = Estratti precedenti
books-columns = Le colonne di questa tabella
books-columns-lead = Non tutto è chiaro. Le sue risposte valgono anche per file con le stesse intestazioni; il file non viene conservato, lo scelga di nuovo.
books-first-rows = Le prime righe
books-cells-left-out = Le celle che potrebbero nominare qualcuno sono omesse.
books-column-none = Non scelto
books-asked = Il file non lo chiarisce. Scelga.
books-asked-again = Non corrisponde al file. Scelga di nuovo.
books-column-date = Data contabile
books-column-value-date = Data valuta
books-column-amount = Importo
books-column-debit = Uscite, se hanno una colonna propria
books-column-credit = Entrate, se hanno una colonna propria
books-column-sign = Direzione: entrata o uscita
books-column-fee = Commissione trattenuta dall’importo, se c’è una colonna
books-column-net = Importo al netto della commissione
books-column-currency = Colonna delle valute
books-date-order = Ordine delle date
books-order-dmy = Giorno, mese, anno
books-order-mdy = Mese, giorno, anno
books-order-ymd = Anno, mese, giorno
books-decimal-mark = Prima dei decimali c’è
books-mark-dot = un punto: 1,234.50
books-mark-comma = una virgola: 1.234,50

## One statement

books-no-entries = Nessun movimento
books-entries = { $count ->
        [one] { $n } movimento
       *[other] { $n } movimenti
    }
books-known-before = { $count ->
        [one] { $n } già noto
       *[other] { $n } già noti
    }
books-not-booked = { $count ->
        [one] altro { $n } non ancora contabilizzato dalla banca
       *[other] altri { $n } non ancora contabilizzati dalla banca
    }
books-imported-at = Importato il { $moment }
books-was-undone = Questa importazione è stata annullata: ciò che aveva registrato è ritirato con correzioni.
books-nothing-was-changed = Nulla è stato modificato.
books-queues = Code
books-matched = Riconciliati
books-suggested = Proposti
books-unmatched = Senza richiesta
books-dismissed = Messi da parte
books-outgoing = Uscite
books-nothing-waits = Qui non c’è nulla in attesa.
books-none = Non ce ne sono.
books-all-known = Niente di nuovo: tutti i suoi movimenti erano già noti.
books-keys = Tasti: ↑ ↓ per spostarsi, Invio per accettare, d per mettere da parte
books-taken-back = Ritirato
books-bank-reference = riferimento della banca
books-booked-before = Già registrato; questa è un’ulteriore prova.
books-take = Accetta
books-that-payment = È questo pagamento
books-another-payment = Un altro pagamento: registrarlo
books-pick = Scegli una richiesta
books-search-requests = Cerca richieste
books-search-hint = Parole, un importo o un codice
books-search = Cerca
books-none-fits = Nessuna richiesta corrisponde.
books-dismiss = Metti da parte
books-more-entries = Altri movimenti
books-undo = Annulla questa importazione
books-undo-lead = Ciò che ha registrato viene ritirato con correzioni, e i suoi movimenti si possono importare di nuovo. Funziona finché i suoi giorni sono aperti.
books-forgotten = Di un movimento non si conserva altro: né nome, né conto, né testo di chi ha pagato. La sua banca li ha, sotto questo giorno e importo.
books-why-currency = Il riferimento è giusto, ma il denaro è in un’altra valuta.
books-why-several = Il bonifico nomina più richieste, e quanto è aperto su di esse non dà il suo importo.
books-why-paid = Il riferimento è giusto, ma questa richiesta è già pagata.
books-why-booked = Lo stesso importo è registrato per questa richiesta nello stesso giorno, da un file in un altro formato.
books-why-recorded = Lo stesso importo risulta già per questa richiesta: può essere quel denaro o un altro pagamento.
books-why-kept = Il riferimento è giusto e l’importo è stato inviato intero: una banca ne ha trattenuto una parte.
books-why-ambiguous = Il codice o il riferimento vale per più richieste.
books-why-own = Il suo riferimento è nel testo, ma l’importo è diverso o la richiesta non è aperta.
books-why-claimed = Chi paga ha detto di aver inviato questo importo.
books-why-amount = L’importo è quello aperto, e la richiesta è di quel periodo.
books-why-taken-back = La banca ha ritirato un importo registrato per questa richiesta.
books-no-such-request = Usi il codice di una delle sue richieste.
books-no-such-payment = Nessuno dei Suoi pagamenti ha questo identificativo.
books-request-currency = Questa richiesta è in un’altra valuta. Registri il denaro nella pagina della richiesta, nella sua valuta.
books-refused-decided = Questo movimento è già deciso. Lo guardi di nuovo.
books-refused-not-waiting = Si può mettere da parte solo un movimento in attesa di una decisione.
books-refused-undone = Questa importazione è stata annullata. Importi di nuovo il file.
books-refused-other-money = Questo pagamento è altro denaro, o un altro movimento lo prova già. Lo controlli di nuovo.
books-refused-nothing-paid = Nessun estratto ha pagato questo importo per quella richiesta, quindi non se ne può ritirare nulla. Registri un rimborso.
books-refused-day-closed = Denaro di questo estratto è registrato il { $day }, e quel giorno è chiuso nei Suoi libri. Registri invece un rimborso per ciò che è sbagliato.
books-refused-gone-back = Denaro di questo estratto è nel frattempo tornato indietro, quindi l’importazione non si può annullare.
books-refused-taken-back-later = Con un estratto successivo la banca ha ripreso denaro di questo. Annulli prima l’importazione di quell’estratto.

## Faults of files

books-at-line = Riga { $line }: { $fault }
books-at-element = { $element } alla riga { $line }: { $fault }
books-fault-unreadable = Il file non si è potuto leggere fino alla fine. Lo invii di nuovo.
books-fault-cut = Il file finisce troppo presto: ne manca una parte. Lo scarichi di nuovo.
books-fault-too-long = Una riga o un testo è più lungo di quelli di qualsiasi banca.
books-fault-not-text = Non è testo, o non nella codifica indicata dal file.
books-fault-malformed = Non è scritto come vuole il formato.
books-fault-declaration = Una dichiarazione come DOCTYPE non è accettata: nessun estratto ne ha bisogno.
books-fault-no-account = I movimenti non appartengono a nessun conto.
books-fault-no-amount = Manca l’importo.
books-fault-no-direction = Non è detto se il denaro è entrato o uscito.
books-fault-no-day = Manca il giorno.
books-fault-no-currency = L’importo non ha valuta.
books-fault-not-amount = L’importo non è un numero leggibile.
books-fault-too-fine = L’importo ha più decimali della sua valuta.
books-fault-too-large = L’importo è troppo grande.
books-fault-not-day = La data non esiste nel calendario.
books-fault-currency-differs = L’importo è in una valuta diversa da quella della sua riga.
books-fault-fee-off = La commissione non è la differenza tra l’importo e ciò che ne resta.
books-fault-no-balance = Un saldo manca o non è leggibile, quindi può mancare una parte del file. Lo scarichi di nuovo.
books-fault-pdf = È un PDF, fatto solo per la lettura. Scarichi l’estratto come CAMT.053, MT940, OFX o CSV.
books-fault-packed = È un archivio o una cartella di lavoro. Lo estragga, o salvi il foglio come CSV.
books-fault-compressed = Questo file è compresso. Lo estragga prima.
books-fault-empty = Il file è vuoto.
books-fault-unknown-format = Non è un estratto conto leggibile. Si leggono CAMT.052, CAMT.053 e CAMT.054 (XML), MT940, MT942, OFX e CSV con una riga di intestazioni.
books-fault-no-statement = Nel file non c’è l’estratto di alcun conto.
books-fault-too-many = Un file ha al massimo 200.000 movimenti; questo ne ha di più. Lo importi in parti, per esempio per mesi.
books-fault-too-much = I movimenti di questo file hanno più riferimenti di quanti se ne possano leggere in una volta. Lo importi in parti, per esempio per mesi.
books-fault-unclear = Le colonne di questa tabella non sono chiare.
books-fault-balance-off = Il saldo non è quello che risulta dal precedente e dai movimenti.
books-fault-balance-unread = Il saldo non è leggibile, quindi i movimenti non vengono confrontati con esso.
books-fault-details-off = I dettagli non danno l’importo del loro movimento. Il movimento conta come uno.
books-fault-day-of-statement = Questo movimento non ha giorno; ha ricevuto quello dell’estratto.
books-fault-left-out = Una riga è stata omessa: manca la data, l’importo o la valuta.
books-fault-unknown-state = Lo stato di questa riga, e forse di altre, non è noto. Conta come non ancora contabilizzata.
books-fault-correction = Questo movimento ne corregge uno precedente; è mostrato e non incassa nulla.
