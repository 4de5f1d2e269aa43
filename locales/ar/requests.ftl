# Arabic: the list of requests
