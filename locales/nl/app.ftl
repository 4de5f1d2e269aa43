# Dutch: what every page of sellers says

app-requests = Verzoeken
app-new = Nieuw
app-books = Boeken
app-settings = Opties
app-skip = Naar de inhoud
app-close = Sluiten
app-disabled = De beheerder van deze dienst heeft uw links uitgeschakeld. Niemand kan ze openen of ermee betalen, en u kunt geen nieuwe maken.
app-nothing-saved = Er is nog niets opgeslagen. Kijk wat hieronder is gemarkeerd.
app-state-open = Open
app-state-paid = Betaald
app-state-expired = Verlopen
app-state-cancelled = Geannuleerd
app-state-settled = Ontvangen
app-state-pending = Begonnen
app-state-claimed = Zou verstuurd zijn
app-state-processing = Onderweg
app-state-failed = Mislukt
app-state-disputed = Betwist
app-state-refunded = Terugbetaald
app-state-partly-refunded = Deels terugbetaald
