# Italian

## Everywhere

never-asks = Questa pagina non chiede mai le credenziali della sua banca né codici ricevuti sul telefono. Li inserisca solo nell’app della sua banca o sulla pagina del fornitore scelto.
languages = Lingua
test-only = Prova: nessun movimento di denaro
copy = Copia
copied = Copiato
not-copied = Non copiato
page-changed = Qui è cambiato qualcosa. Ricarichi la pagina.
print = Stampa o salva
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Richiesta di pagamento
asks-for = { $payee } chiede
asked-for = { $payee } ha chiesto
pay-whom = Pagamento a { $payee }
pay-button = Paga { $amount }
payment-to = Pagamento a { $payee }
writes = { $payee } scrive:
part-paid = Una parte di { $whole } è già stata pagata. Questo è l’importo restante.
parts-whole = { $whole } in tutto, da pagare a rate:
parts-paid = pagato
parts-some = { $amount } pagati
price-instead = oppure { $others }
due = Scadenza
open-until = Valida fino al
check-words = Parole di controllo
seller-page = Pagina del venditore
genuine = Questa richiesta è autentica?
genuine-name = { $payee } ha scelto questo nome; nessuno l’ha verificato. Confronti { $address } con l’insegna, il profilo o la fattura.
genuine-words = Se le sono state dette tre parole, devono essere queste; se sono diverse, non paghi e chieda. Non gliene hanno dette? È normale.
somebody-claims = Qualcuno ha indicato di aver già inviato questo pagamento; { $payee } non lo ha ancora confermato. Se lo ha fatto lei, non paghi di nuovo.
no-way-title = Non è ancora possibile pagare
no-way = { $payee } non ha ancora impostato un metodo di pagamento. Non va perso nulla: contatti { $payee } o riapra questo link più tardi.
how-much = Quanto desidera pagare?
suggestions = Importi suggeriti
any-amount = Importo libero, in { $currency }.
bounds-between = Tra { $min } e { $max }.
bounds-from = A partire da { $min }.
bounds-to = Fino a { $max }.
note-label = Messaggio per { $payee } (facoltativo)
note-help = Lo legge solo { $payee }. Eviti di scrivere ciò che non deve essere conservato.
tip-title = Aggiungere una mancia per { $payee }?
tip-none = Nessuna mancia
tip-own = Altro importo
tip-own-label = La sua mancia
tip-own-hint = Fino a { $most }.
tip-total = { $total } in tutto
tip-included = Di cui { $tip } di mancia
tip-too-large = La mancia massima è di { $most }.
tip-required = Scriva la mancia, o scelga «Nessuna mancia».
tip-unknown = Scelga una delle mance, o «Nessuna mancia».
choose-way = Scelga come pagare
confirms-itself = La conferma arriva da sola.
confirms-payee = { $payee } conferma quando arriva.
confirms-either = Lo conferma il portafoglio da sé, oppure { $payee }.
open-elsewhere = Apri su un altro dispositivo
open-elsewhere-help = Inquadri il codice con la fotocamera dell’altro dispositivo.
qr-of-link = Codice QR del link di questa pagina
report = Segnala questa richiesta
no-way-currency = Nessuno dei metodi di pagamento di { $payee } accetta { $currency }. Non va perso nulla: contatti { $payee } o riapra questo link più tardi.
no-way-amount = Nessuno dei metodi di pagamento di { $payee } accetta questo importo. Non va perso nulla: contatti { $payee } o riapra questo link più tardi.

