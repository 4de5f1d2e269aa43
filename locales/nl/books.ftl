# Dutch: the books
