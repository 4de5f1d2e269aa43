# Polish: settings and ways to be paid
