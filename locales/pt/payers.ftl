# Portuguese

## Everywhere

never-asks = Esta página nunca pede os dados de acesso ao seu banco nem códigos recebidos no seu celular. Digite isso somente no app do seu banco ou na página do provedor que você escolher.
languages = Idioma
test-only = Teste: nenhum dinheiro é movimentado
copy = Copiar
copied = Copiado
not-copied = Não copiado
page-changed = Algo mudou aqui. Carregue a página de novo.
print = Imprimir ou salvar
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Pedido de pagamento
asks-for = { $payee } solicita
asked-for = { $payee } solicitou
pay-whom = Pagar a { $payee }
pay-button = Pagar { $amount }
payment-to = Pagamento a { $payee }
writes = { $payee } escreve:
part-paid = Uma parte de { $whole } já foi paga. Este é o valor restante.
parts-whole = { $whole } no total, a pagar em parcelas:
parts-paid = pago
parts-some = { $amount } pagos
price-instead = ou { $others }
due = Vencimento
open-until = Válido até
check-words = Palavras de verificação
seller-page = Página do vendedor
genuine = Esta cobrança é verdadeira?
genuine-name = { $payee } escolheu este nome; ninguém o conferiu. Compare { $address } com a placa, o perfil ou a fatura.
genuine-words = Se disseram três palavras a você, têm que ser estas; se forem outras, não pague e pergunte. Não disseram nenhuma? É o normal.
somebody-claims = Alguém informou que já enviou este pagamento; { $payee } ainda não confirmou. Pague somente se não foi você.
no-way-title = Ainda não há como pagar
no-way = { $payee } ainda não configurou uma forma de pagamento. Nada se perde: fale com { $payee } ou abra este link mais tarde.
how-much = Quanto você quer pagar?
suggestions = Valores sugeridos
any-amount = Qualquer valor, em { $currency }.
bounds-between = Entre { $min } e { $max }.
bounds-from = A partir de { $min }.
bounds-to = Até { $max }.
note-label = Mensagem para { $payee } (opcional)
note-help = Só { $payee } pode ler. Não inclua nada que não queira deixar guardado.
tip-title = Dar uma gorjeta para { $payee }?
tip-none = Sem gorjeta
tip-own = Outro valor
tip-own-label = Sua gorjeta
tip-own-hint = Até { $most }.
tip-total = { $total } no total
tip-included = Inclui { $tip } de gorjeta
tip-too-large = A maior gorjeta é { $most }.
tip-required = Digite a gorjeta, ou escolha “Sem gorjeta”.
tip-unknown = Escolha uma das gorjetas, ou “Sem gorjeta”.
choose-way = Escolha como pagar
confirms-itself = A confirmação chega sozinha.
confirms-payee = { $payee } confirma quando chegar.
confirms-either = A carteira confirma sozinha, ou { $payee } confirma.
open-elsewhere = Abrir em outro dispositivo
open-elsewhere-help = Leia o código com a câmera do outro dispositivo.
qr-of-link = QR Code do link desta página
report = Denunciar este pedido de pagamento
no-way-currency = Nenhuma das formas de pagamento de { $payee } aceita { $currency }. Nada se perde: fale com { $payee } ou abra este link mais tarde.
no-way-amount = Nenhuma das formas de pagamento de { $payee } aceita este valor. Nada se perde: fale com { $payee } ou abra este link mais tarde.

