# Portuguese: the books
