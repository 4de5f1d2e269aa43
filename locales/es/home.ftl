# Spanish: Home, and what needs a look

home-search = Buscar cobros
home-today = Recibido hoy
home-payments = { $count ->
        [one] { $n } pago
       *[other] { $n } pagos
    }
home-month = Este mes
home-went-back = { $amount } devueltos
home-tests = Los pagos de prueba no se cuentan.
home-week = Últimos 7 días
home-days = Últimos 30 días
home-best = Mejor día, { $day }: { $amount }
home-best-today = Hoy es el mejor día: { $amount }
home-numbers = Ver las cifras
home-day = Día
home-came-in = Recibido
home-back = Devuelto
home-now = Hoy
home-need-look = { $count ->
        [one] { $n } por revisar
       *[other] { $n } por revisar
    }
home-overdue = Vencidos
home-more-than = más de { $n }
home-newest = Más recientes
home-all = Todos los cobros
home-no-words = Sin texto
home-any-amount = Cualquier importe, { $currency }
home-due-on = Vence: { $day }
home-start = Dos pasos hasta su primer enlace
home-start-link = Crear un enlace
home-start-done = Hecho
home-arrived-for = Han llegado { $amount } por { $what }.
home-arrived = Han llegado { $amount }.
home-changed = Algo ha cambiado.
home-show = Mostrar
home-look = Por revisar
home-look-none = No hay nada por revisar.
home-look-claim = ¿Han llegado { $amount }?
home-look-yes = Sí, han llegado
home-look-not-yet = Aún no
home-look-dispute = { $amount } están en disputa. Responda antes del plazo en: { $rail }.
home-look-open = Abrir el cobro
home-look-unanswered = Sin respuesta
home-look-refund = ¿Se devolvieron { $amount }? No hay respuesta de: { $rail }.
home-look-sent = Se devolvió
home-look-not-sent = No se devolvió
home-look-over = Han llegado { $difference } más que los { $amount } pedidos.
home-look-keep = Quedárselo
home-look-send-back = Devolver { $difference }
home-look-under = Aún faltan { $difference } de { $amount }.
home-look-rest = Pedir el resto
home-look-keep-part = Quedarse con lo recibido
home-look-unknown = Sin relación
home-look-event = Se comunicaron { $amount } de un pago que aquí no se conoce: { $rail }.
home-look-event-bare = Se comunicó un pago que aquí no se conoce: { $rail }.
home-look-hook = Un webhook está apagado: { $host } ya no se entera de nada
home-look-order = { $amount }: un pedido espera su respuesta.
home-look-ordered = Pedido
home-look-seen = Apartar
home-look-reference = Concepto
home-look-all = { $count ->
        [one] { $n } ha llegado
        [2] Los dos han llegado
       *[other] Los { $n } han llegado
    }
home-look-all-ask = { $count ->
        [one] ¿Ha llegado este pago?
        [2] ¿Han llegado los dos pagos?
       *[other] ¿Han llegado los { $n } pagos?
    }
home-look-all-sum = En total { $sum }
home-look-all-yes = Sí, todos han llegado
home-look-left = Algunos quedan: lo que pagan ya está pagado. Revise cada uno.
home-alerts = Avisos
home-alerts-about = Cuando llega dinero y la página de inicio está abierta. Este navegador guarda la elección solo para sí.
home-alerts-sound = Reproducir un sonido
home-alerts-sound-help = Los navegadores callan hasta que toque la página una vez.
home-alerts-vibrate = Vibrar
home-alerts-vibrate-help = Los teléfonos pueden; algunos navegadores no.
home-alerts-try = Probar
home-alerts-script = Necesita JavaScript, que está desactivado en este navegador.
home-push = Cuando la aplicación está cerrada
home-push-about = Este dispositivo muestra entonces un aviso cuando llega dinero, cuando alguien dice que lo ha enviado, cuando se disputa un pago y cuando alguien hace un pedido. No nombra a nadie ni dice importes, salvo que usted quiera.
home-push-on = Activar en este dispositivo
home-push-label = Nombre de este dispositivo
home-push-device = Dispositivo { $n }
home-push-here = Este dispositivo
home-push-amounts = Decir importes
home-push-amounts-hint = Quien vea la pantalla podrá leerlos.
home-push-try = Enviar una prueba
home-push-tried = Una prueba está en camino.
home-push-denied = Este navegador no permite avisos desde aquí. Permita las notificaciones en sus ajustes para esta dirección e inténtelo de nuevo.
home-push-failed = No se puede contactar con el servicio de notificaciones del navegador. Inténtelo más tarde.
home-push-unknown = Este navegador no puede mostrar avisos. En un iPhone o iPad, añada primero la aplicación a la pantalla de inicio.
home-push-stopped = El servicio de notificaciones rechaza los avisos a este dispositivo desde: { $when }. No se le envía ninguno más hasta que llegue una prueba o usted vuelva a activarlo.
home-push-arrived = Ha llegado un pago
home-push-arrived-amount = Han llegado { $amount }
home-push-claimed = Alguien dice que ha enviado dinero
home-push-claimed-amount = Alguien dice que ha enviado { $amount }
home-push-disputed = Un pago está en disputa
home-push-disputed-amount = Disputa por { $amount }
home-push-ordered = Alguien ha hecho un pedido
home-push-ordered-amount = Alguien ha hecho un pedido de { $amount }
home-push-open = Abra la aplicación para verlo.
home-push-look = Mire si ha llegado.
home-push-answer = Véalo en la aplicación.
home-push-test = Los avisos funcionan en este dispositivo
home-push-test-about = Verá uno cuando llegue dinero.