stamp-paid = PAGATO
state-expired = Scaduta in data { $date }
state-cancelled = Annullata
state-underway = Pagamento in corso
underway-title = Un pagamento è in corso
underway = Non paghi di nuovo. Se questo pagamento non va a buon fine, potrà pagare qui come prima.
paid = Questa richiesta è già stata pagata. Non c’è altro da fare.
expired = Questa richiesta non può più essere pagata. Se deve ancora questo importo, chieda un nuovo link a { $payee }.
cancelled = { $payee } ha annullato questa richiesta: non la paghi. Se ha già pagato, contatti { $payee }.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = Un fornitore fittizio per fare una prova.
rail-demo-pay = Paga { $amount } con Demo
rail-demo-pay-any = Paga con Demo
rail-sepa = Bonifico bancario
rail-sepa-hint = Dall’app della sua banca, con codice QR o inserendo i dati.
rail-sepa-pay = Paga { $amount } con bonifico
rail-sepa-pay-any = Paga con bonifico
rail-swiss = QR-fattura (Svizzera)
rail-swiss-hint = Con l’e-banking, con l’app della sua banca svizzera o con la QR-fattura stampata.
rail-swiss-pay = Paga { $amount } con QR-fattura
rail-swiss-pay-any = Paga con QR-fattura
rail-spayd = QR Platba
rail-spayd-hint = Dall’app della sua banca ceca o slovacca, con codice QR o inserendo i dati.
rail-spayd-pay = Paga { $amount } con QR Platba
rail-spayd-pay-any = Paga con QR Platba
rail-pix = Pix
rail-pix-hint = Dall’app della sua banca, con codice QR o incollando un codice.
rail-pix-pay = Paga { $amount } con Pix
rail-pix-pay-any = Paga con Pix
rail-upi = UPI
rail-upi-hint = Da qualsiasi app UPI, con link o codice QR.
rail-upi-pay = Paga { $amount } con UPI
rail-upi-pay-any = Paga con UPI
rail-promptpay = PromptPay
rail-promptpay-hint = Dall’app della sua banca thailandese, con codice QR.
rail-promptpay-pay = Paga { $amount } con PromptPay
rail-promptpay-pay-any = Paga con PromptPay
rail-paynow = PayNow
rail-paynow-hint = Dall’app della sua banca di Singapore, con codice QR.
rail-paynow-pay = Paga { $amount } con PayNow
rail-paynow-pay-any = Paga con PayNow
rail-link = Link del portafoglio
rail-link-hint = Con un pulsante o un codice QR che apre il portafoglio.
rail-link-pay = Paga { $amount } con { $wallet }
rail-link-pay-any = Paga con { $wallet }
rail-merchant_code = Codice QR
rail-merchant_code-hint = Dall’app della sua banca o del suo portafoglio, con codice QR.
rail-merchant_code-pay = Paga { $amount } con { $wallet }
rail-merchant_code-pay-any = Paga con { $wallet }
rail-cash = Contanti o altro metodo
rail-cash-hint = Il beneficiario dice come.
rail-cash-pay = Paga { $amount } in contanti o in altro modo
rail-cash-pay-any = Paga in contanti o in altro modo
rail-stripe = Stripe
rail-stripe-hint = Carta, wallet o metodo locale, sulla pagina di Stripe.
rail-stripe-pay = Paga { $amount } con Stripe
rail-stripe-pay-any = Paga con Stripe
rail-paypal = PayPal
rail-paypal-hint = Con il suo conto PayPal, sulla pagina di PayPal.
rail-paypal-pay = Paga { $amount } con PayPal
rail-paypal-pay-any = Paga con PayPal
rail-btcpay = Bitcoin o Lightning
rail-btcpay-hint = Dal suo portafoglio, con codice QR o copiando i dati.
rail-btcpay-pay = Paga { $amount } in bitcoin
rail-btcpay-pay-any = Paga in bitcoin
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Da un portafoglio Lightning, al cambio di questo momento.
rail-lnbits-pay = Paga { $amount } con Lightning
rail-lnbits-pay-any = Paga con Lightning
rail-other = Pagamento

## What is wrong with an amount, a note or a way to pay