stamp-paid = PAGO
state-expired = Expirou em { $date }
state-cancelled = Cancelado
state-underway = Em andamento
underway-title = Há um pagamento em andamento
underway = Não pague de novo. Se esse pagamento não for concluído, você poderá pagar aqui como antes.
paid = Este pagamento já foi feito. Não há mais nada a fazer aqui.
expired = Este pedido de pagamento não vale mais. Se você ainda deve este valor, peça um novo link a { $payee }.
cancelled = { $payee } cancelou este pedido de pagamento; por isso, não pague. Se você já pagou, fale com { $payee }.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = Um provedor fictício, para experimentar.
rail-demo-pay = Pagar { $amount } com Demo
rail-demo-pay-any = Pagar com Demo
rail-sepa = Transferência bancária
rail-sepa-hint = Pelo app do seu banco, com QR Code ou digitando os dados.
rail-sepa-pay = Pagar { $amount } por transferência
rail-sepa-pay-any = Pagar por transferência
rail-swiss = QR-fatura suíça
rail-swiss-hint = Pelo internet banking, pelo app do seu banco suíço ou com a fatura QR impressa.
rail-swiss-pay = Pagar { $amount } com QR-fatura suíça
rail-swiss-pay-any = Pagar com QR-fatura suíça
rail-spayd = QR Platba
rail-spayd-hint = Pelo app do seu banco tcheco ou eslovaco, com QR Code ou digitando os dados.
rail-spayd-pay = Pagar { $amount } com QR Platba
rail-spayd-pay-any = Pagar com QR Platba
rail-pix = Pix
rail-pix-hint = Pelo app do seu banco, com QR Code ou Pix Copia e Cola.
rail-pix-pay = Pagar { $amount } com Pix
rail-pix-pay-any = Pagar com Pix
rail-upi = UPI
rail-upi-hint = Por qualquer app UPI, com link ou QR Code.
rail-upi-pay = Pagar { $amount } com UPI
rail-upi-pay-any = Pagar com UPI
rail-promptpay = PromptPay
rail-promptpay-hint = Pelo app do seu banco tailandês, com QR Code.
rail-promptpay-pay = Pagar { $amount } com PromptPay
rail-promptpay-pay-any = Pagar com PromptPay
rail-paynow = PayNow
rail-paynow-hint = Pelo app do seu banco em Singapura, com QR Code.
rail-paynow-pay = Pagar { $amount } com PayNow
rail-paynow-pay-any = Pagar com PayNow
rail-link = Link de carteira
rail-link-hint = Com um botão ou QR Code que abre a carteira.
rail-link-pay = Pagar { $amount } com { $wallet }
rail-link-pay-any = Pagar com { $wallet }
rail-merchant_code = QR Code
rail-merchant_code-hint = Pelo app do seu banco ou carteira, com QR Code.
rail-merchant_code-pay = Pagar { $amount } com { $wallet }
rail-merchant_code-pay-any = Pagar com { $wallet }
rail-cash = Dinheiro ou outra forma
rail-cash-hint = Quem recebe diz como.
rail-cash-pay = Pagar { $amount } em dinheiro ou de outra forma
rail-cash-pay-any = Pagar em dinheiro ou de outra forma
rail-stripe = Stripe
rail-stripe-hint = Cartão, carteira digital ou meio local, na página da Stripe.
rail-stripe-pay = Pagar { $amount } com Stripe
rail-stripe-pay-any = Pagar com Stripe
rail-paypal = PayPal
rail-paypal-hint = Com sua conta do PayPal, na página do PayPal.
rail-paypal-pay = Pagar { $amount } com PayPal
rail-paypal-pay-any = Pagar com PayPal
rail-btcpay = Bitcoin ou Lightning
rail-btcpay-hint = Pela sua própria carteira, com QR Code ou copiando os dados.
rail-btcpay-pay = Pagar { $amount } em bitcoins
rail-btcpay-pay-any = Pagar em bitcoins
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = De uma carteira Lightning, pela cotação deste momento.
rail-lnbits-pay = Pagar { $amount } com Lightning
rail-lnbits-pay-any = Pagar com Lightning
rail-other = Pagamento

## What is wrong with an amount, a note or a way to pay

amount-required = Digite quanto você quer pagar.
amount-not-a-number = Digite o valor em algarismos, por exemplo { $example }.
amount-too-many-decimals = Este valor tem casas decimais demais para { $currency }. Escreva, por exemplo, { $example }.
amount-not-positive = O valor deve ser maior que zero.
amount-too-small = O valor mínimo é { $min }.
amount-too-large = O valor máximo é { $max }.
amount-ambiguous = Este valor pode ser lido de duas formas. Escreva sem separador de milhares, por exemplo { $thousands }.
amount-ambiguous-decimals = Este valor pode ser lido de duas formas. Escreva os milhares sem separador, por exemplo { $whole }, e os decimais, por exemplo, assim: { $fine }.
amount-other-currency = Você digitou { $found }, mas aqui o valor é em { $currency }. Digite o valor em { $currency }, por exemplo { $example }.
amount-unknown-currency = A moeda não foi reconhecida. Use três letras, por exemplo EUR.
amount-withdrawn-currency = { $found } não está mais em circulação. Peça a { $payee } um link em outra moeda.
amount-in-link = Não foi possível ler o valor deste link. Digite o valor aqui ou peça um novo link.
note-too-long = A mensagem é longa demais: no máximo { $longest } caracteres.
note-invalid = A mensagem contém caracteres que não podem ser exibidos. Escreva em texto simples.
method-unavailable = Escolha uma das formas de pagamento oferecidas para este valor.

## The payer’s own page: instructions, state, receipt

