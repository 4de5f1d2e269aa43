# Japanese: one request
