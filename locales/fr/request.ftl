# French: one request