title-payment = Seu pagamento
title-receipt = Comprovante
you-paid = Você pagou a { $payee }
your-payment-to = Seu pagamento a { $payee }
payment-waiting = Aguardando confirmação
payment-failed = Não realizado
payment-expired = Não concluído a tempo
payment-refunded = Devolvido
payment-partly-refunded = Devolvido em parte
payment-refund-said = Devolução informada
payment-disputed = Contestado
difference-under = { $amount } a menos do que o solicitado.
difference-over = { $amount } a mais do que o solicitado.
pending-resume = Você ainda não concluiu o pagamento, ou { $rail } ainda não confirmou. Se você já pagou lá, não pague de novo: esta página mostrará o pagamento assim que ele for confirmado.
pending-transfer-title = Faça a transferência pelo seu banco
pending-transfer = Faça uma transferência exatamente com estes dados. Pela referência, { $payee } sabe que o pagamento veio de você.
pending-words-title = Como { $payee } quer receber
pending-words = As palavras são de { $payee } e ninguém as conferiu.
pending-no-reference = Pague exatamente este valor. Por ele, { $payee } sabe que o pagamento veio de você.
pending-link-title = Pagar com { $wallet }
pending-link = O botão abre { $wallet } com o valor preenchido. Confira quem recebe antes de enviar o dinheiro e depois volte para cá.
pending-link-note = O botão abre { $wallet } com o valor preenchido. Confira quem recebe e acrescente a referência abaixo: por ela, { $payee } sabe que o pagamento veio de você. Depois volte para cá.
pending-code-title = Pagar com { $rail }
pending-code = Leia o código ou cole o texto dele no app do seu banco ou carteira. O valor e a referência já estão nele; confira o destinatário antes de enviar o dinheiro.
pending-invoice-title = Pague com uma carteira Bitcoin ou Lightning
pending-invoice = Leia o código ou abra-o na sua carteira. Ele vale para um só pagamento, exatamente deste valor.
invoice-time = Expira em { $minutes } min. Depois disso, não pague: comece de novo.
pending-other = Aguardando o seu pagamento.
pending-lost = Os dados deste pagamento não podem mais ser exibidos. Se você já enviou o dinheiro, não envie de novo: pergunte a { $payee }. Se não enviou, escolha novamente uma forma de pagamento.
claimed = Você informou que já enviou o pagamento. { $payee } vai confirmar quando ele chegar; uma transferência pode levar até o próximo dia útil. Não envie duas vezes.
claimed-details = Os dados que você deveria usar
processing = Seu pagamento está sendo processado. Você não precisa fazer nada; não pague de novo. Esta página se atualiza sozinha.
settled = Esta página é o seu comprovante. Guarde o endereço dela, imprima ou salve.
failed = { $payee } não recebeu nenhum valor. Tente de novo ou escolha outra forma de pagamento.
attempt-expired = Nenhum valor chegou nesta tentativa. Se você enviou algum dinheiro, fale com { $payee } antes de pagar de novo.
refunded = { $payee } devolveu o valor total. Pode levar alguns dias até aparecer na sua conta. Se não chegar, fale com { $payee }.
partly-refunded = { $payee } devolveu { $refunded }. Pode levar alguns dias até aparecer na sua conta. Se não chegar, fale com { $payee }.
refunded-by-word = { $payee } informa que devolveu { $refunded } a você. Pode levar alguns dias até o valor chegar. Se não chegar, fale com { $payee }.
refunded-by-dispute = A contestação foi decidida a seu favor: o valor de { $refunded } volta para você. Pode levar alguns dias até chegar. Se não chegar, fale com o seu banco ou provedor de pagamento.
being-refunded = { $payee } está devolvendo { $returning }. O provedor de pagamento ainda não concluiu; não é preciso fazer nada.
disputed = Este pagamento foi contestado junto ao banco ou provedor de pagamento, que vai decidir e avisar você. Não há nada a fazer aqui.
your-note = Sua mensagem para { $payee }:
after-payment = { $payee } escreve, agora que você pagou:
after-payment-open = Abrir o link
after-payment-lost = { $payee } deixou algo aqui para ler, mas não é mais possível mostrar. Peça a { $payee }.
row-beneficiary = Nome do recebedor
row-iban = IBAN
row-bic = BIC
row-amount = Valor
row-reference = Referência
row-account = Número da conta
row-address = Endereço do recebedor
row-code = Pix Copia e Cola
row-pix-key = Chave Pix
row-promptpay-id = ID do PromptPay
row-paynow-id = UEN ou número de celular
row-upi-id = ID UPI
row-wallet-handle = Quem recebe em { $wallet }
row-merchant-code = Código para copiar e colar
row-merchant = Destinatário no código
row-lightning-invoice = Fatura Lightning
row-bitcoin-address = Endereço Bitcoin
row-bitcoin-amount = Valor em bitcoins
row-words = Nas palavras de quem recebe
qr-of-payment = QR Code deste pagamento
bank-compares-name = Seu banco compara o nome do recebedor com a conta. Digite-o exatamente como está aqui.
bill-on-screen = Na tela, esta fatura QR serve apenas para o internet banking e o app do seu banco. Para pagar no guichê ou pelo correio, imprima a fatura QR completa.
bill-show = Mostrar a fatura QR completa, com o recibo
bill-title = Fatura QR para imprimir
bill-help = Imprima em tamanho real (100%) em papel A4 branco, como exigem os bancos e os correios.
scan-with-bank = Leia o código com o app do seu banco.
scan-with-wallet = Leia o código com a sua carteira.
scan-with-either = Leia o código com o app do seu banco ou carteira.
scan-with-camera = Para pagar com outro telefone, leia o código com a câmera dele.
scan-with-rail = Para pagar com outro telefone, leia o código nele com { $rail }.
save-qr = Salvar o QR Code como imagem
other-ways = Outras formas de enviar
save-qr-help = Neste celular, salve a imagem e abra-a no app do seu banco.
open-bank = Abrir o app do seu banco
open-wallet = Abrir a sua carteira
some-phones = Só funciona em alguns celulares.
other-way = Escolher outra forma de pagamento
sent-it-help = Já enviou? Avise aqui, e { $payee } saberá que deve aguardar o pagamento.
sent-it = Já enviei o pagamento
copy-what = Copiar: { $what }
send-yourself = Envie esta página para você
send-yourself-help = Guarde esta página: só o endereço dela traz de volta aqui.
go-on = Continuar para { $rail }
back-to-request = Voltar ao pedido de pagamento
see-request = Ver o pedido de pagamento
signed-receipt = Baixar o comprovante assinado
save-receipt = Salvar o recibo
can-close = Você pode fechar esta página.
signed-receipt-help = Um arquivo pequeno. Qualquer pessoa pode verificar que este serviço o emitiu e que nada foi alterado.
fact-by = Forma de pagamento
fact-code = Código

