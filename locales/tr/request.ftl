# Turkish: one request