amount-required = Inserisca quanto desidera pagare.
amount-not-a-number = Scriva l’importo in cifre, ad esempio { $example }.
amount-too-many-decimals = Questo importo ha troppi decimali per { $currency }. Lo scriva, ad esempio, così: { $example }.
amount-not-positive = L’importo deve essere maggiore di zero.
amount-too-small = L’importo minimo è { $min }.
amount-too-large = L’importo massimo è { $max }.
amount-ambiguous = Questo importo si può leggere in due modi. Lo scriva senza separatore delle migliaia, ad esempio { $thousands }.
amount-ambiguous-decimals = Questo importo si può leggere in due modi. Scriva le migliaia senza separatore, ad esempio { $whole }, e i decimali, ad esempio, così: { $fine }.
amount-other-currency = Ha scritto { $found }, ma qui l’importo è in { $currency }. Lo scriva in { $currency }, ad esempio { $example }.
amount-unknown-currency = La valuta non è riconosciuta. Usi tre lettere, ad esempio EUR.
amount-withdrawn-currency = { $found } non ha più corso legale. Chieda a { $payee } un link in un’altra valuta.
amount-in-link = L’importo in questo link non è leggibile. Lo inserisca qui o chieda un nuovo link.
note-too-long = Il messaggio è troppo lungo: massimo { $longest } caratteri.
note-invalid = Il messaggio contiene caratteri che non si possono visualizzare. Usi solo testo semplice.
method-unavailable = Scelga uno dei metodi di pagamento disponibili per questo importo.

## The payer’s own page: instructions, state, receipt

