# Portuguese: charts

charts-title = Gráficos
charts-by = Período
charts-days = Dias
charts-weeks = Semanas
charts-months = Meses
charts-last-weeks = Últimas 13 semanas
charts-last-months = Últimos 12 meses
charts-week = Semana
charts-month = Mês
charts-this-week = Esta semana
charts-week-of = Semana de { $day }
charts-best-day = Melhor dia: { $when }, { $amount }
charts-best-week = Melhor semana: { $when }, { $amount }
charts-best-month = Melhor mês: { $when }, { $amount }
charts-nothing-left = Não chegou mais do que foi devolvido.
charts-received = Recebido
charts-received-about = O que chegou menos o que foi devolvido, antes das tarifas. Os dias são os das suas contas.
charts-back = Devolvido ou corrigido
charts-back-sum = Devolvido ou corrigido: { $amount }
charts-empty = Ainda não chegou nada. Os seus gráficos começam com o primeiro pagamento.
charts-nothing = Nada chegou neste período.
charts-made = Links criados
charts-made-about = Contam apenas links para um único pagamento, sem os que começaram em uma página pessoal.
charts-wait = Tempo até o pagamento
charts-paid = { $count ->
        [one] { $n } pago
       *[other] { $n } pagos
    }
charts-none-paid = Nenhum foi pago ainda.
charts-half-minutes = { $count ->
        [one] Metade foi paga em até { $n } minuto.
       *[other] Metade foi paga em até { $n } minutos.
    }
charts-half-hours = { $count ->
        [one] Metade foi paga em até { $n } hora.
       *[other] Metade foi paga em até { $n } horas.
    }
charts-half-days = { $count ->
        [one] Metade foi paga em até { $n } dia.
       *[other] Metade foi paga em até { $n } dias.
    }
charts-hour = até 1 hora
charts-day = 1–24 horas
charts-three-days = 1–3 dias
charts-seven-days = 3–7 dias
charts-thirty-days = 7–30 dias
charts-longer = mais de 30 dias
charts-became = O que aconteceu com eles
charts-over = { $count ->
        [one] { $n } encerrado
       *[other] { $n } encerrados
    }
charts-open = { $count ->
        [one] { $n } ainda em aberto
       *[other] { $n } ainda em aberto
    }
charts-expired = { $share } expiraram antes de serem pagos.
charts-none-over = Nenhum foi encerrado ainda.
charts-links = Links
charts-share = Parte
charts-percent = { $n }%
charts-cut = Só os { $n } mais recentes são considerados.
