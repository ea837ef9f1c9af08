"""Sentence and its grammar -> who said what with which verb, and what stands in quotation marks."""
