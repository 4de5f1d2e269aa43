# Chinese: the list of requests
