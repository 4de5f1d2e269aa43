# Portuguese: making a link, and sharing it

new-title = Novo link
new-who-sets = Quem define o valor
new-fixed = Fixo
new-open = Livre
new-between = Entre
new-amount = Valor
new-at-least = No mínimo
new-at-most = No máximo
new-open-says = Quem paga escolhe o valor.
new-suggested = Valores sugeridos
new-currency = Moeda
new-currency-search = Procurar uma moeda
new-currency-none = Nenhuma moeda encontrada.
new-currency-unpaid = Nenhuma das suas formas de receber aceita { $currency }.
new-memo = Para quê
new-memos = O que você já cobrou
new-remove = Remover
new-remove-some = Remover alguns
new-no-due = Sem vencimento
new-due = Vence em
new-parts = Em parcelas
new-parts-hint = Um sinal e o restante, ou prestações: um valor e um dia para cada. Deixe o último valor vazio e ele será o que falta.
new-part-amount = Valor da parcela { $n }
new-part-day = Dia da parcela { $n }
new-prices = Outros preços
new-prices-hint = O mesmo valor em outras moedas, aos seus próprios preços: paga-se um deles. Nada é convertido.
new-price-amount = Valor do preço { $n }
new-price-currency = Moeda do preço { $n }
new-works-for = O link vale por
new-no-limit = Sem limite
new-days = { $count ->
        [one] { $n } dia
       *[other] { $n } dias
    }
new-times = Quantas vezes pode ser pago
new-times-hint = 1 para uma pessoa, mais para um grupo. Se vazio: uma vez com valor fixo; senão, quantas vezes quiserem.
new-reference = Sua referência
new-reference-hint = Um número de nota ou de pedido. Quem paga não vê.
new-preview = O que uma conversa mostra do link
new-preview-hint = Todos na conversa veem. O motivo nunca é mostrado.
new-preview-generic = Que você pede um pagamento
new-preview-amount = Seu nome e o valor
new-preview-none = Nada
new-language = Idioma do link e da mensagem
new-language-hint = Quem lê em outro idioma do Chit vê no seu.
new-note = Pedir um recado a quem paga
new-note-hint = Uma linha. Só você e quem paga veem.
new-tips = Oferecer gorjeta
new-tips-hint = Nenhuma, 5, 10, 15% ou um valor livre. Só com um valor fixo pago de uma vez. Seus livros mantêm as gorjetas à parte.
new-keypad = Teclado numérico
new-keyboard = o teclado do aparelho
new-erase = Apagar
new-make = Criar link
new-show-code = Ver código
new-offline = Sem conexão. Nada foi criado ainda. O que você digitou fica aqui; toque de novo quando a conexão voltar.
new-repeated = Você criou o mesmo link há menos de dois minutos, e ele ainda está aberto. Nada foi criado agora. Para a mesma pessoa, abra aquele; para outra, crie mais um.
new-repeated-open = Abrir aquele link
new-repeated-another = Criar mais um
new-as-seen = O que quem paga verá
new-ready = Link pronto
new-reminder = Lembrete
new-turns = Em aberto. Esta página muda quando for pago.
new-over = Link encerrado
new-is-paid = Está pago.
new-ended = Este link não vale mais.
new-claimed = Quem paga diz que enviou. Veja se chegou.
new-change-preview = Mudar a prévia
split-word = Dividir
split-title = Dividir uma conta
split-total = Total
split-shares = Partes
split-equal = Partes iguais
split-named = Nomes próprios
split-count = Número de partes
split-fewer = Menos uma parte
split-more = Mais uma parte
split-names = Nomes, um por linha
split-names-hint = Só você os vê.
split-make = Criar os links
split-links = { $count ->
        [one] { $n } link. Envie-o a uma pessoa.
       *[other] { $n } links. Envie cada um a uma pessoa; ninguém vê os outros.
    }
split-paid = { $paid } de { $all } pagas
split-sum = { $paid } de { $total }
split-share = Parte { $n }
split-all = Todas as partes desta conta
bulk-many = Vários
bulk-title = Vários links
bulk-lead = Uma tabela vira links, um por linha. Primeiro tudo é conferido e mostrado.
bulk-file = Arquivo CSV
bulk-file-hint = Salvo por uma planilha como CSV UTF-8, no máximo { $max } linhas.
bulk-text = Ou cole a tabela
bulk-text-hint = A primeira linha nomeia as colunas, separadas por vírgulas, ponto e vírgula ou tabulações. Colunas possíveis:
bulk-check = Conferir a tabela
bulk-check-again = Conferir de novo
bulk-nothing = Nada foi criado.
bulk-row = Linha { $n }
bulk-good = { $count ->
        [one] { $n } link pode ser criado
       *[other] { $n } links podem ser criados
    }
bulk-bad = { $count ->
        [one] { $n } linha precisa ser corrigida. Nada foi criado ainda.
       *[other] { $n } linhas precisam ser corrigidas. Nada foi criado ainda.
    }
bulk-make = { $count ->
        [one] Criar { $n } link
       *[other] Criar { $n } links
    }
bulk-make-good = { $count ->
        [one] Criar { $n } link, sem as linhas erradas
       *[other] Criar { $n } links, sem as linhas erradas
    }
bulk-made = { $count ->
        [one] { $n } link criado
       *[other] { $n } links criados
    }
bulk-left = Nenhum link foi criado destas linhas:
bulk-download = Baixar a tabela com os links
bulk-kept = Esta página fica aqui por dois dias. Os links continuam entre as suas cobranças.
new-message-language = Idioma da mensagem
new-copy = Copiar link
new-copy-message = Copiar mensagem
new-button = Copiar um botão para um site
new-share = Compartilhar
new-share-picture = Compartilhar imagem QR
new-save-qr = Salvar imagem QR
new-save-card = Salvar cartão
new-print = Imprimir uma folha para o balcão
new-sms = SMS
new-email = E-mail
new-only-link = Messenger e Snapchat aceitam só o link.
new-paste-there = No WeChat, Instagram e Google Chat, cole a mensagem ou envie uma imagem.
new-no-preview = Sem prévia: você escolheu que as conversas mostrem só o link.
new-as-reminder = Enviar como lembrete gentil
new-without-reminder = Enviar o link sem lembrete
new-turn = Girar
new-keep-on = Toque para manter a tela ligada

## Items to choose from

new-items = Deixar escolher de uma lista
new-items-hint = O que cada pessoa escolhe faz o valor: deixe o valor vazio. Uma linha sem “até” entra em toda soma.
new-item = Item
new-item-price = Preço
new-item-most = Até
new-item-stock = À venda
