# Chinese: one request
