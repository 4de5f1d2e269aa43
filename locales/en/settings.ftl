# English: settings and ways to be paid
