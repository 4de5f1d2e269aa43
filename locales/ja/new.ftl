# Japanese: making a link, and sharing it
