# French: the list of requests