## The sheet for a counter

sheet-title = Para imprimir
sheet-scan = Leia o código para pagar
sheet-scan-order = Leia o código para pedir
sheet-scan-help = Aponte a câmera do celular para o código.
sheet-print = Imprimir esta folha

## Reporting a request to whoever runs the service

report-title = Denunciar este pedido de pagamento
report-page-title = Denunciar esta página
report-intro = Avise quem administra este serviço de que algo está errado. Será possível ver de qual pedido de pagamento se trata, mas não quem você é.
report-why = O que está errado?
report-impersonation = Alguém está se passando por outra pessoa
report-never-ordered = Não sei quem está pedindo nem para quê
report-offensive = O texto é ofensivo ou ameaçador
report-other = Outro motivo
report-pick = Escolha o que está errado.
report-sent-title = Agradecemos o aviso
report-sent = Seu aviso fica guardado para quem administra este serviço. Nada acontece automaticamente: não pague enquanto tiver dúvidas.
report-sent-paid = Se você já pagou, fale imediatamente com o seu banco ou provedor de pagamento e pergunte se é possível bloquear o pagamento ou reaver o valor.
report-back = Voltar

## Problems

problem-not-found-title = Não há nada aqui
problem-not-found = Este link não leva a lugar nenhum. Verifique se foi copiado por inteiro ou fale com quem o enviou.
problem-not-open-title = Este pedido de pagamento não pode ser pago
problem-not-open-paid = O pagamento já foi feito. Não há mais nada a fazer.
problem-not-open-cancelled = O pedido de pagamento foi cancelado. Nada foi cobrado.
problem-not-open-expired = O pedido de pagamento expirou. Nada foi cobrado. Se ainda quiser pagar, peça um novo link.
problem-underway-title = Este pagamento já está sendo feito
problem-underway = Há um pagamento em andamento. Antes de pagar de novo, espere para saber se ele foi concluído.
problem-conflict-title = Não é possível no momento
problem-reports-itself = Com esta forma de pagamento, a chegada do dinheiro é informada automaticamente. Não há nada a confirmar aqui.
problem-not-arrived = O comprovante fica disponível quando o dinheiro chega. Até agora, ele não chegou.
problem-denied-title = Este acesso não é mais válido
problem-denied = O link ou a chave já foi usado, expirou ou foi substituído. Peça um novo.
problem-rail-title = Forma de pagamento indisponível no momento
problem-rail = Nada foi cobrado. Escolha outra forma de pagamento ou tente de novo mais tarde.
problem-unavailable-title = Indisponível por um momento
problem-unavailable = Tente de novo em instantes. Se você acabou de pagar, não pague de novo antes que esta página mostre a situação do pagamento.
problem-unavailable-elsewhere = Tente de novo em instantes.
problem-failed-title = Ocorreu um erro do nosso lado
problem-failed = O erro foi registrado. Tente de novo mais tarde. Se você acabou de pagar, não pague de novo antes que esta página mostre a situação do pagamento.
problem-failed-elsewhere = O erro foi registrado. Tente de novo mais tarde.
problem-invalid-title = Confira os dados
problem-unreadable-title = Não foi possível ler
problem-signed-out-title = Sua sessão foi encerrada
problem-signed-out = Entre na sua conta e tente de novo.
problem-cross-site-title = Enviado de outro site
problem-cross-site = Este formulário foi enviado de outro site; por isso, nada foi feito. Abra a página aqui e tente de novo.
problem-not-said-title = Nada foi feito
problem-not-said = Este formulário não diz o que deve ser feito; por isso, nada foi feito. Volte, recarregue a página e toque no botão dela.
problem-too-many-title = Tentativas demais ao mesmo tempo
problem-too-many = { $count ->
        [one] Aguarde { $seconds } segundo e tente de novo.
       *[other] Aguarde { $seconds } segundos e tente de novo.
    }
