"""A small PyBase: enough of an application for every number of the catalog, and for every fault."""

VERSION = "1.0.0"
