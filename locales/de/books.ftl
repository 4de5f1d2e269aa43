# German: the books

## Parts

books-export = Export
books-statement = Kontoauszug
books-deliveries = Lieferungen
books-close = Abschluss

## Lines and sums

books-lines = { $count ->
        [one] { $n } Zeile
       *[other] { $n } Zeilen
    }
books-lines-in = { $count ->
        [one] { $n } Zeile in { $currency }
       *[other] { $n } Zeilen in { $currency }
    }
books-tests = Testzahlungen sind hier mitgezählt und stehen auch in der Datei: Ihr Weg heißt demo oder endet auf _test.
books-came-in = Eingegangen
books-went-back = Zurückgezahlt
books-went-out = Zurückgezahlt und Gebühren
books-fees = Gebühren
books-fee = Gebühr
books-net = In den Büchern
books-correction = Korrektur
books-unknown-fees = { $count ->
        [one] Eine Gebühr ist nicht bekannt. Summen und Salden sind ohne sie.
       *[other] { $n } Gebühren sind nicht bekannt. Summen und Salden sind ohne sie.
    }
books-day = Tag
books-for = Wofür
books-method = Zahlungsart
books-amount = Betrag
books-no-text = Kein Text
books-for-day = für { $day }
books-fee-unknown = nicht bekannt
books-by-hand = Von Hand
books-by-statement = Kontoauszug
books-test = { $method } (Test)
books-days = { $first } bis { $last }
books-days-account = { $days }, Konto { $account }

## Export

books-period = Zeitraum
books-this-month = Dieser Monat
books-last-month = Letzter Monat
books-this-quarter = Dieses Quartal
books-this-year = Dieses Jahr
books-everything = Alles
books-up-to = Bis { $day }
books-since = Ab { $day }
books-from = Von
books-to = Bis einschließlich
books-currency = Währung
books-all-currencies = Alle Währungen
books-zone-and-day = Zeitzone und welcher Tag zählt
books-zone = Zeitzone
books-zone-hint = Nach ihr beginnen und enden die Tage, etwa Europe/Berlin.
books-which-day = Welcher Tag zählt
books-by-accounting = Der Tag in den Büchern
books-by-accounting-hint = Der Tag, an dem das Geld geflossen ist; ist er bei der Erfassung schon abgeschlossen, der erste offene Tag. Ein abgeschlossener Zeitraum ändert sich nie, und nichts geht zwischen zweien verloren.
books-by-settled = Der Tag, an dem das Geld geflossen ist
books-by-settled-hint = Um zu sehen, was ein Monat gebracht hat. Das kann sich ändern: Was später für einen seiner Tage erfasst wird, kommt hinzu.
books-by-created = Der Tag, an dem es erfasst wurde
books-by-created-hint = Um zu sehen, was wann erfasst wurde, gleich welchen Tag es betrifft.
books-show = Anzeigen
books-nothing-shown = Es kann noch nichts angezeigt werden. Sehen Sie sich an, was unten markiert ist.
books-nothing-exported = Es wurde nichts exportiert. Sehen Sie sich an, was unten markiert ist.
books-first-lines = Die ersten Zeilen
books-nothing-moved = In diesen Tagen ist kein Geld geflossen. Eine Datei davon hat keine Zeilen.
books-no-sums = Summen werden nach dem Tag in den Büchern geführt. Wählen Sie oben diesen Tag, um sie zu sehen.
books-first-of-all = Das sind die ersten. Die Datei enthält alle.
books-first-of-many = Das sind die ersten. Die Datei enthält alle, und sie zu schreiben dauert etwas: Ihr Browser zeigt, wie weit sie ist.
books-final = Diese Tage sind abgeschlossen: Die Datei bleibt immer dieselbe.
books-provisional = Einige dieser Tage sind offen. Die Datei ist daher vorläufig, und ihr Name sagt es.
books-month-statement = Monatsübersicht { $month }, zum Drucken oder als PDF
books-format = Format
books-format-csv-eu = CSV mit Dezimalkomma
books-format-xero = CSV für Xero
books-format-quickbooks = CSV für QuickBooks
books-for-csv = Für jede Tabellenkalkulation: Kommas, Dezimalpunkte, alle Spalten
books-for-csv-eu = Für Excel mit Dezimalkomma: Semikolons, alle Spalten, lange Referenzen bleiben ganz
books-for-xlsx = Für Excel, LibreOffice und Numbers: echte Beträge und Daten, alle Spalten und ein Blatt mit Summen
books-for-jsonl = Für Programme: ein Objekt je Zeile, alle Spalten
books-for-beancount = Für Buchhaltung in Textdateien mit Beancount: eine geprüfte Buchung je Zeile
books-for-hledger = Für Buchhaltung in Textdateien mit hledger oder Ledger: eine geprüfte Buchung je Zeile
books-for-ofx = Für GnuCash, Sage, MoneyMoney und Bankprogramme: der Auszug eines Kontos, eine Währung
books-for-qif = Für ältere Programme wie Quicken: eine Währung; jede Datei nur einmal importieren
books-for-xero = Für den Import von Kontoauszügen in Xero: eine Währung, höchstens 1.000 Zeilen
books-for-quickbooks = Für den Import von Bankumsätzen in QuickBooks Online: eine Währung, Tage als dd/mm/yyyy, höchstens 350 KB
books-for-datev = Für die Steuerberatung in Deutschland: ein Buchungsstapel (EXTF), eine Währung und ein Wirtschaftsjahr
books-accounts-link = Konten für Beancount, hledger und DATEV
books-download = Herunterladen

