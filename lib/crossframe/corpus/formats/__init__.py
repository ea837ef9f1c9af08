"""Whatever articles come in: pages, feeds, archives, exports, lists -> records of the contract."""
