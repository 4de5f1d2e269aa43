# Dutch: making a link, and sharing it
