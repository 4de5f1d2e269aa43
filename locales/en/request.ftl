# English: one request
