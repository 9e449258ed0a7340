"""What the process itself knows, as pure functions: days, clock times, groups, quantities, warnings, the plan of a kit."""
