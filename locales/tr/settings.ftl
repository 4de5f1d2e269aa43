# Turkish: settings and ways to be paid
