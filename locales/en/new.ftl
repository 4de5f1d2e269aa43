# English: making a link, and sharing it
