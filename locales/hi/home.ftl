# Hindi: Home, and what needs a look
