# Dutch: one request
