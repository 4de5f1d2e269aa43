# Portuguese: the books

## Parts

books-export = Exportação
books-statement = Extrato
books-deliveries = Entregas
books-close = Fechamento

## Lines and sums

books-lines = { $count ->
        [one] { $n } linha
       *[other] { $n } linhas
    }
books-lines-in = { $count ->
        [one] { $n } linha em { $currency }
       *[other] { $n } linhas em { $currency }
    }
books-tests = Os pagamentos de teste são contados aqui e também estão no arquivo: a forma deles se chama demo ou termina em _test.
books-came-in = Recebido
books-went-back = Devolvido
books-went-out = Devolvido e tarifas
books-fees = Tarifas
books-fee = Tarifa
books-net = Nos livros
books-correction = Correção
books-unknown-fees = { $count ->
        [one] { $n } tarifa não é conhecida. As somas e os saldos não a incluem.
       *[other] { $n } tarifas não são conhecidas. As somas e os saldos não as incluem.
    }
books-day = Dia
books-for = Referente a
books-method = Forma de pagamento
books-amount = Valor
books-no-text = Sem texto
books-for-day = referente a { $day }
books-fee-unknown = não conhecida
books-by-hand = Manual
books-by-statement = Extrato bancário
books-test = { $method } (teste)
books-days = { $first } a { $last }
books-days-account = { $days }, conta { $account }

## Export

books-period = Período
books-this-month = Este mês
books-last-month = Mês passado
books-this-quarter = Este trimestre
books-this-year = Este ano
books-everything = Tudo
books-up-to = Até { $day }
books-since = A partir de { $day }
books-from = De
books-to = Até (inclusive)
books-currency = Moeda
books-all-currencies = Todas as moedas
books-zone-and-day = Fuso horário e qual dia conta
books-zone = Fuso horário
books-zone-hint = Os dias começam e terminam por ele, por exemplo America/Sao_Paulo.
books-which-day = Qual dia conta
books-by-accounting = O dia nos livros
books-by-accounting-hint = O dia em que o dinheiro se moveu; se já estava fechado ao registrar, o primeiro dia aberto. Um período fechado nunca muda, e nada se perde entre dois.
books-by-settled = O dia em que o dinheiro se moveu
books-by-settled-hint = Para ver o que um mês trouxe. Pode mudar: o que for registrado depois para um de seus dias é acrescentado.
books-by-created = O dia do registro
books-by-created-hint = Para ver o que foi registrado e quando, seja qual for o dia a que se refere.
books-show = Mostrar
books-nothing-shown = Ainda não é possível mostrar nada. Veja o que está marcado abaixo.
books-nothing-exported = Nada foi exportado. Veja o que está marcado abaixo.
books-first-lines = As primeiras linhas
books-nothing-moved = Nenhum dinheiro se moveu nesses dias. Um arquivo deles não tem linhas.
books-no-sums = As somas são mantidas pelo dia nos livros. Escolha esse dia acima para vê-las.
books-first-of-all = Estas são as primeiras. O arquivo contém todas.
books-first-of-many = Estas são as primeiras. O arquivo contém todas e leva um momento para ser escrito: seu navegador mostra o andamento.
books-final = Esses dias estão fechados: o arquivo será sempre o mesmo.
books-provisional = Alguns desses dias estão abertos; por isso o arquivo é provisório, e o nome dele diz isso.
books-month-statement = Resumo de { $month }, para imprimir ou salvar em PDF
books-format = Formato
books-format-csv-eu = CSV com vírgula decimal
books-format-xero = CSV para Xero
books-format-quickbooks = CSV para QuickBooks
books-for-csv = Para qualquer planilha: vírgulas, pontos decimais, todas as colunas
books-for-csv-eu = Para Excel com vírgula decimal: ponto e vírgula, todas as colunas, referências longas intactas
books-for-xlsx = Para Excel, LibreOffice e Numbers: valores e datas como tais, todas as colunas e uma planilha de totais
books-for-jsonl = Para programas: um objeto por linha, todas as colunas
books-for-beancount = Para contabilidade em texto com Beancount: um lançamento conferido por linha
books-for-hledger = Para contabilidade em texto com hledger ou Ledger: um lançamento conferido por linha
books-for-ofx = Para GnuCash, Sage, MoneyMoney e programas de bancos: o extrato de uma conta, uma moeda
books-for-qif = Para programas antigos como o Quicken: uma moeda; importe cada arquivo só uma vez
books-for-xero = Para importar extratos bancários no Xero: uma moeda, no máximo 1.000 linhas
books-for-quickbooks = Para importar transações bancárias no QuickBooks Online: uma moeda, dias como dd/mm/yyyy, no máximo 350 KB
books-for-datev = Para contadores na Alemanha: um lote de lançamentos (EXTF Buchungsstapel), uma moeda e um exercício
books-accounts-link = Contas para Beancount, hledger e DATEV
books-download = Baixar

