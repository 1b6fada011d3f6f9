"""Help that lies beside the program: pages in Markdown, shown without a network."""
