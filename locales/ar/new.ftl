# Arabic: making a link, and sharing it
