# Dutch: Home, and what needs a look
