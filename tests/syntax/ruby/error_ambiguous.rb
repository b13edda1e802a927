count -1