title-payment = Il suo pagamento
title-receipt = Ricevuta
you-paid = Pagato a { $payee }
your-payment-to = Il suo pagamento a { $payee }
payment-waiting = In attesa di conferma
payment-failed = Non riuscito
payment-expired = Non completato in tempo
payment-refunded = Rimborsato
payment-partly-refunded = Rimborsato in parte
payment-refund-said = Rimborso comunicato
payment-disputed = Contestato
difference-under = Importo mancante: { $amount }.
difference-over = { $amount } in più rispetto alla richiesta.
pending-resume = Non ha ancora completato il pagamento, oppure { $rail } non lo ha ancora confermato. Se ha già pagato lì, non paghi di nuovo: questa pagina mostrerà il pagamento appena sarà confermato.
pending-transfer-title = Disponga il bonifico dal suo conto
pending-transfer = Disponga un bonifico con questi dati esatti. Grazie alla causale, { $payee } saprà che il pagamento viene da lei.
pending-words-title = Come { $payee } desidera ricevere il pagamento
pending-words = Le parole sono di { $payee } e nessuno le ha verificate.
pending-no-reference = Paghi esattamente questo importo. Così { $payee } saprà che il pagamento viene da lei.
pending-link-title = Paghi con { $wallet }
pending-link = Il pulsante apre { $wallet } con l’importo già inserito. Controlli il destinatario prima di inviare il denaro, poi torni qui.
pending-link-note = Il pulsante apre { $wallet } con l’importo già inserito. Controlli il destinatario e aggiunga il riferimento qui sotto: così { $payee } saprà che il pagamento viene da lei. Poi torni qui.
pending-code-title = Paga con { $rail }
pending-code = Inquadri il codice o ne incolli il testo nell’app della sua banca o del suo portafoglio. Importo e riferimento sono già dentro; controlli il destinatario prima di inviare il denaro.
pending-invoice-title = Paghi con un portafoglio Bitcoin o Lightning
pending-invoice = Inquadri il codice o lo apra nel suo portafoglio. Vale per un solo pagamento, di questo importo esatto.
invoice-time = Scade tra { $minutes } min. Dopo non lo paghi più: ricominci.
pending-other = In attesa del suo pagamento.
pending-lost = I dati di questo pagamento non possono più essere mostrati. Se ha già inviato il denaro, non lo invii di nuovo: chieda a { $payee }. Altrimenti scelga di nuovo un metodo di pagamento.
claimed = Ha indicato di aver inviato il pagamento. { $payee } lo confermerà quando arriva; un bonifico può richiedere fino al giorno lavorativo successivo. Non lo invii due volte.
claimed-details = I dati che doveva usare
processing = Il suo pagamento è in fase di esecuzione. Non deve fare nulla; non paghi di nuovo. Questa pagina si aggiorna da sola.
settled = Questa pagina è la sua ricevuta. Ne conservi l’indirizzo, la stampi o la salvi.
failed = { $payee } non ha ricevuto denaro. Riprovi o scelga un altro metodo di pagamento.
attempt-expired = Per questo tentativo non è arrivato denaro. Se ha inviato qualcosa, contatti { $payee } prima di pagare di nuovo.
refunded = { $payee } ha rimborsato l’intero importo. Possono passare alcuni giorni prima che lo veda sul suo conto. Se non arriva, contatti { $payee }.
partly-refunded = { $payee } ha rimborsato { $refunded }. Possono passare alcuni giorni prima che veda l’importo sul suo conto. Se non arriva, contatti { $payee }.
refunded-by-word = { $payee } dichiara di averle rimborsato { $refunded }. Possono passare alcuni giorni prima che l’importo le arrivi. Se non arriva, contatti { $payee }.
refunded-by-dispute = La contestazione è stata decisa a suo favore: le viene restituito l’importo di { $refunded }. Possono passare alcuni giorni prima che le arrivi. Se non arriva, contatti la sua banca o il fornitore di pagamento.
being-refunded = { $payee } sta rimborsando { $returning }. Il fornitore del servizio di pagamento non ha ancora concluso; non deve fare nulla.
disputed = Questo pagamento è stato contestato presso la banca o il fornitore di pagamento, che deciderà e le comunicherà l’esito. Qui non deve fare nulla.
your-note = Il suo messaggio per { $payee }:
after-payment = { $payee } scrive, ora che ha pagato:
after-payment-open = Apri il link
after-payment-lost = { $payee } ha lasciato qui qualcosa da leggere, ma non si può più mostrare. Lo chieda a { $payee }.
row-beneficiary = Beneficiario
row-iban = IBAN
row-bic = BIC
row-amount = Importo
row-reference = Causale
row-account = Numero di conto
row-address = Indirizzo del beneficiario
row-code = Codice da copiare e incollare
row-pix-key = Chiave Pix
row-promptpay-id = ID PromptPay
row-paynow-id = UEN o numero di cellulare
row-upi-id = ID UPI
row-wallet-handle = Destinatario su { $wallet }
row-merchant-code = Codice da copiare e incollare
row-merchant = Destinatario nel codice
row-lightning-invoice = Invoice Lightning
row-bitcoin-address = Indirizzo Bitcoin
row-bitcoin-amount = Importo in bitcoin
row-words = Con le parole del beneficiario
bank-compares-name = La sua banca confronta il nome del beneficiario con il conto. Lo inserisca esattamente come è scritto qui.
bill-on-screen = Sullo schermo questa QR-fattura serve solo per l’e-banking e per l’app della sua banca. Per pagare allo sportello o per posta, stampi la QR-fattura completa.
bill-show = Mostra la QR-fattura completa, con la ricevuta
bill-title = QR-fattura da stampare
bill-help = La stampi a grandezza originale (100 %) su carta A4 bianca, come richiedono le banche e la posta.
qr-of-payment = Codice QR di questo pagamento
scan-with-bank = Lo inquadri con l’app della sua banca.
scan-with-wallet = Lo inquadri con il suo portafoglio.
scan-with-either = Lo inquadri con l’app della sua banca o del suo portafoglio.
scan-with-camera = Per pagare con un altro telefono, inquadri il codice con la sua fotocamera.
scan-with-rail = Per pagare con un altro telefono, inquadri lì il codice con { $rail }.
save-qr = Salva il codice QR come immagine
other-ways = Altri modi per inviarlo
save-qr-help = Su questo telefono, salvi l’immagine e la apra nell’app della sua banca.
open-bank = Apri l’app della banca
open-wallet = Apri il portafoglio
some-phones = Funziona solo su alcuni telefoni.
other-way = Scegli un altro metodo di pagamento
sent-it-help = Ha già inviato il pagamento? Lo indichi qui, così { $payee } saprà che è in arrivo.
sent-it = Ho inviato il pagamento
copy-what = Copia { $what }
send-yourself = Invii questa pagina a sé
send-yourself-help = Conservi questa pagina: solo il suo indirizzo riporta qui.
go-on = Continua su { $rail }
back-to-request = Torna alla richiesta
see-request = Vedi la richiesta
signed-receipt = Scarica la ricevuta firmata
save-receipt = Salva la ricevuta
can-close = Può chiudere questa pagina.
signed-receipt-help = Un piccolo file. Chiunque può verificare che è stato emesso da questo servizio e che nulla è stato modificato.
fact-by = Metodo di pagamento
fact-code = Codice

