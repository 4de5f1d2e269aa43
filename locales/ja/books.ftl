# Japanese: the books
