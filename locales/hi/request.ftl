# Hindi: one request
