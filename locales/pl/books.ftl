# Polish: the books
