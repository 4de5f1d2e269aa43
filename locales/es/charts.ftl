# Spanish: charts

charts-title = Gráficos
charts-by = Periodo
charts-days = Días
charts-weeks = Semanas
charts-months = Meses
charts-last-weeks = Últimas 13 semanas
charts-last-months = Últimos 12 meses
charts-week = Semana
charts-month = Mes
charts-this-week = Esta semana
charts-week-of = Semana del { $day }
charts-best-day = Mejor día: { $when }, { $amount }
charts-best-week = Mejor semana: { $when }, { $amount }
charts-best-month = Mejor mes: { $when }, { $amount }
charts-nothing-left = No llegó más de lo que se devolvió.
charts-received = Cobrado
charts-received-about = Lo que llegó menos lo que se devolvió, antes de comisiones. Los días son los de sus cuentas.
charts-back = Devuelto o corregido
charts-back-sum = Devuelto o corregido: { $amount }
charts-empty = Todavía no ha llegado nada. Sus gráficos empiezan con el primer pago.
charts-nothing = En este tiempo no llegó nada.
charts-made = Enlaces creados
charts-made-about = Solo cuentan los enlaces para un único pago, sin los que empezaron en una página personal.
charts-wait = Tiempo hasta el pago
charts-paid = { $count ->
        [one] { $n } pagado
       *[other] { $n } pagados
    }
charts-none-paid = Todavía no se ha pagado ninguno.
charts-half-minutes = { $count ->
        [one] La mitad se pagó en { $n } minuto.
       *[other] La mitad se pagó en { $n } minutos.
    }
charts-half-hours = { $count ->
        [one] La mitad se pagó en { $n } hora.
       *[other] La mitad se pagó en { $n } horas.
    }
charts-half-days = { $count ->
        [one] La mitad se pagó en { $n } día.
       *[other] La mitad se pagó en { $n } días.
    }
charts-hour = hasta 1 hora
charts-day = 1–24 horas
charts-three-days = 1–3 días
charts-seven-days = 3–7 días
charts-thirty-days = 7–30 días
charts-longer = más de 30 días
charts-became = Qué fue de ellos
charts-over = { $count ->
        [one] { $n } terminado
       *[other] { $n } terminados
    }
charts-open = { $count ->
        [one] { $n } sigue pendiente
       *[other] { $n } siguen pendientes
    }
charts-expired = El { $share } caducó antes de pagarse.
charts-none-over = Todavía no ha terminado ninguno.
charts-links = Enlaces
charts-share = Parte
charts-percent = { $n } %
charts-cut = Solo se miran los { $n } más recientes.
