# Portuguese: one request
