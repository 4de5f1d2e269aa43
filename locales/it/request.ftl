# Italian: one request