## Accounts

books-accounts = Konten
books-accounts-lead = Dateien für Buchhaltungsprogramme buchen auf diese Konten. Ein leeres Feld steht für die Vorgabe.
books-accounts-saved = Gespeichert. Die nächste Datei hat diese Konten; was geliefert ist, behält seine.
books-clearing = Verrechnung
books-clearing-hint = Was ein Anbieter ausgezahlt hat und was nicht. Jede Zahlungsart bekommt darunter ein eigenes.
books-fees-account = Gebühren
books-fees-account-hint = Jede Zahlungsart bekommt darunter ein eigenes.
books-tips-account = Konto der Trinkgelder
books-tips-account-hint = Zum Beispiel Income:Chit:Tips.
books-receivable = Forderungen
books-receivable-hint = Was auf Anfragen noch zu zahlen ist.
books-chart = Kontenrahmen
books-adviser = Beraternummer
books-adviser-hint = Sie bekommen sie von Ihrer Steuerberatung.
books-client = Mandantennummer
books-client-hint = Auch sie kommt von der Steuerberatung.
books-first-month = Erster Monat des Wirtschaftsjahres
books-first-month-hint = 1 ist Januar.
books-digits = Stellen einer Kontonummer
books-digits-hint = 4, wenn Ihre Steuerberatung nichts anderes sagt.
books-datev-fees = Konto für Gebühren
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Debitor
books-debtor-hint = Das Sammelkonto aller Zahlenden.
books-datev-tips = Konto der Trinkgelder
books-datev-tips-hint = 1590 im SKR03, 1370 im SKR04. Fragen Sie Ihre Steuerberatung: Trinkgelder von Angestellten und von Inhabern werden verschieden besteuert.
books-clearing-differs = Verrechnungskonten, die von der Vorgabe abweichen
books-clearing-differs-hint = In jeder Zeile eine Zahlungsart und ihr Konto, etwa „stripe 1361“.
books-save = Speichern

## Deliveries

books-new-lines = { $count ->
        [one] { $n } Zeile seit Ihrer letzten Lieferung
       *[other] { $n } Zeilen seit Ihrer letzten Lieferung
    }
