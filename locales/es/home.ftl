# Spanish: Home, and what needs a look
