# English: Home, and what needs a look