books-nothing-new = Nichts Neues seit Ihrer letzten Lieferung
books-some-new-lines = Zeilen seit Ihrer letzten Lieferung
books-nothing-delivered = Es wurde nichts geliefert. Sehen Sie sich an, was unten markiert ist.
books-deliveries-lead = Eine Lieferung enthält jede Zeile, die keine frühere hatte, der Reihe nach und ohne Lücke. Ihre Datei ist immer Byte für Byte dieselbe. Die Tage vor heute werden damit abgeschlossen.
books-deliver = Neues liefern
books-delivered = Geliefert
books-batch = Stapel { $number }
books-batch-format = Format von Stapel { $number }
books-batch-currency = Währung der Datei von Stapel { $number }
books-older-deliveries = Ältere Lieferungen

## Close

books-closed-until = Bis { $day } kann sich nichts mehr ändern
books-nothing-closed = Noch ist nichts abgeschlossen
books-nothing-changed = Es wurde nichts geändert. Sehen Sie sich an, was unten markiert ist.
books-close-lead = Was später für einen abgeschlossenen Tag erfasst wird, wird am ersten offenen Tag gebucht, mit dem Tag, zu dem es gehört. So bleibt, was Ihre Buchhaltung hat, wie es ist.
books-close-until = Abschließen bis einschließlich
books-close-hint = Tage enden nach den Uhren von { $zone }. Nur vergangene Tage können abgeschlossen werden, und ein Abschluss lässt sich nicht zurücknehmen.
books-close-button = Bis zu diesem Tag abschließen
books-by-itself = Von selbst
books-closing-day = Ein Monat schließt von selbst an diesem Tag des nächsten
books-closing-day-hint = Von 1 bis 28. Was Sie liefern, wird ebenfalls abgeschlossen.
books-closes = Abschlüsse
books-closed-to = Bis
books-closed-when = Abgeschlossen
books-last-line = Letzte Zeile
books-last-hash = Ihr Hash
books-closed-by-you = { $moment }, von Ihnen
books-closed-by-calendar = { $moment }, vom Kalender

## Month

books-of-the-books = Monatsübersicht der Bücher
books-payee = Empfänger
books-made = Erstellt
books-state = Stand
books-state-final = Endgültig: Der Monat ist abgeschlossen
books-state-open = Vorläufig: Der Monat ist noch nicht abgeschlossen
books-state-running = Vorläufig: Der Monat ist noch nicht vorbei
books-month-empty = Bis zum Ende dieses Monats ist kein Geld geflossen.
books-balance-before = Saldo vor dem { $day }
books-balance-after = Saldo nach dem { $day }
books-month-nothing = In diesem Monat ist nichts geflossen.
books-month-none-listed = Keine seiner Zeilen ist unter den hier aufgeführten.
books-by-method = Nach Zahlungsart
books-by-method-in = { $currency } nach Zahlungsart
books-all = Alle
books-month-amounts = Beträge des Monats
books-month-fees = Gebühren des Monats
books-month-tips = Trinkgelder in diesen Beträgen
books-month-cut = { $count ->
        [one] Die ersten { $listed } von { $n } Zeile sind aufgeführt. Die Summen sind die aller Zeilen, und der Export enthält jede.
       *[other] Die ersten { $listed } von { $n } Zeilen sind aufgeführt. Die Summen sind die aller Zeilen, und der Export enthält jede.
    }
books-balance-hint = Ein Saldo ist die Summe aller Beträge abzüglich der bekannten Gebühren. Was ein Anbieter auf ein Bankkonto ausgezahlt hat, ist nicht abgezogen.
books-head = Ende des Hauptbuchs: Zeile { $line }
books-months = Monate
books-export-month = Diesen Monat exportieren

## Statements

