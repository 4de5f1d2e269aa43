# Polish: Home, and what needs a look
