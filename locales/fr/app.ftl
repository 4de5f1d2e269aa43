# French: what every page of sellers says

app-requests = Demandes
app-new = Nouveau
app-books = Comptes
app-settings = Réglages
app-skip = Aller au contenu
app-close = Fermer
app-disabled = L’exploitant de ce service a désactivé vos liens. Personne ne peut les ouvrir ni payer avec, et vous ne pouvez pas en créer de nouveaux.
app-nothing-saved = Rien n’est encore enregistré. Voyez ce qui est signalé ci-dessous.
app-state-open = En attente
app-state-paid = Payée
app-state-expired = Expirée
app-state-cancelled = Annulée
app-state-settled = Reçu
app-state-pending = Commencé
app-state-claimed = Dit envoyé
app-state-processing = En route
app-state-failed = Échoué
app-state-disputed = Contesté
app-state-refunded = Remboursé
app-state-partly-refunded = Remboursé en partie