books-match-title = Kontoauszug Ihrer Bank abgleichen
books-match-lead = Wir lesen ihn, gleichen ihn ab und vergessen, wer gezahlt hat.
books-file = Datei von Ihrer Bank
books-file-hint = CAMT (.xml), MT940, OFX oder CSV, höchstens 50 MiB; .zip bitte vorher entpacken. Eine Datei zweimal zu importieren ändert nichts.
books-drop = Oder legen Sie die Datei hier ab.
books-choose-file = Wählen Sie zuerst eine Datei.
books-kept = Was davon aufbewahrt wird
books-kept-lead = Von jeder Buchung: Betrag, Gebühr, Währung und Tage, die letzten vier Zeichen der Referenz der Bank und ein Fingerabdruck, der sie von anderen unterscheidet. Namen, Konten und Texte der Zahlenden werden im Arbeitsspeicher gelesen und mit der Datei vergessen.
books-import = Importieren
books-sending = Die Datei wird gesendet:
books-sent = Die Datei ist da. Ihre Buchungen werden abgeglichen.
books-read-begun = Die Datei wird geschrieben.
books-read = Noch in Arbeit: { $n } Zeilen.
books-read-of = Noch in Arbeit: { $n } von { $all } Zeilen.
books-read-all = Alle Zeilen sind geschrieben.
books-underway = Noch in Arbeit: { $done } von { $all } Buchungen
books-nothing-imported = { $fault } Es wurde nichts importiert.
books-imported = Importiert
books-undone = Rückgängig gemacht
books-waiting = { $count ->
        [one] { $n } zu entscheiden
       *[other] { $n } zu entscheiden
    }
books-older-statements = Ältere Kontoauszüge
books-columns = Die Spalten dieser Tabelle
books-columns-lead = Nicht alles ist eindeutig. Ihre Antworten gelten auch für Dateien mit denselben Überschriften; die Datei wird nicht aufbewahrt, wählen Sie sie noch einmal aus.
books-first-rows = Die ersten Zeilen
books-cells-left-out = Zellen, die jemanden nennen könnten, sind weggelassen.
books-column-none = Nicht gewählt
books-asked = Die Datei lässt das offen. Bitte wählen.
books-asked-again = Das passt nicht zur Datei. Bitte neu wählen.
books-column-date = Buchungstag
books-column-value-date = Wertstellung
books-column-amount = Betrag
books-column-debit = Ausgänge, falls in eigener Spalte
books-column-credit = Eingänge, falls in eigener Spalte
books-column-sign = Richtung: Eingang oder Ausgang
books-column-fee = Gebühr, die vom Betrag abging, falls es die Spalte gibt
books-column-net = Betrag nach der Gebühr
books-column-currency = Spalte der Währungen
books-date-order = Reihenfolge im Datum
books-order-dmy = Tag, Monat, Jahr
books-order-mdy = Monat, Tag, Jahr
books-order-ymd = Jahr, Monat, Tag
books-decimal-mark = Vor den Nachkommastellen steht
books-mark-dot = ein Punkt: 1,234.50
books-mark-comma = ein Komma: 1.234,50

## One statement

books-no-entries = Keine Buchungen
books-entries = { $count ->
        [one] { $n } Buchung
       *[other] { $n } Buchungen
    }
books-known-before = { $count ->
        [one] { $n } davon schon bekannt
       *[other] { $n } davon schon bekannt
    }
books-not-booked = { $count ->
        [one] { $n } weitere, die die Bank noch nicht gebucht hat
       *[other] { $n } weitere, die die Bank noch nicht gebucht hat
    }
