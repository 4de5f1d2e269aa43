# Japanese: Home, and what needs a look
