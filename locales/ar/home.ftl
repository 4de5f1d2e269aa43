# Arabic: Home, and what needs a look
