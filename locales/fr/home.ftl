# French: Home, and what needs a look
