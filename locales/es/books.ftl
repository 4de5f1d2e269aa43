# Spanish: the books

## Parts

books-export = Exportación
books-statement = Extracto
books-deliveries = Entregas
books-close = Cierre

## Lines and sums

books-lines = { $count ->
        [one] { $n } línea
       *[other] { $n } líneas
    }
books-lines-in = { $count ->
        [one] { $n } línea en { $currency }
       *[other] { $n } líneas en { $currency }
    }
books-tests = Los pagos de prueba se cuentan aquí y también están en el archivo: su forma de pago se llama demo o termina en _test.
books-came-in = Ingresado
books-went-back = Devuelto
books-went-out = Devuelto y comisiones
books-fees = Comisiones
books-fee = Comisión
books-net = En los libros
books-correction = Corrección
books-unknown-fees = { $count ->
        [one] No se conoce { $n } comisión. Las sumas y los saldos no la incluyen.
       *[other] No se conocen { $n } comisiones. Las sumas y los saldos no las incluyen.
    }
books-day = Día
books-for = Concepto
books-method = Medio de pago
books-amount = Importe
books-no-text = Sin texto
books-for-day = por el { $day }
books-fee-unknown = sin conocer
books-by-hand = A mano
books-by-statement = Extracto bancario
books-test = { $method } (prueba)
books-days = Del { $first } al { $last }
books-days-account = { $days }, cuenta { $account }

## Export

books-period = Período
books-this-month = Este mes
books-last-month = El mes pasado
books-this-quarter = Este trimestre
books-this-year = Este año
books-everything = Todo
books-up-to = Hasta el { $day }
books-since = Desde el { $day }
books-from = Desde
books-to = Hasta (inclusive)
books-currency = Moneda
books-all-currencies = Todas las monedas
books-zone-and-day = Zona horaria y qué día cuenta
books-zone = Zona horaria
books-zone-hint = Los días empiezan y acaban según ella, por ejemplo Europe/Madrid.
books-which-day = Qué día cuenta
books-by-accounting = El día en los libros
books-by-accounting-hint = El día en que se movió el dinero; si ya estaba cerrado al registrarlo, el primer día abierto. Un período cerrado no cambia nunca, y nada se pierde entre dos.
books-by-settled = El día en que se movió el dinero
books-by-settled-hint = Para ver lo que trajo un mes. Puede cambiar: lo que se registre después para uno de sus días se añade.
books-by-created = El día en que se registró
books-by-created-hint = Para ver qué se registró y cuándo, sea cual sea el día al que se refiere.
books-show = Mostrar
books-nothing-shown = Todavía no se puede mostrar nada. Vea lo que está marcado abajo.
books-nothing-exported = No se ha exportado nada. Vea lo que está marcado abajo.
books-first-lines = Las primeras líneas
books-nothing-moved = En estos días no se movió dinero. Un archivo de ellos no tiene líneas.
books-no-sums = Las sumas se llevan por el día en los libros. Elija ese día arriba para verlas.
books-first-of-all = Estas son las primeras. El archivo las contiene todas.
books-first-of-many = Estas son las primeras. El archivo las contiene todas y tarda un poco en escribirse: su navegador muestra cuánto lleva.
books-final = Estos días están cerrados: el archivo será siempre el mismo.
books-provisional = Algunos de estos días están abiertos; por eso el archivo es provisional, y su nombre lo dice.
books-month-statement = Resumen de { $month }, para imprimir o guardar como PDF
books-format = Formato
books-format-csv-eu = CSV con coma decimal
books-format-xero = CSV para Xero
books-format-quickbooks = CSV para QuickBooks
books-for-csv = Para cualquier hoja de cálculo: comas, puntos decimales, todas las columnas
books-for-csv-eu = Para Excel con coma decimal: punto y coma, todas las columnas, referencias largas intactas
books-for-xlsx = Para Excel, LibreOffice y Numbers: importes y fechas como tales, todas las columnas y una hoja de totales
books-for-jsonl = Para programas: un objeto por línea, todas las columnas
books-for-beancount = Para contabilidad en texto con Beancount: un asiento comprobado por línea
books-for-hledger = Para contabilidad en texto con hledger o Ledger: un asiento comprobado por línea
books-for-ofx = Para GnuCash, Sage, MoneyMoney y programas bancarios: el extracto de una cuenta, una moneda
books-for-qif = Para programas antiguos como Quicken: una moneda; importe cada archivo una sola vez
books-for-xero = Para importar extractos bancarios en Xero: una moneda, 1.000 filas como máximo
books-for-quickbooks = Para importar movimientos bancarios en QuickBooks Online: una moneda, días como dd/mm/yyyy, 350 KB como máximo
books-for-datev = Para asesores fiscales alemanes: un lote de asientos (EXTF Buchungsstapel), una moneda y un ejercicio
books-accounts-link = Cuentas para Beancount, hledger y DATEV
books-download = Descargar

