# Spanish: one request
