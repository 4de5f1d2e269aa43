# Portuguese: Home, and what needs a look

home-search = Buscar cobranças
home-today = Recebido hoje
home-payments = { $count ->
        [one] { $n } pagamento
       *[other] { $n } pagamentos
    }
home-month = Este mês
home-went-back = { $amount } devolvidos
home-tests = Pagamentos de teste não são contados.
home-week = Últimos 7 dias
home-days = Últimos 30 dias
home-best = Melhor dia, { $day }: { $amount }
home-best-today = Hoje é o melhor dia: { $amount }
home-numbers = Ver os números
home-day = Dia
home-came-in = Recebido
home-back = Devolvido
home-now = Hoje
home-need-look = { $count ->
        [one] { $n } para conferir
       *[other] { $n } para conferir
    }
home-overdue = Vencidas
home-more-than = mais de { $n }
home-newest = Mais recentes
home-all = Todas as cobranças
home-no-words = Sem texto
home-any-amount = Qualquer valor, { $currency }
home-due-on = Vencimento: { $day }
home-start = Dois passos até seu primeiro link
home-start-link = Criar um link
home-start-done = Feito
home-arrived-for = { $amount } recebidos por { $what }.
home-arrived = { $amount } recebidos.
home-changed = Algo mudou.
home-show = Mostrar
home-look = Para conferir
home-look-none = Nada para conferir.
home-look-claim = Você recebeu { $amount }?
home-look-yes = Sim, recebi
home-look-not-yet = Ainda não
home-look-dispute = { $amount } foram contestados. Responda antes do prazo em: { $rail }.
home-look-open = Abrir a cobrança
home-look-unanswered = Sem resposta
home-look-refund = { $amount } foram devolvidos? Não há resposta de: { $rail }.
home-look-sent = Foi devolvido
home-look-not-sent = Não foi
home-look-over = Chegaram { $difference } a mais que os { $amount } cobrados.
home-look-keep = Ficar com o valor
home-look-send-back = Devolver { $difference }
home-look-under = Ainda faltam { $difference } de { $amount }.
home-look-rest = Pedir o restante
home-look-keep-part = Ficar com o que chegou
home-look-unknown = Sem correspondência
home-look-event = { $amount } foram informados para um pagamento desconhecido aqui: { $rail }.
home-look-event-bare = Foi informado um pagamento desconhecido aqui: { $rail }.
home-look-hook = Um webhook está desligado: { $host } não fica sabendo de mais nada
home-look-seen = Deixar de lado
home-look-reference = Referência
home-look-all = { $count ->
        [one] { $n } chegou
        [2] Os dois chegaram
       *[other] Todos os { $n } chegaram
    }
home-look-all-ask = { $count ->
        [one] Este pagamento chegou?
        [2] Os dois pagamentos chegaram?
       *[other] Todos os { $n } pagamentos chegaram?
    }
home-look-all-sum = No total { $sum }
home-look-all-yes = Sim, todos chegaram
home-look-left = Alguns ficaram: o que eles pagam já foi pago. Confira cada um.
home-alerts = Avisos
home-alerts-about = Quando chega dinheiro com a página inicial aberta. Este navegador guarda a escolha só para si.
home-alerts-sound = Tocar um som
home-alerts-sound-help = Os navegadores ficam mudos até você tocar na página uma vez.
home-alerts-vibrate = Vibrar
home-alerts-vibrate-help = Celulares conseguem; alguns navegadores não.
home-alerts-try = Testar
home-alerts-script = É preciso JavaScript, que está desativado neste navegador.