books-imported-at = Importiert am { $moment }
books-was-undone = Dieser Import wurde rückgängig gemacht: Was er gebucht hatte, ist durch Korrekturen zurückgenommen.
books-nothing-was-changed = Es wurde nichts geändert.
books-queues = Stapel
books-matched = Zugeordnet
books-suggested = Vorgeschlagen
books-unmatched = Offen
books-dismissed = Beiseitegelegt
books-outgoing = Ausgänge
books-nothing-waits = Hier wartet nichts.
books-none = Es gibt keine.
books-all-known = Nichts Neues: Alle Buchungen waren schon bekannt.
books-keys = Tasten: ↑ ↓ bewegen, Enter übernimmt, d legt beiseite
books-taken-back = Zurückgeholt
books-bank-reference = Referenz der Bank
books-booked-before = Schon gebucht; dies ist ein weiterer Beleg.
books-take = Übernehmen
books-that-payment = Es ist diese Zahlung
books-another-payment = Eine weitere Zahlung: buchen
books-pick = Anfrage auswählen
books-search-requests = Anfragen suchen
books-search-hint = Wörter, Betrag oder Code
books-search = Suchen
books-none-fits = Keine Anfrage passt.
books-dismiss = Beiseitelegen
books-more-entries = Weitere Buchungen
books-undo = Diesen Import rückgängig machen
books-undo-lead = Was er gebucht hat, wird durch Korrekturen zurückgenommen, und seine Buchungen können neu importiert werden. Das geht, solange seine Tage offen sind.
books-forgotten = Mehr wird von einer Buchung nicht aufbewahrt: kein Name, kein Konto, kein Text der Zahlenden. Ihre Bank hat all das, unter diesem Tag und Betrag.
books-why-currency = Die Referenz stimmt, aber das Geld ist in einer anderen Währung.
books-why-several = Die Überweisung nennt mehrere Anfragen, und was auf ihnen offen ist, ergibt nicht ihren Betrag.
books-why-paid = Die Referenz stimmt, aber diese Anfrage ist schon bezahlt.
books-why-booked = Derselbe Betrag ist für diese Anfrage am selben Tag schon gebucht, aus einer Datei in anderem Format.
books-why-recorded = Derselbe Betrag ist für diese Anfrage schon erfasst: Das kann dieses Geld sein oder eine weitere Zahlung.
books-why-kept = Die Referenz stimmt, und der ganze Betrag wurde gesendet: Eine Bank hat einen Teil einbehalten.
books-why-ambiguous = Der Code oder die Referenz passt zu mehreren Anfragen.
books-why-own = Ihre Referenz steht im Text, aber der Betrag ist ein anderer oder die Anfrage ist nicht offen.
books-why-claimed = Der Zahlende hat angegeben, diesen Betrag gesendet zu haben.
books-why-amount = Der Betrag ist der offene, und die Anfrage ist aus dieser Zeit.
books-why-taken-back = Die Bank hat einen Betrag zurückgeholt, der für diese Anfrage gebucht ist.
books-no-such-request = Verwenden Sie den Code einer Ihrer Anfragen.
books-no-such-payment = Keine Ihrer Zahlungen hat diese Kennung.
books-request-currency = Diese Anfrage ist in einer anderen Währung. Erfassen Sie das Geld auf der Seite der Anfrage, in deren Währung.
books-refused-decided = Diese Buchung ist schon entschieden. Sehen Sie sie noch einmal an.
books-refused-not-waiting = Nur eine Buchung, die auf eine Entscheidung wartet, kann beiseitegelegt werden.
books-refused-undone = Dieser Import wurde rückgängig gemacht. Importieren Sie die Datei neu.
books-refused-other-money = Diese Zahlung ist anderes Geld, oder eine andere Buchung belegt sie schon. Sehen Sie noch einmal nach.
books-refused-nothing-paid = Kein Kontoauszug hat für diese Anfrage diesen Betrag gebucht, also kann davon nichts zurückgenommen werden. Erfassen Sie eine Rückzahlung.
books-refused-day-closed = Geld aus diesem Auszug ist am { $day } gebucht, und dieser Tag ist in Ihren Büchern abgeschlossen. Erfassen Sie für das Falsche stattdessen eine Rückzahlung.
books-refused-gone-back = Geld aus diesem Auszug ist seither zurückgegangen, darum lässt sich der Import nicht rückgängig machen.
books-refused-taken-back-later = Mit einem späteren Auszug hat die Bank Geld aus diesem zurückgeholt. Machen Sie zuerst den Import jenes Auszugs rückgängig.

