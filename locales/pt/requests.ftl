# Portuguese: the list of requests
