# German: Home, and what needs a look

home-search = Anfragen durchsuchen
home-today = Heute eingegangen
home-payments = { $count ->
        [one] { $n } Zahlung
       *[other] { $n } Zahlungen
    }
home-month = Dieser Monat
home-went-back = { $amount } zurückgegangen
home-tests = Testzahlungen sind nicht mitgezählt.
home-week = Letzte 7 Tage
home-days = Letzte 30 Tage
home-best = Bester Tag, { $day }: { $amount }
home-best-today = Am meisten kam heute: { $amount }
home-numbers = Zahlen anzeigen
home-day = Tag
home-came-in = Eingegangen
home-back = Zurückgegangen
home-now = Heute
home-need-look = { $count ->
        [one] { $n } braucht einen Blick
       *[other] { $n } brauchen einen Blick
    }
home-overdue = Überfällig
home-more-than = mehr als { $n }
home-newest = Neueste
home-all = Alle Anfragen
home-no-words = Ohne Text
home-any-amount = Beliebiger Betrag, { $currency }
home-due-on = Fällig: { $day }
home-start = Zwei Schritte bis zu Ihrem ersten Link
home-start-link = Link erstellen
home-start-done = Erledigt
home-arrived-for = { $amount } eingegangen für { $what }.
home-arrived = { $amount } eingegangen.
home-changed = Etwas hat sich geändert.
home-show = Anzeigen
home-look = Bitte ansehen
home-look-none = Nichts braucht einen Blick.
home-look-claim = Sind { $amount } eingegangen?
home-look-yes = Ja, eingegangen
home-look-not-yet = Noch nicht
home-look-dispute = { $amount } wurden beanstandet. Antworten Sie vor Ablauf der Frist bei: { $rail }.
home-look-open = Anfrage öffnen
home-look-unanswered = Keine Antwort
home-look-refund = Sind { $amount } zurückgegangen? Es gibt keine Antwort von: { $rail }.
home-look-sent = Zurückgegangen
home-look-not-sent = Nicht zurückgegangen
home-look-over = { $difference } mehr eingegangen als die verlangten { $amount }.
home-look-keep = Behalten
home-look-send-back = { $difference } zurücksenden
home-look-under = Von { $amount } fehlen noch { $difference }.
home-look-rest = Um den Rest bitten
home-look-keep-part = Behalten, was kam
home-look-unknown = Passt zu nichts
home-look-event = { $amount } wurden für eine Zahlung gemeldet, die hier nicht bekannt ist: { $rail }.
home-look-event-bare = Eine Zahlung wurde gemeldet, die hier nicht bekannt ist: { $rail }.
home-look-hook = Ein Webhook ist aus: { $host } erfährt von hier nichts mehr
home-look-order = { $amount }: Eine Bestellung wartet auf Ihre Antwort.
home-look-ordered = Bestellung
home-look-seen = Beiseitelegen
home-look-reference = Referenz
home-look-all = { $count ->
        [one] { $n } eingegangen
        [2] Beide eingegangen
       *[other] Alle { $n } eingegangen
    }
home-look-all-ask = { $count ->
        [one] Ist diese Zahlung eingegangen?
        [2] Sind beide Zahlungen eingegangen?
       *[other] Sind alle { $n } Zahlungen eingegangen?
    }
home-look-all-sum = Zusammen { $sum }
home-look-all-yes = Ja, alle eingegangen
home-look-left = Einige blieben übrig: Wofür sie sind, ist schon bezahlt. Sehen Sie sich jede an.
home-alerts = Hinweise
home-alerts-about = Wenn Geld eingeht, während die Startseite offen ist. Dieser Browser behält die Wahl für sich.
home-alerts-sound = Ton abspielen
home-alerts-sound-help = Browser bleiben stumm, bis Sie die Seite einmal berührt haben.
home-alerts-vibrate = Vibrieren
home-alerts-vibrate-help = Telefone können es, manche Browser darauf nicht.
home-alerts-try = Ausprobieren
home-alerts-script = Dafür ist JavaScript nötig, das in diesem Browser ausgeschaltet ist.
home-push = Wenn die App geschlossen ist
home-push-about = Dieses Gerät zeigt dann einen Hinweis, wenn Geld eingeht, wenn jemand sagt, dass es gesendet ist, wenn eine Zahlung bestritten wird und wenn jemand bestellt. Er nennt niemanden und keinen Betrag, außer Sie möchten es.
home-push-on = Auf diesem Gerät einschalten
home-push-label = Name dieses Geräts
home-push-device = Gerät { $n }
home-push-here = Dieses Gerät
home-push-amounts = Beträge nennen
home-push-amounts-hint = Wer den Bildschirm sieht, kann sie dann lesen.
home-push-try = Test senden
home-push-tried = Ein Test ist unterwegs.
home-push-denied = Dieser Browser lässt keine Hinweise von hier zu. Erlauben Sie Benachrichtigungen in seinen Einstellungen für diese Adresse und versuchen Sie es noch einmal.
home-push-failed = Der Push-Dienst des Browsers ist nicht erreichbar. Versuchen Sie es später noch einmal.
home-push-unknown = Dieser Browser kann keine Hinweise zeigen. Auf einem iPhone oder iPad fügen Sie die App zuerst zum Home-Bildschirm hinzu.
home-push-stopped = Der Push-Dienst weist Hinweise an dieses Gerät seit { $when } ab. Es bekommt keine mehr, bis ein Test ankommt oder Sie es neu einschalten.
home-push-arrived = Eine Zahlung ist eingegangen
home-push-arrived-amount = { $amount } eingegangen
home-push-claimed = Jemand sagt, dass Geld gesendet wurde
home-push-claimed-amount = Jemand sagt, dass { $amount } gesendet wurden
home-push-disputed = Eine Zahlung wird bestritten
home-push-disputed-amount = { $amount } werden bestritten
home-push-ordered = Jemand hat bestellt
home-push-ordered-amount = Jemand hat für { $amount } bestellt
home-push-open = Öffnen Sie die App, um sie zu sehen.
home-push-look = Sehen Sie nach, ob es eingegangen ist.
home-push-answer = Sehen Sie es sich in der App an.
home-push-test = Hinweise funktionieren auf diesem Gerät
home-push-test-about = Sie sehen einen, wenn Geld eingeht.