## Accounts

books-accounts = Contas
books-accounts-lead = Os arquivos para programas de contabilidade usam estas contas. Deixe um campo vazio para usar o padrão.
books-accounts-saved = Salvo. O próximo arquivo terá estas contas; o que foi entregue mantém as suas.
books-clearing = Conta transitória
books-clearing-hint = O que um provedor já repassou e o que não. Cada forma de pagamento recebe uma abaixo dela.
books-fees-account = Tarifas
books-fees-account-hint = Cada forma de pagamento recebe uma abaixo dela.
books-tips-account = Conta das gorjetas
books-tips-account-hint = Por exemplo, Income:Chit:Tips.
books-receivable = Contas a receber
books-receivable-hint = O que se deve pelas cobranças.
books-chart = Plano de contas
books-adviser = Número do contador
books-adviser-hint = Beraternummer, fornecido pelo seu contador.
books-client = Número do cliente
books-client-hint = Mandantennummer.
books-first-month = Primeiro mês do exercício
books-first-month-hint = 1 é janeiro.
books-digits = Dígitos de uma conta
books-digits-hint = 4, a menos que seu contador diga outra coisa.
books-datev-fees = Conta de tarifas
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Devedor
books-debtor-hint = A conta coletiva de todos os pagadores.
books-datev-tips = Conta das gorjetas
books-datev-tips-hint = 1590 no SKR03, 1370 no SKR04. Pergunte ao seu contador: gorjetas de empregados e do dono são tributadas de modo diferente.
books-clearing-differs = Contas transitórias diferentes do padrão
books-clearing-differs-hint = Em cada linha uma forma de pagamento e sua conta, por exemplo “stripe 1361”.
books-save = Salvar

## Deliveries

books-new-lines = { $count ->
        [one] { $n } linha desde sua última entrega
       *[other] { $n } linhas desde sua última entrega
    }
books-nothing-new = Nada novo desde sua última entrega
books-some-new-lines = Linhas desde sua última entrega
books-nothing-delivered = Nada foi entregue. Veja o que está marcado abaixo.
books-deliveries-lead = Uma entrega contém todas as linhas que nenhuma anterior tinha, em ordem e sem lacunas. O arquivo dela tem sempre os mesmos bytes. Os dias anteriores a hoje são fechados com ela.
books-deliver = Entregar o que é novo
books-delivered = Entregue
books-batch = Lote { $number }
books-batch-format = Formato do lote { $number }
books-batch-currency = Moeda do arquivo do lote { $number }
books-older-deliveries = Entregas anteriores

## Close

