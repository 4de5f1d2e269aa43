# Chinese: settings and ways to be paid
