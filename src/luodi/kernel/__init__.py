"""Money, numbers, dates, periods, moments, codes and findings: plain Python, no Django, no clock."""
