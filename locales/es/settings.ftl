# Spanish: settings and ways to be paid
