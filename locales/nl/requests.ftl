# Dutch: the list of requests
