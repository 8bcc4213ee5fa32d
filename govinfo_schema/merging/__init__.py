"""Many reports added up to one of a higher organ (汇总), each sum traceable to its parts."""
