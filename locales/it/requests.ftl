# Italian: the list of requests
