# English: the list of requests