books-closed-until = Até { $day } nada mais pode mudar
books-nothing-closed = Nada está fechado ainda
books-nothing-changed = Nada foi alterado. Veja o que está marcado abaixo.
books-close-lead = O que for registrado depois para um dia fechado é lançado no primeiro dia aberto e diz a que dia pertence. Assim, o que seu contador recebeu fica como está.
books-close-until = Fechar até (inclusive)
books-close-hint = Os dias terminam pelo relógio de { $zone }. Só dias passados podem ser fechados, e um fechamento não pode ser desfeito.
books-close-button = Fechar até este dia
books-by-itself = Automaticamente
books-closing-day = Um mês se fecha sozinho neste dia do seguinte
books-closing-day-hint = De 1 a 28. O que você entrega também é fechado.
books-closes = Fechamentos
books-closed-to = Até
books-closed-when = Fechado
books-last-line = Última linha
books-last-hash = Hash dela
books-closed-by-you = { $moment }, por você
books-closed-by-calendar = { $moment }, pelo calendário

## Month

books-of-the-books = Resumo dos livros
books-payee = Recebedor
books-made = Criado
books-state = Situação
books-state-final = Definitivo: o mês está fechado
books-state-open = Provisório: o mês ainda não está fechado
books-state-running = Provisório: o mês não terminou
books-month-empty = Nenhum dinheiro se moveu até o fim deste mês.
books-balance-before = Saldo antes de { $day }
books-balance-after = Saldo depois de { $day }
books-month-nothing = Nada se moveu neste mês.
books-month-none-listed = Nenhuma das linhas dele está entre as listadas aqui.
books-by-method = Por forma de pagamento
books-by-method-in = { $currency } por forma de pagamento
books-all = Tudo
books-month-amounts = Valores do mês
books-month-fees = Tarifas do mês
books-month-tips = Gorjetas nesses valores
books-month-cut = { $count ->
        [one] As primeiras { $listed } de { $n } linha estão listadas. As somas são de todas, e a exportação contém todas.
       *[other] As primeiras { $listed } de { $n } linhas estão listadas. As somas são de todas, e a exportação contém todas.
    }
books-balance-hint = Um saldo é a soma de todos os valores menos as tarifas conhecidas. O que um provedor repassou a uma conta bancária não é descontado.
books-head = Fim do livro-razão: linha { $line }
books-months = Meses
books-export-month = Exportar este mês

## Statements

books-match-title = Concilie o extrato do seu banco
books-match-lead = Nós o lemos, conciliamos e esquecemos quem pagou.
books-file = Arquivo do seu banco
books-file-hint = CAMT (.xml), MT940, OFX ou CSV, no máximo 50 MiB; descompacte antes um .zip. Importar duas vezes um arquivo não muda nada.
books-drop = Ou solte o arquivo aqui.
books-choose-file = Escolha primeiro um arquivo.
books-kept = O que é guardado dele
books-kept-lead = De cada lançamento: valor, tarifa, moeda e dias, os quatro últimos caracteres da referência do banco e uma impressão digital que o distingue dos outros. Nomes, contas e textos de quem paga são lidos na memória e esquecidos com o arquivo.
books-import = Importar
books-sending = Enviando o arquivo:
books-sent = O arquivo chegou. Os lançamentos dele estão sendo conciliados.
books-read-begun = O arquivo está sendo gravado.
books-read = Ainda em andamento: { $n } linhas.
books-read-of = Ainda em andamento: { $n } de { $all } linhas.
books-read-all = Todas as linhas foram gravadas.
books-underway = Em andamento: { $done } de { $all } lançamentos
books-nothing-imported = { $fault } Nada foi importado.
books-imported = Importados
books-undone = Desfeito
books-waiting = { $count ->
        [one] { $n } a decidir
       *[other] { $n } a decidir
    }
