# Polish: making a link, and sharing it
