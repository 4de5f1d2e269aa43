# Polish: the list of requests
