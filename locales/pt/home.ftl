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
home-look-order = { $amount }: um pedido espera sua resposta.
home-look-ordered = Pedido
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
home-push = Quando o aplicativo está fechado
home-push-about = Este aparelho mostra então um alerta quando chega dinheiro, quando alguém diz que o enviou, quando um pagamento é contestado e quando alguém faz um pedido. Ele não diz o nome de ninguém nem valores, a menos que você queira.
home-push-on = Ativar neste aparelho
home-push-label = Nome deste aparelho
home-push-device = Aparelho { $n }
home-push-here = Este aparelho
home-push-amounts = Dizer valores
home-push-amounts-hint = Quem vir a tela poderá lê-los.
home-push-try = Enviar um teste
home-push-tried = Um teste está a caminho.
home-push-denied = Este navegador não permite alertas daqui. Permita as notificações nas configurações dele para este endereço e tente de novo.
home-push-failed = O serviço de notificações do navegador não responde. Tente de novo mais tarde.
home-push-unknown = Este navegador não consegue mostrar alertas. Em um iPhone ou iPad, adicione primeiro o aplicativo à tela de início.
home-push-stopped = O serviço de notificações recusa os alertas para este aparelho desde: { $when }. Nada mais é enviado a ele até que um teste chegue ou que você o ative de novo.
home-push-arrived = Chegou um pagamento
home-push-arrived-amount = { $amount }: pagamento recebido
home-push-claimed = Alguém diz que enviou dinheiro
home-push-claimed-amount = Alguém diz que enviou { $amount }
home-push-disputed = Um pagamento foi contestado
home-push-disputed-amount = Pagamento de { $amount } contestado
home-push-ordered = Alguém fez um pedido
home-push-ordered-amount = Alguém fez um pedido de { $amount }
home-push-open = Abra o aplicativo para ver.
home-push-look = Veja se chegou.
home-push-answer = Veja no aplicativo.
home-push-test = Os alertas funcionam neste aparelho
home-push-test-about = Você verá um quando chegar dinheiro.
