# English: signing in and up, devices and people
