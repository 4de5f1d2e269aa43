# Italian: Home, and what needs a look
