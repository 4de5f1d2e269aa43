# German: settings and ways to be paid