## The sheet for a counter

sheet-title = Da stampare
sheet-scan = Inquadri il codice per pagare
sheet-scan-order = Inquadri il codice per ordinare
sheet-scan-help = Punti la fotocamera del telefono sul codice.
sheet-print = Stampa questo foglio

## Reporting a request to whoever runs the service

report-title = Segnala questa richiesta
report-page-title = Segnala questa pagina
report-intro = Avvisi il gestore di questo servizio che qualcosa non va. Potrà vedere di quale richiesta si tratta, senza sapere chi è lei.
report-why = Che cosa non va?
report-impersonation = Qualcuno si spaccia per qualcun altro
report-never-ordered = Non so chi chiede il pagamento, né per che cosa
report-offensive = Il testo è offensivo o minaccioso
report-other = Altro
report-pick = Scelga che cosa non va.
report-sent-title = Grazie
report-sent = La segnalazione resta a disposizione del gestore di questo servizio. Nulla avviene in automatico: finché ha dei dubbi, non paghi.
report-sent-paid = Se ha già pagato, contatti subito la sua banca o il fornitore di pagamento e chieda se è possibile bloccare il pagamento o recuperare il denaro.
report-back = Indietro

## Problems

problem-not-found-title = Qui non c’è nulla
problem-not-found = Questo link non porta da nessuna parte. Controlli che sia stato copiato per intero o chieda a chi lo ha inviato.
problem-not-open-title = Questa richiesta non può essere pagata
problem-not-open-paid = La richiesta è già stata pagata. Non c’è altro da fare.
problem-not-open-cancelled = La richiesta è stata annullata. Non è stato addebitato nulla.
problem-not-open-expired = La richiesta è scaduta. Non è stato addebitato nulla. Se desidera ancora pagare, chieda un nuovo link.
problem-underway-title = Il pagamento di questa richiesta è in corso
problem-underway = Un pagamento è in corso. Prima di pagare di nuovo, attenda di sapere se è andato a buon fine.
problem-conflict-title = Al momento non è possibile
problem-reports-itself = Con questo metodo di pagamento l’arrivo del denaro viene segnalato automaticamente. Qui non c’è nulla da confermare.
problem-not-arrived = La ricevuta è disponibile quando il denaro è arrivato. Finora non è arrivato.
problem-denied-title = Questo accesso non è più valido
problem-denied = Il link o la chiave è già stato usato, è scaduto o è stato sostituito. Ne chieda uno nuovo.
problem-rail-title = Metodo di pagamento al momento non disponibile
problem-rail = Non è stato addebitato nulla. Scelga un altro metodo di pagamento o riprovi più tardi.
problem-unavailable-title = Momentaneamente non disponibile
problem-unavailable = Riprovi tra un momento. Se ha appena pagato, non paghi di nuovo finché questa pagina non mostra lo stato del pagamento.
problem-unavailable-elsewhere = Riprovi tra un momento.
problem-failed-title = Si è verificato un errore da parte nostra
problem-failed = L’errore è stato registrato. Riprovi più tardi. Se ha appena pagato, non paghi di nuovo finché questa pagina non mostra lo stato del pagamento.
problem-failed-elsewhere = L’errore è stato registrato. Riprovi più tardi.
problem-invalid-title = Controlli i dati inseriti
problem-unreadable-title = Non leggibile
problem-signed-out-title = La sessione è terminata
problem-signed-out = Acceda e riprovi.
problem-cross-site-title = Inviato da un altro sito
problem-cross-site = Questo modulo è stato inviato da un altro sito, quindi non è stato fatto nulla. Apra la pagina qui e riprovi.
problem-not-said-title = Non è stato fatto nulla
problem-not-said = Questo modulo non indica che cosa deve fare, quindi non è stato fatto nulla. Torni indietro, ricarichi la pagina e prema il relativo pulsante.
problem-too-many-title = Troppi tentativi ravvicinati
problem-too-many = { $count ->
        [one] Attenda { $seconds } secondo e riprovi.
       *[other] Attenda { $seconds } secondi e riprovi.
    }
