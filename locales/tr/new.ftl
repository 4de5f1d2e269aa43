# Turkish: making a link, and sharing it
