# Portuguese: making a link, and sharing it
