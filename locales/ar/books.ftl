# Arabic: the books
