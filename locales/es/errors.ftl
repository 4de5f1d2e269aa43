# Spanish: what is wrong with what a seller typed