## Accounts

books-accounts = Cuentas
books-accounts-lead = Los archivos para programas de contabilidad usan estas cuentas. Deje un campo vacío para usar el valor por defecto.
books-accounts-saved = Guardado. El próximo archivo tendrá estas cuentas; lo entregado conserva las suyas.
books-clearing = Cuenta puente
books-clearing-hint = Lo que un proveedor ha pagado y lo que no. Cada medio de pago recibe una debajo.
books-fees-account = Comisiones
books-fees-account-hint = Cada medio de pago recibe una debajo.
books-tips-account = Cuenta de propinas
books-tips-account-hint = Por ejemplo, Income:Chit:Tips.
books-receivable = Deudores
books-receivable-hint = Lo que se debe por los cobros.
books-chart = Plan contable
books-adviser = Número del asesor
books-adviser-hint = Beraternummer, se lo da su asesor fiscal.
books-client = Número de cliente
books-client-hint = Mandantennummer.
books-first-month = Primer mes del ejercicio
books-first-month-hint = 1 es enero.
books-digits = Dígitos de una cuenta
books-digits-hint = 4, salvo que su asesor diga otra cosa.
books-datev-fees = Cuenta de comisiones
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Deudor
books-debtor-hint = La cuenta colectiva de todos los pagadores.
books-datev-tips = Cuenta de propinas
books-datev-tips-hint = 1590 en SKR03, 1370 en SKR04. Pregunte a su asesoría: las propinas de empleados y las del dueño tributan de distinta manera.
books-clearing-differs = Cuentas puente distintas del valor por defecto
books-clearing-differs-hint = En cada línea un medio de pago y su cuenta, por ejemplo «stripe 1361».
books-save = Guardar

## Deliveries

books-new-lines = { $count ->
        [one] { $n } línea desde su última entrega
       *[other] { $n } líneas desde su última entrega
    }
books-nothing-new = Nada nuevo desde su última entrega
books-some-new-lines = Líneas desde su última entrega
books-nothing-delivered = No se ha entregado nada. Vea lo que está marcado abajo.
books-deliveries-lead = Una entrega contiene todas las líneas que ninguna anterior tenía, en orden y sin huecos. Su archivo tiene siempre los mismos bytes. Los días anteriores a hoy se cierran con ella.
books-deliver = Entregar lo nuevo
books-delivered = Entregado
books-batch = Lote { $number }
books-batch-format = Formato del lote { $number }
books-batch-currency = Moneda del archivo del lote { $number }
books-older-deliveries = Entregas anteriores

## Close

