# Italian: charts

charts-title = Grafici
charts-by = Periodo
charts-days = Giorni
charts-weeks = Settimane
charts-months = Mesi
charts-last-weeks = Ultime 13 settimane
charts-last-months = Ultimi 12 mesi
charts-week = Settimana
charts-month = Mese
charts-this-week = Questa settimana
charts-week-of = Settimana dal { $day }
charts-best-day = Giorno migliore: { $when }, { $amount }
charts-best-week = Settimana migliore: { $when }, { $amount }
charts-best-month = Mese migliore: { $when }, { $amount }
charts-nothing-left = Non è arrivato più di quanto è stato restituito.
charts-received = Ricevuto
charts-received-about = Ciò che è arrivato meno ciò che è stato restituito, prima delle commissioni. I giorni sono quelli dei tuoi conti.
charts-back = Restituito o rettificato
charts-back-sum = Restituito o rettificato: { $amount }
charts-empty = Non è ancora arrivato nulla. I grafici iniziano con il primo pagamento.
charts-nothing = In questo periodo non è arrivato nulla.
charts-made = Link creati
charts-made-about = Contano solo i link per un unico pagamento, senza quelli iniziati su una pagina personale.
charts-wait = Tempo fino al pagamento
charts-paid = { $count ->
        [one] { $n } pagato
       *[other] { $n } pagati
    }
charts-none-paid = Nessuno è ancora stato pagato.
charts-half-minutes = { $count ->
        [one] La metà è stata pagata entro { $n } minuto.
       *[other] La metà è stata pagata entro { $n } minuti.
    }
charts-half-hours = { $count ->
        [one] La metà è stata pagata entro { $n } ora.
       *[other] La metà è stata pagata entro { $n } ore.
    }
charts-half-days = { $count ->
        [one] La metà è stata pagata entro { $n } giorno.
       *[other] La metà è stata pagata entro { $n } giorni.
    }
charts-hour = fino a 1 ora
charts-day = 1–24 ore
charts-three-days = 1–3 giorni
charts-seven-days = 3–7 giorni
charts-thirty-days = 7–30 giorni
charts-longer = oltre 30 giorni
charts-became = Che cosa ne è stato
charts-over = { $count ->
        [one] { $n } concluso
       *[other] { $n } conclusi
    }
charts-open = { $count ->
        [one] { $n } ancora aperto
       *[other] { $n } ancora aperti
    }
charts-expired = Il { $share } è scaduto prima di essere pagato.
charts-none-over = Nessuno è ancora concluso.
charts-links = Link
charts-share = Quota
charts-percent = { $n } %
charts-cut = Si considerano solo i { $n } più recenti.
