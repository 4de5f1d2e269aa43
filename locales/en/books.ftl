# English: the books
