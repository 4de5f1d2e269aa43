# Italian: settings and ways to be paid
