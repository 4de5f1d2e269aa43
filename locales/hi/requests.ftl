# Hindi: the list of requests
