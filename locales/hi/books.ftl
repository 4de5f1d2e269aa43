# Hindi: the books
