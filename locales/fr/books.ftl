# French: the books
