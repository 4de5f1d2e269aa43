# German: one request
