# Portuguese: Home, and what needs a look