## Faults of files

books-at-line = Zeile { $line }: { $fault }
books-at-element = { $element } in Zeile { $line }: { $fault }
books-fault-unreadable = Die Datei konnte nicht bis zum Ende gelesen werden. Senden Sie sie noch einmal.
books-fault-cut = Die Datei endet zu früh, ein Teil von ihr fehlt. Laden Sie sie noch einmal herunter.
books-fault-too-long = Eine Zeile oder ein Text ist länger als bei irgendeiner Bank.
books-fault-not-text = Das ist kein Text, oder nicht in der Kodierung, die die Datei nennt.
books-fault-malformed = Das ist nicht so geschrieben, wie das Format es verlangt.
books-fault-declaration = Eine Deklaration wie DOCTYPE wird nicht angenommen: Kein Kontoauszug braucht sie.
books-fault-no-account = Die Buchungen gehören zu keinem Konto.
books-fault-no-amount = Der Betrag fehlt.
books-fault-no-direction = Es steht nicht da, ob das Geld kam oder ging.
books-fault-no-day = Der Tag fehlt.
books-fault-no-currency = Der Betrag hat keine Währung.
books-fault-not-amount = Der Betrag ist keine lesbare Zahl.
books-fault-too-fine = Der Betrag hat mehr Nachkommastellen als seine Währung.
books-fault-too-large = Der Betrag ist zu groß.
books-fault-not-day = Das Datum ist kein Tag des Kalenders.
books-fault-currency-differs = Der Betrag ist in einer anderen Währung, als seine Zeile sagt.
books-fault-fee-off = Die Gebühr ist nicht der Unterschied zwischen dem Betrag und dem, was davon übrig ist.
books-fault-no-balance = Ein Saldo fehlt oder ist nicht lesbar, also kann ein Teil der Datei fehlen. Laden Sie sie noch einmal herunter.
books-fault-pdf = Das ist ein PDF, das nur zum Lesen da ist. Laden Sie den Auszug als CAMT.053, MT940, OFX oder CSV herunter.
books-fault-packed = Das ist ein Archiv oder eine Arbeitsmappe. Entpacken Sie es, oder speichern Sie das Tabellenblatt als CSV.
books-fault-compressed = Diese Datei ist komprimiert. Entpacken Sie sie zuerst.
books-fault-empty = Die Datei ist leer.
books-fault-unknown-format = Das ist kein lesbarer Kontoauszug. Gelesen werden CAMT.052, CAMT.053 und CAMT.054 (XML), MT940, MT942, OFX und CSV mit einer Zeile Überschriften.
books-fault-no-statement = In der Datei ist kein Auszug eines Kontos.
books-fault-too-many = Eine Datei hat höchstens 200.000 Buchungen, diese hat mehr. Importieren Sie sie in Teilen, etwa nach Monaten.
books-fault-too-much = Die Buchungen dieser Datei haben mehr Referenzen, als auf einmal gelesen werden können. Importieren Sie sie in Teilen, etwa nach Monaten.
books-fault-unclear = Die Spalten dieser Tabelle sind nicht eindeutig.
books-fault-balance-off = Der Saldo ist nicht das, was der vorige und die Buchungen ergeben.
books-fault-balance-unread = Der Saldo ist nicht lesbar, also werden die Buchungen nicht mit ihm verglichen.
books-fault-details-off = Die Einzelposten ergeben nicht den Betrag ihrer Buchung. Die Buchung zählt als eine.
books-fault-day-of-statement = Diese Buchung hat keinen Tag; sie bekam den des Auszugs.
books-fault-left-out = Eine Zeile wurde ausgelassen: Ihr fehlt das Datum, der Betrag oder die Währung.
books-fault-unknown-state = Der Status dieser Zeile und vielleicht weiterer ist nicht bekannt. Sie zählt als noch nicht gebucht.
books-fault-correction = Diese Buchung berichtigt eine frühere; sie wird gezeigt und bucht nichts.
