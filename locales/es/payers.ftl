# Spanish

## Everywhere

never-asks = Esta página nunca le pide las claves de su banco ni códigos recibidos en su teléfono. Escríbalos solo en la app de su banco o en la página del proveedor que elija.
languages = Idioma
test-only = Prueba: no se mueve dinero
copy = Copiar
copied = Copiado
not-copied = No copiado
page-changed = Algo ha cambiado aquí. Vuelva a cargar la página.
print = Imprimir o guardar
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Solicitud de pago
asks-for = { $payee } solicita
asked-for = { $payee } solicitó
pay-whom = Pagar a { $payee }
pay-button = Pagar { $amount }
payment-to = Pago a { $payee }
writes = { $payee } escribe:
part-paid = Ya se ha pagado una parte de { $whole }. Esto es lo que falta.
parts-whole = { $whole } en total, a pagar en plazos:
parts-paid = pagado
parts-some = { $amount } pagados
price-instead = o bien { $others }
due = Vencimiento
open-until = Válida hasta
check-words = Palabras de control
seller-page = Página del vendedor
genuine = ¿Es auténtica esta solicitud?
genuine-name = { $payee } eligió este nombre; nadie lo ha comprobado. Compare { $address } con su cartel, su perfil o su factura.
genuine-words = Si le dijeron tres palabras, tienen que ser estas; si son otras, no pague y pregunte. ¿No le dijeron ninguna? Es lo habitual.
somebody-claims = Alguien indicó que ya envió este pago; { $payee } aún no lo ha confirmado. Pague solo si no fue usted.
no-way-title = Aún no hay forma de pagar
no-way = { $payee } todavía no ha configurado ningún método de pago. No se pierde nada: pregúntele o vuelva a abrir este enlace más tarde.
how-much = ¿Cuánto quiere pagar?
suggestions = Importes sugeridos
any-amount = Cualquier importe, en { $currency }.
bounds-between = Entre { $min } y { $max }.
bounds-from = A partir de { $min }.
bounds-to = Hasta { $max }.
note-label = Mensaje para { $payee } (opcional)
note-help = Solo lo lee { $payee }. No incluya nada que no quiera que se conserve.
tip-title = ¿Añadir una propina para { $payee }?
tip-none = Sin propina
tip-own = Otro importe
tip-own-label = Su propina
tip-own-hint = Hasta { $most }.
tip-total = { $total } en total
tip-included = Incluye { $tip } de propina
tip-too-large = La propina máxima es de { $most }.
tip-required = Escriba la propina, o elija «Sin propina».
tip-unknown = Elija una de las propinas, o «Sin propina».
choose-way = Elija cómo pagar
confirms-itself = La confirmación llega sola.
confirms-payee = { $payee } confirma cuando llega.
confirms-either = El monedero lo confirma solo, o lo hace { $payee }.
open-elsewhere = Abrir en otro dispositivo
open-elsewhere-help = Escanee el código con la cámara del otro dispositivo.
qr-of-link = Código QR del enlace de esta página
report = Denunciar esta solicitud
no-way-currency = Ninguno de los métodos de pago de { $payee } admite { $currency }. No se pierde nada: pregúntele o vuelva a abrir este enlace más tarde.
no-way-amount = Ninguno de los métodos de pago de { $payee } admite este importe. No se pierde nada: pregúntele o vuelva a abrir este enlace más tarde.

