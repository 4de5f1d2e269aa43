# Japanese: the list of requests
