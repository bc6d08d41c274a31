"""The network security of a project as one document, in one language: from facts to pages of paper."""