stamp-paid = PAGADO
state-expired = Expiró el { $date }
state-cancelled = Cancelada
state-underway = Pago en curso
underway-title = Hay un pago en curso
underway = No vuelva a pagar. Si ese pago no se completa, podrá pagar aquí como antes.
paid = Esta solicitud ya está pagada. No tiene que hacer nada más.
expired = Esta solicitud ya no se puede pagar. Si aún debe este importe, pida un nuevo enlace a { $payee }.
cancelled = { $payee } ha cancelado esta solicitud, así que no la pague. Si ya ha pagado, consulte a { $payee }.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = Un proveedor ficticio para hacer pruebas.
rail-demo-pay = Pagar { $amount } con Demo
rail-demo-pay-any = Pagar con Demo
rail-sepa = Transferencia bancaria
rail-sepa-hint = Desde la app de su banco, con código QR o introduciendo los datos.
rail-sepa-pay = Pagar { $amount } por transferencia
rail-sepa-pay-any = Pagar por transferencia
rail-swiss = QR-factura suiza
rail-swiss-hint = Por banca electrónica, con la app de su banco suizo o con la factura QR impresa.
rail-swiss-pay = Pagar { $amount } con QR-factura suiza
rail-swiss-pay-any = Pagar con QR-factura suiza
rail-spayd = QR Platba
rail-spayd-hint = Desde la app de su banco checo o eslovaco, con código QR o introduciendo los datos.
rail-spayd-pay = Pagar { $amount } con QR Platba
rail-spayd-pay-any = Pagar con QR Platba
rail-pix = Pix
rail-pix-hint = Desde la app de su banco, con código QR o pegando un código.
rail-pix-pay = Pagar { $amount } con Pix
rail-pix-pay-any = Pagar con Pix
rail-upi = UPI
rail-upi-hint = Desde cualquier app de UPI, con enlace o código QR.
rail-upi-pay = Pagar { $amount } con UPI
rail-upi-pay-any = Pagar con UPI
rail-promptpay = PromptPay
rail-promptpay-hint = Desde la app de su banco tailandés, con código QR.
rail-promptpay-pay = Pagar { $amount } con PromptPay
rail-promptpay-pay-any = Pagar con PromptPay
rail-paynow = PayNow
rail-paynow-hint = Desde la app de su banco de Singapur, con código QR.
rail-paynow-pay = Pagar { $amount } con PayNow
rail-paynow-pay-any = Pagar con PayNow
rail-link = Enlace de monedero
rail-link-hint = Con un botón o código QR que abre el monedero.
rail-link-pay = Pagar { $amount } con { $wallet }
rail-link-pay-any = Pagar con { $wallet }
rail-merchant_code = Código QR
rail-merchant_code-hint = Desde la app de su banco o monedero, con código QR.
rail-merchant_code-pay = Pagar { $amount } con { $wallet }
rail-merchant_code-pay-any = Pagar con { $wallet }
rail-cash = Efectivo u otra forma
rail-cash-hint = El beneficiario indica cómo.
rail-cash-pay = Pagar { $amount } en efectivo o de otra forma
rail-cash-pay-any = Pagar en efectivo o de otra forma
rail-stripe = Stripe
rail-stripe-hint = Tarjeta, monedero digital o método local, en la página de Stripe.
rail-stripe-pay = Pagar { $amount } con Stripe
rail-stripe-pay-any = Pagar con Stripe
rail-paypal = PayPal
rail-paypal-hint = Con su cuenta de PayPal, en la página de PayPal.
rail-paypal-pay = Pagar { $amount } con PayPal
rail-paypal-pay-any = Pagar con PayPal
rail-btcpay = Bitcoin o Lightning
rail-btcpay-hint = Desde su propio monedero, con código QR o copiando los datos.
rail-btcpay-pay = Pagar { $amount } en bitcoins
rail-btcpay-pay-any = Pagar en bitcoins
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Desde un monedero Lightning, al tipo de cambio de este momento.
rail-lnbits-pay = Pagar { $amount } con Lightning
rail-lnbits-pay-any = Pagar con Lightning
rail-other = Pago

## What is wrong with an amount, a note or a way to pay

amount-required = Escriba cuánto quiere pagar.
amount-not-a-number = Escriba el importe en cifras, por ejemplo { $example }.
amount-too-many-decimals = Este importe tiene demasiados decimales para { $currency }. Escríbalo, por ejemplo, así: { $example }.
amount-not-positive = El importe debe ser mayor que cero.
amount-too-small = El importe mínimo es { $min }.
amount-too-large = El importe máximo es { $max }.
amount-ambiguous = Este importe se puede leer de dos maneras. Escríbalo sin separador de miles, por ejemplo { $thousands }.
amount-ambiguous-decimals = Este importe se puede leer de dos maneras. Escriba los miles sin separador, por ejemplo { $whole }, y los decimales, por ejemplo, así: { $fine }.
amount-other-currency = Ha escrito { $found }, pero aquí el importe es en { $currency }. Escríbalo en { $currency }, por ejemplo { $example }.
amount-unknown-currency = No se reconoce la moneda. Use tres letras, por ejemplo EUR.
amount-withdrawn-currency = { $found } ya no está en circulación. Pida a { $payee } un enlace en otra moneda.
amount-in-link = No se puede leer el importe de este enlace. Escríbalo aquí o pida un nuevo enlace.
note-too-long = El mensaje es demasiado largo: { $longest } caracteres como máximo.
note-invalid = El mensaje contiene caracteres que no se pueden mostrar. Escríbalo como texto sencillo.
method-unavailable = Elija uno de los métodos de pago disponibles para este importe.

## The payer’s own page: instructions, state, receipt