books-closed-until = Hasta el { $day } ya no puede cambiar nada
books-nothing-closed = Todavía no hay nada cerrado
books-nothing-changed = No se ha cambiado nada. Vea lo que está marcado abajo.
books-close-lead = Lo que se registra después para un día cerrado se anota en el primer día abierto e indica a qué día pertenece. Así, lo que tiene su contable queda como está.
books-close-until = Cerrar hasta (inclusive)
books-close-hint = Los días acaban según el reloj de { $zone }. Solo se pueden cerrar días pasados, y un cierre no se puede deshacer.
books-close-button = Cerrar hasta este día
books-by-itself = Automáticamente
books-closing-day = Un mes se cierra solo en este día del siguiente
books-closing-day-hint = De 1 a 28. Lo que entrega también se cierra.
books-closes = Cierres
books-closed-to = Hasta
books-closed-when = Cerrado
books-last-line = Última línea
books-last-hash = Su hash
books-closed-by-you = { $moment }, por usted
books-closed-by-calendar = { $moment }, por el calendario

## Month

books-of-the-books = Resumen de los libros
books-payee = Beneficiario
books-made = Creado
books-state = Estado
books-state-final = Definitivo: el mes está cerrado
books-state-open = Provisional: el mes aún no está cerrado
books-state-running = Provisional: el mes no ha terminado
books-month-empty = No se movió dinero hasta el final de este mes.
books-balance-before = Saldo antes del { $day }
books-balance-after = Saldo después del { $day }
books-month-nothing = En este mes no se movió nada.
books-month-none-listed = Ninguna de sus líneas está entre las que se muestran aquí.
books-by-method = Por medio de pago
books-by-method-in = { $currency } por medio de pago
books-all = Todo
books-month-amounts = Importes del mes
books-month-fees = Comisiones del mes
books-month-tips = Propinas en estos importes
books-month-cut = { $count ->
        [one] Se muestran las primeras { $listed } de { $n } línea. Las sumas son de todas, y la exportación las contiene todas.
       *[other] Se muestran las primeras { $listed } de { $n } líneas. Las sumas son de todas, y la exportación las contiene todas.
    }
books-balance-hint = Un saldo es la suma de todos los importes menos las comisiones conocidas. No se descuenta lo que un proveedor ha transferido a una cuenta bancaria.
books-head = Final del libro mayor: línea { $line }
books-months = Meses
books-export-month = Exportar este mes

## Statements

books-match-title = Concilie el extracto de su banco
books-match-lead = Lo leemos, lo conciliamos y olvidamos quién pagó.
books-file = Archivo de su banco
books-file-hint = CAMT (.xml), MT940, OFX o CSV, 50 MiB como máximo; descomprima antes un .zip. Importar dos veces un archivo no cambia nada.
books-drop = O suelte el archivo aquí.
books-choose-file = Elija primero un archivo.
books-kept = Qué se conserva de él
books-kept-lead = De cada movimiento: importe, comisión, moneda y días, los cuatro últimos caracteres de la referencia del banco y una huella que lo distingue de otros. Los nombres, las cuentas y los textos de quienes pagan se leen en memoria y se olvidan con el archivo.
books-import = Importar
books-sending = Enviando el archivo:
books-sent = El archivo ha llegado. Se están conciliando sus movimientos.
books-read-begun = Se está escribiendo el archivo.
books-read = Sigue en curso: { $n } líneas.
books-read-of = Sigue en curso: { $n } de { $all } líneas.
books-read-all = Todas las líneas están escritas.
books-underway = En curso: { $done } de { $all } movimientos
books-nothing-imported = { $fault } No se ha importado nada.
books-imported = Importados
books-undone = Deshecho
books-waiting = { $count ->
        [one] { $n } por decidir
       *[other] { $n } por decidir
    }
