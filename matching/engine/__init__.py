"""The compiled engine behind the ranking index: columns, postings, and the kernel that reads them."""