title-payment = Su pago
title-receipt = Comprobante de pago
you-paid = Ha pagado a { $payee }
your-payment-to = Su pago a { $payee }
payment-waiting = Pendiente de confirmación
payment-failed = No se realizó
payment-expired = No se completó a tiempo
payment-refunded = Reembolsado
payment-partly-refunded = Reembolsado en parte
payment-refund-said = Reembolso comunicado
payment-disputed = En disputa
difference-under = { $amount } menos de lo solicitado.
difference-over = { $amount } más de lo solicitado.
pending-resume = Aún no ha terminado de pagar, o { $rail } todavía no lo ha confirmado. Si ya ha pagado allí, no vuelva a pagar: esta página mostrará el pago en cuanto se confirme.
pending-transfer-title = Haga la transferencia desde su banco
pending-transfer = Haga una transferencia con estos datos exactos. El concepto permite a { $payee } saber que el pago viene de usted.
pending-words-title = Cómo quiere cobrar { $payee }
pending-words = Las palabras son de { $payee } y nadie las ha comprobado.
pending-no-reference = Pague exactamente este importe. Así { $payee } sabe que el pago viene de usted.
pending-link-title = Pagar con { $wallet }
pending-link = El botón abre { $wallet } con el importe ya escrito. Compruebe el destinatario antes de enviar el dinero y vuelva aquí después.
pending-link-note = El botón abre { $wallet } con el importe ya escrito. Compruebe el destinatario y añada la referencia de abajo: así { $payee } sabe que el pago viene de usted. Después vuelva aquí.
pending-code-title = Pagar con { $rail }
pending-code = Escanee el código o pegue su texto en la app de su banco o monedero. Lleva el importe y la referencia; compruebe el destinatario antes de enviar el dinero.
pending-invoice-title = Pague con un monedero de Bitcoin o Lightning
pending-invoice = Escanee el código o ábralo en su monedero. Sirve para un solo pago, de este importe exacto.
invoice-time = Caduca en { $minutes } min. Después no lo pague: empiece de nuevo.
pending-other = A la espera de su pago.
pending-lost = Los datos de este pago ya no se pueden mostrar. Si ya ha enviado el dinero, no lo envíe de nuevo: pregunte a { $payee }. Si no, vuelva a elegir un método de pago.
claimed = Ha indicado que ya envió el pago. { $payee } lo confirmará cuando lo reciba; una transferencia puede tardar hasta el siguiente día hábil. No lo envíe dos veces.
claimed-details = Los datos que debía usar
processing = Su pago se está procesando. No tiene que hacer nada; no vuelva a pagar. Esta página se actualiza sola.
settled = Esta página es su comprobante. Conserve su dirección, imprímala o guárdela.
failed = { $payee } no ha recibido ningún dinero. Inténtelo de nuevo o elija otra forma de pagar.
attempt-expired = No ha llegado dinero por este intento de pago. Si ha enviado algo, consulte a { $payee } antes de volver a pagar.
refunded = { $payee } ha reembolsado el importe completo. Puede tardar unos días en aparecer en su cuenta. Si no llega, consulte a { $payee }.
partly-refunded = { $payee } ha reembolsado { $refunded }. El dinero puede tardar unos días en aparecer en su cuenta. Si no llega, consulte a { $payee }.
refunded-by-word = { $payee } indica que le ha reembolsado { $refunded }. El dinero puede tardar unos días en llegarle. Si no llega, consulte a { $payee }.
refunded-by-dispute = La disputa se ha resuelto a su favor: se le devuelve el importe de { $refunded }. Puede tardar unos días en llegarle. Si no llega, consulte a su banco o proveedor de pagos.
being-refunded = { $payee } está reembolsando { $returning }. El proveedor de pagos aún no ha terminado; no tiene que hacer nada.
disputed = Este pago está en disputa ante el banco o el proveedor de pagos, que tomará una decisión y se la comunicará. Aquí no tiene que hacer nada.
your-note = Su mensaje para { $payee }:
after-payment = { $payee } escribe, ahora que ha pagado:
after-payment-open = Abrir el enlace
after-payment-lost = { $payee } dejó aquí algo para leer, pero ya no se puede mostrar. Pídaselo a { $payee }.
row-beneficiary = Beneficiario
row-iban = IBAN
row-bic = BIC
row-amount = Importe
row-reference = Concepto
row-account = Número de cuenta
row-address = Dirección del beneficiario
row-code = Código para copiar y pegar
row-pix-key = Clave Pix
row-promptpay-id = ID de PromptPay
row-paynow-id = UEN o número de móvil
row-upi-id = ID de UPI
row-wallet-handle = Destinatario en { $wallet }
row-merchant-code = Código para copiar y pegar
row-merchant = Destinatario según el código
row-lightning-invoice = Factura de Lightning
row-bitcoin-address = Dirección de Bitcoin
row-bitcoin-amount = Importe en bitcoins
row-words = En palabras del beneficiario
bank-compares-name = Su banco compara el nombre del beneficiario con la cuenta. Escríbalo exactamente como aparece aquí.
bill-on-screen = En pantalla, esta factura QR sirve solo para la banca electrónica y la app de su banco. Para pagar en ventanilla o por correo, imprima la factura QR completa.
bill-show = Mostrar la factura QR completa, con su recibo
bill-title = Factura QR para imprimir
bill-help = Imprímala a tamaño real (100 %) en papel A4 blanco, como exigen los bancos y el correo.
qr-of-payment = Código QR de este pago
scan-with-bank = Escanéelo con la app de su banco.
scan-with-wallet = Escanéelo con su monedero.
scan-with-either = Escanéelo con la app de su banco o monedero.
scan-with-camera = Para pagar con otro teléfono, escanee el código con su cámara.
scan-with-rail = Para pagar con otro teléfono, escanee allí el código con { $rail }.
save-qr = Guardar el código QR como imagen
other-ways = Otras formas de enviarlo
save-qr-help = En este teléfono, guarde la imagen y ábrala en la app de su banco.
open-bank = Abrir la app de su banco
open-wallet = Abrir su monedero
some-phones = Solo funciona en algunos teléfonos.
other-way = Elegir otra forma de pagar
sent-it-help = ¿Ya envió el pago? Indíquelo aquí para que { $payee } esté al tanto.
sent-it = Ya envié el pago
copy-what = Copiar { $what }
send-yourself = Envíese esta página
send-yourself-help = Guarde esta página: solo su dirección lleva de vuelta aquí.
go-on = Continuar a { $rail }
back-to-request = Volver a la solicitud
see-request = Ver la solicitud
signed-receipt = Descargar el comprobante firmado
save-receipt = Guardar el recibo
can-close = Puede cerrar esta página.
signed-receipt-help = Un archivo pequeño. Cualquiera puede verificar que este servicio lo emitió y que no se ha modificado nada.
fact-by = Método de pago
fact-code = Código

