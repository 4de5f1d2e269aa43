# Portuguese: settings and ways to be paid