problem-method-title = Così non è possibile
problem-method = Questo indirizzo esiste, ma non si può aprire in questo modo. Torni indietro e riprovi.

## What a chat shows of a link, and the message that a seller sends

preview-title = Una richiesta di pagamento
preview-title-amount = { $payee } chiede { $amount }
preview-title-long = Richiesta di pagamento: { $amount }
preview-description = Apra il link per vedere chi chiede, quanto e per che cosa.
preview-picture = Un foglietto: una richiesta di pagamento
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Richiesta di pagamento, { $amount }: { $link }
message-plain = Richiesta di pagamento: { $link }
reminder = Solo un promemoria: { $about }: { $link }
reminder-due = Solo un promemoria: { $about }, da pagare entro il { $day }: { $link }
reminder-overdue = Solo un promemoria: { $about }, era da pagare entro il { $day }: { $link }

## The foot of pages
foot-imprint = Note legali
foot-contact = Contatti
foot-accessibility = Accessibilità

# The order page, and orders

order-title = Ordine
order-from = Ordina da { $payee }
order-link = Ordina dalla lista
order-sold-out = Esaurito
order-before = Il prezzo è cambiato. Prima era { $before }.
order-fewer = Uno in meno: { $product }
order-more = Uno in più: { $product }
order-total = Totale
order-pay = Paga subito
order-send = Invia al venditore
order-confirms-first = { $payee } conferma prima ogni ordine. Dopo potrà pagarlo.
order-closed = Al momento qui non si può ordinare nulla.
order-waiting-title = Non ancora confermato
order-waiting = { $payee } conferma prima questo ordine, quindi non si può ancora pagare. Lo invii al venditore e riapra questo link quando sarà confermato.
order-confirmed = { $payee } ha confermato questo ordine.
order-send-to = Invii il Suo ordine a { $payee }
order-send-help = Scelga la chat in cui scrive al venditore. Il messaggio contiene il link dove entrambi vedete l’ordine.
order-share = Un’altra app
order-only-link = Messenger accetta solo il link. L’ordine si trova lì.
order-copy = Copia il messaggio
order-to-pay = Vedi l’ordine e paga
order-to-order = Vedi l’ordine
error-order-empty = Scelga prima che cosa desidera e quanto.
error-order-changed = La lista è cambiata da quando ha aperto questa pagina, quindi non è stato ordinato nulla. Guardi le righe segnate, poi ordini di nuovo.
error-order-large = Questo ordine supera quanto si può pagare in una volta. Lo riduca.
error-order-full = Al momento troppi ordini attendono risposta, quindi non è stato ordinato nulla. Scriva al venditore o riprovi più tardi.
error-order-quantity = Scriva numeri interi da 0 a 99.

## A choice of items

items-title = Scelga le quantità
items-continue = Continua
items-change = Modifica la scelta
items-sold-out = Qui è tutto esaurito. Chieda a { $payee } se ce ne saranno altri.
items-left = ne restano { $n }
error-items-left = Ne resta meno di quanto ha scelto.