## The sheet for a counter

sheet-title = Para imprimir
sheet-scan = Escanee para pagar
sheet-scan-order = Escanee para pedir
sheet-scan-help = Apunte al código con la cámara de su teléfono.
sheet-print = Imprimir esta hoja

## Reporting a request to whoever runs the service

report-title = Denunciar esta solicitud
report-page-title = Denunciar esta página
report-intro = Avise a quien administra este servicio de que algo no está bien. Podrá ver de qué solicitud se trata, sin saber quién es usted.
report-why = ¿Qué ocurre?
report-impersonation = Alguien se hace pasar por otra persona
report-never-ordered = No sé quién solicita el pago ni por qué
report-offensive = El texto es ofensivo o amenazante
report-other = Otro motivo
report-pick = Elija qué ocurre.
report-sent-title = Gracias
report-sent = Su aviso queda guardado para que lo vea quien administra este servicio. Nada ocurre automáticamente: no pague mientras tenga dudas.
report-sent-paid = Si ya ha pagado, contacte de inmediato con su banco o proveedor de pagos y pregunte si se puede detener el pago o recuperar el dinero.
report-back = Volver

## Problems

problem-not-found-title = Aquí no hay nada
problem-not-found = Este enlace no lleva a ninguna parte. Compruebe que se copió completo o pregunte a quien se lo envió.
problem-not-open-title = Esta solicitud no se puede pagar
problem-not-open-paid = La solicitud ya está pagada. No queda nada por hacer.
problem-not-open-cancelled = La solicitud se ha retirado. No se ha cobrado nada.
problem-not-open-expired = La solicitud ha expirado. No se ha cobrado nada. Si aún quiere pagar, pida un nuevo enlace.
problem-underway-title = Esta solicitud se está pagando
problem-underway = Hay un pago en curso. Espere a que llegue o falle antes de volver a pagar.
problem-conflict-title = No es posible en este momento
problem-reports-itself = Con esta forma de pago, la llegada del dinero se notifica automáticamente. Aquí no hay nada que confirmar.
problem-not-arrived = El comprobante está disponible cuando llega el dinero. Todavía no ha llegado.
problem-denied-title = Este acceso ya no es válido
problem-denied = El enlace o la clave ya se usó, ha expirado o se ha sustituido. Pida uno nuevo.
problem-rail-title = Este método de pago no está disponible ahora
problem-rail = No se ha cobrado nada. Elija otra forma de pagar o inténtelo más tarde.
problem-unavailable-title = Momentáneamente no disponible
problem-unavailable = Inténtelo de nuevo en un momento. Si acaba de pagar, no vuelva a pagar hasta que esta página le muestre el estado del pago.
problem-unavailable-elsewhere = Inténtelo de nuevo en un momento.
problem-failed-title = Se ha producido un error por nuestra parte
problem-failed = El error ha quedado registrado. Inténtelo más tarde. Si acaba de pagar, no vuelva a pagar hasta que esta página le muestre el estado del pago.
problem-failed-elsewhere = El error ha quedado registrado. Inténtelo más tarde.
problem-invalid-title = Revise los datos
problem-unreadable-title = No se puede leer
problem-signed-out-title = Su sesión está cerrada
problem-signed-out = Inicie sesión e inténtelo de nuevo.
problem-cross-site-title = Enviado desde otro sitio web
problem-cross-site = Este formulario se envió desde otro sitio web, por lo que no se ha hecho nada. Abra la página aquí e inténtelo de nuevo.
problem-not-said-title = No se ha hecho nada
problem-not-said = Este formulario no indica qué debe hacer, por lo que no se ha hecho nada. Vuelva atrás, cargue la página de nuevo y pulse su botón.
problem-too-many-title = Demasiados intentos a la vez
problem-too-many = { $count ->
        [one] Espere { $seconds } segundo e inténtelo de nuevo.
       *[other] Espere { $seconds } segundos e inténtelo de nuevo.
    }
