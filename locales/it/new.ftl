# Italian: making a link, and sharing it
