# Turkish: the list of requests
