"""A demo province: real communes, agencies and catalogues; invented people and work."""
