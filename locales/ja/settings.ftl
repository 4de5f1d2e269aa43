# Japanese: settings and ways to be paid
