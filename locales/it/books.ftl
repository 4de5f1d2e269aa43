# Italian: the books
