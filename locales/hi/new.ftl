# Hindi: making a link, and sharing it
