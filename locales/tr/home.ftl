# Turkish: Home, and what needs a look
