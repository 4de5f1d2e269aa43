# French: making a link, and sharing it