books-older-statements = Extractos anteriores
books-columns = Las columnas de esta tabla
books-columns-lead = No todo está claro. Sus respuestas se guardan para archivos con los mismos encabezados; el archivo no, así que elíjalo otra vez.
books-first-rows = Las primeras filas
books-cells-left-out = Se omiten las celdas que podrían nombrar a alguien.
books-column-none = Sin elegir
books-asked = El archivo no lo aclara. Elija.
books-asked-again = Esto no encaja con el archivo. Elija de nuevo.
books-column-date = Día de contabilización
books-column-value-date = Fecha valor
books-column-amount = Importe
books-column-debit = Salidas, si tienen columna propia
books-column-credit = Entradas, si tienen columna propia
books-column-sign = Sentido: entrada o salida
books-column-fee = Comisión descontada del importe, si hay columna
books-column-net = Importe tras la comisión
books-column-currency = Columna de monedas
books-date-order = Orden de las fechas
books-order-dmy = Día, mes, año
books-order-mdy = Mes, día, año
books-order-ymd = Año, mes, día
books-decimal-mark = Delante de los decimales va
books-mark-dot = un punto: 1,234.50
books-mark-comma = una coma: 1.234,50

## One statement

books-no-entries = Sin movimientos
books-entries = { $count ->
        [one] { $n } movimiento
       *[other] { $n } movimientos
    }
books-known-before = { $count ->
        [one] { $n } ya conocido
       *[other] { $n } ya conocidos
    }
books-not-booked = { $count ->
        [one] { $n } más que el banco aún no ha contabilizado
       *[other] { $n } más que el banco aún no ha contabilizado
    }
books-imported-at = Importado el { $moment }
books-was-undone = Esta importación se deshizo: lo que había anotado se retira con correcciones.
books-nothing-was-changed = No se ha cambiado nada.
books-queues = Colas
books-matched = Conciliados
books-suggested = Propuestos
books-unmatched = Sin cobro
books-dismissed = Descartados
books-outgoing = Salidas
books-nothing-waits = Aquí no espera nada.
books-none = No hay ninguno.
books-all-known = Nada nuevo: todos sus movimientos ya se conocían.
books-keys = Teclas: ↑ ↓ para moverse, Intro para aceptar, d para descartar
books-taken-back = Retirado
books-bank-reference = referencia del banco
books-booked-before = Ya anotado; esta es una prueba más.
books-take = Aceptar
books-that-payment = Es este pago
books-another-payment = Es otro pago: anotarlo
books-pick = Elegir un cobro
books-search-requests = Buscar cobros
books-search-hint = Palabras, un importe o un código
books-search = Buscar
books-none-fits = Ningún cobro coincide.
books-dismiss = Descartar
books-more-entries = Más movimientos
books-undo = Deshacer esta importación
books-undo-lead = Lo que ha anotado se retira con correcciones, y sus movimientos se pueden importar de nuevo. Funciona mientras sus días estén abiertos.
books-forgotten = De un movimiento no se conserva nada más: ni nombre, ni cuenta, ni texto de quien pagó. Su banco los tiene, en este día y con este importe.
books-why-currency = La referencia es correcta, pero el dinero está en otra moneda.
books-why-several = La transferencia nombra varios cobros, y lo pendiente de ellos no suma su importe.
books-why-paid = La referencia es correcta, pero este cobro ya está pagado.
books-why-booked = El mismo importe está anotado para este cobro el mismo día, de un archivo de otro formato.
books-why-recorded = Ya consta el mismo importe para esta solicitud: puede ser ese dinero u otro pago.
books-why-kept = La referencia es correcta y se envió el importe completo: un banco retuvo una parte.
books-why-ambiguous = El código o la referencia vale para más de un cobro.
books-why-own = Su referencia está en el texto, pero el importe es otro o el cobro no está abierto.
books-why-claimed = Quien paga dijo que había enviado este importe.
books-why-amount = El importe es el pendiente, y el cobro es de esas fechas.
books-why-taken-back = El banco retiró un importe anotado para este cobro.
books-no-such-request = Use el código de uno de sus cobros.
books-no-such-payment = Ninguno de sus pagos tiene este identificador.
books-request-currency = Este cobro está en otra moneda. Registre el dinero en la página del cobro, en su moneda.
books-refused-decided = Este movimiento ya está decidido. Mírelo de nuevo.
books-refused-not-waiting = Solo se puede descartar un movimiento que espera una decisión.
books-refused-undone = Esta importación se deshizo. Importe el archivo de nuevo.
books-refused-other-money = Este pago es otro dinero, o ya lo prueba otro movimiento. Mírelo de nuevo.
books-refused-nothing-paid = Ningún extracto ha pagado este importe para ese cobro, así que no se puede retirar nada. Registre un reembolso.
books-refused-day-closed = Hay dinero de este extracto contabilizado el { $day }, y ese día está cerrado en sus libros. Registre en su lugar un reembolso por lo que está mal.
books-refused-gone-back = Desde entonces se ha devuelto dinero de este extracto, así que la importación no se puede deshacer.
books-refused-taken-back-later = En un extracto posterior, el banco retiró dinero de este. Deshaga primero la importación de aquel extracto.

