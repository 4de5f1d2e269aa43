# Polish: one request
