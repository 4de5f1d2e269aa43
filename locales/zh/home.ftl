# Chinese: Home, and what needs a look
