# Chinese: the books
