# Turkish: the books