## Faults of files

books-at-line = Línea { $line }: { $fault }
books-at-element = { $element } en la línea { $line }: { $fault }
books-fault-unreadable = El archivo no se pudo leer hasta el final. Envíelo de nuevo.
books-fault-cut = El archivo acaba demasiado pronto: falta una parte. Descárguelo de nuevo.
books-fault-too-long = Una línea o un texto es más largo que los de cualquier banco.
books-fault-not-text = Esto no es texto, o no está en la codificación que indica el archivo.
books-fault-malformed = Esto no está escrito como dice su formato.
books-fault-declaration = No se acepta una declaración como DOCTYPE: ningún extracto la necesita.
books-fault-no-account = Los movimientos no pertenecen a ninguna cuenta.
books-fault-no-amount = Falta el importe.
books-fault-no-direction = No se dice si el dinero entró o salió.
books-fault-no-day = Falta el día.
books-fault-no-currency = El importe no tiene moneda.
books-fault-not-amount = El importe no es un número legible.
books-fault-too-fine = El importe tiene más decimales que su moneda.
books-fault-too-large = El importe es demasiado grande.
books-fault-not-day = La fecha no existe en el calendario.
books-fault-currency-differs = El importe está en otra moneda que la de su fila.
books-fault-fee-off = La comisión no es la diferencia entre el importe y lo que queda de él.
books-fault-no-balance = Falta un saldo o no se puede leer, así que puede faltar una parte del archivo. Descárguelo de nuevo.
books-fault-pdf = Esto es un PDF, que solo sirve para leer. Descargue el extracto como CAMT.053, MT940, OFX o CSV.
books-fault-packed = Esto es un archivo comprimido o un libro de cálculo. Descomprímalo o guarde la hoja como CSV.
books-fault-compressed = Este archivo está comprimido. Descomprímalo antes.
books-fault-empty = El archivo está vacío.
books-fault-unknown-format = Esto no es un extracto legible. Se leen CAMT.052, CAMT.053 y CAMT.054 (XML), MT940, MT942, OFX y CSV con una línea de encabezados.
books-fault-no-statement = En el archivo no hay ningún extracto de una cuenta.
books-fault-too-many = Un archivo tiene como máximo 200.000 movimientos; este tiene más. Impórtelo por partes, por ejemplo por meses.
books-fault-too-much = Los movimientos de este archivo tienen más referencias de las que se pueden leer a la vez. Impórtelo por partes, por ejemplo por meses.
books-fault-unclear = Las columnas de esta tabla no están claras.
books-fault-balance-off = El saldo no es lo que resulta del anterior y los movimientos.
books-fault-balance-unread = El saldo no se puede leer, así que los movimientos no se comparan con él.
books-fault-details-off = Los detalles no suman el importe de su movimiento. El movimiento cuenta como uno.
books-fault-day-of-statement = Este movimiento no tiene día; se le dio el del extracto.
books-fault-left-out = Se omitió una fila: le falta la fecha, el importe o la moneda.
books-fault-unknown-state = No se conoce el estado de esta fila, y quizá de otras. Cuenta como aún no contabilizada.
books-fault-correction = Este movimiento corrige uno anterior; se muestra y no cobra nada.
