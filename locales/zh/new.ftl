# Chinese: making a link, and sharing it
