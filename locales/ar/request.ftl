# Arabic: one request
