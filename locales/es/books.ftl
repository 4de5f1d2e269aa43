# Spanish: the books
