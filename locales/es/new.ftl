# Spanish: making a link, and sharing it

new-title = Nuevo enlace
new-who-sets = Quién fija el importe
new-fixed = Fijo
new-open = Libre
new-between = Entre
new-amount = Importe
new-at-least = Mínimo
new-at-most = Máximo
new-open-says = Quien paga decide el importe.
new-suggested = Importes sugeridos
new-currency = Moneda
new-currency-search = Buscar una moneda
new-currency-none = Ninguna moneda coincide.
new-currency-unpaid = Ninguna de sus formas de cobro acepta { $currency }.
new-memo = Concepto
new-memos = Conceptos anteriores
new-remove = Quitar
new-remove-some = Quitar alguno
new-no-due = Sin vencimiento
new-due = Vence el
new-parts = En plazos
new-parts-hint = Un anticipo y el resto, o cuotas: un importe y un día para cada uno. Si deja vacío el último importe, será lo que falte.
new-part-amount = Importe del plazo { $n }
new-part-day = Día del plazo { $n }
new-prices = Otros precios
new-prices-hint = El mismo importe en otras monedas, a sus propios precios: se paga uno de ellos. No se convierte nada.
new-price-amount = Importe del precio { $n }
new-price-currency = Moneda del precio { $n }
new-works-for = El enlace es válido
new-no-limit = Sin límite
new-days = { $count ->
        [one] { $n } día
       *[other] { $n } días
    }
new-times = Cuántas veces se puede pagar
new-times-hint = 1 para una persona, más para un grupo. Si se deja vacío: una vez con importe fijo; si no, sin límite.
new-reference = Su referencia
new-reference-hint = Un número de factura o de pedido. Quien paga no la ve.
new-preview = Qué muestra un chat del enlace
new-preview-hint = Lo ven todos en el chat. El concepto no se muestra nunca.
new-preview-generic = Que usted solicita un pago
new-preview-amount = Su nombre y el importe
new-preview-none = Nada
new-language = Idioma del enlace y su mensaje
new-language-hint = Quien lea en otro idioma de Chit lo verá en el suyo.
new-note = Pedir una nota a quien paga
new-note-hint = Una línea. Solo la ven usted y quien paga.
new-tips = Ofrecer dejar propina
new-tips-hint = Ninguna, 5, 10, 15 % o un importe propio. Solo con un importe fijo que se paga de una vez. Sus libros llevan las propinas aparte.
new-keypad = Teclado numérico
new-keyboard = el teclado del dispositivo
new-erase = Borrar
new-make = Crear enlace
new-show-code = Ver código
new-offline = Sin conexión. Aún no se ha creado nada. Lo escrito se queda aquí; pulse de nuevo cuando vuelva la conexión.
new-repeated = Creaste el mismo enlace hace menos de dos minutos y sigue abierto. Ahora no se ha creado nada. Para la misma persona, abre ese; para otra, crea otro.
new-repeated-open = Abrir ese enlace
new-repeated-another = Crear otro
new-as-seen = Lo que verá quien paga
new-ready = Enlace listo
new-reminder = Recordatorio
new-turns = Pendiente. Esta página cambia cuando se pague.
new-over = Enlace caducado
new-is-paid = Está pagado.
new-ended = Este enlace ya no es válido.
new-claimed = Quien paga dice que lo ha enviado. Compruebe si ha llegado.
new-change-preview = Cambiar la vista previa
split-word = Dividir
split-title = Dividir una cuenta
split-total = Total
split-shares = Partes
split-equal = Partes iguales
split-named = Sus nombres
split-count = Número de partes
split-fewer = Una parte menos
split-more = Una parte más
split-names = Nombres, uno por línea
split-names-hint = Solo usted los ve.
split-make = Crear los enlaces
split-links = { $count ->
        [one] { $n } enlace. Envíelo a una persona.
       *[other] { $n } enlaces. Envíe cada uno a una persona; nadie ve los demás.
    }
split-paid = { $paid } de { $all } pagadas
split-sum = { $paid } de { $total }
split-share = Parte { $n }
split-all = Todas las partes de esta cuenta
bulk-many = Varios
bulk-title = Varios enlaces
bulk-lead = De una tabla salen enlaces, uno por fila. Primero se comprueba y se muestra todo.
bulk-file = Archivo CSV
bulk-file-hint = Guardado por una hoja de cálculo como CSV UTF-8, { $max } filas como máximo.
bulk-text = O pegue la tabla
bulk-text-hint = La primera fila nombra las columnas, separadas por comas, puntos y comas o tabuladores. Columnas posibles:
bulk-check = Comprobar la tabla
bulk-check-again = Comprobar de nuevo
bulk-nothing = No se ha creado nada.
bulk-row = Fila { $n }
bulk-good = { $count ->
        [one] Se puede crear { $n } enlace
       *[other] Se pueden crear { $n } enlaces
    }
bulk-bad = { $count ->
        [one] Hay que corregir { $n } fila. Aún no se ha creado nada.
       *[other] Hay que corregir { $n } filas. Aún no se ha creado nada.
    }
bulk-make = { $count ->
        [one] Crear { $n } enlace
       *[other] Crear { $n } enlaces
    }
bulk-make-good = { $count ->
        [one] Crear { $n } enlace, sin las filas erróneas
       *[other] Crear { $n } enlaces, sin las filas erróneas
    }
bulk-made = { $count ->
        [one] { $n } enlace creado
       *[other] { $n } enlaces creados
    }
bulk-left = No se creó ningún enlace de estas filas:
bulk-download = Descargar la tabla con los enlaces
bulk-kept = Esta página está aquí dos días. Los enlaces permanecen entre sus cobros.
new-message-language = Idioma del mensaje
new-copy = Copiar enlace
new-copy-message = Copiar mensaje
new-button = Copiar un botón para una web
new-share = Compartir
new-share-picture = Compartir imagen QR
new-save-qr = Guardar imagen QR
new-save-card = Guardar tarjeta
new-print = Imprimir una hoja para el mostrador
new-sms = SMS
new-email = Correo
new-only-link = Messenger y Snapchat solo aceptan el enlace.
new-paste-there = En WeChat, Instagram y Google Chat, pegue el mensaje o envíe una imagen.
new-no-preview = Sin vista previa: eligió que los chats muestren solo el enlace.
new-as-reminder = Enviarlo como recordatorio amable
new-without-reminder = Enviar el enlace sin recordatorio
new-turn = Girar
new-keep-on = Toque para mantener la pantalla encendida

## Items to choose from

new-items = Dejar que elijan de una lista
new-items-hint = Lo que elija cada persona será el importe, así que deje el importe vacío. Una línea sin «hasta» forma parte de todas las sumas.
new-item = Artículo
new-item-price = Precio
new-item-most = Hasta
new-item-stock = A la venta
