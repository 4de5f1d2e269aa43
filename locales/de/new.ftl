# German: making a link, and sharing it

new-title = Neuer Link
new-who-sets = Wer den Betrag bestimmt
new-fixed = Fest
new-open = Zahler wählt
new-between = Spanne
new-amount = Betrag
new-at-least = Mindestens
new-at-most = Höchstens
new-open-says = Den Betrag bestimmt, wer zahlt.
new-suggested = Vorgeschlagene Beträge
new-currency = Währung
new-currency-search = Währung suchen
new-currency-none = Keine Währung passt.
new-currency-unpaid = Keiner Ihrer Zahlungswege nimmt { $currency }.
new-memo = Wofür
new-memos = Wofür Sie zuletzt Geld angefragt haben
new-remove = Entfernen
new-remove-some = Einige entfernen
new-no-due = Ohne Fälligkeit
new-due = Fällig am
new-parts = In Teilbeträgen
new-parts-hint = Anzahlung und Rest, oder Raten: je ein Betrag und ein Tag. Bleibt der letzte Betrag leer, ist es der Rest.
new-part-amount = Betrag von Teil { $n }
new-part-day = Tag von Teil { $n }
new-prices = Weitere Preise
new-prices-hint = Derselbe Betrag in anderen Währungen, zu Ihren eigenen Preisen: Gezahlt wird einer davon. Nichts wird umgerechnet.
new-price-amount = Betrag von Preis { $n }
new-price-currency = Währung von Preis { $n }
new-works-for = So lange gilt der Link
new-no-limit = Unbegrenzt
new-days = { $count ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
new-times = Wie oft gezahlt werden kann
new-times-hint = 1 für eine Person, mehr für eine Gruppe. Ohne Angabe: einmal bei festem Betrag, sonst beliebig oft.
new-reference = Ihre Referenz
new-reference-hint = Eine Rechnungs- oder Bestellnummer. Zahler sehen sie nicht.
new-preview = Was ein Chat vom Link zeigt
new-preview-hint = Alle im Chat sehen es. Wofür es ist, wird nie gezeigt.
new-preview-generic = Dass Sie um eine Zahlung bitten
new-preview-amount = Ihren Namen und den Betrag
new-preview-none = Nichts
new-language = Sprache des Links und der Nachricht
new-language-hint = Wer eine der anderen Sprachen von Chit liest, bekommt seine eigene.
new-note = Um eine Notiz bitten
new-note-hint = Eine Zeile. Nur Sie und wer zahlt sehen sie.
new-tips = Trinkgeld anbieten
new-tips-hint = Keines, 5, 10, 15 % oder ein eigener Betrag. Nur zu einem festen Betrag, der auf einmal gezahlt wird. In Ihren Büchern steht Trinkgeld für sich.
new-keypad = Ziffernblock
new-keyboard = die Tastatur des Geräts
new-erase = Löschen
new-make = Link erstellen
new-show-code = Code zeigen
new-offline = Offline. Es wurde noch nichts erstellt. Ihre Eingaben bleiben hier; drücken Sie noch einmal, sobald Sie wieder verbunden sind.
new-repeated = Du hast denselben Link vor weniger als zwei Minuten erstellt, und er ist noch offen. Jetzt wurde nichts erstellt. Für dieselbe Person öffne den bisherigen, für eine andere erstelle noch einen.
new-repeated-open = Bisherigen Link öffnen
new-repeated-another = Noch einen erstellen
new-as-seen = So sieht es, wer zahlt
new-ready = Link bereit
new-reminder = Erinnerung
new-turns = Offen. Diese Seite ändert sich, sobald bezahlt ist.
new-over = Link beendet
new-is-paid = Es ist bezahlt.
new-ended = Dieser Link gilt nicht mehr.
new-claimed = Laut Zahler ist das Geld gesendet. Prüfen Sie, ob es da ist.
new-change-preview = Chat-Vorschau ändern
split-word = Aufteilen
split-title = Rechnung aufteilen
split-total = Summe
split-shares = Anteile
split-equal = Gleiche Anteile
split-named = Eigene Namen
split-count = Zahl der Anteile
split-fewer = Ein Anteil weniger
split-more = Ein Anteil mehr
split-names = Namen, je Zeile einer
split-names-hint = Nur Sie sehen sie.
split-make = Links machen
split-links = { $count ->
        [one] { $n } Link. Senden Sie ihn einer Person.
       *[other] { $n } Links. Senden Sie jeden einer Person; niemand sieht die anderen.
    }
split-paid = { $paid } von { $all } bezahlt
split-sum = { $paid } von { $total }
split-share = Anteil { $n }
split-all = Alle Anteile dieser Rechnung
bulk-many = Viele
bulk-title = Viele Links
bulk-lead = Aus einer Tabelle werden Links, einer je Zeile. Zuerst wird alles geprüft und gezeigt.
bulk-file = CSV-Datei
bulk-file-hint = Von einer Tabellenkalkulation als CSV UTF-8 gespeichert, höchstens { $max } Zeilen.
bulk-text = Oder Tabelle einfügen
bulk-text-hint = Die erste Zeile nennt die Spalten, mit Kommas, Strichpunkten oder Tabulatoren dazwischen. Mögliche Spalten:
bulk-check = Tabelle prüfen
bulk-check-again = Erneut prüfen
bulk-nothing = Es wurde nichts erstellt.
bulk-row = Zeile { $n }
bulk-good = { $count ->
        [one] { $n } Link kann erstellt werden
       *[other] { $n } Links können erstellt werden
    }
bulk-bad = { $count ->
        [one] { $n } Zeile muss berichtigt werden. Es wurde noch nichts erstellt.
       *[other] { $n } Zeilen müssen berichtigt werden. Es wurde noch nichts erstellt.
    }
bulk-make = { $count ->
        [one] { $n } Link erstellen
       *[other] { $n } Links erstellen
    }
bulk-make-good = { $count ->
        [one] { $n } Link ohne die falschen Zeilen erstellen
       *[other] { $n } Links ohne die falschen Zeilen erstellen
    }
bulk-made = { $count ->
        [one] { $n } Link erstellt
       *[other] { $n } Links erstellt
    }
bulk-left = Aus diesen Zeilen wurde kein Link:
bulk-download = Tabelle mit den Links herunterladen
bulk-kept = Diese Seite bleibt zwei Tage. Die Links bleiben bei Ihren Anfragen.
new-message-language = Sprache der Nachricht
new-copy = Link kopieren
new-copy-message = Nachricht kopieren
new-button = Knopf für eine Website kopieren
new-share = Teilen
new-share-picture = Als QR-Bild teilen
new-save-qr = QR-Bild speichern
new-save-card = Karte speichern
new-print = Blatt für die Theke drucken
new-sms = SMS
new-email = E-Mail
new-only-link = Messenger und Snapchat nehmen nur den Link.
new-paste-there = In WeChat, Instagram und Google Chat fügen Sie die Nachricht ein oder senden ein Bild.
new-no-preview = Keine Vorschau: Sie haben gewählt, dass Chats nur den Link zeigen.
new-as-reminder = Als freundliche Erinnerung senden
new-without-reminder = Link ohne Erinnerung senden
new-turn = Umdrehen
new-keep-on = Tippen, damit der Bildschirm an bleibt

## Items to choose from

new-items = Zahlende aus einer Liste wählen lassen
new-items-hint = Was gewählt wird, ergibt den Betrag: Lassen Sie den Betrag leer. Eine Zeile ohne „bis zu“ gehört zu jeder Summe.
new-item = Artikel
new-item-price = Preis
new-item-most = Bis zu
new-item-stock = Vorrat