problem-method-title = Así no es posible
problem-method = Esta dirección existe, pero no se puede abrir de esta manera. Vuelva atrás e inténtelo de nuevo.

## What a chat shows of a link, and the message that a seller sends

preview-title = Una solicitud de pago
preview-title-amount = { $payee } solicita { $amount }
preview-title-long = Solicitud de pago: { $amount }
preview-description = Abra el enlace para ver quién solicita, cuánto y por qué.
preview-picture = Un papelito: una solicitud de pago
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Solicitud de pago, { $amount }: { $link }
message-plain = Solicitud de pago: { $link }
reminder = Solo un recordatorio: { $about }: { $link }
reminder-due = Solo un recordatorio: { $about }, vence el { $day }: { $link }
reminder-overdue = Solo un recordatorio: { $about }, venció el { $day }: { $link }

## The foot of pages
foot-imprint = Aviso legal
foot-contact = Contacto
foot-accessibility = Accesibilidad

# The order page, and orders

order-title = Pedido
order-from = Pedir a { $payee }
order-link = Pedir de la lista
order-sold-out = Agotado
order-before = El precio ha cambiado. Antes era { $before }.
order-fewer = Uno menos: { $product }
order-more = Uno más: { $product }
order-total = Total
order-pay = Pagar ahora
order-send = Enviar al vendedor
order-confirms-first = { $payee } confirma primero cada pedido. Después podrá pagarlo.
order-closed = Ahora mismo no se puede pedir nada aquí.
order-waiting-title = Aún sin confirmar
order-waiting = { $payee } confirma primero este pedido, así que aún no se puede pagar. Envíelo al vendedor y vuelva a abrir este enlace cuando esté confirmado.
order-confirmed = { $payee } ha confirmado este pedido.
order-send-to = Envíe su pedido a { $payee }
order-send-help = Elija el chat en el que escribe al vendedor. El mensaje lleva el enlace donde ambos ven el pedido.
order-share = Otra aplicación
order-only-link = Messenger solo acepta el enlace. En él está el pedido.
order-copy = Copiar el mensaje
order-to-pay = Ver el pedido y pagar
order-to-order = Ver el pedido
error-order-empty = Elija primero cuánto quiere de algo.
error-order-changed = La lista ha cambiado desde que abrió esta página, así que no se ha pedido nada. Mire las líneas marcadas y vuelva a pedir.
error-order-large = Este pedido suma más de lo que se puede pagar de una vez. Redúzcalo.
error-order-full = Ahora mismo hay demasiados pedidos sin respuesta, así que no se ha pedido nada. Escriba al vendedor o inténtelo más tarde.
error-order-quantity = Escriba números enteros de 0 a 99.

## A choice of items

items-title = Elija cuántos
items-continue = Continuar
items-change = Cambiar lo elegido
items-sold-out = Aquí ya no queda nada. Pregunte a { $payee } si habrá más.
items-left = quedan { $n }
error-items-left = Queda menos de lo que ha elegido.
