# German: the books
