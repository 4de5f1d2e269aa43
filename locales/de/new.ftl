# German: making a link, and sharing it