books-older-statements = Extratos anteriores
books-columns = As colunas desta tabela
books-columns-lead = Nem tudo está claro. Suas respostas ficam guardadas para arquivos com os mesmos títulos; o arquivo não, então escolha-o de novo.
books-first-rows = As primeiras linhas
books-cells-left-out = As células que poderiam identificar alguém foram omitidas.
books-column-none = Não escolhido
books-asked = O arquivo não esclarece isso. Escolha.
books-asked-again = Isso não combina com o arquivo. Escolha de novo.
books-column-date = Dia do lançamento
books-column-value-date = Data-valor
books-column-amount = Valor
books-column-debit = Saídas, se tiverem coluna própria
books-column-credit = Entradas, se tiverem coluna própria
books-column-sign = Direção: entrada ou saída
books-column-fee = Tarifa descontada do valor, se houver coluna
books-column-net = Valor depois da tarifa
books-column-currency = Coluna das moedas
books-date-order = Ordem das datas
books-order-dmy = Dia, mês, ano
books-order-mdy = Mês, dia, ano
books-order-ymd = Ano, mês, dia
books-decimal-mark = Antes dos decimais vem
books-mark-dot = um ponto: 1,234.50
books-mark-comma = uma vírgula: 1.234,50

## One statement

books-no-entries = Sem lançamentos
books-entries = { $count ->
        [one] { $n } lançamento
       *[other] { $n } lançamentos
    }
books-known-before = { $count ->
        [one] { $n } já conhecido
       *[other] { $n } já conhecidos
    }
books-not-booked = { $count ->
        [one] mais { $n } que o banco ainda não lançou
       *[other] mais { $n } que o banco ainda não lançou
    }
books-imported-at = Importado em { $moment }
books-was-undone = Esta importação foi desfeita: o que ela lançou foi retirado por correções.
books-nothing-was-changed = Nada foi alterado.
books-queues = Filas
books-matched = Conciliados
books-suggested = Sugeridos
books-unmatched = Sem cobrança
books-dismissed = Descartados
books-outgoing = Saídas
books-nothing-waits = Nada espera aqui.
books-none = Não há nenhum.
books-all-known = Nada de novo: todos os lançamentos já eram conhecidos.
books-keys = Teclas: ↑ ↓ para mover, Enter para aceitar, d para descartar
books-taken-back = Retirado
books-bank-reference = referência do banco
books-booked-before = Já lançado; esta é mais uma prova.
books-take = Aceitar
books-that-payment = É este pagamento
books-another-payment = Outro pagamento: lançar
books-pick = Escolher uma cobrança
books-search-requests = Buscar cobranças
books-search-hint = Palavras, um valor ou um código
books-search = Buscar
books-none-fits = Nenhuma cobrança combina.
books-dismiss = Descartar
books-more-entries = Mais lançamentos
books-undo = Desfazer esta importação
books-undo-lead = O que ela lançou é retirado por correções, e seus lançamentos podem ser importados de novo. Funciona enquanto os dias dela estiverem abertos.
books-forgotten = Nada mais de um lançamento é guardado: nem nome, nem conta, nem texto de quem pagou. Seu banco tem isso, neste dia e valor.
books-why-currency = A referência está certa, mas o dinheiro está em outra moeda.
books-why-several = A transferência cita várias cobranças, e o que está em aberto nelas não soma o valor dela.
books-why-paid = A referência está certa, mas esta cobrança já foi paga.
books-why-booked = O mesmo valor já está lançado para esta cobrança no mesmo dia, de um arquivo em outro formato.
books-why-recorded = O mesmo valor já consta para este pedido: pode ser esse dinheiro ou outro pagamento.
books-why-kept = A referência está certa e o valor inteiro foi enviado: um banco reteve uma parte.
books-why-ambiguous = O código ou a referência serve para mais de uma cobrança.
books-why-own = Sua referência está no texto, mas o valor é outro ou a cobrança não está aberta.
books-why-claimed = Quem paga disse que enviou este valor.
books-why-amount = O valor é o que está em aberto, e a cobrança é dessa época.
books-why-taken-back = O banco retirou um valor lançado para esta cobrança.
books-no-such-request = Use o código de uma das suas cobranças.
books-no-such-payment = Nenhum dos seus pagamentos tem este identificador.
books-request-currency = Esta cobrança está em outra moeda. Registre o dinheiro na página da cobrança, na moeda dela.
books-refused-decided = Este lançamento já foi decidido. Veja-o de novo.
books-refused-not-waiting = Só um lançamento que espera uma decisão pode ser descartado.
books-refused-undone = Esta importação foi desfeita. Importe o arquivo de novo.
books-refused-other-money = Este pagamento é outro dinheiro, ou outro lançamento já o comprova. Veja de novo.
books-refused-nothing-paid = Nenhum extrato pagou este valor para essa cobrança, então nada pode ser retirado. Registre uma devolução.
books-refused-day-closed = Há dinheiro deste extrato lançado em { $day }, e esse dia está fechado nos seus livros. Registre uma devolução para o que está errado.
books-refused-gone-back = Dinheiro deste extrato já foi devolvido, então a importação não pode ser desfeita.
books-refused-taken-back-later = Em um extrato posterior, o banco retirou dinheiro deste. Desfaça primeiro a importação daquele extrato.

