# Spanish: the list of requests
