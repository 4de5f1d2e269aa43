# Hindi: settings and ways to be paid
