# Dutch: settings and ways to be paid
