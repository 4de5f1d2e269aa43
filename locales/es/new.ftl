# Spanish: making a link, and sharing it
