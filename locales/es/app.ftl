# Spanish: what every page of sellers says

app-requests = Cobros
app-new = Nuevo
app-books = Cuentas
app-settings = Ajustes
app-skip = Ir al contenido
app-close = Cerrar
app-disabled = Quien gestiona este servicio ha desactivado sus enlaces. Nadie puede abrirlos ni pagar con ellos, y no puede crear otros nuevos.
app-nothing-saved = Aún no se ha guardado nada. Revise lo que está marcado abajo.
app-state-open = Pendiente
app-state-paid = Pagado
app-state-expired = Caducado
app-state-cancelled = Cancelado
app-state-settled = Recibido
app-state-pending = Iniciado
app-state-claimed = Dice haberlo enviado
app-state-processing = En camino
app-state-failed = Fallido
app-state-disputed = En disputa
app-state-refunded = Devuelto
app-state-partly-refunded = Devuelto en parte
