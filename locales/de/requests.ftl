# German: the list of requests