## Faults of files

books-at-line = Linha { $line }: { $fault }
books-at-element = { $element } na linha { $line }: { $fault }
books-fault-unreadable = O arquivo não pôde ser lido até o fim. Envie-o de novo.
books-fault-cut = O arquivo termina cedo demais: falta uma parte. Baixe-o de novo.
books-fault-too-long = Uma linha ou um texto é mais longo que os de qualquer banco.
books-fault-not-text = Isto não é texto, ou não está na codificação que o arquivo indica.
books-fault-malformed = Isto não está escrito como o formato exige.
books-fault-declaration = Uma declaração como DOCTYPE não é aceita: nenhum extrato precisa dela.
books-fault-no-account = Os lançamentos não pertencem a nenhuma conta.
books-fault-no-amount = Falta o valor.
books-fault-no-direction = Não se diz se o dinheiro entrou ou saiu.
books-fault-no-day = Falta o dia.
books-fault-no-currency = O valor não tem moeda.
books-fault-not-amount = O valor não é um número legível.
books-fault-too-fine = O valor tem mais casas decimais que a moeda.
books-fault-too-large = O valor é grande demais.
books-fault-not-day = A data não existe no calendário.
books-fault-currency-differs = O valor está em outra moeda que a da linha.
books-fault-fee-off = A tarifa não é a diferença entre o valor e o que resta dele.
books-fault-no-balance = Falta um saldo ou ele não pode ser lido, então pode faltar uma parte do arquivo. Baixe-o de novo.
books-fault-pdf = Isto é um PDF, que serve só para leitura. Baixe o extrato como CAMT.053, MT940, OFX ou CSV.
books-fault-packed = Isto é um arquivo compactado ou uma pasta de trabalho. Descompacte-o ou salve a planilha como CSV.
books-fault-compressed = Este arquivo está compactado. Descompacte-o antes.
books-fault-empty = O arquivo está vazio.
books-fault-unknown-format = Isto não é um extrato legível. São lidos CAMT.052, CAMT.053 e CAMT.054 (XML), MT940, MT942, OFX e CSV com uma linha de títulos.
books-fault-no-statement = Não há extrato de conta no arquivo.
books-fault-too-many = Um arquivo tem no máximo 200.000 lançamentos; este tem mais. Importe-o em partes, por exemplo por mês.
books-fault-too-much = Os lançamentos deste arquivo têm mais referências do que é possível ler de uma vez. Importe-o em partes, por exemplo por mês.
books-fault-unclear = As colunas desta tabela não estão claras.
books-fault-balance-off = O saldo não é o que resulta do anterior e dos lançamentos.
books-fault-balance-unread = O saldo não pode ser lido, então os lançamentos não são comparados com ele.
books-fault-details-off = Os detalhes não somam o valor do lançamento. Ele conta como um só.
books-fault-day-of-statement = Este lançamento não tem dia; recebeu o do extrato.
books-fault-left-out = Uma linha foi omitida: falta a data, o valor ou a moeda.
books-fault-unknown-state = A situação desta linha, e talvez de outras, não é conhecida. Ela conta como ainda não lançada.
books-fault-correction = Este lançamento corrige um anterior; é mostrado e não baixa nada.
