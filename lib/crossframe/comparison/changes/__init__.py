"""Two states of one event -> what changed between them, and which cause each change is owed to."""
