# English: what every page of sellers says

app-requests = Requests
app-new = New
app-books = Books
app-settings = Settings
app-skip = Skip to the page
app-close = Close
app-disabled = Whoever runs this service has disabled your links. Nobody can open them or pay with them, and you can’t make new ones.
app-nothing-saved = Nothing was saved yet. See what is marked below.
app-state-open = Open
app-state-paid = Paid
app-state-expired = Expired
app-state-cancelled = Cancelled
app-state-settled = Arrived
app-state-pending = Started
app-state-claimed = Said to be sent
app-state-processing = On its way
app-state-failed = Failed
app-state-disputed = Disputed
app-state-refunded = Refunded
app-state-partly-refunded = Partly refunded
