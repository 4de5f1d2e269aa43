# Portuguese: what every page of sellers says

app-requests = Cobranças
app-new = Novo
app-books = Contas
app-settings = Ajustes
app-skip = Ir para o conteúdo
app-close = Fechar
app-disabled = Quem opera este serviço desativou seus links. Ninguém pode abri-los nem pagar por eles, e você não pode criar novos.
app-nothing-saved = Nada foi salvo ainda. Veja o que está marcado abaixo.
app-state-open = Em aberto
app-state-paid = Pago
app-state-expired = Expirado
app-state-cancelled = Cancelado
app-state-settled = Recebido
app-state-pending = Iniciado
app-state-claimed = Diz que enviou
app-state-processing = A caminho
app-state-failed = Falhou
app-state-disputed = Contestado
app-state-refunded = Reembolsado
app-state-partly-refunded = Reembolsado em parte
