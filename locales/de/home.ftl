# German: Home, and what needs a look