problem-method-title = Não é possível desta forma
problem-method = Este endereço existe, mas não pode ser aberto assim. Volte e tente de novo.

## What a chat shows of a link, and the message that a seller sends

preview-title = Um pedido de pagamento
preview-title-amount = { $payee } solicita { $amount }
preview-title-long = Pedido de pagamento: { $amount }
preview-description = Abra o link para ver quem solicita, quanto e para quê.
preview-picture = Um pedaço de papel: um pedido de pagamento
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Pedido de pagamento, { $amount }: { $link }
message-plain = Pedido de pagamento: { $link }
reminder = Só um lembrete: { $about }: { $link }
reminder-due = Só um lembrete: { $about }, vence em { $day }: { $link }
reminder-overdue = Só um lembrete: { $about }, venceu em { $day }: { $link }

## The foot of pages
foot-imprint = Informações legais
foot-contact = Contato
foot-accessibility = Acessibilidade

# The order page, and orders

order-title = Pedido
order-from = Pedir a { $payee }
order-link = Pedir da lista
order-sold-out = Esgotado
order-before = O preço mudou. Antes era { $before }.
order-fewer = Um a menos: { $product }
order-more = Mais um: { $product }
order-total = Total
order-pay = Pagar agora
order-send = Enviar ao vendedor
order-confirms-first = { $payee } confirma antes cada pedido. Depois você pode pagar.
order-closed = No momento não é possível pedir nada aqui.
order-waiting-title = Ainda não confirmado
order-waiting = { $payee } confirma antes este pedido, por isso ainda não é possível pagar. Envie-o ao vendedor e abra este link de novo quando estiver confirmado.
order-confirmed = { $payee } confirmou este pedido.
order-send-to = Envie seu pedido a { $payee }
order-send-help = Escolha a conversa em que você escreve ao vendedor. A mensagem tem o link onde ambos veem o pedido.
order-share = Outro aplicativo
order-only-link = O Messenger aceita só o link. O pedido está nele.
order-copy = Copiar a mensagem
order-to-pay = Ver o pedido e pagar
order-to-order = Ver o pedido
error-order-empty = Escolha primeiro o que você quer e quanto.
error-order-changed = A lista mudou desde que você abriu esta página, por isso nada foi pedido. Veja as linhas marcadas e peça de novo.
error-order-large = Este pedido passa do que pode ser pago de uma vez. Diminua-o.
error-order-full = No momento há pedidos demais sem resposta, por isso nada foi pedido. Escreva ao vendedor ou tente mais tarde.
error-order-quantity = Escreva números inteiros de 0 a 99.

## A choice of items

items-title = Escolha as quantidades
items-continue = Continuar
items-change = Mudar a escolha
items-sold-out = Aqui está tudo esgotado. Pergunte a { $payee } se haverá mais.
items-left = restam { $n }
error-items-left = Resta menos do que você escolheu.
