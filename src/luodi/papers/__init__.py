"""Official papers: their structure, as Word and PDF by GB/T 9704-2012, and drafts of others read back into text."""
