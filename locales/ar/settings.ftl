# Arabic: settings and ways to be paid
