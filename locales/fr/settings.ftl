# French: settings and ways to be paid
